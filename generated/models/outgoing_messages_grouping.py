from ..._wire.kinds import OpenStrEnum


class OutgoingMessagesGrouping(OpenStrEnum):
    """The grouping of the counts of outgoing messages.

    Attributes:
        AGENT: By agent.
        TEAM: By team.
        INBOX: By inbox.
        LABEL: By label.
    """

    AGENT = "agent"
    TEAM = "team"
    INBOX = "inbox"
    LABEL = "label"
