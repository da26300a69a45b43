from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_presence import RealtimePresence


@declare
class RealtimePresenceUpdate(Model):
    """Online users and contacts.

    Attributes:
        event: The name of the event.
        data: Online users and contacts.
    """

    event: str = field(Plain("string"))
    data: RealtimePresence = field(Object(RealtimePresence))
