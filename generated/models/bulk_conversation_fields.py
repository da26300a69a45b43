from __future__ import annotations

from ..._wire.kinds import Enumeration, Plain, field
from ..._wire.model import Model, declare
from .conversation_status import ConversationStatus


@declare
class BulkConversationFields(Model):
    """New values for the conversations; omitted fields do not change.

    Attributes:
        status: New status of the conversations.
        assignee_id: ID of the new assignee; null unassigns the conversations.
        team_id: ID of the new team; null for none.
    """

    status: ConversationStatus | None = field(Enumeration(ConversationStatus), default=None)
    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    team_id: int | None = field(Plain("integer", nullable=True), default=None)
