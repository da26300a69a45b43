from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class TitledLabel(Model):
    """A label in a report."""

    id: int = field(Plain("integer"))
    title: str = field(Plain("string"))
