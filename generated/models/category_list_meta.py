from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CategoryListMeta(Model):
    """Number of categories."""

    current_page: int | str | None = field(AnyOf((Plain("integer"), Plain("string"))), default=None)
    categories_count: int | None = field(Plain("integer"), default=None)
