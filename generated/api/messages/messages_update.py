from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.message import Message
from ...models.message_status import MessageStatus

OPERATION: Operation[Message | None] = Operation(
    id="messages_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}",
    returns=Object(Message, nullable=True),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("path", "message_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "status", Enumeration(MessageStatus), required=True),
        Parameter("body", "external_error", Plain("string")),
    ),
)


async def messages_update(
    client: Caller,
    conversation_id: int,
    message_id: int,
    *,
    account_id: int | None = None,
    status: MessageStatus | Literal["sent", "delivered", "read", "failed"],
    external_error: str | Unset = UNSET,
) -> Message | None:
    """Say how far a message got.

    `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

    Only in API inboxes, whose messages something else delivers; others are answered 403. The server
    leaves a message alone that was read already and is now said to be delivered (source). The published
    page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        message_id: The message's id, which counts over the whole installation.
        status: How far a message got.
        external_error: Why it failed; only with the status `failed`, which the app shows.

    Returns:
        The message, or an empty body (source).

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
            "status": status,
            "external_error": external_error,
        },
    )
