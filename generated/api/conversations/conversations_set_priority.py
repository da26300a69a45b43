from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_priority_change import ConversationPriorityChange

OPERATION: Operation[None] = Operation(
    id="conversations_set_priority",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority",
    returns=None,
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "priority", Enumeration(ConversationPriorityChange, nullable=True), required=True),
    ),
)


async def conversations_set_priority(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    priority: ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None,
) -> None:
    """Set or clear a conversation's priority.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority`

    Null clears it. The page has `none` for that, to which servers answer 500; so this and any unknown
    priority are refused before they are sent. Nothing is toggled, whatever the path says.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        priority: How urgent it is; null clears it.

    Returns:
        The priority is set. The body is empty.

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
            "priority": priority,
        },
    )
