from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, OneOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .message import Message
from .message_agent_bot import MessageAgentBot
from .message_user import MessageUser
from .notification_conversation import NotificationConversation
from .notification_type import NotificationType
from .sla_policy import SlaPolicy


@declare
class RealtimeNotificationNotification(Model):
    """The notification.

    Attributes:
        notification_type: The event that caused a notification.
        push_message_title: Title of the push message, in the language of the account.
        push_message_body: Body of the push message: the author and the text.
        primary_actor_type: Class of the primary actor, always Conversation.
        primary_actor_id: Database ID of the conversation, which is not its display ID.
        primary_actor: The conversation; null if it was deleted.
        read_at: Time at which it was read; null if unread.
        secondary_actor: Depends on `notification_type`: the message, the user who assigned the
            conversation, or the missed SLA policy; null if there is none.
        user: A user as the sender of a message.
        snoozed_until: Time until which lists omit the notification.
        meta: Free-form.
        performer: User or bot that caused the event in the app or through the API.
    """

    id: int = field(Plain("integer"))
    notification_type: NotificationType = field(Enumeration(NotificationType))
    push_message_title: str = field(Plain("string"))
    push_message_body: str = field(Plain("string"))
    primary_actor_type: str = field(Plain("string"))
    primary_actor_id: int = field(Plain("integer"))
    primary_actor: NotificationConversation | None = field(Object(NotificationConversation, nullable=True))
    read_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    secondary_actor: Message | MessageUser | SlaPolicy | None = field(
        OneOf(
            "notification_type",
            {
                "conversation_creation": Object(MessageUser),
                "conversation_assignment": Object(MessageUser),
                "assigned_conversation_new_message": Object(Message),
                "conversation_mention": Object(Message),
                "participating_conversation_new_message": Object(Message),
                "sla_missed_first_response": Object(SlaPolicy),
                "sla_missed_next_response": Object(SlaPolicy),
                "sla_missed_resolution": Object(SlaPolicy),
            },
            beside=True,
            default="assigned_conversation_new_message",
            nullable=True,
        )
    )
    user: MessageUser = field(Object(MessageUser))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    last_activity_at: datetime.datetime = field(Timestamp("epoch"))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    meta: dict[str, Any] = field(MapOf(Anything()))
    account_id: int = field(Plain("integer"))
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
