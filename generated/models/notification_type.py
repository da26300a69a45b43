from ..._wire.kinds import OpenStrEnum


class NotificationType(OpenStrEnum):
    """What a user is notified of."""

    CONVERSATION_CREATION = "conversation_creation"
    CONVERSATION_ASSIGNMENT = "conversation_assignment"
    ASSIGNED_CONVERSATION_NEW_MESSAGE = "assigned_conversation_new_message"
    CONVERSATION_MENTION = "conversation_mention"
    PARTICIPATING_CONVERSATION_NEW_MESSAGE = "participating_conversation_new_message"
    SLA_MISSED_FIRST_RESPONSE = "sla_missed_first_response"
    SLA_MISSED_NEXT_RESPONSE = "sla_missed_next_response"
    SLA_MISSED_RESOLUTION = "sla_missed_resolution"
