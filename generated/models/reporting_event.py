from __future__ import annotations

import datetime

from ..._wire.kinds import UNSET, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model


@declare
class ReportingEvent(Model):
    """Something that the reports count: the time until the first answer, until the resolution, and the
    like. As published; not captured.

    Attributes:
        name: What was measured, such as first_response or conversation_resolved.
        value: Seconds.
        value_in_business_hours: In business hours. The page has no null.
        event_start_time: When it began. The page has no null.
        event_end_time: When it ended. The page has no null.
        user_id: Who did it.
    """

    id: int | Unset = field(Plain("integer"), default=UNSET)
    name: str | Unset = field(Plain("string"), default=UNSET)
    value: float | Unset = field(Plain("number"), default=UNSET)
    value_in_business_hours: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    event_start_time: datetime.datetime | None | Unset = field(Timestamp("iso", nullable=True), default=UNSET)
    event_end_time: datetime.datetime | None | Unset = field(Timestamp("iso", nullable=True), default=UNSET)
    account_id: int | Unset = field(Plain("integer"), default=UNSET)
    conversation_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    inbox_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    user_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    created_at: datetime.datetime | Unset = field(Timestamp("iso"), default=UNSET)
    updated_at: datetime.datetime | Unset = field(Timestamp("iso"), default=UNSET)
