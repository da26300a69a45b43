from ..._wire.kinds import OpenStrEnum


class ConversationStatusFilter(OpenStrEnum):
    """The statuses by which conversations are listed."""

    ALL = "all"
    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"
