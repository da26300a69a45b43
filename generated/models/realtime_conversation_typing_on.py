from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_typing import RealtimeTyping


@declare
class RealtimeConversationTypingOn(Model):
    """Somebody else started typing.

    Attributes:
        event: The name of the event.
        data: Somebody started or stopped typing.
    """

    event: str = field(Plain("string"))
    data: RealtimeTyping = field(Object(RealtimeTyping))
