from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class AssignedTeam(Model):
    """A team, in the response to an assignment.

    Attributes:
        allow_auto_assign: Whether the server assigns the team's conversations to agents.
        icon: An emoji or the name of an icon; empty for none. Since Chatwoot 4.16.0.
        icon_color: A CSS color; empty if there is none. Since Chatwoot 4.16.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    allow_auto_assign: bool = field(Plain("boolean"))
    account_id: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    icon: str | None = field(Plain("string", nullable=True), default=None)
    icon_color: str | None = field(Plain("string", nullable=True), default=None)
