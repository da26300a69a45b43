from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .article_category import ArticleCategory
from .article_status import ArticleStatus
from .user import User


@declare
class Article(Model):
    """An article of a help center.

    Attributes:
        slug: Name of the article in URLs; a new title does not change it.
        content: Markdown.
        status: Whether visitors see an article.
        position: Position of the article in the category.
        updated_at: The time of the last change.
        meta: Free-form: title, description and tags for search engines.
        category: The category of an article.
        draft_title: Unpublished title.
        draft_content: Unpublished content, in Markdown.
        views: Number of times the article was read.
        author: The author; absent if the user was deleted.
    """

    id: int = field(Plain("integer"))
    slug: str = field(Plain("string"))
    title: str = field(Plain("string"))
    content: str | None = field(Plain("string", nullable=True))
    description: str | None = field(Plain("string", nullable=True))
    status: ArticleStatus = field(Enumeration(ArticleStatus, extensible=True))
    position: int | None = field(Plain("integer", nullable=True))
    account_id: int = field(Plain("integer"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
    meta: dict[str, Any] = field(MapOf(Anything()))
    category: ArticleCategory = field(Object(ArticleCategory))
    draft_title: str | None = field(Plain("string", nullable=True), default=None)
    draft_content: str | None = field(Plain("string", nullable=True), default=None)
    views: int | None = field(Plain("integer", nullable=True), default=None)
    author: User | None = field(Object(User, nullable=True), default=None)
