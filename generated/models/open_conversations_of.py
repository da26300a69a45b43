from ..._wire.kinds import OpenStrEnum


class OpenConversationsOf(OpenStrEnum):
    """The scope of the counts of open conversations.

    Attributes:
        ACCOUNT: The account.
        AGENT: Each agent.
    """

    ACCOUNT = "account"
    AGENT = "agent"
