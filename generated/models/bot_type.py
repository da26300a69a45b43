from ..._wire.kinds import OpenStrEnum


class BotType(OpenStrEnum):
    """How a bot is reached.

    Attributes:
        WEBHOOK: The server posts events to the bot's URL.
    """

    WEBHOOK = "webhook"
