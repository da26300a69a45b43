from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.team import Team

OPERATION: Operation[Team] = Operation(
    id="teams_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/teams/{team_id}",
    returns=Object(Team),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "team_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "name", Plain("string")),
        Parameter("body", "description", Plain("string", nullable=True)),
        Parameter("body", "allow_auto_assign", Plain("boolean")),
    ),
)


async def teams_update(
    client: Caller,
    team_id: int,
    *,
    account_id: int | None = None,
    name: str | Unset = UNSET,
    description: str | None | Unset = UNSET,
    allow_auto_assign: bool | Unset = UNSET,
) -> Team:
    """Change a team.

    `PATCH /api/v1/accounts/{account_id}/teams/{team_id}`

    Changes what is named and leaves the rest. For administrators only (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        team_id: The team's number.
        name: What it is called, in the account only once; **the server makes it lower case** (source).
        description: What users are told about it. The page has no null.
        allow_auto_assign: Whether its conversations get an agent by themselves; the server takes true where
            a new one does not say (source).

    Returns:
        The team as it is now.

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
            "name": name,
            "description": description,
            "allow_auto_assign": allow_auto_assign,
        },
    )
