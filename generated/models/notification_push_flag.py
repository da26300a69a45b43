from ..._wire.kinds import OpenStrEnum


class NotificationPushFlag(OpenStrEnum):
    """An event that sends the user a push notification.

    Attributes:
        PUSH_CONVERSATION_CREATION: A conversation was created.
        PUSH_CONVERSATION_ASSIGNMENT: A conversation was assigned to the user.
        PUSH_ASSIGNED_CONVERSATION_NEW_MESSAGE: A message in a conversation that is assigned to the user.
        PUSH_CONVERSATION_MENTION: The user was mentioned in a note.
        PUSH_PARTICIPATING_CONVERSATION_NEW_MESSAGE: A message in a conversation in which the user
            participates.
        PUSH_SLA_MISSED_FIRST_RESPONSE: A first response is late.
        PUSH_SLA_MISSED_NEXT_RESPONSE: A next response is late.
        PUSH_SLA_MISSED_RESOLUTION: A resolution is late.
    """

    PUSH_CONVERSATION_CREATION = "push_conversation_creation"
    PUSH_CONVERSATION_ASSIGNMENT = "push_conversation_assignment"
    PUSH_ASSIGNED_CONVERSATION_NEW_MESSAGE = "push_assigned_conversation_new_message"
    PUSH_CONVERSATION_MENTION = "push_conversation_mention"
    PUSH_PARTICIPATING_CONVERSATION_NEW_MESSAGE = "push_participating_conversation_new_message"
    PUSH_SLA_MISSED_FIRST_RESPONSE = "push_sla_missed_first_response"
    PUSH_SLA_MISSED_NEXT_RESPONSE = "push_sla_missed_next_response"
    PUSH_SLA_MISSED_RESOLUTION = "push_sla_missed_resolution"
