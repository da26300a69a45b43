from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_account import RealtimeAccount


@declare
class RealtimeUnreadCountChanged(Model):
    """The counts of unread conversations may have changed.

    Attributes:
        event: The name of the event.
        data: The account.
    """

    event: str = field(Plain("string"))
    data: RealtimeAccount = field(Object(RealtimeAccount))
