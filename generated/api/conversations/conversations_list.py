from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.assignee_filter import AssigneeFilter
from ...models.conversation_involvement import ConversationInvolvement
from ...models.conversation_order import ConversationOrder
from ...models.conversation_page import ConversationPage
from ...models.conversation_status_filter import ConversationStatusFilter

OPERATION: Operation[ConversationPage] = Operation(
    id="conversations_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations",
    returns=Object(ConversationPage),
    unwrap=("data",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "status", Enumeration(ConversationStatusFilter)),
        Parameter("query", "assignee_type", Enumeration(AssigneeFilter)),
        Parameter("query", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("query", "team_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("query", "labels[]", ListOf(Plain("string")), argument="labels"),
        Parameter("query", "q", Plain("string")),
        Parameter("query", "conversation_type", Enumeration(ConversationInvolvement)),
        Parameter("query", "sort_by", Enumeration(ConversationOrder)),
        Parameter("query", "updated_within", Plain("integer"), minimum=1),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def conversations_list(
    client: Caller,
    *,
    account_id: int | None = None,
    status: ConversationStatusFilter | Literal["all", "open", "resolved", "pending", "snoozed"] | None = None,
    assignee_type: AssigneeFilter | Literal["me", "unassigned", "all", "assigned"] | None = None,
    inbox_id: int | None = None,
    team_id: int | None = None,
    labels: Sequence[str] | None = None,
    q: str | None = None,
    conversation_type: ConversationInvolvement | Literal["mention", "participating", "unattended"] | None = None,
    sort_by: ConversationOrder
    | Literal[
        "last_activity_at_asc",
        "last_activity_at_desc",
        "created_at_asc",
        "created_at_desc",
        "priority_asc",
        "priority_desc",
        "waiting_since_asc",
        "waiting_since_desc",
        "priority_desc_created_at_asc",
        "unread",
    ]
    | None = None,
    updated_within: int | None = None,
    page: int | None = None,
) -> ConversationPage:
    """One page of conversations.

    `GET /api/v1/accounts/{account_id}/conversations`

    25 conversations a page, the most recently active first; a page past the end is empty. With
    `updated_within` the server sends all rows at once and ignores `page`. The list moves while it is
    read: a conversation can be on two pages, or on none.

    Args:
        account_id: The account's number; the client's own where it is left out.
        status: Only conversations with this status; the server takes `open` where there is none.
        assignee_type: Only conversations assigned to the token's user, to nobody, or to anybody.
        inbox_id: Only conversations of this inbox.
        team_id: Only conversations of this team.
        labels: Only conversations that carry one of these labels.
        q: Only conversations with a message that contains this text.
        conversation_type: Only conversations in which the user is mentioned or takes part, or which nobody
            has answered.
        sort_by: The order; the server takes `last_activity_at_desc` where there is none.
        updated_within: Only conversations that changed in the last so many seconds; all of them at once,
            without pages.
        page: The page, from 1.

    Returns:
        The page, with the counts of all conversations that match.

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
            "assignee_type": assignee_type,
            "inbox_id": inbox_id,
            "team_id": team_id,
            "labels": labels,
            "q": q,
            "conversation_type": conversation_type,
            "sort_by": sort_by,
            "updated_within": updated_within,
            "page": page,
        },
    )
