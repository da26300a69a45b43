from ..._wire.kinds import OpenIntEnum


class CustomAttributeModelCode(OpenIntEnum):
    """Where a custom attribute belongs, as requests name it."""

    CONVERSATION_ATTRIBUTE = 0
    CONTACT_ATTRIBUTE = 1
