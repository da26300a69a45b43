from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="webhooks_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/webhooks/{webhook_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "webhook_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def webhooks_delete(
    client: Caller,
    webhook_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a webhook.

    `DELETE /api/v1/accounts/{account_id}/webhooks/{webhook_id}`

    For administrators only (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        webhook_id: The webhook's number.

    Returns:
        The webhook is deleted.

    Raises:
        InvalidRequestError: an argument that cannot be sent; nothing was sent.
        ApiStatusError: the server answered with an error.
        ConnectionFailedError, RequestTimeoutError: there was no answer.
        DecodeError: the answer is not what the contract says.
    """
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "webhook_id": webhook_id,
        },
    )
