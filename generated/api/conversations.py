from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, Unset
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_STATUS = Parameter("query", "status", lambda: Enumeration(models.ConversationStatusFilter))
_INBOX_ID = Parameter("query", "inbox_id", Plain("integer", minimum=1, maximum=2147483647))
_TEAM_ID = Parameter("query", "team_id", Plain("integer", minimum=1, maximum=2147483647))
_LABELS = Parameter("query", "labels[]", ListOf(Plain("string")), argument="labels")
_Q = Parameter("query", "q", Plain("string"))
_CONVERSATION_TYPE = Parameter("query", "conversation_type", lambda: Enumeration(models.ConversationInvolvement))
_PAGE = Parameter("query", "page", Plain("integer", minimum=1))
_CONVERSATION_ID = Parameter("path", "conversation_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_USER_IDS = Parameter("body", "user_ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True)

LIST: Operation[models.ConversationPage] = Operation(
    id="conversations.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations",
    returns=lambda: Object(models.ConversationPage),
    unwrap=("data",),
    parameters=(
        _ACCOUNT_ID,
        _STATUS,
        Parameter("query", "assignee_type", lambda: Enumeration(models.AssigneeFilter)),
        _INBOX_ID,
        _TEAM_ID,
        _LABELS,
        _Q,
        _CONVERSATION_TYPE,
        Parameter("query", "sort_by", lambda: Enumeration(models.ConversationOrder)),
        Parameter("query", "updated_within", Plain("integer", minimum=1)),
        _PAGE,
    ),
)

CREATE: Operation[models.Conversation] = Operation(
    id="conversations.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations",
    returns=lambda: Object(models.Conversation),
    liquid=("message.content", "message.template_params.processed_params"),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "source_id", Plain("string")),
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("body", "contact_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("body", "additional_attributes", MapOf(Anything())),
        Parameter("body", "custom_attributes", MapOf(Anything())),
        Parameter("body", "status", lambda: Enumeration(models.ConversationStatus)),
        Parameter("body", "assignee_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("body", "team_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("body", "snoozed_until", Timestamp("iso", future=True)),
        Parameter("body", "message", lambda: Object(models.ConversationFirstMessage)),
        Parameter("file", "message[attachments][]", ListOf(Anything()), argument="message_attachments"),
    ),
)

GET: Operation[models.Conversation] = Operation(
    id="conversations.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=lambda: Object(models.Conversation),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

DELETE: Operation[None] = Operation(
    id="conversations.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=None,
    rate_limits=(RateLimitRule(rule="conversations_delete", requests=60, seconds=60, by=("account",)),),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

UPDATE: Operation[models.Conversation | None] = Operation(
    id="conversations.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=lambda: Object(models.Conversation, nullable=True),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "priority", lambda: Enumeration(models.ConversationPriorityChange, nullable=True)),
        Parameter("body", "sla_policy_id", Plain("integer", minimum=1, maximum=2147483647)),
    ),
)

COUNTS: Operation[models.ConversationCounts] = Operation(
    id="conversations.counts",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/meta",
    returns=lambda: Object(models.ConversationCounts),
    unwrap=("meta",),
    rate_limits=(
        RateLimitRule(rule="conversations_counts", requests=30, seconds=60, by=("account", "token"), since="4.12.0"),
    ),
    parameters=(_ACCOUNT_ID, _STATUS, _INBOX_ID, _TEAM_ID, _LABELS, _Q, _CONVERSATION_TYPE),
)

UNREAD_COUNTS: Operation[models.UnreadCounts] = Operation(
    id="conversations.unread_counts",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/unread_counts",
    returns=lambda: Object(models.UnreadCounts),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

FILTER: Operation[models.ConversationPage] = Operation(
    id="conversations.filter",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/filter",
    returns=lambda: Object(models.ConversationPage),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _PAGE,
        Parameter("body", "payload", lambda: ListOf(Object(models.FilterCondition)), required=True),
    ),
)

SEARCH: Operation[models.ConversationSearchPage] = Operation(
    id="conversations.search",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/search",
    returns=lambda: Object(models.ConversationSearchPage),
    parameters=(_ACCOUNT_ID, Parameter("query", "q", Plain("string"), required=True), _PAGE),
)

SET_STATUS: Operation[models.ConversationStatusChange] = Operation(
    id="conversations.set_status",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=lambda: Object(models.ConversationStatusChange),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter(
            "body",
            "status",
            lambda: Enumeration(models.SettableStatus),
            required=True,
            elsewhere={"snoozed": "conversations.snooze"},
        ),
    ),
)

SNOOZE: Operation[models.ConversationStatusChange] = Operation(
    id="conversations.snooze",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=lambda: Object(models.ConversationStatusChange),
    unwrap=("payload",),
    always={"status": "snoozed"},
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, Parameter("body", "snoozed_until", Timestamp("epoch", future=True))),
)

FLIP_STATUS: Operation[models.ConversationStatusChange] = Operation(
    id="conversations.flip_status",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
    returns=lambda: Object(models.ConversationStatusChange),
    unwrap=("payload",),
    always={},
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

SET_PRIORITY: Operation[None] = Operation(
    id="conversations.set_priority",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority",
    returns=None,
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter(
            "body", "priority", lambda: Enumeration(models.ConversationPriorityChange, nullable=True), required=True
        ),
    ),
)

SET_TYPING: Operation[None] = Operation(
    id="conversations.set_typing",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status",
    returns=None,
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "typing_status", lambda: Enumeration(models.TypingStatus), required=True),
        Parameter("body", "is_private", Plain("boolean")),
    ),
)

SET_CUSTOM_ATTRIBUTES: Operation[dict[str, Any]] = Operation(
    id="conversations.set_custom_attributes",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes",
    returns=MapOf(Anything()),
    unwrap=("custom_attributes",),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "custom_attributes", MapOf(Anything()), required=True),
    ),
)

ASSIGN_AGENT: Operation[models.User | None] = Operation(
    id="conversations.assign_agent",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=lambda: Object(models.User, nullable=True),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "assignee_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

ASSIGN_TEAM: Operation[models.AssignedTeam | None] = Operation(
    id="conversations.assign_team",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=lambda: Object(models.AssignedTeam, nullable=True),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "team_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

UNASSIGN: Operation[None] = Operation(
    id="conversations.unassign",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=None,
    always={"assignee_id": 0},
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

UNASSIGN_TEAM: Operation[None] = Operation(
    id="conversations.unassign_team",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
    returns=None,
    always={"team_id": 0},
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

LABELS: Operation[list[str]] = Operation(
    id="conversations.labels",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

SET_LABELS: Operation[list[str]] = Operation(
    id="conversations.set_labels",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, Parameter("body", "labels", ListOf(Plain("string")), required=True)),
)

MUTE: Operation[None] = Operation(
    id="conversations.mute",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/mute",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

UNMUTE: Operation[None] = Operation(
    id="conversations.unmute",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

SEND_TRANSCRIPT: Operation[None] = Operation(
    id="conversations.send_transcript",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/transcript",
    returns=None,
    rate_limits=(
        RateLimitRule(rule="conversations_send_transcript", requests=30, seconds=3600, by=("account",)),
        RateLimitRule(
            rule="conversations_send_transcript", requests=1000, seconds=3600, by=("account",), since="4.11.0"
        ),
    ),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, Parameter("body", "email", Plain("string"), required=True)),
)

UPDATE_LAST_SEEN: Operation[models.Conversation | None] = Operation(
    id="conversations.update_last_seen",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen",
    returns=lambda: Object(models.Conversation, nullable=True),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

MARK_UNREAD: Operation[models.Conversation | None] = Operation(
    id="conversations.mark_unread",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/unread",
    returns=lambda: Object(models.Conversation, nullable=True),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

PARTICIPANTS: Operation[list[models.User]] = Operation(
    id="conversations.participants",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=lambda: ListOf(Object(models.User)),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

ADD_PARTICIPANTS: Operation[list[models.User]] = Operation(
    id="conversations.add_participants",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=lambda: ListOf(Object(models.User)),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _USER_IDS),
)

REMOVE_PARTICIPANTS: Operation[None] = Operation(
    id="conversations.remove_participants",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _USER_IDS),
)

SET_PARTICIPANTS: Operation[list[models.User]] = Operation(
    id="conversations.set_participants",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=lambda: ListOf(Object(models.User)),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _USER_IDS),
)

ATTACHMENTS: Operation[models.ConversationAttachmentPage] = Operation(
    id="conversations.attachments",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments",
    returns=lambda: Object(models.ConversationAttachmentPage),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _PAGE),
)

DRAFT: Operation[models.ConversationDraft] = Operation(
    id="conversations.draft",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages",
    returns=lambda: Object(models.ConversationDraft),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

DELETE_DRAFT: Operation[None] = Operation(
    id="conversations.delete_draft",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

SAVE_DRAFT: Operation[None] = Operation(
    id="conversations.save_draft",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages",
    returns=None,
    wrap="draft_message",
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, Parameter("body", "message", Plain("string"), required=True)),
)

REPORTING_EVENTS: Operation[list[models.ReportingEvent]] = Operation(
    id="conversations.reporting_events",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events",
    returns=lambda: ListOf(Object(models.ReportingEvent)),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID),
)

CREATE_DIRECT_UPLOAD: Operation[models.DirectUpload] = Operation(
    id="conversations.create_direct_upload",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/direct_uploads",
    returns=lambda: Object(models.DirectUpload),
    wrap="blob",
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "filename", Plain("string"), required=True),
        Parameter("body", "byte_size", Plain("integer", minimum=0), required=True),
        Parameter("body", "checksum", Plain("string"), required=True),
        Parameter("body", "content_type", Plain("string"), required=True),
    ),
)


class ConversationsResource(Resource):
    """Conversations between customers and agents."""

    __slots__ = ()

    async def list(
        self,
        *,
        status: models.ConversationStatusFilter
        | Literal["all", "open", "resolved", "pending", "snoozed"]
        | None = None,
        assignee_type: models.AssigneeFilter | Literal["me", "unassigned", "all", "assigned"] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] | None = None,
        q: str | None = None,
        conversation_type: models.ConversationInvolvement
        | Literal["mention", "participating", "unattended"]
        | None = None,
        sort_by: models.ConversationOrder
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
        account_id: int | None = None,
    ) -> models.ConversationPage:
        """Get one page of conversations.

        `GET /api/v1/accounts/{account_id}/conversations`

        25 conversations per page, the most recently active first; a page past the end is empty. With
        `updated_within` the server sends all rows in one response and ignores `page`. The list can change
        between requests, so a conversation can be on two pages or on none.

        Args:
            status: Only conversations with this status. The server's default is `open`.
            assignee_type: Only conversations with this assignment: assigned to the token's user, unassigned, or
                assigned to anyone.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            labels: Only conversations with one of these labels.
            q: Only conversations with a message that contains this text.
            conversation_type: Only conversations in which the token's user is mentioned or participates, or to
                which nobody has replied.
            sort_by: Sort order. The server's default is `last_activity_at_desc`.
            updated_within: Only conversations that changed within this number of seconds; all of them in one
                response, without pages.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the counts of all matching conversations.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST,
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

    def iter(
        self,
        *,
        status: models.ConversationStatusFilter
        | Literal["all", "open", "resolved", "pending", "snoozed"]
        | None = None,
        assignee_type: models.AssigneeFilter | Literal["me", "unassigned", "all", "assigned"] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] | None = None,
        q: str | None = None,
        conversation_type: models.ConversationInvolvement
        | Literal["mention", "participating", "unattended"]
        | None = None,
        sort_by: models.ConversationOrder
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
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ConversationPage, models.Conversation]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            status: Only conversations with this status. The server's default is `open`.
            assignee_type: Only conversations with this assignment: assigned to the token's user, unassigned, or
                assigned to anyone.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            labels: Only conversations with one of these labels.
            q: Only conversations with a message that contains this text.
            conversation_type: Only conversations in which the token's user is mentioned or participates, or to
                which nobody has replied.
            sort_by: Sort order. The server's default is `last_activity_at_desc`.
            updated_within: Only conversations that changed within this number of seconds; all of them in one
                response, without pages.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `list`.
        """
        return Paginator(
            LIST.id,
            lambda page: self.list(
                status=status,
                assignee_type=assignee_type,
                inbox_id=inbox_id,
                team_id=team_id,
                labels=labels,
                q=q,
                conversation_type=conversation_type,
                sort_by=sort_by,
                updated_within=updated_within,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
            single=updated_within is not None,
        )

    async def create(
        self,
        *,
        source_id: str | None = None,
        inbox_id: int | None = None,
        contact_id: int | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        status: models.ConversationStatus | Literal["open", "resolved", "pending", "snoozed"] | None = None,
        assignee_id: int | None = None,
        team_id: int | None = None,
        snoozed_until: datetime.datetime | None = None,
        message: models.ConversationFirstMessage | Mapping[str, Any] | None = None,
        message_attachments: Sequence[Upload] | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.Conversation:
        """Create a conversation.

        `POST /api/v1/accounts/{account_id}/conversations`

        Specify the contact either by `source_id` (the contact's identity in an inbox) or by `contact_id`
        together with `inbox_id`. With the latter, `source_id` is the new identity. The server requires none
        of them and responds with 404 if it finds no contact. In an inbox that allows a single conversation,
        the server returns the contact's existing conversation; in an inbox with a bot, the conversation
        becomes `pending`. If `team_id` is given, the server drops an assignee who is not in that team. In
        email inboxes, a server reads the recipients (`to_emails`, `cc_emails`, `bcc_emails`) from the
        newest message when it sends, so that **two messages in a row get the recipients of the second**:
        leave 6 seconds between them. The client retries only if the request provably did not reach the
        server: a server that gets it twice creates two conversations.

        Args:
            source_id: The contact's `source_id` in an inbox.
            inbox_id: ID of the inbox.
            contact_id: ID of the contact.
            additional_attributes: Free-form: details of the visit, such as browser, referer or mail_subject.
            custom_attributes: Free-form: defined by the account.
            status: The initial status. Default `open`.
            assignee_id: ID of the assigned user.
            team_id: ID of the assigned team.
            snoozed_until: Time at which the conversation opens again, in the future; only with the status
                `snoozed`. It is sent as ISO text: this call responds with 200 to epoch seconds and stores null,
                while `conversations.snooze` needs them.
            message: The first message.
            message_attachments: The files of the first message, at most 40 MiB each; no other content is
                needed.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "source_id": source_id,
                "inbox_id": inbox_id,
                "contact_id": contact_id,
                "additional_attributes": additional_attributes,
                "custom_attributes": custom_attributes,
                "status": status,
                "assignee_id": assignee_id,
                "team_id": team_id,
                "snoozed_until": snoozed_until,
                "message": message,
                "message_attachments": message_attachments,
                "on_progress": on_progress,
            },
        )

    async def get(self, conversation_id: int, *, account_id: int | None = None) -> models.Conversation:
        """Get a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        Returns a conversation with only its **newest message** in `messages` (or none); `messages.list`
        returns the others. Since 4.15.0 a bot's token may read it (500 if the conversation has a team).

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "conversation_id": conversation_id})

    async def delete(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Delete a conversation.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        Deletes the conversation and its messages permanently. For administrators only: the server responds
        to agents with 401, *You are not authorized to do this action*. The server deletes it in the
        background, so it may remain visible for a moment.

        Rate limit: 60 requests in 60 seconds by account (Chatwoot's rule `conversations_delete`).

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "conversation_id": conversation_id})

    async def update(
        self,
        conversation_id: int,
        *,
        priority: models.ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None | Unset = UNSET,
        sla_policy_id: int | None = None,
        account_id: int | None = None,
    ) -> models.Conversation | None:
        """Change a conversation's priority or service level agreement.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        `conversations.set_priority` sets the priority alone. The server refuses an agreement that the
        account does not have (422).

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            priority: The priority; null clears it.
            sla_policy_id: The service level agreement that applies; only with the paid edition, ignored by
                others.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "priority": priority,
                "sla_policy_id": sla_policy_id,
            },
        )

    async def counts(
        self,
        *,
        status: models.ConversationStatusFilter
        | Literal["all", "open", "resolved", "pending", "snoozed"]
        | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] | None = None,
        q: str | None = None,
        conversation_type: models.ConversationInvolvement
        | Literal["mention", "participating", "unattended"]
        | None = None,
        account_id: int | None = None,
    ) -> models.ConversationCounts:
        """Count the conversations.

        `GET /api/v1/accounts/{account_id}/conversations/meta`

        Returns the counts that `conversations.list` returns with each page, without the conversations.

        Rate limit: 30 requests in 60 seconds by account and token (Chatwoot's rule `conversations_counts`,
        since Chatwoot 4.12.0).

        Args:
            status: Only conversations with this status. The server's default is `open`.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            labels: Only conversations with one of these labels.
            q: Only conversations with a message that contains this text.
            conversation_type: Only conversations in which the token's user is mentioned or participates, or to
                which nobody has replied.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            COUNTS,
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

    async def unread_counts(self, *, account_id: int | None = None) -> models.UnreadCounts:
        """Count the conversations with unread messages.

        `GET /api/v1/accounts/{account_id}/conversations/unread_counts`

        Returns the numbers of unread conversations by inbox, label, team and saved filter, in the inboxes
        that the token's user can see.

        Since Chatwoot 4.15.0.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UNREAD_COUNTS, {"account_id": account_id})

    async def filter(
        self,
        *,
        page: int | None = None,
        payload: Sequence[models.FilterCondition | Mapping[str, Any]],
        account_id: int | None = None,
    ) -> models.ConversationPage:
        """Get one page of the conversations that match a filter.

        `POST /api/v1/accounts/{account_id}/conversations/filter`

        25 conversations per page, the most recently active first; a page past the end is empty. Conditions
        are joined from left to right, each with the next by its `query_operator`. Unlike
        `conversations.list`, it finds conversations of every status unless a condition restricts it.

        Args:
            page: Page number, from 1.
            payload: The conditions, joined from left to right.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the counts of all matching conversations, but without `assigned_count`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(FILTER, {"account_id": account_id, "page": page, "payload": payload})

    def iter_filter(
        self,
        *,
        payload: Sequence[models.FilterCondition | Mapping[str, Any]],
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ConversationPage, models.Conversation]:
        """Iterate over the items of all pages of `filter`, without duplicate IDs. Fetches pages on demand.

        Args:
            payload: The conditions, joined from left to right.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `filter`.
        """
        return Paginator(
            FILTER.id,
            lambda page: self.filter(payload=payload, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def search(
        self, *, q: str, page: int | None = None, account_id: int | None = None
    ) -> models.ConversationSearchPage:
        """Search conversations for a text, one page at a time.

        `GET /api/v1/accounts/{account_id}/conversations/search`

        Finds conversations of every status with a message that contains the text. Each result has fewer
        keys than a conversation of `conversations.list`. 25 conversations per page, the most recently
        active first; a page past the end is empty.

        Args:
            q: The text. Case-insensitive.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the counts of all matching conversations, but without `assigned_count`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SEARCH, {"account_id": account_id, "q": q, "page": page})

    def iter_search(
        self, *, q: str, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[models.ConversationSearchPage, models.ConversationSearchRow]:
        """Iterate over the items of all pages of `search`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text. Case-insensitive.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `search`.
        """
        return Paginator(
            SEARCH.id,
            lambda page: self.search(q=q, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def set_status(
        self,
        conversation_id: int,
        *,
        status: models.SettableStatus | Literal["open", "resolved", "pending"],
        account_id: int | None = None,
    ) -> models.ConversationStatusChange:
        """Open or resolve a conversation, or make it pending.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        `conversations.snooze` snoozes a conversation; `conversations.flip_status` toggles its status. The
        client refuses any other status, to which the server would respond with 500. When an agent (not an
        administrator) opens a conversation, the server assigns it to this agent, even if it was assigned to
        someone else.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            status: Statuses that need no other argument. The server responds with 500 to any other value except
                `snoozed`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation's current status.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_STATUS, {"account_id": account_id, "conversation_id": conversation_id, "status": status}
        )

    async def snooze(
        self, conversation_id: int, *, snoozed_until: datetime.datetime | None = None, account_id: int | None = None
    ) -> models.ConversationStatusChange:
        """Snooze a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        Snoozes until the given time or, without a time, until the customer writes again (which always opens
        the conversation). Without a time, servers do not change a conversation that is already snoozed
        until a set time, as the result shows: first open it with `conversations.set_status`. The client
        sends the time as epoch seconds. Servers accept ISO text here, respond with 200, and store
        1970-01-01: they read its leading number as seconds. (`conversations.create` takes ISO text, and
        stores null for epoch seconds.)

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            snoozed_until: Time at which the conversation opens again, in the future (the server would accept a
                past time, too). Without it, the conversation opens when the customer writes.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation's current status.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SNOOZE, {"account_id": account_id, "conversation_id": conversation_id, "snoozed_until": snoozed_until}
        )

    async def flip_status(
        self, conversation_id: int, *, account_id: int | None = None
    ) -> models.ConversationStatusChange:
        """Toggle a conversation between open and resolved.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        Resolves an open conversation, and opens any other. Two calls cancel out, so the client retries only
        if the request provably did not reach the server. If you know the status that you want, use
        `conversations.set_status`.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation's current status.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(FLIP_STATUS, {"account_id": account_id, "conversation_id": conversation_id})

    async def set_priority(
        self,
        conversation_id: int,
        *,
        priority: models.ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None,
        account_id: int | None = None,
    ) -> None:
        """Set or clear a conversation's priority.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority`

        Null clears it. Servers respond with 500 to `none` and unknown priorities; the client refuses them
        before sending. The call toggles nothing, despite its path.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            priority: The priority; null clears it.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_PRIORITY, {"account_id": account_id, "conversation_id": conversation_id, "priority": priority}
        )

    async def set_typing(
        self,
        conversation_id: int,
        *,
        typing_status: models.TypingStatus | Literal["on", "off"],
        is_private: bool | None = None,
        account_id: int | None = None,
    ) -> None:
        """Show that somebody is typing.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status`

        Shows it to the contact and the other agents. Since 4.12.0 a bot's token may call it, too. Servers
        respond with 200 to any other text, too, and show nothing.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            typing_status: Whether somebody is typing. Newer servers may have more values; 4.10.0 ignores them.
            is_private: Whether the user is typing a private note, so that only agents see it.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_TYPING,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "typing_status": typing_status,
                "is_private": is_private,
            },
        )

    async def set_custom_attributes(
        self, conversation_id: int, *, custom_attributes: Mapping[str, Any], account_id: int | None = None
    ) -> dict[str, Any]:
        """Replace a conversation's custom attributes.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes`

        **Replaces all custom attributes**: missing ones are removed. `merge_custom_attributes` reads them,
        merges, and writes them back. The server accepts a value of the wrong type (text for an attribute
        that is defined as a number); after that, it responds to **every filter by this attribute** with
        500.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            custom_attributes: Free-form: the full set of custom attributes. Dates are in ISO 8601; lists cannot
                contain None.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The custom attributes after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_CUSTOM_ATTRIBUTES,
            {"account_id": account_id, "conversation_id": conversation_id, "custom_attributes": custom_attributes},
        )

    async def assign_agent(
        self, conversation_id: int, *, assignee_id: int, account_id: int | None = None
    ) -> models.User | None:
        """Assign a conversation to an agent.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Does not change the team. The ID of a user who is not in the account **unassigns** the conversation,
        and the response is null. Only the agent is sent: with `assignee_id` in a request, even null or 0,
        the server ignores `team_id`. To change both, call `conversations.assign_team` as well.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            assignee_id: ID of the user.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The agent; null if the account has no such user.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ASSIGN_AGENT, {"account_id": account_id, "conversation_id": conversation_id, "assignee_id": assignee_id}
        )

    async def assign_team(
        self, conversation_id: int, *, team_id: int, account_id: int | None = None
    ) -> models.AssignedTeam | None:
        """Assign a conversation to a team.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        A team with automatic assignment may then assign an agent. The ID of a team that is not in the
        account **unassigns the team**, and the response is null. Only the team is sent: with `assignee_id`
        in a request, even null or 0, the server ignores the team.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            team_id: ID of the team.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The team, in a short form; null if the account has no such team.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ASSIGN_TEAM, {"account_id": account_id, "conversation_id": conversation_id, "team_id": team_id}
        )

    async def unassign(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Unassign a conversation's agent.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Does not change the team; `conversations.unassign_team` removes it.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UNASSIGN, {"account_id": account_id, "conversation_id": conversation_id})

    async def unassign_team(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Unassign a conversation's team.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Does not change the agent; `conversations.unassign` removes it.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UNASSIGN_TEAM, {"account_id": account_id, "conversation_id": conversation_id})

    async def labels(self, conversation_id: int, *, account_id: int | None = None) -> builtins.list[str]:
        """List the labels of a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

        Returns their titles. Since 4.15.0 a bot's token may read them.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            Titles of its labels.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LABELS, {"account_id": account_id, "conversation_id": conversation_id})

    async def set_labels(
        self, conversation_id: int, *, labels: Sequence[str], account_id: int | None = None
    ) -> builtins.list[str]:
        """Replace the labels of a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

        **Replaces all labels**: missing ones are removed. `add_labels` reads them, adds to them, and writes
        them back.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            labels: Titles of all labels of the conversation.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The titles of the conversation's labels after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_LABELS, {"account_id": account_id, "conversation_id": conversation_id, "labels": labels}
        )

    async def mute(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Mute a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/mute`

        Blocks the contact and resolves the conversation. Each call can add an activity message to the
        conversation.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(MUTE, {"account_id": account_id, "conversation_id": conversation_id})

    async def unmute(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Unmute a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute`

        Unblocks the contact; the status does not change. Each call can add an activity message to the
        conversation.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UNMUTE, {"account_id": account_id, "conversation_id": conversation_id})

    async def send_transcript(self, conversation_id: int, *, email: str, account_id: int | None = None) -> None:
        """Send the transcript of a conversation by email.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/transcript`

        The server sends the email in the background and does not check the address. Since 4.11.0 it
        responds with 402 if the account's plan does not include transcripts, and hosted plans respond with
        429 and an empty body after too many emails in a day.

        Rate limit: 30 requests in 3600 seconds by account (Chatwoot's rule
        `conversations_send_transcript`).

        Rate limit: 1000 requests in 3600 seconds by account (Chatwoot's rule
        `conversations_send_transcript`, since Chatwoot 4.11.0).

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            email: The email address.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SEND_TRANSCRIPT, {"account_id": account_id, "conversation_id": conversation_id, "email": email}
        )

    async def update_last_seen(
        self, conversation_id: int, *, account_id: int | None = None
    ) -> models.Conversation | None:
        """Mark a conversation as read.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen`

        Sets the time at which an agent last saw the conversation and, if the token's user is the assignee,
        the time at which the assignee last saw it. Since 4.11.0 the server stores these times at most once
        an hour while nothing is unread.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation, or an empty body.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UPDATE_LAST_SEEN, {"account_id": account_id, "conversation_id": conversation_id})

    async def mark_unread(self, conversation_id: int, *, account_id: int | None = None) -> models.Conversation | None:
        """Mark a conversation as unread.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/unread`

        Marks everything from the customer's last message on as unread, for all agents and the assignee.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversation, or an empty body.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(MARK_UNREAD, {"account_id": account_id, "conversation_id": conversation_id})

    async def participants(self, conversation_id: int, *, account_id: int | None = None) -> builtins.list[models.User]:
        """List the participants of a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        Returns all entries in one response.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(PARTICIPANTS, {"account_id": account_id, "conversation_id": conversation_id})

    async def add_participants(
        self, conversation_id: int, *, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Add participants to a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        Existing participants are kept. Since 4.16.2 the server refuses users who are not members of the
        inbox (422); older servers return them without adding them, so the client reads the participants
        afterwards.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The added users, without existing participants.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ADD_PARTICIPANTS, {"account_id": account_id, "conversation_id": conversation_id, "user_ids": user_ids}
        )

    async def remove_participants(
        self, conversation_id: int, *, user_ids: Sequence[int], account_id: int | None = None
    ) -> None:
        """Remove participants from a conversation.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        The server ignores users who are not participants.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REMOVE_PARTICIPANTS, {"account_id": account_id, "conversation_id": conversation_id, "user_ids": user_ids}
        )

    async def set_participants(
        self, conversation_id: int, *, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Replace the participants of a conversation.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        **Replaces all participants**: users who are not listed are removed.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All participants after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_PARTICIPANTS, {"account_id": account_id, "conversation_id": conversation_id, "user_ids": user_ids}
        )

    async def attachments(
        self, conversation_id: int, *, page: int | None = None, account_id: int | None = None
    ) -> models.ConversationAttachmentPage:
        """Get one page of a conversation's attachments.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments`

        100 attachments per page, newest first; a page past the end is empty. Servers without paging always
        send all attachments.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the count of all attachments.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ATTACHMENTS, {"account_id": account_id, "conversation_id": conversation_id, "page": page}
        )

    def iter_attachments(
        self,
        conversation_id: int,
        *,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ConversationAttachmentPage, models.ConversationAttachment]:
        """Iterate over the items of all pages of `attachments`, without duplicate IDs. Fetches pages on demand.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `attachments`.
        """
        return Paginator(
            ATTACHMENTS.id,
            lambda page: self.attachments(conversation_id, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def draft(self, conversation_id: int, *, account_id: int | None = None) -> models.ConversationDraft:
        """Get the draft of a reply.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

        A conversation has one draft, which all users share.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The draft, if there is one.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DRAFT, {"account_id": account_id, "conversation_id": conversation_id})

    async def delete_draft(self, conversation_id: int, *, account_id: int | None = None) -> None:
        """Delete the draft of a reply.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

        Succeeds even if there is no picture.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_DRAFT, {"account_id": account_id, "conversation_id": conversation_id})

    async def save_draft(self, conversation_id: int, *, message: str, account_id: int | None = None) -> None:
        """Save the draft of a reply.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

        **Replaces the existing draft**, even that of another user.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            message: The text.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SAVE_DRAFT, {"account_id": account_id, "conversation_id": conversation_id, "message": message}
        )

    async def reporting_events(
        self, conversation_id: int, *, account_id: int | None = None
    ) -> builtins.list[models.ReportingEvent]:
        """List the reporting events of a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events`

        Only with the paid edition. For administrators only: the server responds to agents with 401. A
        server without the code of the paid edition responds with 404 and an HTML page.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The events, the oldest first.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(REPORTING_EVENTS, {"account_id": account_id, "conversation_id": conversation_id})

    async def create_direct_upload(
        self,
        conversation_id: int,
        *,
        filename: str,
        byte_size: int,
        checksum: str,
        content_type: str,
        account_id: int | None = None,
    ) -> models.DirectUpload:
        """Prepare the upload of a file.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/direct_uploads`

        Returns the URL and headers for a PUT request with the file. Then pass the `signed_id` in a
        message's attachments. Do not send the token to the storage.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            filename: Name of the file.
            byte_size: Size in bytes.
            checksum: MD5 of the content, in Base64.
            content_type: Media type of the file, such as text/plain.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The upload URL and headers for the file.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE_DIRECT_UPLOAD,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "filename": filename,
                "byte_size": byte_size,
                "checksum": checksum,
                "content_type": content_type,
            },
        )
