from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_counts import ConversationCounts
from ...models.conversation_involvement import ConversationInvolvement
from ...models.conversation_status_filter import ConversationStatusFilter

OPERATION: Operation[ConversationCounts] = Operation(
    id="conversations_counts",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/meta",
    returns=Object(ConversationCounts),
    unwrap=("meta",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "status", Enumeration(ConversationStatusFilter)),
        Parameter("query", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("query", "team_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("query", "labels[]", ListOf(Plain("string")), argument="labels"),
        Parameter("query", "q", Plain("string")),
        Parameter("query", "conversation_type", Enumeration(ConversationInvolvement)),
    ),
)


async def conversations_counts(
    client: Caller,
    *,
    account_id: int | None = None,
    status: ConversationStatusFilter | Literal["all", "open", "resolved", "pending", "snoozed"] | None = None,
    inbox_id: int | None = None,
    team_id: int | None = None,
    labels: Sequence[str] | None = None,
    q: str | None = None,
    conversation_type: ConversationInvolvement | Literal["mention", "participating", "unattended"] | None = None,
) -> ConversationCounts:
    """How many conversations there are.

    `GET /api/v1/accounts/{account_id}/conversations/meta`

    The counts that `conversations_list` sends with each page, without the conversations.

    Args:
        account_id: The account's number; the client's own where it is left out.
        status: Only conversations with this status; the server takes `open` where there is none.
        inbox_id: Only conversations of this inbox.
        team_id: Only conversations of this team.
        labels: Only conversations that carry one of these labels.
        q: Only conversations with a message that contains this text.
        conversation_type: Only conversations in which the user is mentioned or takes part, or which nobody
            has answered (source, not captured; the page does not have it here).

    Returns:
        The counts.

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
            "status": status,
            "inbox_id": inbox_id,
            "team_id": team_id,
            "labels": labels,
            "q": q,
            "conversation_type": conversation_type,
        },
    )
