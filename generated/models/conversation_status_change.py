from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .conversation_status import ConversationStatus


@declare
class ConversationStatusChange(Model):
    """A conversation's current status.

    Attributes:
        success: Whether the status was saved; null if a bot handed the conversation over to agents.
        conversation_id: Display ID of the conversation: the number that the app shows.
        current_status: The status of a conversation.
        snoozed_until: Time at which the conversation opens again.
    """

    success: bool | None = field(Plain("boolean", nullable=True))
    conversation_id: int = field(Plain("integer"))
    current_status: ConversationStatus = field(Enumeration(ConversationStatus))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
