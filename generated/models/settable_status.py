from ..._wire.kinds import OpenStrEnum


class SettableStatus(OpenStrEnum):
    """The statuses that need nothing else. The server responds with 500 to any other, `snoozed` aside."""

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
