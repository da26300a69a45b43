from ..._wire.kinds import OpenStrEnum


class SenderNameType(OpenStrEnum):
    """The sender's name in mails.

    Attributes:
        FRIENDLY: The agent's name, with that of the business.
        PROFESSIONAL: The name of the business alone.
    """

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
