from __future__ import annotations

import datetime

from ..._wire.kinds import UNSET, Enumeration, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model
from .sla_status import SlaStatus


@declare
class AppliedSla(Model):
    """How a service level agreement stands in a conversation. The page has an object without keys.

    Attributes:
        sla_id: The policy.
        sla_status: How a service level agreement stands.
        sla_first_response_time_threshold: Seconds.
        sla_next_response_time_threshold: Seconds.
        sla_resolution_time_threshold: Seconds.
        sla_frt_due_at: When the first response is due; null where the policy has no such time. Since
            Chatwoot 4.16.0.
        sla_nrt_due_at: When the next response is due; null where nothing waits for one. Since Chatwoot
            4.16.0.
        sla_rt_due_at: When the conversation is to be resolved; null where the policy has no such time.
            Since Chatwoot 4.16.0.
    """

    id: int | Unset = field(Plain("integer"), default=UNSET)
    sla_id: int | Unset = field(Plain("integer"), default=UNSET)
    sla_status: SlaStatus | Unset = field(Enumeration(SlaStatus), default=UNSET)
    sla_name: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    sla_description: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    sla_first_response_time_threshold: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    sla_next_response_time_threshold: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    sla_resolution_time_threshold: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    sla_only_during_business_hours: bool | None | Unset = field(Plain("boolean", nullable=True), default=UNSET)
    sla_frt_due_at: datetime.datetime | None | Unset = field(Timestamp("epoch", nullable=True), default=UNSET)
    sla_nrt_due_at: datetime.datetime | None | Unset = field(Timestamp("epoch", nullable=True), default=UNSET)
    sla_rt_due_at: datetime.datetime | None | Unset = field(Timestamp("epoch", nullable=True), default=UNSET)
    created_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
    updated_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
