from __future__ import annotations

import builtins
import datetime
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Literal

from ...._paging import read_pages
from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.assigned_team import AssignedTeam
from ...models.assignee_filter import AssigneeFilter
from ...models.conversation import Conversation
from ...models.conversation_attachment import ConversationAttachment
from ...models.conversation_attachment_page import ConversationAttachmentPage
from ...models.conversation_counts import ConversationCounts
from ...models.conversation_draft import ConversationDraft
from ...models.conversation_first_message import ConversationFirstMessage
from ...models.conversation_involvement import ConversationInvolvement
from ...models.conversation_order import ConversationOrder
from ...models.conversation_page import ConversationPage
from ...models.conversation_priority_change import ConversationPriorityChange
from ...models.conversation_search_page import ConversationSearchPage
from ...models.conversation_search_row import ConversationSearchRow
from ...models.conversation_status import ConversationStatus
from ...models.conversation_status_change import ConversationStatusChange
from ...models.conversation_status_filter import ConversationStatusFilter
from ...models.filter_condition import FilterCondition
from ...models.reporting_event import ReportingEvent
from ...models.settable_status import SettableStatus
from ...models.typing_status import TypingStatus
from ...models.user import User
from .conversations_add_participants import conversations_add_participants
from .conversations_assign_agent import conversations_assign_agent
from .conversations_assign_team import conversations_assign_team
from .conversations_attachments import conversations_attachments
from .conversations_counts import conversations_counts
from .conversations_create import conversations_create
from .conversations_delete import conversations_delete
from .conversations_delete_draft import conversations_delete_draft
from .conversations_draft import conversations_draft
from .conversations_filter import conversations_filter
from .conversations_flip_status import conversations_flip_status
from .conversations_get import conversations_get
from .conversations_labels import conversations_labels
from .conversations_list import conversations_list
from .conversations_mark_unread import conversations_mark_unread
from .conversations_mute import conversations_mute
from .conversations_participants import conversations_participants
from .conversations_remove_participants import conversations_remove_participants
from .conversations_reporting_events import conversations_reporting_events
from .conversations_save_draft import conversations_save_draft
from .conversations_search import conversations_search
from .conversations_send_transcript import conversations_send_transcript
from .conversations_set_custom_attributes import conversations_set_custom_attributes
from .conversations_set_labels import conversations_set_labels
from .conversations_set_participants import conversations_set_participants
from .conversations_set_priority import conversations_set_priority
from .conversations_set_status import conversations_set_status
from .conversations_set_typing import conversations_set_typing
from .conversations_snooze import conversations_snooze
from .conversations_unassign import conversations_unassign
from .conversations_unassign_team import conversations_unassign_team
from .conversations_unmute import conversations_unmute
from .conversations_update import conversations_update
from .conversations_update_last_seen import conversations_update_last_seen


class ConversationsResource:
    """What customers and agents say to each other, one conversation at a time."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
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
        return await conversations_list(
            self._client,
            account_id=account_id,
            status=status,
            assignee_type=assignee_type,
            inbox_id=inbox_id,
            team_id=team_id,
            labels=labels,
            q=q,
            conversation_type=conversation_type,
            sort_by=sort_by,
            updated_within=updated_within,
            page=page,
        )

    def iter(
        self,
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
        limit: int | None = None,
    ) -> AsyncIterator[Conversation]:
        """Every item of every page of `list`, each id once; pages are fetched as they are needed.

        Takes the arguments of `list` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.list(
                account_id=account_id,
                status=status,
                assignee_type=assignee_type,
                inbox_id=inbox_id,
                team_id=team_id,
                labels=labels,
                q=q,
                conversation_type=conversation_type,
                sort_by=sort_by,
                updated_within=updated_within,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            single=updated_within is not None,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        source_id: str | Unset = UNSET,
        inbox_id: int | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        additional_attributes: Mapping[str, Any] | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | Unset = UNSET,
        status: ConversationStatus | Literal["open", "resolved", "pending", "snoozed"] | Unset = UNSET,
        assignee_id: int | Unset = UNSET,
        team_id: int | Unset = UNSET,
        snoozed_until: datetime.datetime | Unset = UNSET,
        message: ConversationFirstMessage | Mapping[str, Any] | Unset = UNSET,
    ) -> Conversation:
        """Begin a conversation.

        `POST /api/v1/accounts/{account_id}/conversations`

        Says with whom, in one of two ways: `source_id` (a contact's identity in an inbox), or `contact_id`
        together with `inbox_id`; with both of these a `source_id` names the identity that is made. The
        server requires none of them and answers 404 when they lead to no contact. (The page requires
        `source_id` and `inbox_id`.)

        In an inbox that is locked to a single conversation the server answers with the contact's
        conversation that is there already, and an inbox with a bot makes the conversation `pending`
        (source). An assignee who is not in the team that comes with them is dropped.

        It is never repeated unless it was provably not seen: a server that gets it twice begins two
        conversations.

        Args:
            account_id: The account's number; the client's own where it is left out.
            source_id: The contact's identity in an inbox.
            inbox_id: The inbox.
            contact_id: The contact.
            additional_attributes: Free-form: what the app shows of the visit, such as browser, referer or
                mail_subject.
            custom_attributes: Free-form: what the account defined.
            status: Where it stands at first; `open` where there is none. The page does not have `snoozed`.
            assignee_id: The user to whom it is assigned.
            team_id: The team to which it is assigned.
            snoozed_until: When it opens again; only with the status `snoozed`. It is sent as ISO text: this
                call answers 200 to epoch seconds and stores null, while `conversations_snooze` needs just those.
            message: The first message.

        Returns:
            The conversation. The page has only its `id`, `account_id` and `inbox_id`.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_create(
            self._client,
            account_id=account_id,
            source_id=source_id,
            inbox_id=inbox_id,
            contact_id=contact_id,
            additional_attributes=additional_attributes,
            custom_attributes=custom_attributes,
            status=status,
            assignee_id=assignee_id,
            team_id=team_id,
            snoozed_until=snoozed_until,
            message=message,
        )

    async def get(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> Conversation:
        """Conversation Details.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        One conversation, with only its **newest message** in `messages` (or none). The published page
        promises all of them; no server sends them here. `messages_list` has the rest. A bot's token may
        read it since 4.15.0 (500 where the conversation has a team).

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_get(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def delete(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a conversation.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        For good, with its messages. Only an administrator may: an agent gets 401, *You are not authorized
        to do this action*. The server does the work later (source), so it may still be seen for a moment.
        The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation is being deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_delete(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def update(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        priority: ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None | Unset = UNSET,
        sla_policy_id: int | Unset = UNSET,
    ) -> Conversation | None:
        """Change a conversation's priority or service level agreement.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}`

        `conversations_set_priority` sets the priority alone. An agreement that the account does not have is
        refused (422).

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            priority: How urgent it is; null clears it. (The page has `none` for that, to which servers answer
                500.)
            sla_policy_id: The service level agreement that applies; only with the paid edition, ignored by
                others (source).

        Returns:
            The conversation. The page says nothing of an answer.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_update(
            self._client,
            conversation_id,
            account_id=account_id,
            priority=priority,
            sla_policy_id=sla_policy_id,
        )

    async def counts(
        self,
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
        return await conversations_counts(
            self._client,
            account_id=account_id,
            status=status,
            inbox_id=inbox_id,
            team_id=team_id,
            labels=labels,
            q=q,
            conversation_type=conversation_type,
        )

    async def filter(
        self,
        *,
        account_id: int | None = None,
        page: int | None = None,
        payload: Sequence[FilterCondition | Mapping[str, Any]],
    ) -> ConversationPage:
        """One page of the conversations that fulfil conditions.

        `POST /api/v1/accounts/{account_id}/conversations/filter`

        25 conversations a page, the most recently active first; a page past the end is empty. Conditions
        are joined from left to right by the `query_operator` of the one before. Unlike `conversations_list`
        it finds conversations of every status, unless a condition says otherwise.

        Args:
            account_id: The account's number; the client's own where it is left out.
            page: The page, from 1.
            payload: The conditions, joined from left to right.

        Returns:
            The page, with the counts of all conversations that match, but without `assigned_count`.
            (The page published has the list's envelope `data` around it.)

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_filter(
            self._client,
            account_id=account_id,
            page=page,
            payload=payload,
        )

    def iter_filter(
        self,
        *,
        account_id: int | None = None,
        payload: Sequence[FilterCondition | Mapping[str, Any]],
        limit: int | None = None,
    ) -> AsyncIterator[Conversation]:
        """Every item of every page of `filter`, each id once; pages are fetched as they are needed.

        Takes the arguments of `filter` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.filter(
                account_id=account_id,
                payload=payload,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def search(
        self,
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
        return await conversations_search(
            self._client,
            account_id=account_id,
            q=q,
            page=page,
        )

    def iter_search(
        self,
        *,
        account_id: int | None = None,
        q: str,
        limit: int | None = None,
    ) -> AsyncIterator[ConversationSearchRow]:
        """Every item of every page of `search`, each id once; pages are fetched as they are needed.

        Takes the arguments of `search` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.search(
                account_id=account_id,
                q=q,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def set_status(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        status: SettableStatus | Literal["open", "resolved", "pending"],
    ) -> ConversationStatusChange:
        """Open or resolve a conversation, or make it pending.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        `conversations_snooze` snoozes it, `conversations_flip_status` flips it. Another status is refused
        before it is sent, since the server would answer 500.

        When an agent (not an administrator) opens it, the server assigns it to this agent, even where it
        was assigned to another.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            status: The statuses that need nothing else. The server answers 500 to any other, `snoozed` aside.

        Returns:
            What the conversation's status is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_set_status(
            self._client,
            conversation_id,
            account_id=account_id,
            status=status,
        )

    async def snooze(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        snoozed_until: datetime.datetime | Unset = UNSET,
    ) -> ConversationStatusChange:
        """Snooze a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        Until a moment or, without one, until the customer writes again (which always opens it).

        The moment is sent as epoch seconds. Servers take ISO text here, answer 200, and store 1970-01-01:
        they read its leading number as seconds. (`conversations_create` takes ISO text, and stores null for
        epoch seconds.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            snoozed_until: When it opens again; without it, when the customer writes.

        Returns:
            What the conversation's status is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_snooze(
            self._client,
            conversation_id,
            account_id=account_id,
            snoozed_until=snoozed_until,
        )

    async def flip_status(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> ConversationStatusChange:
        """Resolve a conversation that is open, and open any other.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status`

        What the server does when no status is sent. Doing it twice is doing nothing, so it is never
        repeated unless it was provably not seen. Where the wanted status is known,
        `conversations_set_status` is better.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            What the conversation's status is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_flip_status(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def set_priority(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        priority: ConversationPriorityChange | Literal["low", "medium", "high", "urgent"] | None,
    ) -> None:
        """Set or clear a conversation's priority.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority`

        Null clears it. The page has `none` for that, to which servers answer 500; so this and any unknown
        priority are refused before they are sent. Nothing is toggled, whatever the path says.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            priority: How urgent it is; null clears it.

        Returns:
            The priority is set. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_set_priority(
            self._client,
            conversation_id,
            account_id=account_id,
            priority=priority,
        )

    async def set_typing(
        self,
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
        return await conversations_set_typing(
            self._client,
            conversation_id,
            account_id=account_id,
            typing_status=typing_status,
            is_private=is_private,
        )

    async def set_custom_attributes(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        custom_attributes: Mapping[str, Any],
    ) -> Any:
        """Replace a conversation's custom attributes.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes`

        **Replaces all custom attributes that were there**: those that are not named are lost.
        `merge_custom_attributes` reads them, merges, and writes them back.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            custom_attributes: Free-form: all of them.

        Returns:
            The custom attributes that the conversation has now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_set_custom_attributes(
            self._client,
            conversation_id,
            account_id=account_id,
            custom_attributes=custom_attributes,
        )

    async def assign_agent(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        assignee_id: int,
    ) -> User | None:
        """Assign a conversation to an agent.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Leaves the team as it is. An id that is no user of the account **unassigns** the conversation, and
        the answer is null (source, not captured).

        Only the agent is sent: with `assignee_id` in a request, even null or 0, the server ignores a
        `team_id`. To change both, call `conversations_assign_team` as well.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            assignee_id: The user.

        Returns:
            The agent; null where there is no such user in the account.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_assign_agent(
            self._client,
            conversation_id,
            account_id=account_id,
            assignee_id=assignee_id,
        )

    async def assign_team(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        team_id: int,
    ) -> AssignedTeam | None:
        """Assign a conversation to a team.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        A team that assigns by itself may then choose an agent. An id that is no team of the account **takes
        the conversation from its team**, and the answer is null (both source, not captured).

        Only the team is sent: with `assignee_id` in a request, even null or 0, the server ignores it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            team_id: The team.

        Returns:
            The team, in a form of its own; null where there is no such team in the account.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_assign_team(
            self._client,
            conversation_id,
            account_id=account_id,
            team_id=team_id,
        )

    async def unassign(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Take a conversation from its agent.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Leaves the team as it is; `conversations_unassign_team` is for that.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            Nobody is assigned. (The body is `null`.)

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_unassign(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def unassign_team(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Take a conversation from its team.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments`

        Leaves the agent as they are; `conversations_unassign` is for that.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            No team is assigned. (The body is `null`.)

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_unassign_team(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def labels(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[str]:
        """The labels of a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

        Their titles. A bot's token may read them since 4.15.0.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The titles of its labels.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_labels(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def set_labels(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        labels: Sequence[str],
    ) -> builtins.list[str]:
        """Replace the labels of a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

        **Replaces all labels that were there**: those that are not named are taken off. (The page calls it
        adding.) `add_labels` reads them, adds to them, and writes them back.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            labels: The titles of all of them.

        Returns:
            The titles of the labels that the conversation has now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_set_labels(
            self._client,
            conversation_id,
            account_id=account_id,
            labels=labels,
        )

    async def mute(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Mute a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/mute`

        Blocks its contact and resolves it (source). Twice is not quite the same as once: each time a note
        of it can be written into the conversation (source). The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation is muted. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_mute(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def unmute(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """End the muting of a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute`

        Its contact is no longer blocked; its status stays as it is (source). Twice is not quite the same as
        once: each time a note of it can be written into the conversation (source). The published page does
        not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation is no longer muted. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_unmute(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def send_transcript(
        self,
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
        return await conversations_send_transcript(
            self._client,
            conversation_id,
            account_id=account_id,
            email=email,
        )

    async def update_last_seen(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> Conversation | None:
        """Mark a conversation as read.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen`

        By an agent and, where the token's user is its assignee, by the assignee. Since 4.11.0 it is written
        at most once an hour while nothing is unread (source). The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation, or an empty body.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_update_last_seen(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def mark_unread(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> Conversation | None:
        """Mark a conversation as unread.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/unread`

        The customer's last message and what follows it, for all agents and the assignee (source). The
        published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The conversation, or an empty body (source).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_mark_unread(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def participants(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[User]:
        """The users who take part in a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        All of them at once. The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_participants(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def add_participants(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Add users to those who take part in a conversation.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        Who took part already still does. Users who are not in the inbox are refused (422) since 4.16.2;
        older servers list them in the answer and do not add them. The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            user_ids: The users.

        Returns:
            The users who were added, without those who took part already (source).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_add_participants(
            self._client,
            conversation_id,
            account_id=account_id,
            user_ids=user_ids,
        )

    async def remove_participants(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> None:
        """Take users from those who take part in a conversation.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        Users who do not take part are ignored (source). The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            user_ids: The users.

        Returns:
            They no longer take part. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_remove_participants(
            self._client,
            conversation_id,
            account_id=account_id,
            user_ids=user_ids,
        )

    async def set_participants(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Replace the users who take part in a conversation.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

        **Replaces all who took part**: users who are not named no longer do. The published page does not
        have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            user_ids: The users.

        Returns:
            All users who take part now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_set_participants(
            self._client,
            conversation_id,
            account_id=account_id,
            user_ids=user_ids,
        )

    async def attachments(
        self,
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
        return await conversations_attachments(
            self._client,
            conversation_id,
            account_id=account_id,
            page=page,
        )

    def iter_attachments(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[ConversationAttachment]:
        """Every item of every page of `attachments`, each id once; pages are fetched as they are needed.

        Takes the arguments of `attachments` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.attachments(
                conversation_id,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def draft(
        self,
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
        return await conversations_draft(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def delete_draft(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete the draft of an answer.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

        Also where there is none (source). The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            There is no draft any more. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_delete_draft(
            self._client,
            conversation_id,
            account_id=account_id,
        )

    async def save_draft(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        message: str,
    ) -> None:
        """Save the draft of an answer.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

        **Replaces the draft that was there**, whoever wrote it. The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message: The text.

        Returns:
            The draft is saved. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_save_draft(
            self._client,
            conversation_id,
            account_id=account_id,
            message=message,
        )

    async def reporting_events(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[ReportingEvent]:
        """What the reports know of a conversation.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events`

        Only with the paid edition, and only for administrators: an agent gets 401. The rows are as
        published; none was captured. A server without the paid edition's code answers 404 with a page of
        HTML.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.

        Returns:
            The events, the oldest first (source, not captured).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await conversations_reporting_events(
            self._client,
            conversation_id,
            account_id=account_id,
        )
