from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .applied_sla import AppliedSla
from .conversation_priority import ConversationPriority
from .conversation_status import ConversationStatus
from .message import Message
from .notification_contact_inbox import NotificationContactInbox
from .notification_conversation_meta import NotificationConversationMeta
from .sla_event import SlaEvent


@declare
class NotificationConversation(Model):
    """The conversation of a notification; its keys differ from those of other conversations.

    Attributes:
        id: Display ID: the number that the app shows.
        status: The status of a conversation.
        meta: The contact and the assignee of a notification's conversation.
        messages: The newest message only, or an empty list.
        channel: Class of the inbox's channel, such as Channel::WebWidget.
        contact_inbox: The contact's identity in the inbox of a notification's conversation.
        can_reply: Whether the channel accepts a reply now.
        labels: Titles of its labels.
        priority: The priority.
        unread_count: Number of unread messages from the contact.
        additional_attributes: Free-form.
        custom_attributes: Free-form.
        first_reply_created_at: Time of the first reply. (Other responses contain a number.)
        waiting_since: Time since which the contact waits for a reply.
        applied_sla: Present only with the paid edition's SLA feature.
        sla_events: Present only with the paid edition's SLA feature.
    """

    id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    status: ConversationStatus = field(Enumeration(ConversationStatus))
    meta: NotificationConversationMeta = field(Object(NotificationConversationMeta))
    messages: list[Message] = field(ListOf(Object(Message)))
    channel: str | None = field(Plain("string", nullable=True))
    contact_inbox: NotificationContactInbox = field(Object(NotificationContactInbox))
    can_reply: bool = field(Plain("boolean"))
    labels: list[str] = field(ListOf(Plain("string")))
    priority: ConversationPriority | None = field(Enumeration(ConversationPriority, extensible=True, nullable=True))
    unread_count: int = field(Plain("integer"))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    first_reply_created_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    waiting_since: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    agent_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    contact_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    last_activity_at: datetime.datetime = field(Timestamp("epoch"))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch_float"))
    applied_sla: AppliedSla | None = field(Object(AppliedSla, nullable=True), default=None)
    sla_events: list[SlaEvent] | None = field(ListOf(Object(SlaEvent)), default=None)
    sla_policy_id: int | None = field(Plain("integer", nullable=True), default=None)
