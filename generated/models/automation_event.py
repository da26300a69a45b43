from ..._wire.kinds import OpenStrEnum


class AutomationEvent(OpenStrEnum):
    """The event that triggers a rule.

    Attributes:
        CONVERSATION_CREATED: A conversation was created.
        CONVERSATION_UPDATED: A conversation changed, such as its assignee, labels or attributes.
        CONVERSATION_OPENED: A conversation was opened or reopened.
        CONVERSATION_RESOLVED: A conversation was resolved.
        MESSAGE_CREATED: A message was sent or received.
    """

    CONVERSATION_CREATED = "conversation_created"
    CONVERSATION_UPDATED = "conversation_updated"
    CONVERSATION_OPENED = "conversation_opened"
    CONVERSATION_RESOLVED = "conversation_resolved"
    MESSAGE_CREATED = "message_created"
