from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="inbox_members_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/inbox_members/{inbox_id}",
    returns=ListOf(Object(User)),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def inbox_members_list(
    client: Caller,
    inbox_id: int,
    *,
    account_id: int | None = None,
) -> list[User]:
    """All agents of an inbox.

    `GET /api/v1/accounts/{account_id}/inbox_members/{inbox_id}`

    All at once. Only for those who see the inbox (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox's number.

    Returns:
        The users.

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
