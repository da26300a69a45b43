from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class NotificationPageMeta(Model):
    """The position of the page in the list.

    Attributes:
        unread_count: Number of unread notifications.
        count: Number of all matching notifications.
        current_page: A number, or a string if the request has `page`.
    """

    unread_count: int = field(Plain("integer"))
    count: int = field(Plain("integer"))
    current_page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
