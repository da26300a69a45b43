from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_notification import RealtimeNotification


@declare
class RealtimeNotificationCreated(Model):
    """The user was notified.

    Attributes:
        event: The name of the event.
        data: A notification, with the counts of all notifications.
    """

    event: str = field(Plain("string"))
    data: RealtimeNotification = field(Object(RealtimeNotification))
