from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_conversation import RealtimeConversation


@declare
class RealtimeAssigneeChanged(Model):
    """A conversation was assigned to someone else.

    Attributes:
        event: The name of the event.
        data: A conversation, as browsers get it.
    """

    event: str = field(Plain("string"))
    data: RealtimeConversation = field(Object(RealtimeConversation))
