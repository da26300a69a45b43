from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[str | None] = Operation(
    id="messages_translate",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate",
    returns=Plain("string", nullable=True),
    unwrap=("content",),
    may_be_absent=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("path", "message_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "target_language", Plain("string"), required=True),
    ),
)


async def messages_translate(
    client: Caller,
    conversation_id: int,
    message_id: int,
    *,
    account_id: int | None = None,
    target_language: str,
) -> str | None:
    """Translate a message.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate`

    Only where the account has Google Translate set up. The server keeps the translation in the
    message's `content_attributes.translations` and sends it **once**: for a language that is there
    already the answer is empty. (Source, not captured.) The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        message_id: The message's id, which counts over the whole installation.
        target_language: The language's code, such as en or pt_BR.

    Returns:
        The translation; an empty body where the message has it already, null where there is none
        (not captured).

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
            "target_language": target_language,
        },
    )
