from ..._wire.kinds import OpenStrEnum


class CustomAttributeModel(OpenStrEnum):
    """Whether the attribute belongs to conversations or to contacts, as a name in responses.

    Attributes:
        CONVERSATION_ATTRIBUTE: An attribute of conversations.
        CONTACT_ATTRIBUTE: An attribute of contacts.
    """

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
