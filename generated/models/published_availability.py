from ..._wire.kinds import OpenStrEnum


class PublishedAvailability(OpenStrEnum):
    """Values of the argument `availability_status`, which servers ignore.

    Attributes:
        AVAILABLE: Present.
        BUSY: Present, but not to be disturbed.
        OFFLINE: Absent.
    """

    AVAILABLE = "available"
    BUSY = "busy"
    OFFLINE = "offline"
