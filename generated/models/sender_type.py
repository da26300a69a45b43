from ..._wire.kinds import OpenStrEnum


class SenderType(OpenStrEnum):
    """What sent a message. The page has contact, agent and agent_bot."""

    CONTACT = "Contact"
    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"
