from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_notification import RealtimeNotification


@declare
class RealtimeNotificationUpdated(Model):
    """A notification of the user was read or snoozed.

    Attributes:
        event: The name of the event.
        data: A notification, with the counts of all notifications.
    """

    event: str = field(Plain("string"))
    data: RealtimeNotification = field(Object(RealtimeNotification))
