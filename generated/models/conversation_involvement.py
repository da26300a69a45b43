from ..._wire.kinds import OpenStrEnum


class ConversationInvolvement(OpenStrEnum):
    """A condition on conversations: the involvement of the token's user, or a waiting customer.

    Attributes:
        MENTION: The user was mentioned in a note.
        PARTICIPATING: The user participates in the conversation.
        UNATTENDED: No agent has replied yet, or the customer waits for a reply.
    """

    MENTION = "mention"
    PARTICIPATING = "participating"
    UNATTENDED = "unattended"
