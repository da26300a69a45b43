from ...declarations import OpenStrEnum


class BotType(OpenStrEnum):
    """How a bot is reached."""

    WEBHOOK = "webhook"
