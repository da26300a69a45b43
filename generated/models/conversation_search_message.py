from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .message_type import MessageType


@declare
class ConversationSearchMessage(Model):
    """A message that contains the search text.

    Attributes:
        id: Unique across the whole installation.
        content: The text.
        message_type: The direction or origin of a message.
        created_at: Time of creation.
        sender_name: Name of the sender; absent if there is no sender.
    """

    id: int = field(Plain("integer"))
    content: str | None = field(Plain("string", nullable=True))
    message_type: MessageType = field(Enumeration(MessageType))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    sender_name: str | None = field(Plain("string", nullable=True), default=None)
