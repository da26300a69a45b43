from ..._wire.kinds import OpenStrEnum


class IntegrationHookType(OpenStrEnum):
    """The scope of an integration.

    Attributes:
        ACCOUNT: It works in the whole account.
        INBOX: It works in one inbox.
    """

    ACCOUNT = "account"
    INBOX = "inbox"
