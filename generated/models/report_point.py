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
        count: The number of averaged events; absent where it is no average.
    """

    value: float | None = field(Plain("number", nullable=True))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    count: int | None = field(Plain("integer"), default=None)
