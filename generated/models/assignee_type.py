from ..._wire.kinds import OpenStrEnum


class AssigneeType(OpenStrEnum):
    """What a conversation is assigned to. Versions after 4.16.2 can assign one to Captain, the assistant
    of the paid edition."""

    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"
    """Since Chatwoot 4.17.0."""
