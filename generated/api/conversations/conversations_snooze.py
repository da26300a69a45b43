from __future__ import annotations

import datetime

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Object, Plain, Timestamp, Unset
from ...._wire.operation import Caller, Operation
from ...models.conversation_status_change import ConversationStatusChange

OPERATION: Operation[ConversationStatusChange] = Operation(
    id="conversations_snooze",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=Object(ConversationStatusChange),
    unwrap=("payload",),
    always={"status": "snoozed"},
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "snoozed_until", Timestamp("epoch")),
    ),
)


async def conversations_snooze(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    snoozed_until: datetime.datetime | Unset = UNSET,
) -> ConversationStatusChange:
    """Snooze a conversation.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

    Until a moment or, without one, until the customer writes again (which always opens it).

    The moment is sent as epoch seconds. Servers take ISO text here, answer 200, and store 1970-01-01:
    they read its leading number as seconds. (`conversations_create` takes ISO text, and stores null for
    epoch seconds.)

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        snoozed_until: When it opens again; without it, when the customer writes.

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
            "snoozed_until": snoozed_until,
        },
    )
