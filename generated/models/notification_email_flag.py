from ..._wire.kinds import OpenStrEnum


class NotificationEmailFlag(OpenStrEnum):
    """An event that sends the user an email.

    Attributes:
        EMAIL_CONVERSATION_CREATION: A conversation was created.
        EMAIL_CONVERSATION_ASSIGNMENT: A conversation was assigned to the user.
        EMAIL_ASSIGNED_CONVERSATION_NEW_MESSAGE: A message in a conversation that is assigned to the user.
        EMAIL_CONVERSATION_MENTION: The user was mentioned in a note.
        EMAIL_PARTICIPATING_CONVERSATION_NEW_MESSAGE: A message in a conversation in which the user
            participates.
        EMAIL_SLA_MISSED_FIRST_RESPONSE: A first response is late.
        EMAIL_SLA_MISSED_NEXT_RESPONSE: A next response is late.
        EMAIL_SLA_MISSED_RESOLUTION: A resolution is late.
    """

    EMAIL_CONVERSATION_CREATION = "email_conversation_creation"
    EMAIL_CONVERSATION_ASSIGNMENT = "email_conversation_assignment"
    EMAIL_ASSIGNED_CONVERSATION_NEW_MESSAGE = "email_assigned_conversation_new_message"
    EMAIL_CONVERSATION_MENTION = "email_conversation_mention"
    EMAIL_PARTICIPATING_CONVERSATION_NEW_MESSAGE = "email_participating_conversation_new_message"
    EMAIL_SLA_MISSED_FIRST_RESPONSE = "email_sla_missed_first_response"
    EMAIL_SLA_MISSED_NEXT_RESPONSE = "email_sla_missed_next_response"
    EMAIL_SLA_MISSED_RESOLUTION = "email_sla_missed_resolution"
