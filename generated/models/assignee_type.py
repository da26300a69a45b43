from ..._wire.kinds import OpenStrEnum


class AssigneeType(OpenStrEnum):
    """The kind of a conversation's assignee. Servers after 4.16.2 can assign one to Captain.

    Attributes:
        USER: A user of the account: an agent or administrator.
        AGENT_BOT: A bot.
        CAPTAIN_ASSISTANT: Captain, the assistant of the paid edition. Since Chatwoot 4.17.0.
    """

    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"
