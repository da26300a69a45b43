from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.assigned_team import AssignedTeam

OPERATION: Operation[AssignedTeam | None] = Operation(
    id="conversations_assign_team",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=Object(AssignedTeam, nullable=True),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "team_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_assign_team(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    team_id: int,
) -> AssignedTeam | None:
    """Assign a conversation to a team.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

    A team that assigns by itself may then choose an agent. An id that is no team of the account **takes
    the conversation from its team**, and the answer is null (both source, not captured).

    Only the team is sent: with `assignee_id` in a request, even null or 0, the server ignores it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        team_id: The team.

    Returns:
        The team, in a form of its own; null where there is no such team in the account.

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
            "conversation_id": conversation_id,
            "team_id": team_id,
        },
    )
