"""Help centers: portals with their categories and articles."""

from __future__ import annotations

import re
from typing import ClassVar

from .clock import Json, epoch
from .entity import WRITES, Stored, Tables, View, attribute, present, unique
from .people import Agent
from .values import NUMBER, OBJECT, TEXT, contains, drop, enum

STATUSES = ("draft", "published", "archived")
STEP = 10  # distance between the positions of two articles
_NO_CATEGORY: Json = dict.fromkeys(("id", "name", "slug", "locale", "icon", "icon_color"))
_COUNTED = ("all_articles_count", "archived_articles_count", "published_count", "draft_articles_count")


class Portal(
    Stored,
    path="/portals",
    wrapper="portal",
    admins=WRITES,
    keys="id color custom_domain header_text homepage_link name page_title slug archived account_id config meta",
):
    """A help center.

    Attributes:
        slug: The name in URLs.
        config: The language codes (`allowed_locales`) and the `default_locale`.
    """

    name: str = attribute(TEXT, present())
    slug: str = attribute(TEXT, present(), unique())
    color: str = attribute(TEXT, default="#1f93ff")
    custom_domain: str | None = attribute(TEXT, default=None)
    header_text: str | None = attribute(TEXT, default=None)
    homepage_link: str | None = attribute(TEXT, default=None)
    page_title: str | None = attribute(TEXT, default=None)
    config: Json = attribute(OBJECT, default_factory=dict)
    archived: ClassVar = False
    meta: ClassVar = None

    @property
    def default_locale(self) -> str:
        """The code of the default language."""
        return str(self.config.get("default_locale") or "en")

    @property
    def locales(self) -> list[str]:
        """The language codes of the portal."""
        return [str(code) for code in self.config.get("allowed_locales") or [self.default_locale]]

    def _deleted(self, tables: Tables) -> None:
        """Delete the portal's categories and articles."""
        for kind in OfPortal.__subclasses__():
            drop(tables.all(kind), "portal", self)


class OfPortal(Stored, parent="portal"):
    """A record of a help center.

    Attributes:
        position: The position among the other records.
        locale: The language code.
    """

    locale: str | None = attribute(TEXT, default=None)
    position: int | None = attribute(NUMBER, default=None)
    portal: Portal


class Category(
    OfPortal,
    path="/portals/{portal_slug}/categories",
    wrapper="category",
    admins=WRITES,
    one=("payload",),
    keys="id name slug locale description position account_id icon icon_color meta()",
):
    """A category of a help center's articles, in one language."""

    slug: str = attribute(TEXT, present(), unique(within="locale"))
    name: str = attribute(TEXT, present())
    locale: str | None = attribute(TEXT, default="en")
    description: str | None = attribute(TEXT, default=None)
    icon: str = attribute(TEXT, default="")
    icon_color: str = attribute(TEXT, default="")

    def meta(self, view: View) -> Json:
        """Return the number of the category's articles."""
        articles = view.account.all(Article).values()
        return {"articles_count": sum(each.category_id == self.id for each in articles)}

    def _deleted(self, tables: Tables) -> None:
        """Keep the category's articles, without a category (source)."""
        for article in tables.all(Article).values():
            if article.category_id == self.id:
                article.category_id = None


class Article(
    OfPortal,
    path="/portals/{portal_slug}/articles",
    wrapper="article",
    admins=WRITES,
    one=("payload",),
    keys="id slug title content description status draft_title draft_content position account_id updated_at:epoch meta"
    " category() views author?",
):
    """An article of a help center.

    Attributes:
        content: Markdown.
        status: ``draft``, ``published`` or ``archived``.
        author: The agent who is its author.
    """

    title: str = attribute(TEXT, present())
    content: str | None = attribute(TEXT, default=None)
    description: str | None = attribute(TEXT, default=None)
    slug: str | None = attribute(TEXT, default=None)
    status: str = attribute(enum(*STATUSES), default="draft")
    category_id: int | None = attribute(NUMBER, default=None)
    meta: Json = attribute(OBJECT, default_factory=dict)
    author: Agent
    draft_title: ClassVar = None
    draft_content: ClassVar = None
    views: ClassVar = None

    def category(self, view: View) -> Json:
        """Return the category's names; without a category each is null."""
        category = view.account.all(Category).get(self.category_id or 0)
        return _NO_CATEGORY if category is None else view.stored(category, " ".join(_NO_CATEGORY))

    def settle(self, tables: Tables) -> None:
        """Fill the missing attributes of a new article; its position is after the others of its category."""
        self.slug = self.named() if self.slug is None else self.slug
        self.locale = self.portal.default_locale if self.locale is None else self.locale
        if self.position is None:
            others = [each.position or 0 for each in self.beside(tables) if each is not self]
            self.position = max(others, default=1 - STEP) + STEP

    def beside(self, tables: Tables) -> list[Article]:
        """Return the portal's articles with the same category; without a category, those that have none either."""
        every = tables.all(Article).values()
        return [each for each in every if each.portal is self.portal and each.category_id == self.category_id]

    def has(self, text: str) -> bool:
        """Return whether the title, the description or the content contains a text, ignoring case."""
        return contains(text, self.title, self.description, self.content)

    def named(self) -> str:
        """Return a slug made from the creation time and the title."""
        return f"{epoch(self.created_at)}-{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}"


def counts(articles: list[Article], viewer: object) -> Json:
    """Count articles by status, and those of the viewer."""
    numbers = [len(articles), *(sum(each.status == status for each in articles) for status in STATUSES)]
    every, draft, published, archived = numbers
    by_status = dict(zip(_COUNTED, (every, archived, published, draft), strict=True))
    return by_status | {"mine_articles_count": sum(each.author is viewer for each in articles)}
