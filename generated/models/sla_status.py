from ..._wire.kinds import OpenStrEnum


class SlaStatus(OpenStrEnum):
    """The state of a service level agreement.

    Attributes:
        ACTIVE: The conversation is open, and no target was missed.
        HIT: The conversation is resolved, and no target was missed.
        MISSED: The conversation is resolved, and a target was missed.
        ACTIVE_WITH_MISSES: The conversation is open, and a target was missed.
    """

    ACTIVE = "active"
    HIT = "hit"
    MISSED = "missed"
    ACTIVE_WITH_MISSES = "active_with_misses"
