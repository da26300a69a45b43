from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class EventAssignee(Model):
    """A user or bot to whom a conversation is assigned, in an event.

    Attributes:
        available_name: Name that contacts see.
        avatar_url: URL of the picture; empty if there is none.
        type: Always user or agent_bot.
        thumbnail: URL of the picture; empty if there is none.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    available_name: str | None = field(Plain("string"), default=None)
    avatar_url: str | None = field(Plain("string"), default=None)
    type: str | None = field(Plain("string"), default=None)
    availability_status: str | None = field(Plain("string", nullable=True), default=None)
    thumbnail: str | None = field(Plain("string"), default=None)
