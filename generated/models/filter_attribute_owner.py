from ..._wire.kinds import OpenStrEnum


class FilterAttributeOwner(OpenStrEnum):
    """Whether a condition reads a custom attribute of conversations or of contacts.

    Attributes:
        CONVERSATION_ATTRIBUTE: An attribute of conversations.
        CONTACT_ATTRIBUTE: An attribute of contacts.
    """

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
