from ..._wire.kinds import OpenStrEnum


class WebhookEvent(OpenStrEnum):
    """An event that a webhook receives.

    Attributes:
        CONVERSATION_CREATED: A conversation was created.
        CONVERSATION_STATUS_CHANGED: The status of a conversation changed.
        CONVERSATION_UPDATED: A conversation changed.
        CONVERSATION_TYPING_ON: Somebody started typing.
        CONVERSATION_TYPING_OFF: Somebody stopped typing.
        MESSAGE_CREATED: A message was sent or received.
        MESSAGE_UPDATED: A message changed.
        CONTACT_CREATED: A contact was created.
        CONTACT_UPDATED: A contact changed.
        INBOX_CREATED: An inbox was created.
        INBOX_UPDATED: An inbox changed.
        WEBWIDGET_TRIGGERED: A visitor opened the chat widget.
    """

    CONVERSATION_CREATED = "conversation_created"
    CONVERSATION_STATUS_CHANGED = "conversation_status_changed"
    CONVERSATION_UPDATED = "conversation_updated"
    CONVERSATION_TYPING_ON = "conversation_typing_on"
    CONVERSATION_TYPING_OFF = "conversation_typing_off"
    MESSAGE_CREATED = "message_created"
    MESSAGE_UPDATED = "message_updated"
    CONTACT_CREATED = "contact_created"
    CONTACT_UPDATED = "contact_updated"
    INBOX_CREATED = "inbox_created"
    INBOX_UPDATED = "inbox_updated"
    WEBWIDGET_TRIGGERED = "webwidget_triggered"
