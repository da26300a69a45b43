from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class WorkingHours(Model):
    """The working hours of one day.

    Attributes:
        day_of_week: From 0, Sunday, to 6, Saturday.
        closed_all_day: Whether the inbox is closed all day.
        open_hour: From 0 to 23; null if the inbox is closed.
        open_minutes: From 0 to 59; null if the inbox is closed.
        close_hour: From 0 to 23; null if the inbox is closed.
        close_minutes: From 0 to 59; null if the inbox is closed.
        open_all_day: Whether the inbox is open all day.
    """

    day_of_week: int = field(Plain("integer"))
    closed_all_day: bool | None = field(Plain("boolean", nullable=True))
    open_hour: int | None = field(Plain("integer", nullable=True))
    open_minutes: int | None = field(Plain("integer", nullable=True))
    close_hour: int | None = field(Plain("integer", nullable=True))
    close_minutes: int | None = field(Plain("integer", nullable=True))
    open_all_day: bool | None = field(Plain("boolean", nullable=True))
