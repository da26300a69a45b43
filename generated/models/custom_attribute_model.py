from ..._wire.kinds import OpenStrEnum


class CustomAttributeModel(OpenStrEnum):
    """Type of record with the custom attribute, as responses name it.

    Attributes:
        CONVERSATION_ATTRIBUTE: An attribute of conversations.
        CONTACT_ATTRIBUTE: An attribute of contacts.
    """

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
