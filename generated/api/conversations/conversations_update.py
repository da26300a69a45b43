from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.conversation import Conversation
from ...models.conversation_priority_change import ConversationPriorityChange

OPERATION: Operation[Conversation | None] = Operation(
    id="conversations_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=Object(Conversation, nullable=True),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "priority", Enumeration(ConversationPriorityChange, nullable=True)),
        Parameter("body", "sla_policy_id", Plain("integer"), minimum=1, maximum=2147483647),
    ),
)


async def conversations_update(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    priority: ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None | Unset = UNSET,
    sla_policy_id: int | Unset = UNSET,
) -> Conversation | None:
    """Change a conversation's priority or service level agreement.

    `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}`

    `conversations_set_priority` sets the priority alone. An agreement that the account does not have is
    refused (422).

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        priority: How urgent it is; null clears it. (The page has `none` for that, to which servers answer
            500.)
        sla_policy_id: The service level agreement that applies; only with the paid edition, ignored by
            others (source).

    Returns:
        The conversation. The page says nothing of an answer.

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
            "sla_policy_id": sla_policy_id,
        },
    )
