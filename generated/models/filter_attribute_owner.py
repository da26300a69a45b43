from ..._wire.kinds import OpenStrEnum


class FilterAttributeOwner(OpenStrEnum):
    """Whose custom attribute a condition is about."""

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
