from ..._wire.kinds import OpenStrEnum


class SlaStatus(OpenStrEnum):
    """How a service level agreement stands."""

    ACTIVE = "active"
    HIT = "hit"
    MISSED = "missed"
    ACTIVE_WITH_MISSES = "active_with_misses"
