from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_status_change import ConversationStatusChange

OPERATION: Operation[ConversationStatusChange] = Operation(
    id="conversations_flip_status",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=Object(ConversationStatusChange),
    unwrap=("payload",),
    always={},
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_flip_status(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> ConversationStatusChange:
    """Resolve a conversation that is open, and open any other.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

    What the server does when no status is sent. Doing it twice is doing nothing, so it is never
    repeated unless it was provably not seen. Where the wanted status is known,
    `conversations_set_status` is better.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

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
        },
    )
