from ..._wire.kinds import OpenStrEnum


class MessageStatus(OpenStrEnum):
    """How far a message got."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
