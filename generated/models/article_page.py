from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .article import Article
from .article_counts import ArticleCounts


@declare
class ArticlePage(Model):
    """One page of articles.

    Attributes:
        meta: Counts of articles.
    """

    payload: list[Article] = field(ListOf(Object(Article)))
    meta: ArticleCounts = field(Object(ArticleCounts))
