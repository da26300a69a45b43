from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class Team(Model):
    """A team of users.

    Attributes:
        is_member: Whether the token's user is a member.
        icon: An emoji or the name of an icon; empty for none. Since Chatwoot 4.16.0.
        icon_color: A CSS color; empty if there is none. Since Chatwoot 4.16.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    allow_auto_assign: bool = field(Plain("boolean"))
    account_id: int = field(Plain("integer"))
    is_member: bool = field(Plain("boolean"))
    icon: str | None = field(Plain("string", nullable=True), default=None)
    icon_color: str | None = field(Plain("string", nullable=True), default=None)
