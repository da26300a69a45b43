from ..._wire.kinds import OpenStrEnum


class AgentAvailability(OpenStrEnum):
    """The presence that a user can be set to. The server responds with 500 to any other.

    Attributes:
        ONLINE: Present.
        OFFLINE: Absent.
        BUSY: Present, but not to be disturbed.
    """

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
