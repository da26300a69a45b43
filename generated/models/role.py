from ..._wire.kinds import OpenStrEnum


class Role(OpenStrEnum):
    """The role of a user in an account.

    Attributes:
        AGENT: Works on conversations.
        ADMINISTRATOR: Works on conversations, and configures the account.
    """

    AGENT = "agent"
    ADMINISTRATOR = "administrator"
