from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class EventUser(Model):
    """A user or bot, in an event.

    Attributes:
        type: Always user or agent_bot.
        email: Absent for bots.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    type: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True), default=None)
