from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .event_assignee import EventAssignee
from .event_team import EventTeam
from .message_contact import MessageContact


@declare
class EventConversationMeta(Model):
    """The sender, assignee and team of a conversation, in an event.

    Attributes:
        sender: A contact as the sender of a message.
        assignee: The assignee; null if unassigned.
        team: The team; null for none.
        hmac_verified: Whether the contact has proved their identity.
        assignee_type: The type of the assignee: User or AgentBot.
    """

    sender: MessageContact = field(Object(MessageContact))
    assignee: EventAssignee | None = field(Object(EventAssignee, nullable=True))
    team: EventTeam | None = field(Object(EventTeam, nullable=True))
    hmac_verified: bool = field(Plain("boolean"))
    assignee_type: str | None = field(Plain("string", nullable=True), default=None)
