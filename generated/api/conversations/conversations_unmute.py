from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_unmute",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_unmute(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """End the muting of a conversation.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute`

    Its contact is no longer blocked; its status stays as it is (source). Twice is not quite the same as
    once: each time a note of it can be written into the conversation (source). The published page does
    not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The conversation is no longer muted. The body is empty.

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
