from ..._wire.kinds import OpenStrEnum


class MessageDirection(OpenStrEnum):
    """Whether a message comes from the contact or goes to them. The server takes `incoming` only in API
    inboxes, and responds with 422 to what it does not know."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
