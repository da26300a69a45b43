from __future__ import annotations

from ..._wire.kinds import Enumeration, Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .agent_bot import AgentBot
from .assignee_type import AssigneeType
from .captain_assistant import CaptainAssistant
from .contact import Contact
from .team import Team
from .user import User


@declare
class ConversationMeta(Model):
    """The contact, assignee, team and channel of a conversation.

    Attributes:
        sender: A customer.
        channel: Class of the inbox's channel, such as Channel::WebWidget.
        hmac_verified: Whether the contact has proved their identity.
        assignee: The assignee: a user, a bot or Captain, depending on `assignee_type`; absent if
            unassigned.
        assignee_type: The kind of a conversation's assignee. Servers after 4.16.2 can assign one to
            Captain.
        team: A team of users.
    """

    sender: Contact = field(Object(Contact))
    channel: str | None = field(Plain("string", nullable=True))
    hmac_verified: bool | None = field(Plain("boolean", nullable=True))
    assignee: User | AgentBot | CaptainAssistant | None = field(
        OneOf(
            "assignee_type",
            {"User": Object(User), "AgentBot": Object(AgentBot), "Captain::Assistant": Object(CaptainAssistant)},
            beside=True,
            default="User",
        ),
        default=None,
    )
    assignee_type: AssigneeType | None = field(Enumeration(AssigneeType), default=None)
    team: Team | None = field(Object(Team), default=None)
