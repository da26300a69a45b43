from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.inbox import Inbox

OPERATION: Operation[Inbox] = Operation(
    id="inboxes_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=Object(Inbox),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def inboxes_get(
    client: Caller,
    inbox_id: int,
    *,
    account_id: int | None = None,
) -> Inbox:
    """One inbox.

    `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

    An inbox with the settings of its channel. An agent who is not in it gets 401 (source). The path of
    the page ends with a slash.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox's number.

    Returns:
        The inbox.

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
