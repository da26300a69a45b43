from ..._wire.kinds import OpenStrEnum


class ConversationStatusFilter(OpenStrEnum):
    """The status by which lists of conversations are filtered.

    Attributes:
        ALL: Conversations of every status.
        OPEN: Open conversations.
        RESOLVED: Resolved conversations.
        PENDING: Pending conversations.
        SNOOZED: Snoozed conversations.
    """

    ALL = "all"
    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"
