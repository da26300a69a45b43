from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .notification import Notification
from .notification_page_meta import NotificationPageMeta


@declare
class NotificationPage(Model):
    """One page of notifications.

    Attributes:
        meta: The position of the page in the list.
        payload: At most 15 notifications.
    """

    meta: NotificationPageMeta = field(Object(NotificationPageMeta))
    payload: list[Notification] = field(ListOf(Object(Notification)))
