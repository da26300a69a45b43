from ..._wire.kinds import OpenStrEnum


class CustomRolePermission(OpenStrEnum):
    """A permission that a custom role grants in addition to an agent's permissions.

    Attributes:
        CONVERSATION_MANAGE: Manage all conversations.
        CONVERSATION_UNASSIGNED_MANAGE: Manage unassigned conversations and the user's own.
        CONVERSATION_PARTICIPATING_MANAGE: Manage conversations in which the user participates and the
            user's own.
        CONTACT_MANAGE: Contacts.
        REPORT_MANAGE: Reports.
        KNOWLEDGE_BASE_MANAGE: The help center.
    """

    CONVERSATION_MANAGE = "conversation_manage"
    CONVERSATION_UNASSIGNED_MANAGE = "conversation_unassigned_manage"
    CONVERSATION_PARTICIPATING_MANAGE = "conversation_participating_manage"
    CONTACT_MANAGE = "contact_manage"
    REPORT_MANAGE = "report_manage"
    KNOWLEDGE_BASE_MANAGE = "knowledge_base_manage"
