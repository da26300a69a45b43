from ..._wire.kinds import OpenStrEnum


class AutomationActionName(OpenStrEnum):
    """The action of a rule. The server refuses actions that it does not support (422).

    Attributes:
        ADD_LABEL: Add labels to the conversation.
        ADD_PRIVATE_NOTE: Write a note that only agents see.
        ADD_SLA: Apply a service level agreement (servers of the paid edition).
        ASSIGN_AGENT: Assign an agent.
        ASSIGN_TEAM: Assign a team.
        CHANGE_PRIORITY: Set the priority.
        CHANGE_STATUS: Set the status.
        MUTE_CONVERSATION: Block the contact and resolve the conversation.
        OPEN_CONVERSATION: Open the conversation.
        PENDING_CONVERSATION: Set the status to pending.
        REMOVE_ASSIGNED_AGENT: Remove the assigned agent.
        REMOVE_ASSIGNED_TEAM: Remove the assigned team.
        REMOVE_LABEL: Remove labels from the conversation.
        RESOLVE_CONVERSATION: Resolve the conversation.
        SEND_ATTACHMENT: Send a file that was uploaded for the rule.
        SEND_EMAIL_TO_TEAM: Send a mail to the members of teams.
        SEND_EMAIL_TRANSCRIPT: Send the transcript of the conversation by mail.
        SEND_MESSAGE: Send a message to the customer.
        SEND_WEBHOOK_EVENT: Post the event to a URL.
        SNOOZE_CONVERSATION: Snooze the conversation until the customer replies.
    """

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
