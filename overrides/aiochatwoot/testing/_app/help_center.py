"""Help centers. A missing portal is a 500; a missing article or category is a 404."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .._state.clock import Json
from .._state.help_center import STATUSES, Article, Category, OfPortal, Portal, counts
from .._state.people import Agent
from .._state.refusals import invalid, refused, server_fault
from .._state.values import blank, by_id, read, to_integer
from .call import Call, Empty, Route, for_administrators
from .crud import Crud
from .queries import page_of

P = TypeVar("P", bound=OfPortal)
_ARTICLES_A_PAGE = 25
_STEP = 10  # between the positions of two articles
_NO_CATEGORY = dict.fromkeys(("id", "name", "slug", "locale", "icon", "icon_color"))


def _portal(call: Call) -> Portal:
    """The portal of the path: the server fails where there is none."""
    for portal in call.account.all(Portal).values():
        if portal.slug == call.request.path_params["portal_slug"]:
            return portal
    raise server_fault()


def _articles(call: Call, portal: Portal, locale: str | None = None) -> list[Article]:
    every = call.account.all(Article).values()
    return [each for each in every if each.portal is portal and locale in (None, each.locale)]


def _categories(call: Call, portal: Portal, locale: str | None = None) -> list[Category]:
    every = call.account.all(Category).values()
    return [each for each in every if each.portal is portal and locale in (None, each.locale)]


class Portals(Crud[Portal]):
    """Portals, whose paths have the slug in the place of the id."""

    one = "portal_slug"

    def found(self, call: Call) -> Portal:
        return _portal(call)

    def _list(self, call: Call) -> Json:
        portals = list(self._visible(call).values())
        unknown = {"archived_articles_count": None, "published_count": None, "draft_articles_count": None}
        bodies = [self._written(call, each, {"all_articles_count": 0} | unknown) for each in portals]
        return {"payload": bodies, "meta": {"current_page": 1, "portals_count": len(portals)}}

    def json(self, call: Call, record: Portal, keys: str = "") -> Json:
        locale = call.query.get("locale")
        numbers = counts(_articles(call, record, locale), call.caller)
        if locale is None:
            del numbers["mine_articles_count"]
        return self._written(call, record, numbers)

    @staticmethod
    def _written(call: Call, portal: Portal, numbers: Json) -> Json:
        locales = [
            {
                "code": code,
                "articles_count": len(_articles(call, portal, code)),
                "categories_count": len(_categories(call, portal, code)),
                "draft": False,
            }
            for code in portal.locales
        ]
        config = {"allowed_locales": locales, "default_locale": portal.default_locale, "layout": "classic"}
        free: Json = {key: {} for key in ("social_profiles", "locale_translations", "popular_content")}
        meta = numbers | {"categories_count": len(_categories(call, portal)), "default_locale": portal.default_locale}
        return call.bodies.pick(portal, portal.keys, config=config | free, meta=meta)

    def deleted(self, call: Call, record: Portal) -> None:
        """Its categories and articles go with it."""
        kinds: tuple[type[OfPortal], ...] = (Category, Article)
        for kind in kinds:
            for each in [each for each in call.account.all(kind).values() if each.portal is record]:
                del call.account.all(kind)[each.id]


class _OfPortal(Crud[P]):
    """Records of a portal."""

    def _visible(self, call: Call) -> dict[int, P]:
        portal = _portal(call)
        return {id: each for id, each in call.account.all(self.kind).items() if each.portal is portal}

    def _positions(self, call: Call) -> list[tuple[P, int]]:
        given = call.given.get("positions_hash")
        if not isinstance(given, dict):
            raise server_fault()
        return [(call.named(self._visible(call), id), to_integer(place)) for id, place in given.items()]


class Categories(_OfPortal[Category]):
    """Categories, by their positions."""

    def routes(self) -> list[Route]:
        return [*super().routes(), Route("POST", f"{Category.path}/reorder", for_administrators(self._reorder))]

    def _list(self, call: Call) -> Json:
        portal = _portal(call)
        found = _categories(call, portal, call.query.get("locale") or portal.default_locale)
        found.sort(key=lambda each: (each.position is None, each.position or 0, each.id))
        meta = {"current_page": 1, "categories_count": len(found)}
        return {"payload": [self.json(call, each) for each in found], "meta": meta}

    def _more(self, call: Call) -> Json:
        return {"portal": _portal(call)}

    def json(self, call: Call, record: Category, keys: str = "") -> Json:
        articles = [each for each in call.account.all(Article).values() if each.category_id == record.id]
        return call.bodies.pick(record, record.keys, meta={"articles_count": len(articles)})

    def _reorder(self, call: Call) -> None:
        for category, place in self._positions(call):
            category.position = place

    def deleted(self, call: Call, record: Category) -> None:
        """Its articles stay, without a category (source)."""
        for article in call.account.all(Article).values():
            if article.category_id == record.id:
                article.category_id = None


class Articles(_OfPortal[Article]):
    """Articles, the newest first; those of one category by their positions."""

    def routes(self) -> list[Route]:
        actions = f"{Article.path}/bulk_actions"
        return [
            Route("POST", f"{Article.path}/reorder", for_administrators(self._reorder)),
            Route("PATCH", f"{actions}/update_status", for_administrators(self._set_status)),
            Route("PATCH", f"{actions}/update_category", for_administrators(self._set_category)),
            Route("DELETE", f"{actions}/delete_articles", for_administrators(self._delete_several)),
            *super().routes(),
        ]

    def _list(self, call: Call) -> Json:
        portal, query = _portal(call), call.query
        every = _articles(call, portal, query.get("locale") or None)
        found = [each for each in every if self._is_wanted(call, each, query)]
        found.sort(key=lambda each: (each.position or 0, each.id) if query.get("category_slug") else (0, -each.id))
        numbers = counts(every, call.caller)
        meta = numbers | {"articles_count": len(found), "current_page": query.get("page", 1)}
        page = found[page_of(query, _ARTICLES_A_PAGE)]
        return {"payload": [self.json(call, each) for each in page], "meta": meta}

    def _is_wanted(self, call: Call, article: Article, query: Mapping[str, str]) -> bool:
        category = call.account.all(Category).get(article.category_id or 0)
        slug, status, author = (query.get(name) for name in ("category_slug", "status", "author_id"))
        return (
            (not slug or (category is not None and category.slug == slug))
            and (not status or status in (article.status, str(STATUSES.index(article.status))))
            and (not author or article.author.id == to_integer(author))
            and article.has(query.get("query", ""))
        )

    def _validate(self, call: Call, values: Json, record: Article | None) -> None:
        if record is None and self._author(call) is None:
            raise invalid(("author", "must exist"), ("author_id", "can't be blank"))
        super()._validate(call, values, record)

    def _author(self, call: Call) -> Agent | None:
        given = call.given.get("article")
        about = given if isinstance(given, dict) else call.given
        return call.account.agents.get(to_integer(about.get("author_id")))

    def _more(self, call: Call) -> Json:
        """The portal and the author: of a new article, or where a change names another."""
        author = self._author(call)
        return {"portal": _portal(call)} | ({} if author is None else {"author": author})

    def json(self, call: Call, record: Article, keys: str = "") -> Json:
        if record.slug is None:
            record.slug = record.named()
        if record.locale is None:
            record.locale = record.portal.default_locale
        if record.position is None:
            others = [each.position or 0 for each in self._beside(call, record) if each is not record]
            record.position = max(others, default=1 - _STEP) + _STEP
        category = call.account.all(Category).get(record.category_id or 0)
        about = _NO_CATEGORY if category is None else call.bodies.pick(category, " ".join(_NO_CATEGORY))
        return call.bodies.pick(record, record.keys, category=about)

    def _beside(self, call: Call, article: Article) -> list[Article]:
        return [each for each in self._visible(call).values() if each.category_id == article.category_id]

    def _reorder(self, call: Call) -> Json:
        """The articles of the category, spread anew in the wanted order."""
        wanted = {article.id: place for article, place in self._positions(call)}
        beside = {each.id: each for id in wanted for each in self._beside(call, self._visible(call)[id])}
        articles = sorted(beside.values(), key=lambda each: (wanted.get(each.id, each.position or 0), each.id))
        for number, article in enumerate(articles, 1):
            article.position = number * _STEP
        return {"positions": {str(each.id): each.position for each in articles}}

    def _several(self, call: Call) -> list[Article]:
        given = call.given.get("ids")
        found = [each for each in by_id(self._visible(call), given if isinstance(given, list) else []) if each]
        if not found:
            raise refused("No articles found to process")
        return found

    def _set_status(self, call: Call) -> None:
        status = read({"status": Article.attributes["status"].reader}, call.given).get("status")
        for article in self._several(call):
            article.status = status or article.status

    def _set_category(self, call: Call) -> None:
        wanted = call.given.get("category_id")
        category = None if blank(wanted) else call.named(call.account.all(Category), wanted)
        for article in self._several(call):
            article.category_id = None if category is None else category.id

    def _delete_several(self, call: Call) -> Empty:
        for article in self._several(call):
            del call.account.all(Article)[article.id]
        return Empty()


ROUTES = [*Portals(Portal).routes(), *Categories(Category).routes(), *Articles(Article).routes()]
