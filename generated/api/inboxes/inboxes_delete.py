from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.inbox_deletion import InboxDeletion

OPERATION: Operation[InboxDeletion | None] = Operation(
    id="inboxes_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=Object(InboxDeletion, nullable=True),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def inboxes_delete(
    client: Caller,
    inbox_id: int,
    *,
    account_id: int | None = None,
) -> InboxDeletion | None:
    """Delete an inbox.

    `DELETE /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

    **Deletes its conversations and messages with it**, some time later. For administrators only.
    (Source, not captured.) The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox's number.

    Returns:
        What the server says about it, or an empty body (source).

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
            "inbox_id": inbox_id,
        },
    )
