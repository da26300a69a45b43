from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .sla_status import SlaStatus


@declare
class AppliedSla(Model):
    """The status of a service level agreement in a conversation.

    Attributes:
        sla_id: ID of the policy.
        sla_status: The state of a service level agreement.
        sla_first_response_time_threshold: In seconds.
        sla_next_response_time_threshold: In seconds.
        sla_resolution_time_threshold: In seconds.
        sla_frt_due_at: Time at which the first response is due; null if the policy has no such target.
            Since Chatwoot 4.16.0.
        sla_nrt_due_at: Time at which the next response is due; null if no message waits for a response.
            Since Chatwoot 4.16.0.
        sla_rt_due_at: Time at which the resolution is due; null if the policy has no such target. Since
            Chatwoot 4.16.0.
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
    sla_frt_due_at: datetime.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    sla_nrt_due_at: datetime.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    sla_rt_due_at: datetime.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
