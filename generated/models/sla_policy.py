from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class SlaPolicy(Model):
    """A service level agreement: targets for replies and resolutions.

    Attributes:
        first_response_time_threshold: Seconds until the first response.
        next_response_time_threshold: Seconds until each further response.
        resolution_time_threshold: Seconds until the resolution.
        only_during_business_hours: Whether time counts only while the inbox is open.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    first_response_time_threshold: float | None = field(Plain("number", nullable=True))
    next_response_time_threshold: float | None = field(Plain("number", nullable=True))
    resolution_time_threshold: float | None = field(Plain("number", nullable=True))
    only_during_business_hours: bool | None = field(Plain("boolean", nullable=True))
