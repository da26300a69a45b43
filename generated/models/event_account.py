from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class EventAccount(Model):
    """The account of an event."""

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
