from ..._wire.kinds import OpenStrEnum


class ConversationPriority(OpenStrEnum):
    """How urgent a conversation is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"
