from __future__ import annotations

from ..._wire.kinds import Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .message_agent_bot import MessageAgentBot
from .message_user import MessageUser
from .realtime_notification_notification import RealtimeNotificationNotification


@declare
class RealtimeNotification(Model):
    """A notification, with the counts of all notifications.

    Attributes:
        notification: The notification.
        unread_count: Number of the user's unread notifications.
        count: Number of the user's notifications.
        performer: User or bot that caused the event in the app or through the API.
    """

    notification: RealtimeNotificationNotification = field(Object(RealtimeNotificationNotification))
    unread_count: int = field(Plain("integer"))
    count: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
