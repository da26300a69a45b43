from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class ReportingEvent(Model):
    """A reporting event, such as the time until the first reply or the resolution.

    Attributes:
        name: The metric, such as first_response or conversation_resolved.
        value: In seconds.
        value_in_business_hours: The same time counted in business hours only, in seconds.
        event_start_time: The start of the measured time.
        event_end_time: The end of the measured time.
        user_id: ID of the user who made the change.
    """

    id: int | None = field(Plain("integer"), default=None)
    name: str | None = field(Plain("string"), default=None)
    value: float | None = field(Plain("number"), default=None)
    value_in_business_hours: float | None = field(Plain("number", nullable=True), default=None)
    event_start_time: datetime.datetime | None = field(Timestamp("iso", nullable=True), default=None)
    event_end_time: datetime.datetime | None = field(Timestamp("iso", nullable=True), default=None)
    account_id: int | None = field(Plain("integer"), default=None)
    conversation_id: int | None = field(Plain("integer", nullable=True), default=None)
    inbox_id: int | None = field(Plain("integer", nullable=True), default=None)
    user_id: int | None = field(Plain("integer", nullable=True), default=None)
    created_at: datetime.datetime | None = field(Timestamp("iso"), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("iso"), default=None)
