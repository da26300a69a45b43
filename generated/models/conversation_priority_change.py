from ..._wire.kinds import OpenStrEnum


class ConversationPriorityChange(OpenStrEnum):
    """The priorities that the server takes. To any other, such as the page's `none`, it answers 500."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"
