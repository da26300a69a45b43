from ..._wire.kinds import OpenStrEnum


class NotificationEmailFlag(OpenStrEnum):
    """Of what a user is notified by mail."""

    EMAIL_CONVERSATION_CREATION = "email_conversation_creation"
    EMAIL_CONVERSATION_ASSIGNMENT = "email_conversation_assignment"
    EMAIL_ASSIGNED_CONVERSATION_NEW_MESSAGE = "email_assigned_conversation_new_message"
    EMAIL_CONVERSATION_MENTION = "email_conversation_mention"
    EMAIL_PARTICIPATING_CONVERSATION_NEW_MESSAGE = "email_participating_conversation_new_message"
    EMAIL_SLA_MISSED_FIRST_RESPONSE = "email_sla_missed_first_response"
    EMAIL_SLA_MISSED_NEXT_RESPONSE = "email_sla_missed_next_response"
    EMAIL_SLA_MISSED_RESOLUTION = "email_sla_missed_resolution"
