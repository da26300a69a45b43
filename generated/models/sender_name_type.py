from ..._wire.kinds import OpenStrEnum


class SenderNameType(OpenStrEnum):
    """How mails name their sender: with the agent's name, or with that of the business alone. The page
    allows any string in answers."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
