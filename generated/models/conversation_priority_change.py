from ..._wire.kinds import OpenStrEnum


class ConversationPriorityChange(OpenStrEnum):
    """The priorities that the server takes. To any other it responds 500."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"
