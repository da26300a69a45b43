from ..._wire.kinds import OpenIntEnum


class CustomAttributeModelCode(OpenIntEnum):
    """Whether the attribute belongs to conversations or to contacts, as a number in requests.

    Attributes:
        CONVERSATION_ATTRIBUTE: An attribute of conversations.
        CONTACT_ATTRIBUTE: An attribute of contacts.
    """

    CONVERSATION_ATTRIBUTE = 0
    CONTACT_ATTRIBUTE = 1
