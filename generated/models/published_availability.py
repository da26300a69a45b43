from ..._wire.kinds import OpenStrEnum


class PublishedAvailability(OpenStrEnum):
    """Values of `availability_status`, which servers ignore."""

    AVAILABLE = "available"
    BUSY = "busy"
    OFFLINE = "offline"
