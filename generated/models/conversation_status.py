from ..._wire.kinds import OpenStrEnum


class ConversationStatus(OpenStrEnum):
    """Where a conversation stands."""

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"
