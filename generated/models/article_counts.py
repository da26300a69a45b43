from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class ArticleCounts(Model):
    """Counts of articles.

    Attributes:
        articles_count: Number of all matching articles.
        current_page: The requested page as a string; the number 1 if the request has no `page`.
        mine_articles_count: Number of articles by the token's user.
    """

    all_articles_count: int | None = field(Plain("integer"), default=None)
    archived_articles_count: int | None = field(Plain("integer"), default=None)
    articles_count: int | None = field(Plain("integer"), default=None)
    current_page: int | str | None = field(AnyOf((Plain("integer"), Plain("string"))), default=None)
    draft_articles_count: int | None = field(Plain("integer"), default=None)
    mine_articles_count: int | None = field(Plain("integer"), default=None)
    published_count: int | None = field(Plain("integer"), default=None)
