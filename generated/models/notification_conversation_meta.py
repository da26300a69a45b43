from __future__ import annotations

from ..._wire.kinds import Enumeration, Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .assignee_type import AssigneeType
from .message_agent_bot import MessageAgentBot
from .message_captain_assistant import MessageCaptainAssistant
from .message_contact import MessageContact
from .message_user import MessageUser
from .notification_team import NotificationTeam


@declare
class NotificationConversationMeta(Model):
    """The contact and the assignee of a notification's conversation.

    Attributes:
        sender: A contact as the sender of a message.
        assignee: The assignee.
        hmac_verified: Whether the contact has proved their identity.
    """

    sender: MessageContact = field(Object(MessageContact))
    assignee: MessageUser | MessageAgentBot | MessageCaptainAssistant | None = field(
        OneOf(
            "type",
            {
                "user": Object(MessageUser),
                "agent_bot": Object(MessageAgentBot),
                "captain_assistant": Object(MessageCaptainAssistant),
            },
            nullable=True,
        )
    )
    assignee_type: AssigneeType | None = field(Enumeration(AssigneeType, nullable=True))
    team: NotificationTeam | None = field(Object(NotificationTeam, nullable=True))
    hmac_verified: bool | None = field(Plain("boolean", nullable=True))
