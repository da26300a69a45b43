from ..._wire.kinds import OpenStrEnum


class AgentAvailability(OpenStrEnum):
    """What a user can be set to. The server answers 500 to any other, such as the page's `available`
    (source)."""

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
