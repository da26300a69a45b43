from ..._wire.kinds import OpenStrEnum


class MessageStatus(OpenStrEnum):
    """The delivery status of an outgoing message.

    Attributes:
        SENT: The server has sent it.
        DELIVERED: It reached the recipient's device.
        READ: The recipient has read it.
        FAILED: The channel did not accept it.
    """

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
