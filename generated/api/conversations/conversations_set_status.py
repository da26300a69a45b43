from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_status_change import ConversationStatusChange
from ...models.settable_status import SettableStatus

OPERATION: Operation[ConversationStatusChange] = Operation(
    id="conversations_set_status",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=Object(ConversationStatusChange),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "status", Enumeration(SettableStatus), required=True),
    ),
)


async def conversations_set_status(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    status: SettableStatus | Literal["open", "resolved", "pending"],
) -> ConversationStatusChange:
    """Open or resolve a conversation, or make it pending.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

    `conversations_snooze` snoozes it, `conversations_flip_status` flips it. Another status is refused
    before it is sent, since the server would answer 500.

    When an agent (not an administrator) opens it, the server assigns it to this agent, even where it
    was assigned to another.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        status: The statuses that need nothing else. The server answers 500 to any other, `snoozed` aside.

    Returns:
        What the conversation's status is now.

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
            "status": status,
        },
    )
