from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.webhook import Webhook

OPERATION: Operation[list[Webhook]] = Operation(
    id="webhooks_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/webhooks",
    returns=ListOf(Object(Webhook)),
    unwrap=(
        "payload",
        "webhooks",
    ),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
    ),
)


async def webhooks_list(
    client: Caller,
    *,
    account_id: int | None = None,
) -> list[Webhook]:
    """All webhooks of an account.

    `GET /api/v1/accounts/{account_id}/webhooks`

    All at once; for administrators only (source). The page has a bare array.

    Args:
        account_id: The account's number; the client's own where it is left out.

    Returns:
        The webhooks.

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
        },
    )
