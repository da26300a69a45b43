from ..._wire.kinds import OpenStrEnum


class ConversationPriority(OpenStrEnum):
    """The priority of a conversation.

    Attributes:
        LOW: Low.
        MEDIUM: Medium.
        HIGH: High.
        URGENT: Urgent.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"
