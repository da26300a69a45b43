from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class FoundArticle(Model):
    """An article that a search found.

    Attributes:
        content: Markdown.
        slug: The article's name in URLs.
        portal_slug: The help center's name in URLs.
        status: Always published: the search finds no others.
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
