from ..._wire.kinds import OpenStrEnum


class AutomationActionName(OpenStrEnum):
    """What a rule does. Servers refuse those that they do not have (422)."""

    ADD_LABEL = "add_label"
    ADD_PRIVATE_NOTE = "add_private_note"
    ADD_SLA = "add_sla"
    ASSIGN_AGENT = "assign_agent"
    ASSIGN_TEAM = "assign_team"
    CHANGE_PRIORITY = "change_priority"
    CHANGE_STATUS = "change_status"
    MUTE_CONVERSATION = "mute_conversation"
    OPEN_CONVERSATION = "open_conversation"
    PENDING_CONVERSATION = "pending_conversation"
    REMOVE_ASSIGNED_AGENT = "remove_assigned_agent"
    REMOVE_ASSIGNED_TEAM = "remove_assigned_team"
    REMOVE_LABEL = "remove_label"
    RESOLVE_CONVERSATION = "resolve_conversation"
    SEND_ATTACHMENT = "send_attachment"
    SEND_EMAIL_TO_TEAM = "send_email_to_team"
    SEND_EMAIL_TRANSCRIPT = "send_email_transcript"
    SEND_MESSAGE = "send_message"
    SEND_WEBHOOK_EVENT = "send_webhook_event"
    SNOOZE_CONVERSATION = "snooze_conversation"
