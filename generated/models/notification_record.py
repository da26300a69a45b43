from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .notification_type import NotificationType


@declare
class NotificationRecord(Model):
    """A notification as its database record.

    Attributes:
        user_id: ID of the recipient.
        notification_type: The event that caused a notification.
        primary_actor_type: Class of the primary actor, always Conversation.
        primary_actor_id: Database ID of the conversation, which is not its display ID.
        secondary_actor_type: Message, User or SlaPolicy.
        read_at: Time at which it was read.
        snoozed_until: Time until which lists omit the notification.
        meta: Free-form: last_snoozed_at and more.
    """

    id: int = field(Plain("integer"))
    user_id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    notification_type: NotificationType = field(Enumeration(NotificationType))
    primary_actor_type: str = field(Plain("string"))
    primary_actor_id: int = field(Plain("integer"))
    secondary_actor_type: str | None = field(Plain("string", nullable=True))
    secondary_actor_id: int | None = field(Plain("integer", nullable=True))
    read_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    last_activity_at: datetime.datetime = field(Timestamp("iso"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    meta: dict[str, Any] = field(MapOf(Anything()))
