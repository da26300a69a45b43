from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .conversation_status import ConversationStatus


@declare
class ConversationStatusChange(Model):
    """A conversation's current status.

    Attributes:
        success: Whether it was saved; null where a bot handed the conversation to people.
        conversation_id: The conversation's display id.
        current_status: The status of a conversation.
        snoozed_until: When it opens again.
    """

    success: bool | None = field(Plain("boolean", nullable=True))
    conversation_id: int = field(Plain("integer"))
    current_status: ConversationStatus = field(Enumeration(ConversationStatus))
    snoozed_until: datetime.datetime | None = field(Timestamp("iso", nullable=True))
