from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="team_members_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=ListOf(Object(User)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "team_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def team_members_list(
    client: Caller,
    team_id: int,
    *,
    account_id: int | None = None,
) -> list[User]:
    """All members of a team.

    `GET /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

    All at once.

    Args:
        account_id: The account's number; the client's own where it is left out.
        team_id: The team's number.

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
            "team_id": team_id,
        },
    )
