from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .category import Category
from .category_list_meta import CategoryListMeta


@declare
class CategoryList(Model):
    """The categories of a help center.

    Attributes:
        meta: Number of categories.
    """

    payload: list[Category] = field(ListOf(Object(Category)))
    meta: CategoryListMeta | None = field(Object(CategoryListMeta), default=None)
