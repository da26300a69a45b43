from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.team import Team

OPERATION: Operation[list[Team]] = Operation(
    id="teams_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/teams",
    returns=ListOf(Object(Team)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
    ),
)


async def teams_list(
    client: Caller,
    *,
    account_id: int | None = None,
) -> list[Team]:
    """All teams of an account.

    `GET /api/v1/accounts/{account_id}/teams`

    All at once, also those that the token's user is not in.

    Args:
        account_id: The account's number; the client's own where it is left out.

    Returns:
        The teams.

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
