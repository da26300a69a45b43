from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class ReportPoint(Model):
    """The value of a metric in one period.

    Attributes:
        value: A number, or the average in seconds.
        timestamp: When the period begins.
        count: Of how many events it is the average; absent where it is none.
    """

    value: float | None = field(Plain("number", nullable=True))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    count: int | None = field(Plain("integer"), default=None)
