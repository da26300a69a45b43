from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="inbox_members_add",
    method="POST",
    path="/api/v1/accounts/{account_id}/inbox_members",
    returns=ListOf(Object(User)),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "user_ids", ListOf(Plain("integer")), required=True),
    ),
)


async def inbox_members_add(
    client: Caller,
    *,
    account_id: int | None = None,
    inbox_id: int,
    user_ids: Sequence[int],
) -> list[User]:
    """Add agents to an inbox.

    `POST /api/v1/accounts/{account_id}/inbox_members`

    Who is in it already stays. For administrators only (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox.
        user_ids: The users.

    Returns:
        All users who are in it now, not only those who were added.

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
            "user_ids": user_ids,
        },
    )
