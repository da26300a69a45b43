from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class AppliedSlaMetrics(Model):
    """Number of missed service level agreements.

    Attributes:
        hit_rate: Percentage as a string, such as 100% or 66.67%.
    """

    total_applied_slas: int = field(Plain("integer"))
    number_of_sla_misses: int = field(Plain("integer"))
    hit_rate: str = field(Plain("string"))
