from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_send_transcript",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/transcript",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "email", Plain("string"), required=True),
    ),
)


async def conversations_send_transcript(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    email: str,
) -> None:
    """Mail a conversation to somebody.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/transcript`

    The mail is sent later, and the server does not look at the address. Since 4.11.0 it answers 402
    where the account's plan does not have it, and hosted plans answer 429 with an empty body after too
    many mails of a day (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        email: The mail address.

    Returns:
        The mail will be sent. The body is empty.

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
            "email": email,
        },
    )
