from ..._wire.kinds import OpenStrEnum


class CustomRolePermission(OpenStrEnum):
    """What a custom role allows beyond that of an agent."""

    CONVERSATION_MANAGE = "conversation_manage"
    CONVERSATION_UNASSIGNED_MANAGE = "conversation_unassigned_manage"
    CONVERSATION_PARTICIPATING_MANAGE = "conversation_participating_manage"
    CONTACT_MANAGE = "contact_manage"
    REPORT_MANAGE = "report_manage"
    KNOWLEDGE_BASE_MANAGE = "knowledge_base_manage"
