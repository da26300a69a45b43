from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class MissedSlaContact(Model):
    """The contact of the conversation."""

    name: str | None = field(Plain("string", nullable=True), default=None)
