from ..._wire.kinds import OpenStrEnum


class ConversationPriorityChange(OpenStrEnum):
    """The priority that a conversation can be set to. The server responds with 500 to any other.

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
