from ..._wire.kinds import OpenStrEnum


class AgentAvailability(OpenStrEnum):
    """What a user can be set to. The server responds 500 to any other."""

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
