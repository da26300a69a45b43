from ..._wire.kinds import OpenStrEnum


class ReportingEventName(OpenStrEnum):
    """A type of event that reports measure or count.

    Attributes:
        FIRST_RESPONSE: An agent's first reply to a conversation.
        REPLY_TIME: An agent's reply to a waiting customer.
        CONVERSATION_OPENED: A conversation was opened.
        CONVERSATION_RESOLVED: A conversation was resolved.
        CONVERSATION_BOT_RESOLVED: A bot resolved a conversation.
        CONVERSATION_BOT_HANDOFF: A bot handed a conversation to the agents.
        CONVERSATION_CAPTAIN_INFERENCE_RESOLVED: Captain resolved a conversation.
        CONVERSATION_CAPTAIN_INFERENCE_HANDOFF: Captain handed a conversation to the agents.
    """

    FIRST_RESPONSE = "first_response"
    REPLY_TIME = "reply_time"
    CONVERSATION_OPENED = "conversation_opened"
    CONVERSATION_RESOLVED = "conversation_resolved"
    CONVERSATION_BOT_RESOLVED = "conversation_bot_resolved"
    CONVERSATION_BOT_HANDOFF = "conversation_bot_handoff"
    CONVERSATION_CAPTAIN_INFERENCE_RESOLVED = "conversation_captain_inference_resolved"
    CONVERSATION_CAPTAIN_INFERENCE_HANDOFF = "conversation_captain_inference_handoff"
