from ..._wire.kinds import OpenStrEnum


class ConversationStatus(OpenStrEnum):
    """Where a conversation stands. The page does not have `snoozed`."""

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"
