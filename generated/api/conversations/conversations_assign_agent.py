from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[User | None] = Operation(
    id="conversations_assign_agent",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=Object(User, nullable=True),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "assignee_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_assign_agent(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    assignee_id: int,
) -> User | None:
    """Assign a conversation to an agent.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

    Leaves the team as it is. An id that is no user of the account **unassigns** the conversation, and
    the answer is null (source, not captured).

    Only the agent is sent: with `assignee_id` in a request, even null or 0, the server ignores a
    `team_id`. To change both, call `conversations_assign_team` as well.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        assignee_id: The user.

    Returns:
        The agent; null where there is no such user in the account.

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
            "assignee_id": assignee_id,
        },
    )
