from ..._wire.kinds import OpenStrEnum


class SenderType(OpenStrEnum):
    """The kind of a message's sender.

    Attributes:
        CONTACT: The customer.
        USER: A user of the account: an agent or administrator.
        AGENT_BOT: A bot.
        CAPTAIN_ASSISTANT: Captain, the assistant of the paid edition.
    """

    CONTACT = "Contact"
    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"
