from ..._wire.kinds import OpenStrEnum


class ConversationInvolvement(OpenStrEnum):
    """How the token's user is involved in a conversation, or that a customer waits.

    Attributes:
        MENTION: The user was mentioned in a note.
        PARTICIPATING: The user participates in the conversation.
        UNATTENDED: No agent has replied yet, or the customer waits for a reply.
    """

    MENTION = "mention"
    PARTICIPATING = "participating"
    UNATTENDED = "unattended"
