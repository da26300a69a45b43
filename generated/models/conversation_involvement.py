from ..._wire.kinds import OpenStrEnum


class ConversationInvolvement(OpenStrEnum):
    """What the token's user has to do with a conversation, or that nobody has answered it."""

    MENTION = "mention"
    PARTICIPATING = "participating"
    UNATTENDED = "unattended"
