from ..._wire.kinds import OpenStrEnum


class IntegrationHookType(OpenStrEnum):
    """The scope of an integration.

    Attributes:
        ACCOUNT: The whole account.
        INBOX: One inbox.
    """

    ACCOUNT = "account"
    INBOX = "inbox"
