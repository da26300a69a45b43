from ..._wire.kinds import OpenStrEnum


class NotificationType(OpenStrEnum):
    """The event that caused a notification.

    Attributes:
        CONVERSATION_CREATION: A conversation was created.
        CONVERSATION_ASSIGNMENT: A conversation was assigned to the user.
        ASSIGNED_CONVERSATION_NEW_MESSAGE: A message in a conversation that is assigned to the user.
        CONVERSATION_MENTION: The user was mentioned in a note.
        PARTICIPATING_CONVERSATION_NEW_MESSAGE: A message in a conversation in which the user participates.
        SLA_MISSED_FIRST_RESPONSE: A first response is late.
        SLA_MISSED_NEXT_RESPONSE: A next response is late.
        SLA_MISSED_RESOLUTION: A resolution is late.
    """

    CONVERSATION_CREATION = "conversation_creation"
    CONVERSATION_ASSIGNMENT = "conversation_assignment"
    ASSIGNED_CONVERSATION_NEW_MESSAGE = "assigned_conversation_new_message"
    CONVERSATION_MENTION = "conversation_mention"
    PARTICIPATING_CONVERSATION_NEW_MESSAGE = "participating_conversation_new_message"
    SLA_MISSED_FIRST_RESPONSE = "sla_missed_first_response"
    SLA_MISSED_NEXT_RESPONSE = "sla_missed_next_response"
    SLA_MISSED_RESOLUTION = "sla_missed_resolution"
