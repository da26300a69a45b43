from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_search_page import ConversationSearchPage

OPERATION: Operation[ConversationSearchPage] = Operation(
    id="conversations_search",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/search",
    returns=Object(ConversationSearchPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "q", Plain("string"), required=True),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def conversations_search(
    client: Caller,
    *,
    account_id: int | None = None,
    q: str,
    page: int | None = None,
) -> ConversationSearchPage:
    """One page of the conversations that contain a text.

    `GET /api/v1/accounts/{account_id}/conversations/search`

    Conversations of every status with a message that contains the text, as short rows of their own: 25
    a page, the most recently active first; a page past the end is empty. The published page does not
    have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        q: The text; upper and lower case are the same (source, not captured).
        page: The page, from 1.

    Returns:
        The page, with the counts of all conversations that match, but without `assigned_count`.

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
            "q": q,
            "page": page,
        },
    )
