from ...declarations import OpenStrEnum


class MessageAgentBotType(OpenStrEnum):
    """MessageAgentBotType"""

    AGENT_BOT = "agent_bot"
