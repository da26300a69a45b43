from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="agents_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/agents",
    returns=ListOf(Object(User)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
    ),
)


async def agents_list(
    client: Caller,
    *,
    account_id: int | None = None,
) -> list[User]:
    """All agents of an account.

    `GET /api/v1/accounts/{account_id}/agents`

    Agents and administrators, all at once, by name.

    Args:
        account_id: The account's number; the client's own where it is left out.

    Returns:
        The users. (The page has `available` where servers send `online` as availability.)

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
