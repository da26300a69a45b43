from __future__ import annotations

from ..._wire.kinds import Enumeration, Plain, field
from ..._wire.model import Model, declare
from .conversation_status import ConversationStatus


@declare
class BulkConversationFields(Model):
    """New values for conversations; omitted fields do not change.

    Attributes:
        status: New status of the conversations.
        assignee_id: User to whom the conversations are assigned; null unassigns them.
        team_id: The team to which they are assigned; null for none.
    """

    status: ConversationStatus | None = field(Enumeration(ConversationStatus), default=None)
    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    team_id: int | None = field(Plain("integer", nullable=True), default=None)
