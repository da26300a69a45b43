from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class NotificationPageMeta(Model):
    """The position of the page in the list.

    Attributes:
        unread_count: The number of unread notifications.
        count: All that the list has.
        current_page: A number, as text where the request names a page.
    """

    unread_count: int = field(Plain("integer"))
    count: int = field(Plain("integer"))
    current_page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
