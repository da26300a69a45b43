from ..._wire.kinds import OpenStrEnum


class WebhookEvent(OpenStrEnum):
    """What a webhook is told."""

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
