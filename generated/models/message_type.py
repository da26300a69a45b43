from ..._wire.kinds import OpenIntEnum


class MessageType(OpenIntEnum):
    """The direction or origin of a message.

    Attributes:
        INCOMING: From the contact.
        OUTGOING: To the contact, or a private note.
        ACTIVITY: A record of what happened, such as an assignment.
        TEMPLATE: From an automation of the server, such as a greeting.
    """

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3
