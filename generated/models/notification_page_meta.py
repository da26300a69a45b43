from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class NotificationPageMeta(Model):
    """Which page of how many notifications it is.

    Attributes:
        unread_count: Those that were not read.
        count: All that the list has.
        current_page: A number, as text where the request names a page.
    """

    unread_count: int = field(Plain("integer"))
    count: int = field(Plain("integer"))
    current_page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
