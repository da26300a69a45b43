from ..._wire.kinds import OpenStrEnum


class OpenConversationsOf(OpenStrEnum):
    """Whose open conversations are counted."""

    ACCOUNT = "account"
    AGENT = "agent"
