from ..._wire.kinds import OpenStrEnum


class SenderNameType(OpenStrEnum):
    """Form of the sender's name in emails.

    Attributes:
        FRIENDLY: The agent's name with the name of the business.
        PROFESSIONAL: Only the name of the business.
    """

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
