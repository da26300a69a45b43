from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_mute",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/mute",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_mute(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Mute a conversation.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/mute`

    Blocks its contact and resolves it (source). Twice is not quite the same as once: each time a note
    of it can be written into the conversation (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The conversation is muted. The body is empty.

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
