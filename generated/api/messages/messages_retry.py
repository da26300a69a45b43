from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.message import Message

OPERATION: Operation[Message] = Operation(
    id="messages_retry",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry",
    returns=Object(Message),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("path", "message_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def messages_retry(
    client: Caller,
    conversation_id: int,
    message_id: int,
    *,
    account_id: int | None = None,
) -> Message:
    """Send a message once more.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry`

    For a message that failed; 4.10.0 empties its `content_attributes`, `in_reply_to` and all. It also
    sends what did not fail once more, newer servers do not (both source). So it is never repeated
    unless it was provably not seen. The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        message_id: The message's id, which counts over the whole installation.

    Returns:
        The message, `sent` again.

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
            "message_id": message_id,
        },
    )
