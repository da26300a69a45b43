from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.typing_status import TypingStatus

OPERATION: Operation[None] = Operation(
    id="conversations_set_typing",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status",
    returns=None,
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "typing_status", Enumeration(TypingStatus), required=True),
        Parameter("body", "is_private", Plain("boolean")),
    ),
)


async def conversations_set_typing(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    typing_status: TypingStatus | Literal["on", "off"],
    is_private: bool | Unset = UNSET,
) -> None:
    """Show that somebody is typing.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status`

    To the contact and the other agents. A bot's token may, too, since 4.12.0. Servers answer 200 to any
    other text as well and show nothing (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        typing_status: Whether somebody is typing. Newer servers may know more; 4.10.0 ignores them.
        is_private: Whether it is a note, so that only agents see it.

    Returns:
        It is shown. The body is empty.

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
            "typing_status": typing_status,
            "is_private": is_private,
        },
    )
