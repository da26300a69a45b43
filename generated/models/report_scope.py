from ..._wire.kinds import OpenStrEnum


class ReportScope(OpenStrEnum):
    """Whose conversations a report is about."""

    ACCOUNT = "account"
    AGENT = "agent"
    INBOX = "inbox"
    LABEL = "label"
    TEAM = "team"
