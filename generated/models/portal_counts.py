from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PortalCounts(Model):
    """The numbers of articles and categories of a help center. In a list, the counts by status are null
    and the count of all articles is 0.

    Attributes:
        mine_articles_count: Number of articles by the token's user; absent without a `locale`.
    """

    all_articles_count: int | None = field(Plain("integer", nullable=True), default=None)
    archived_articles_count: int | None = field(Plain("integer", nullable=True), default=None)
    published_count: int | None = field(Plain("integer", nullable=True), default=None)
    draft_articles_count: int | None = field(Plain("integer", nullable=True), default=None)
    mine_articles_count: int | None = field(Plain("integer"), default=None)
    categories_count: int | None = field(Plain("integer", nullable=True), default=None)
    default_locale: str | None = field(Plain("string", nullable=True), default=None)
