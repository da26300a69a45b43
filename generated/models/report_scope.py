from ..._wire.kinds import OpenStrEnum


class ReportScope(OpenStrEnum):
    """The conversations that a report covers.

    Attributes:
        ACCOUNT: All of the account.
        AGENT: Those of an agent.
        INBOX: Those of an inbox.
        LABEL: Those with a label.
        TEAM: Those of a team.
    """

    ACCOUNT = "account"
    AGENT = "agent"
    INBOX = "inbox"
    LABEL = "label"
    TEAM = "team"
