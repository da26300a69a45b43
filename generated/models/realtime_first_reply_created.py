from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .realtime_message import RealtimeMessage


@declare
class RealtimeFirstReplyCreated(Model):
    """A conversation got its first reply.

    Attributes:
        event: The name of the event.
        data: A message, as sent to browsers.
    """

    event: str = field(Plain("string"))
    data: RealtimeMessage = field(Object(RealtimeMessage))
