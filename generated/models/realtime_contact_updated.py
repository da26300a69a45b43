from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_contact import RealtimeContact


@declare
class RealtimeContactUpdated(Model):
    """A contact changed.

    Attributes:
        event: The name of the event.
        data: A contact, as sent to browsers.
    """

    event: str = field(Plain("string"))
    data: RealtimeContact = field(Object(RealtimeContact))
