from ..._wire.kinds import OpenStrEnum


class OutgoingMessagesGrouping(OpenStrEnum):
    """By what outgoing messages are counted."""

    AGENT = "agent"
    TEAM = "team"
    INBOX = "inbox"
    LABEL = "label"
