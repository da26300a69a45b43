from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class EventTeam(Model):
    """A team, in an event.

    Attributes:
        icon: Since Chatwoot 4.16.0.
        icon_color: Since Chatwoot 4.16.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    icon: str | None = field(Plain("string", nullable=True), default=None)
    icon_color: str | None = field(Plain("string", nullable=True), default=None)
