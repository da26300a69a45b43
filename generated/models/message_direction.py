from ..._wire.kinds import OpenStrEnum


class MessageDirection(OpenStrEnum):
    """The direction of a new message. The server accepts `incoming` in API inboxes only, and responds with
    422 to an unknown direction.

    Attributes:
        INCOMING: From the contact.
        OUTGOING: To the contact.
    """

    INCOMING = "incoming"
    OUTGOING = "outgoing"
