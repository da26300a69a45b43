from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .applied_sla import AppliedSla
from .conversation_meta import ConversationMeta
from .conversation_priority import ConversationPriority
from .conversation_status import ConversationStatus
from .message import Message
from .sla_event import SlaEvent


@declare
class Conversation(Model):
    """A conversation, as `conversations.get` and `conversations.list` return it.

    Attributes:
        id: Display ID: the number that the app shows; unique only within an account.
        account_id: ID of the account.
        uuid: Globally unique ID of the conversation.
        inbox_id: ID of the inbox that the conversation belongs to.
        status: The status of a conversation.
        meta: The contact, assignee, team and channel of a conversation.
        messages: The newest message only, or an empty list.
        last_non_activity_message: The newest message that is not an activity message; null if there is
            none.
        can_reply: Whether the channel accepts a reply now.
        muted: Whether the contact is muted.
        labels: Titles of its labels.
        priority: The priority; null if unset.
        unread_count: Number of unread messages from the contact; the server stops counting at 10.
        additional_attributes: Free-form: browser, referer, initiated_at and more, depending on the channel.
        custom_attributes: Free-form: defined by the account.
        created_at: Time of creation.
        updated_at: The time of the last change, with microseconds.
        timestamp: The time of the last activity.
        last_activity_at: The time of the last activity.
        agent_last_seen_at: Time at which an agent last saw the conversation.
        assignee_last_seen_at: Time at which the assignee last saw the conversation.
        contact_last_seen_at: Time at which the contact last saw the conversation.
        first_reply_created_at: The time of the first reply.
        waiting_since: Time since which the contact waits for a reply.
        snoozed_until: Time at which a snoozed conversation opens again.
        sla_policy_id: The service level agreement that applies.
        applied_sla: The status of that agreement; only with the paid edition's SLA feature.
        sla_events: The missed targets; only with the paid edition's SLA feature.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    uuid: str = field(Plain("string"))
    inbox_id: int = field(Plain("integer"))
    status: ConversationStatus = field(Enumeration(ConversationStatus))
    meta: ConversationMeta = field(Object(ConversationMeta))
    messages: list[Message] = field(ListOf(Object(Message)))
    last_non_activity_message: Message | None = field(Object(Message, nullable=True))
    can_reply: bool = field(Plain("boolean"))
    muted: bool = field(Plain("boolean"))
    labels: list[str] = field(ListOf(Plain("string")))
    priority: ConversationPriority | None = field(Enumeration(ConversationPriority, extensible=True, nullable=True))
    unread_count: int = field(Plain("integer"))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch_float"))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    last_activity_at: datetime.datetime = field(Timestamp("epoch"))
    agent_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    assignee_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    contact_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    first_reply_created_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    waiting_since: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", zero_is_null=True, nullable=True))
    sla_policy_id: int | None = field(Plain("integer", nullable=True))
    applied_sla: AppliedSla | None = field(Object(AppliedSla, nullable=True), default=None)
    sla_events: list[SlaEvent] | None = field(ListOf(Object(SlaEvent)), default=None)
