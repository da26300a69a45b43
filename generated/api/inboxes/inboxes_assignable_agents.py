from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="inboxes_assignable_agents",
    method="GET",
    path="/api/v1/accounts/{account_id}/assignable_agents",
    returns=ListOf(Object(User)),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "inbox_ids[]", ListOf(Plain("integer")), argument="inbox_ids", required=True),
    ),
)


async def inboxes_assignable_agents(
    client: Caller,
    *,
    account_id: int | None = None,
    inbox_ids: Sequence[int],
) -> list[User]:
    """The users to whom conversations of inboxes can be assigned.

    `GET /api/v1/accounts/{account_id}/assignable_agents`

    The agents who are in all of the inboxes, and all administrators (source). The published page does
    not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_ids: The inboxes. One that does not exist is answered 404 (source).

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
            "inbox_ids": inbox_ids,
        },
    )
