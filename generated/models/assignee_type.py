from ..._wire.kinds import OpenStrEnum


class AssigneeType(OpenStrEnum):
    """What a conversation is assigned to."""

    USER = "User"
    AGENT_BOT = "AgentBot"
