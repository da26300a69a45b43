from ..._wire.kinds import OpenStrEnum


class Availability(OpenStrEnum):
    """Whether somebody is there."""

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
