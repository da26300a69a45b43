from ..._wire.kinds import OpenStrEnum


class ReportMetric(OpenStrEnum):
    """What is counted over time. Those that begin with `avg_`, and `reply_time`, are averages in seconds."""

    CONVERSATIONS_COUNT = "conversations_count"
    INCOMING_MESSAGES_COUNT = "incoming_messages_count"
    OUTGOING_MESSAGES_COUNT = "outgoing_messages_count"
    AVG_FIRST_RESPONSE_TIME = "avg_first_response_time"
    AVG_RESOLUTION_TIME = "avg_resolution_time"
    RESOLUTIONS_COUNT = "resolutions_count"
    BOT_RESOLUTIONS_COUNT = "bot_resolutions_count"
    BOT_HANDOFFS_COUNT = "bot_handoffs_count"
    REPLY_TIME = "reply_time"
