from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .message_captain_assistant_type import MessageCaptainAssistantType


@declare
class MessageCaptainAssistant(Model):
    """Captain, the assistant of the paid edition, as the sender of a message.

    Attributes:
        type: The kind of sender.
        available_name: Name that contacts see.
    """

    id: int = field(Plain("integer"))
    type: MessageCaptainAssistantType = field(Enumeration(MessageCaptainAssistantType))
    name: str = field(Plain("string"))
    available_name: str | None = field(Plain("string"), default=None)
    avatar_url: str | None = field(Plain("string", nullable=True), default=None)
    description: str | None = field(Plain("string", nullable=True), default=None)
    created_at: datetime.datetime | None = field(Timestamp("iso"), default=None)
