from ..._wire.kinds import OpenStrEnum


class ConversationOrder(OpenStrEnum):
    """The orders in which conversations are listed. An older server uses its default for one that it does
    not know."""

    LAST_ACTIVITY_AT_ASC = "last_activity_at_asc"
    LAST_ACTIVITY_AT_DESC = "last_activity_at_desc"
    CREATED_AT_ASC = "created_at_asc"
    CREATED_AT_DESC = "created_at_desc"
    PRIORITY_ASC = "priority_asc"
    PRIORITY_DESC = "priority_desc"
    WAITING_SINCE_ASC = "waiting_since_asc"
    WAITING_SINCE_DESC = "waiting_since_desc"
    PRIORITY_DESC_CREATED_AT_ASC = "priority_desc_created_at_asc"
    """Since Chatwoot 4.12.0."""
    UNREAD = "unread"
    """Since Chatwoot 4.15.0."""
