from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ArticleCategory(Model):
    """The category of an article.

    Attributes:
        icon: An emoji.
    """

    id: int | None = field(Plain("integer", nullable=True), default=None)
    name: str | None = field(Plain("string", nullable=True), default=None)
    slug: str | None = field(Plain("string", nullable=True), default=None)
    locale: str | None = field(Plain("string", nullable=True), default=None)
    icon: str | None = field(Plain("string", nullable=True), default=None)
    icon_color: str | None = field(Plain("string", nullable=True), default=None)
