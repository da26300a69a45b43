from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class ReportPoint(Model):
    """The value of a metric in one period.

    Attributes:
        value: A count or, for a time metric, an average in seconds.
        timestamp: Start of the period.
        count: Number of events behind the average; absent if the value is not an average.
    """

    value: float | None = field(Plain("number", nullable=True))
    timestamp: datetime.datetime = field(Timestamp("epoch"))
    count: int | None = field(Plain("integer"), default=None)
