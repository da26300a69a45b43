from ..._wire.kinds import OpenStrEnum


class ConversationOrder(OpenStrEnum):
    """Sort order of conversations. A server uses its default for an order that it does not know.

    Attributes:
        LAST_ACTIVITY_AT_ASC: The least recently active first.
        LAST_ACTIVITY_AT_DESC: The most recently active first.
        CREATED_AT_ASC: The oldest first.
        CREATED_AT_DESC: The newest first.
        PRIORITY_ASC: The lowest priority first.
        PRIORITY_DESC: The highest priority first.
        WAITING_SINCE_ASC: The longest wait first.
        WAITING_SINCE_DESC: The shortest wait first.
        PRIORITY_DESC_CREATED_AT_ASC: The highest priority first, among equals the oldest. Since Chatwoot
            4.12.0.
        UNREAD: Conversations with unread messages first. Since Chatwoot 4.15.0.
    """

    LAST_ACTIVITY_AT_ASC = "last_activity_at_asc"
    LAST_ACTIVITY_AT_DESC = "last_activity_at_desc"
    CREATED_AT_ASC = "created_at_asc"
    CREATED_AT_DESC = "created_at_desc"
    PRIORITY_ASC = "priority_asc"
    PRIORITY_DESC = "priority_desc"
    WAITING_SINCE_ASC = "waiting_since_asc"
    WAITING_SINCE_DESC = "waiting_since_desc"
    PRIORITY_DESC_CREATED_AT_ASC = "priority_desc_created_at_asc"
    UNREAD = "unread"
