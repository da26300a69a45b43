from ..._wire.kinds import OpenStrEnum


class ReportScope(OpenStrEnum):
    """The conversations that a report covers.

    Attributes:
        ACCOUNT: All conversations of the account.
        AGENT: Conversations of an agent.
        INBOX: Conversations of an inbox.
        LABEL: Conversations with a label.
        TEAM: Conversations of a team.
    """

    ACCOUNT = "account"
    AGENT = "agent"
    INBOX = "inbox"
    LABEL = "label"
    TEAM = "team"
