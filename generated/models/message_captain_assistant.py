from __future__ import annotations

import datetime

from ..._wire.kinds import UNSET, Enumeration, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model
from .message_captain_assistant_type import MessageCaptainAssistantType


@declare
class MessageCaptainAssistant(Model):
    """Captain, the assistant of the paid edition, as sender of a message (source, not captured).

    Attributes:
        type: The kind of sender.
        available_name: The name that contacts see.
    """

    id: int = field(Plain("integer"))
    type: MessageCaptainAssistantType = field(Enumeration(MessageCaptainAssistantType))
    name: str = field(Plain("string"))
    available_name: str | Unset = field(Plain("string"), default=UNSET)
    avatar_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    description: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    created_at: datetime.datetime | Unset = field(Timestamp("iso"), default=UNSET)
