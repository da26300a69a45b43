from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_conversation import RealtimeConversation


@declare
class RealtimeTeamChanged(Model):
    """A conversation was assigned to another team.

    Attributes:
        event: The name of the event.
        data: A conversation, as sent to browsers.
    """

    event: str = field(Plain("string"))
    data: RealtimeConversation = field(Object(RealtimeConversation))
