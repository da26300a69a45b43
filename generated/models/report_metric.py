from ..._wire.kinds import OpenStrEnum


class ReportMetric(OpenStrEnum):
    """The metric of a report over time. Averages are in seconds.

    Attributes:
        CONVERSATIONS_COUNT: New conversations.
        INCOMING_MESSAGES_COUNT: Messages from contacts.
        OUTGOING_MESSAGES_COUNT: Messages to contacts.
        AVG_FIRST_RESPONSE_TIME: Average time to the first reply, in seconds.
        AVG_RESOLUTION_TIME: Average time to the resolution, in seconds.
        RESOLUTIONS_COUNT: Resolutions.
        BOT_RESOLUTIONS_COUNT: Resolutions by bots.
        BOT_HANDOFFS_COUNT: Conversations that bots handed to agents.
        REPLY_TIME: Average time to a reply, in seconds.
    """

    CONVERSATIONS_COUNT = "conversations_count"
    INCOMING_MESSAGES_COUNT = "incoming_messages_count"
    OUTGOING_MESSAGES_COUNT = "outgoing_messages_count"
    AVG_FIRST_RESPONSE_TIME = "avg_first_response_time"
    AVG_RESOLUTION_TIME = "avg_resolution_time"
    RESOLUTIONS_COUNT = "resolutions_count"
    BOT_RESOLUTIONS_COUNT = "bot_resolutions_count"
    BOT_HANDOFFS_COUNT = "bot_handoffs_count"
    REPLY_TIME = "reply_time"
