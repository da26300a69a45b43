from ..._wire.kinds import OpenIntEnum


class MessageType(OpenIntEnum):
    """The direction or origin of a message.

    Attributes:
        INCOMING: From the contact.
        OUTGOING: To the contact, or a private note.
        ACTIVITY: An activity, such as an assignment.
        TEMPLATE: Sent automatically by the server, such as a greeting.
    """

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3
