from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="team_members_set",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=ListOf(Object(User)),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "team_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "user_ids", ListOf(Plain("integer")), required=True),
    ),
)


async def team_members_set(
    client: Caller,
    team_id: int,
    *,
    account_id: int | None = None,
    user_ids: Sequence[int],
) -> list[User]:
    """Replace the members of a team.

    `PATCH /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

    **Replaces all who were in it**: users who are not named no longer are. An id that is no user of the
    account is answered **401**, *Invalid User IDs*, and nothing changes (source). For administrators
    only (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        team_id: The team's number.
        user_ids: The users.

    Returns:
        All users who are in it now.

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
            "user_ids": user_ids,
        },
    )
