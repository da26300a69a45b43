"""Help centers. A missing portal is a 500, a missing article or category a 404."""

from __future__ import annotations

from typing import TypeVar

from .._state.clock import Json
from .._state.help_center import STATUSES, STEP, Article, Category, OfPortal, Portal, counts
from .._state.people import Agent
from .._state.refusals import invalid, refused
from .._state.values import blank, by_id, read, to_integer
from .call import AccountRouter, Call
from .crud import Crud
from .queries import page_of
from .routing import ALWAYS, Empty

P = TypeVar("P", bound=OfPortal)
_ARTICLES_A_PAGE = 25
router = AccountRouter(admins=ALWAYS)


class Portals(Crud[Portal], kind=Portal, one="portal_slug"):
    """The routes of portals, whose paths have the slug instead of the id."""

    def found(self, call: Call) -> Portal:
        return call.portal

    def _list(self, call: Call) -> Json:
        portals = list(self.visible(call).values())
        unknown = {"archived_articles_count": None, "published_count": None, "draft_articles_count": None}
        bodies = [self._written(call, each, {"all_articles_count": 0} | unknown) for each in portals]
        return {"payload": bodies, "meta": {"current_page": 1, "portals_count": len(portals)}}

    def json(self, call: Call, record: Portal, keys: str = "") -> Json:
        locale = call.query.get("locale")
        numbers = counts(_of(call, Article, record, locale), call.caller)
        if locale is None:
            del numbers["mine_articles_count"]
        return self._written(call, record, numbers)

    @staticmethod
    def _written(call: Call, portal: Portal, numbers: Json) -> Json:
        locales = [
            {
                "code": code,
                "articles_count": len(_of(call, Article, portal, code)),
                "categories_count": len(_of(call, Category, portal, code)),
                "draft": False,
            }
            for code in portal.locales
        ]
        config = {"allowed_locales": locales, "default_locale": portal.default_locale, "layout": "classic"}
        free: Json = {key: {} for key in ("social_profiles", "locale_translations", "popular_content")}
        meta = numbers | {"categories_count": len(_of(call, Category, portal)), "default_locale": portal.default_locale}
        return call.bodies.pick(portal, portal.keys, config=config | free, meta=meta)


def _of(call: Call, kind: type[P], portal: Portal, locale: str | None = None) -> list[P]:
    every = call.account.all(kind).values()
    return [each for each in every if each.portal is portal and locale in (None, each.locale)]


class Categories(Crud[Category], kind=Category):
    """The routes of categories, sorted by position."""

    def _list(self, call: Call) -> Json:
        found = _of(call, Category, call.portal, call.query.get("locale") or call.portal.default_locale)
        found.sort(key=lambda each: (each.position is None, each.position or 0, each.id))
        meta = {"current_page": 1, "categories_count": len(found)}
        return {"payload": call.json_of(found), "meta": meta}


class Articles(Crud[Article], kind=Article):
    """The routes of articles, newest first; the list of one category is sorted by position."""

    def _list(self, call: Call) -> Json:
        query = call.query
        every = _of(call, Article, call.portal, query.get("locale") or None)
        found = [each for each in every if self._is_wanted(call, each)]
        found.sort(key=lambda each: (each.position or 0, each.id) if query.get("category_slug") else (0, -each.id))
        meta = counts(every, call.caller) | {"articles_count": len(found), "current_page": query.get("page", 1)}
        return {"payload": [self.json(call, each) for each in found[page_of(query, _ARTICLES_A_PAGE)]], "meta": meta}

    def _is_wanted(self, call: Call, article: Article) -> bool:
        category = call.account.all(Category).get(article.category_id or 0)
        slug, status, author = (call.query.get(name) for name in ("category_slug", "status", "author_id"))
        return (
            (not slug or (category is not None and category.slug == slug))
            and (not status or status in (article.status, str(STATUSES.index(article.status))))
            and (not author or article.author.id == to_integer(author))
            and article.has(call.query.get("query", ""))
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
        """Return the author that the parameters name, if any."""
        author = self._author(call)
        return {} if author is None else {"author": author}

    def json(self, call: Call, record: Article, keys: str = "") -> Json:
        record.settle(call.account)
        return super().json(call, record, keys)


def _positions(call: Call, kind: type[P]) -> list[tuple[P, int]]:
    given = call.object("positions_hash", required=True)
    records = {each.id: each for each in _of(call, kind, call.portal)}
    return [(call.named(records, id), to_integer(place)) for id, place in given.items()]


@router("POST /portals/{portal_slug}/categories/reorder")
def _reorder_categories(call: Call) -> None:
    for category, place in _positions(call, Category):
        category.position = place


@router("POST /portals/{portal_slug}/articles/reorder")
def _reorder_articles(call: Call) -> Json:
    """Give all articles of the category new positions, in the wanted order."""
    wanted = dict(_positions(call, Article))
    beside = dict.fromkeys(each for article in wanted for each in article.beside(call.account))
    articles = sorted(beside, key=lambda each: (wanted.get(each, each.position or 0), each.id))
    for number, article in enumerate(articles, 1):
        article.position = number * STEP
    return {"positions": {str(each.id): each.position for each in articles}}


def _several(call: Call) -> list[Article]:
    records, given = {each.id: each for each in _of(call, Article, call.portal)}, call.given.get("ids")
    found = [each for each in by_id(records, given if isinstance(given, list) else []) if each]
    if not found:
        raise refused("No articles found to process")
    return found


@router("PATCH /portals/{portal_slug}/articles/bulk_actions/update_status")
def _set_status(call: Call) -> None:
    status = read({"status": Article.attributes["status"].reader}, call.given).get("status")
    for article in _several(call):
        article.status = status or article.status


@router("PATCH /portals/{portal_slug}/articles/bulk_actions/update_category")
def _set_category(call: Call) -> None:
    wanted = call.given.get("category_id")
    category = None if blank(wanted) else call.named(call.account.all(Category), wanted)
    for article in _several(call):
        article.category_id = None if category is None else category.id


@router("DELETE /portals/{portal_slug}/articles/bulk_actions/delete_articles")
def _delete_several(call: Call) -> Empty:
    for article in _several(call):
        del call.account.all(Article)[article.id]
    return Empty()
