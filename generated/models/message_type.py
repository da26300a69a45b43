from ..._wire.kinds import OpenIntEnum


class MessageType(OpenIntEnum):
    """0 from the contact, 1 to the contact, 2 something that happened, 3 from an automation."""

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3
