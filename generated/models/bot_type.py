from ..._wire.kinds import OpenStrEnum


class BotType(OpenStrEnum):
    """How a bot is reached."""

    WEBHOOK = "webhook"
