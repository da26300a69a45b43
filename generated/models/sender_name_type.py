from ..._wire.kinds import OpenStrEnum


class SenderNameType(OpenStrEnum):
    """Form of the sender's name in emails.

    Attributes:
        FRIENDLY: The agent's name, with that of the business.
        PROFESSIONAL: The name of the business alone.
    """

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
