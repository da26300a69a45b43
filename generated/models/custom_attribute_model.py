from ..._wire.kinds import OpenStrEnum


class CustomAttributeModel(OpenStrEnum):
    """Where a custom attribute belongs, as responses name it."""

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
