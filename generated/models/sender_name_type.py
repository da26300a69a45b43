from ..._wire.kinds import OpenStrEnum


class SenderNameType(OpenStrEnum):
    """How mails name their sender: with the agent's name, or with that of the business alone."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
