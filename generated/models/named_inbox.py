from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class NamedInbox(Model):
    """An inbox in a report."""

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
