from ..._wire.kinds import OpenStrEnum


class Availability(OpenStrEnum):
    """The presence of a user.

    Attributes:
        ONLINE: Present.
        OFFLINE: Absent.
        BUSY: Present, but not to be disturbed.
    """

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"
