from ..._wire.kinds import OpenStrEnum


class ConversationPriority(OpenStrEnum):
    """How urgent a conversation is. The page allows any string."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"
