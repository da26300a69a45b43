from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .conversation_priority import ConversationPriority
from .conversation_status import ConversationStatus
from .event_account import EventAccount
from .event_contact_inbox import EventContactInbox
from .event_conversation_meta import EventConversationMeta
from .message import Message


@declare
class EventConversation(Model):
    """A conversation in an event.

    Attributes:
        id: Display ID: the number that the app shows.
        status: The status of a conversation.
        priority: The priority.
        can_reply: Whether the channel accepts a reply now.
        channel: Class of the channel, such as Channel::Api.
        contact_inbox: The contact's identity in the inbox, in an event.
        messages: The newest message that is neither an activity nor private, or an empty list.
        meta: The sender, assignee and team of a conversation, in an event.
        additional_attributes: Free-form.
        custom_attributes: Free-form.
        snoozed_until: Time at which a snoozed conversation opens again.
        first_reply_created_at: The time of the first reply.
        waiting_since: Time since which the customer waits for a reply.
        agent_last_seen_at: Time at which an agent last saw the conversation.
        contact_last_seen_at: Time at which the contact last saw the conversation.
        last_activity_at: The time of the last activity.
        timestamp: The time of the last activity.
        created_at: Time of creation.
        updated_at: The time of the last change, with microseconds.
        account: The account of an event. Since Chatwoot 4.15.0.
        applied_sla: Free-form: only with the paid edition.
        sla_events: Free-form: only with the paid edition.
        sla_policy_id: Paid edition only.
    """

    id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    status: ConversationStatus = field(Enumeration(ConversationStatus))
    priority: ConversationPriority | None = field(Enumeration(ConversationPriority, extensible=True, nullable=True))
    can_reply: bool = field(Plain("boolean"))
    channel: str = field(Plain("string"))
    contact_inbox: EventContactInbox = field(Object(EventContactInbox))
    messages: list[Message] = field(ListOf(Object(Message)))
    labels: list[str] = field(ListOf(Plain("string")))
    meta: EventConversationMeta = field(Object(EventConversationMeta))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    unread_count: int = field(Plain("integer"))
    first_reply_created_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    waiting_since: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    agent_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    contact_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    last_activity_at: datetime.datetime = field(Timestamp("epoch"))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch_float"))
    account: EventAccount | None = field(Object(EventAccount), default=None)
    applied_sla: Any = field(Anything(), default=None)
    sla_events: list[Any] | None = field(ListOf(Anything()), default=None)
    sla_policy_id: int | None = field(Plain("integer", nullable=True), default=None)
