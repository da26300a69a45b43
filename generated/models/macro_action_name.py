from ..._wire.kinds import OpenStrEnum


class MacroActionName(OpenStrEnum):
    """The action of a macro. The server refuses other actions (422).

    Attributes:
        ADD_LABEL: Add labels to the conversation.
        ADD_PRIVATE_NOTE: Write a note that only agents see.
        ASSIGN_AGENT: Assign an agent.
        ASSIGN_TEAM: Assign a team.
        CHANGE_PRIORITY: Set the priority.
        CHANGE_STATUS: Set the status.
        MUTE_CONVERSATION: Block the contact and resolve the conversation.
        REMOVE_ASSIGNED_AGENT: Remove the assigned agent.
        REMOVE_ASSIGNED_TEAM: Remove the assigned team.
        REMOVE_LABEL: Remove labels from the conversation.
        RESOLVE_CONVERSATION: Resolve the conversation.
        SEND_ATTACHMENT: Send a file that was uploaded for the macro.
        SEND_EMAIL_TRANSCRIPT: Send the transcript of the conversation by mail.
        SEND_MESSAGE: Send a message to the customer.
        SEND_WEBHOOK_EVENT: Post the event to a URL.
        SNOOZE_CONVERSATION: Snooze the conversation until the customer replies.
    """

    ADD_LABEL = "add_label"
    ADD_PRIVATE_NOTE = "add_private_note"
    ASSIGN_AGENT = "assign_agent"
    ASSIGN_TEAM = "assign_team"
    CHANGE_PRIORITY = "change_priority"
    CHANGE_STATUS = "change_status"
    MUTE_CONVERSATION = "mute_conversation"
    REMOVE_ASSIGNED_AGENT = "remove_assigned_agent"
    REMOVE_ASSIGNED_TEAM = "remove_assigned_team"
    REMOVE_LABEL = "remove_label"
    RESOLVE_CONVERSATION = "resolve_conversation"
    SEND_ATTACHMENT = "send_attachment"
    SEND_EMAIL_TRANSCRIPT = "send_email_transcript"
    SEND_MESSAGE = "send_message"
    SEND_WEBHOOK_EVENT = "send_webhook_event"
    SNOOZE_CONVERSATION = "snooze_conversation"
