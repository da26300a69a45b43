from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation import Conversation

OPERATION: Operation[Conversation | None] = Operation(
    id="conversations_update_last_seen",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen",
    returns=Object(Conversation, nullable=True),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_update_last_seen(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> Conversation | None:
    """Mark a conversation as read.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen`

    By an agent and, where the token's user is its assignee, by the assignee. Since 4.11.0 it is written
    at most once an hour while nothing is unread (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The conversation, or an empty body.

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
        },
    )
