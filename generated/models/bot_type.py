from ..._wire.kinds import OpenStrEnum


class BotType(OpenStrEnum):
    """How the server calls a bot.

    Attributes:
        WEBHOOK: The server posts events to the bot's URL.
    """

    WEBHOOK = "webhook"
