from ..._wire.kinds import OpenStrEnum


class ReportingEventName(OpenStrEnum):
    """What the reports measure or count."""

    FIRST_RESPONSE = "first_response"
    REPLY_TIME = "reply_time"
    CONVERSATION_OPENED = "conversation_opened"
    CONVERSATION_RESOLVED = "conversation_resolved"
    CONVERSATION_BOT_RESOLVED = "conversation_bot_resolved"
    CONVERSATION_BOT_HANDOFF = "conversation_bot_handoff"
    CONVERSATION_CAPTAIN_INFERENCE_RESOLVED = "conversation_captain_inference_resolved"
    CONVERSATION_CAPTAIN_INFERENCE_HANDOFF = "conversation_captain_inference_handoff"
