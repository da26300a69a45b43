from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.message import Message

OPERATION: Operation[Message] = Operation(
    id="messages_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}",
    returns=Object(Message),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("path", "message_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def messages_delete(
    client: Caller,
    conversation_id: int,
    message_id: int,
    *,
    account_id: int | None = None,
) -> Message:
    """Delete a message.

    `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

    Its text and attachments are gone for good; the message itself stays, with *This message was
    deleted* (in the account's language) in `content` and `deleted` in `content_attributes`. What a
    channel has delivered is not called back (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        message_id: The message's id, which counts over the whole installation.

    Returns:
        What is left of the message. (The page says nothing of an answer.)

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
