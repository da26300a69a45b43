from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class CategoryCounts(Model):
    """Number of articles in a category."""

    articles_count: int = field(Plain("integer"))
