from ..._wire.kinds import OpenStrEnum


class PublishedAvailability(OpenStrEnum):
    """The availabilities of the page."""

    AVAILABLE = "available"
    BUSY = "busy"
    OFFLINE = "offline"
