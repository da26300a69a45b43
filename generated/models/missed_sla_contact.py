from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class MissedSlaContact(Model):
    """With whom the conversation is."""

    name: str | None = field(Plain("string", nullable=True), default=None)
