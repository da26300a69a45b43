from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .message_user import MessageUser
from .missed_sla_contact import MissedSlaContact


@declare
class MissedSlaConversation(Model):
    """A conversation that missed its service level agreement.

    Attributes:
        id: The display ID.
        contact: The contact of the conversation.
        labels: The titles, separated by commas.
        assignee: The assigned agent; absent if unassigned.
    """

    id: int = field(Plain("integer"))
    contact: MissedSlaContact = field(Object(MissedSlaContact))
    labels: str | None = field(Plain("string", nullable=True), default=None)
    assignee: MessageUser | None = field(Object(MessageUser), default=None)
