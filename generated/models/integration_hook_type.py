from ..._wire.kinds import OpenStrEnum


class IntegrationHookType(OpenStrEnum):
    """Whether an integration is set up for an account or for an inbox."""

    ACCOUNT = "account"
    INBOX = "inbox"
