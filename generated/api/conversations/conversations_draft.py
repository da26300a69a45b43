from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_draft import ConversationDraft

OPERATION: Operation[ConversationDraft] = Operation(
    id="conversations_draft",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages",
    returns=Object(ConversationDraft),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_draft(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> ConversationDraft:
    """The draft of an answer.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

    A conversation has one, which all users share (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The draft, or that there is none.

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
