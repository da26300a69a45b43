from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_attachment_page import ConversationAttachmentPage

OPERATION: Operation[ConversationAttachmentPage] = Operation(
    id="conversations_attachments",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments",
    returns=Object(ConversationAttachmentPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def conversations_attachments(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    page: int | None = None,
) -> ConversationAttachmentPage:
    """One page of a conversation's attachments.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments`

    100 attachments a page, the newest first (source); a page past the end is empty. Servers that do not
    page send all of them each time. The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        page: The page, from 1.

    Returns:
        The page, with the count of all attachments.

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
            "page": page,
        },
    )
