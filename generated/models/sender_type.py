from ..._wire.kinds import OpenStrEnum


class SenderType(OpenStrEnum):
    """What sent a message."""

    CONTACT = "Contact"
    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"
