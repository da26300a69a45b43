from ..._wire.kinds import OpenStrEnum


class MessageAgentBotType(OpenStrEnum):
    """The kind of sender."""

    AGENT_BOT = "agent_bot"
