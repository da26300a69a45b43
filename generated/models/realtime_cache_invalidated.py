from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_cache import RealtimeCache


@declare
class RealtimeCacheInvalidated(Model):
    """Labels, inboxes or teams changed.

    Attributes:
        event: The name of the event.
        data: Change times of the data that browsers cache.
    """

    event: str = field(Plain("string"))
    data: RealtimeCache = field(Object(RealtimeCache))
