from ..._wire.kinds import OpenStrEnum


class NotificationPushFlag(OpenStrEnum):
    """Of what a user is notified by a push message."""

    PUSH_CONVERSATION_CREATION = "push_conversation_creation"
    PUSH_CONVERSATION_ASSIGNMENT = "push_conversation_assignment"
    PUSH_ASSIGNED_CONVERSATION_NEW_MESSAGE = "push_assigned_conversation_new_message"
    PUSH_CONVERSATION_MENTION = "push_conversation_mention"
    PUSH_PARTICIPATING_CONVERSATION_NEW_MESSAGE = "push_participating_conversation_new_message"
    PUSH_SLA_MISSED_FIRST_RESPONSE = "push_sla_missed_first_response"
    PUSH_SLA_MISSED_NEXT_RESPONSE = "push_sla_missed_next_response"
    PUSH_SLA_MISSED_RESOLUTION = "push_sla_missed_resolution"
