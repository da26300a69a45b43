from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Object, Plain, field
from ..._wire.model import Model, declare
from .category_counts import CategoryCounts


@declare
class Category(Model):
    """A category of a help center's articles, in one language.

    Attributes:
        slug: Name of the category in URLs.
        locale: Language code, such as en.
        position: Position of the category in the list.
        icon: An emoji; empty if there is none.
        icon_color: A CSS color; empty if there is none.
        meta: Number of articles in a category.
        parent_category: Free-form.
        root_category: Free-form.
        related_categories: Free-form.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    slug: str = field(Plain("string"))
    locale: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    position: int | None = field(Plain("integer", nullable=True))
    account_id: int = field(Plain("integer"))
    icon: str | None = field(Plain("string", nullable=True), default=None)
    icon_color: str | None = field(Plain("string", nullable=True), default=None)
    meta: CategoryCounts | None = field(Object(CategoryCounts), default=None)
    parent_category: Any = field(Anything(), default=None)
    root_category: Any = field(Anything(), default=None)
    related_categories: Any = field(Anything(), default=None)
