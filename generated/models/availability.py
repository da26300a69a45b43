from ..._wire.kinds import OpenStrEnum


class Availability(OpenStrEnum):
    """Whether somebody is there. The page allows any string."""

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
