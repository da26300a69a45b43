from ..._wire.kinds import OpenStrEnum


class SettableStatus(OpenStrEnum):
    """Statuses that need no other argument. The server responds with 500 to any other value except
    `snoozed`.

    Attributes:
        OPEN: In progress.
        RESOLVED: Done.
        PENDING: A bot handles it, or it waits to be opened.
    """

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
