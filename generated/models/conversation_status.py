from ..._wire.kinds import OpenStrEnum


class ConversationStatus(OpenStrEnum):
    """The status of a conversation.

    Attributes:
        OPEN: In progress.
        RESOLVED: Done.
        PENDING: A bot handles it, or it waits to be opened.
        SNOOZED: Hidden until a time, or until the customer replies.
    """

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"
