from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class FoundArticle(Model):
    """An article in a search result.

    Attributes:
        content: Markdown.
        slug: Name of the article in URLs.
        portal_slug: Name of the help center in URLs.
        status: Always published: the search finds no other articles.
    """

    id: int = field(Plain("integer"))
    title: str = field(Plain("string"))
    locale: str | None = field(Plain("string", nullable=True))
    content: str | None = field(Plain("string", nullable=True))
    slug: str = field(Plain("string"))
    portal_slug: str = field(Plain("string"))
    account_id: int = field(Plain("integer"))
    category_name: str | None = field(Plain("string", nullable=True))
    status: str = field(Plain("string"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
