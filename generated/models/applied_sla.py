from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .sla_status import SlaStatus


@declare
class AppliedSla(Model):
    """How a service level agreement stands in a conversation. The page has an object without keys; these
    are what the paid edition's source writes.

    Attributes:
        sla_id: The policy.
        sla_status: How a service level agreement stands.
        sla_first_response_time_threshold: Seconds.
        sla_next_response_time_threshold: Seconds.
        sla_resolution_time_threshold: Seconds.
    """

    id: int | None = field(Plain("integer"), default=None)
    sla_id: int | None = field(Plain("integer"), default=None)
    sla_status: SlaStatus | None = field(Enumeration(SlaStatus), default=None)
    sla_name: str | None = field(Plain("string", nullable=True), default=None)
    sla_description: str | None = field(Plain("string", nullable=True), default=None)
    sla_first_response_time_threshold: float | None = field(Plain("number", nullable=True), default=None)
    sla_next_response_time_threshold: float | None = field(Plain("number", nullable=True), default=None)
    sla_resolution_time_threshold: float | None = field(Plain("number", nullable=True), default=None)
    sla_only_during_business_hours: bool | None = field(Plain("boolean", nullable=True), default=None)
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
