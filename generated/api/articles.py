from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, AnyOf, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_PORTAL_SLUG = Parameter("path", "portal_slug", Plain("string", min_length=1), required=True)
_CONTENT = Parameter("body", "content", Plain("string", nullable=True))
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_SLUG = Parameter("body", "slug", Plain("string"))
_STATUS = Parameter(
    "body", "status", lambda: AnyOf((Enumeration(models.ArticleStatusChange), Enumeration(models.ArticleStatusNumber)))
)
_LOCALE = Parameter("body", "locale", Plain("string"))
_CATEGORY_ID = Parameter("body", "category_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True))
_ASSOCIATED_ARTICLE_ID = Parameter(
    "body", "associated_article_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True)
)
_POSITION = Parameter("body", "position", Plain("integer"))
_META = Parameter("body", "meta", MapOf(Anything()))
_IDS = Parameter("body", "ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True)
_ARTICLE_ID = Parameter("path", "article_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.ArticlePage] = Operation(
    id="articles.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles",
    returns=lambda: Object(models.ArticlePage),
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        Parameter("query", "locale", Plain("string")),
        Parameter("query", "page", Plain("integer", minimum=1)),
        Parameter("query", "status", lambda: Enumeration(models.ArticleStatusNumber)),
        Parameter("query", "category_slug", Plain("string")),
        Parameter("query", "author_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("query", "query", Plain("string")),
    ),
)

CREATE: Operation[models.Article] = Operation(
    id="articles.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles",
    returns=lambda: Object(models.Article),
    unwrap=("payload",),
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        Parameter("body", "title", Plain("string"), required=True),
        Parameter("body", "author_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        _CONTENT,
        _DESCRIPTION,
        _SLUG,
        _STATUS,
        _LOCALE,
        _CATEGORY_ID,
        _ASSOCIATED_ARTICLE_ID,
        _POSITION,
        _META,
    ),
)

REORDER: Operation[dict[str, int]] = Operation(
    id="articles.reorder",
    method="POST",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/reorder",
    returns=MapOf(Plain("integer")),
    unwrap=("positions",),
    retry_safe=True,
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, Parameter("body", "positions_hash", MapOf(Plain("integer")), required=True)),
)

SET_STATUS: Operation[None] = Operation(
    id="articles.set_status",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/bulk_actions/update_status",
    returns=None,
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        _IDS,
        Parameter("body", "status", lambda: Enumeration(models.ArticleStatusChange), required=True),
    ),
)

SET_CATEGORY: Operation[None] = Operation(
    id="articles.set_category",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/bulk_actions/update_category",
    returns=None,
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        _IDS,
        Parameter("body", "category_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

GET: Operation[models.Article] = Operation(
    id="articles.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}",
    returns=lambda: Object(models.Article),
    unwrap=("payload",),
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, _ARTICLE_ID),
)

DELETE: Operation[None] = Operation(
    id="articles.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, _ARTICLE_ID),
)

UPDATE: Operation[models.Article] = Operation(
    id="articles.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}",
    returns=lambda: Object(models.Article),
    unwrap=("payload",),
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        _ARTICLE_ID,
        Parameter("body", "title", Plain("string")),
        _CONTENT,
        _DESCRIPTION,
        _SLUG,
        _STATUS,
        _LOCALE,
        _CATEGORY_ID,
        Parameter("body", "author_id", Plain("integer", minimum=1, maximum=2147483647)),
        _ASSOCIATED_ARTICLE_ID,
        _POSITION,
        _META,
    ),
)


class ArticlesResource(Resource):
    """The articles of a help center."""

    __slots__ = ()

    async def list(
        self,
        portal_slug: str,
        *,
        locale: str | None = None,
        page: int | None = None,
        status: models.ArticleStatusNumber | Literal[0, 1, 2] | None = None,
        category_slug: str | None = None,
        author_id: int | None = None,
        query: str | None = None,
        account_id: int | None = None,
    ) -> models.ArticlePage:
        """Get one page of the articles of a help center.

        `GET /api/v1/accounts/{account_id}/portals/{portal_slug}/articles`

        25 articles per page, with the counts by status. The server responds with 500 if the help center
        does not exist.

        Args:
            portal_slug: Slug of the help center.
            locale: Only articles in this language. Default: all languages.
            page: Page number, from 1.
            status: Only articles with this status.
            category_slug: Only articles of this category.
            author_id: Only articles by this user.
            query: Only articles that contain this text in the title, the description or the content.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the counts of all articles.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST,
            {
                "account_id": account_id,
                "portal_slug": portal_slug,
                "locale": locale,
                "page": page,
                "status": status,
                "category_slug": category_slug,
                "author_id": author_id,
                "query": query,
            },
        )

    def iter(
        self,
        portal_slug: str,
        *,
        locale: str | None = None,
        status: models.ArticleStatusNumber | Literal[0, 1, 2] | None = None,
        category_slug: str | None = None,
        author_id: int | None = None,
        query: str | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ArticlePage, models.Article]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            portal_slug: Slug of the help center.
            locale: Only articles in this language. Default: all languages.
            status: Only articles with this status.
            category_slug: Only articles of this category.
            author_id: Only articles by this user.
            query: Only articles that contain this text in the title, the description or the content.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `list`.
        """
        return Paginator(
            LIST.id,
            lambda page: self.list(
                portal_slug,
                locale=locale,
                status=status,
                category_slug=category_slug,
                author_id=author_id,
                query=query,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        portal_slug: str,
        *,
        title: str,
        author_id: int,
        content: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        slug: str | None = None,
        status: models.ArticleStatusChange
        | Literal["draft", "published", "archived"]
        | models.ArticleStatusNumber
        | Literal[0, 1, 2]
        | None = None,
        locale: str | None = None,
        category_id: int | None | Unset = UNSET,
        associated_article_id: int | None | Unset = UNSET,
        position: int | None = None,
        meta: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Article:
        """Create an article.

        `POST /api/v1/accounts/{account_id}/portals/{portal_slug}/articles`

        Creates a draft unless `status` is given. For administrators only. The server refuses an article
        without a valid `author_id` (422). The client retries only if the request provably did not reach the
        server.

        Args:
            portal_slug: Slug of the help center.
            title: Title of the article; not empty.
            author_id: ID of the author.
            content: Markdown.
            description: Summary of the article, shown in lists.
            slug: Name of the article in URLs. Default: made from the time and the title.
            status: Whether visitors see the article. Default: draft.
            locale: Language code, such as en. Default: the help center's language.
            category_id: ID of the category.
            associated_article_id: ID of the article that this one translates.
            position: Position of the article in the category.
            meta: Free-form: `title`, `description` and `tags` for search engines.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The article.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "portal_slug": portal_slug,
                "title": title,
                "author_id": author_id,
                "content": content,
                "description": description,
                "slug": slug,
                "status": status,
                "locale": locale,
                "category_id": category_id,
                "associated_article_id": associated_article_id,
                "position": position,
                "meta": meta,
            },
        )

    async def reorder(
        self, portal_slug: str, *, positions_hash: Mapping[str, int], account_id: int | None = None
    ) -> dict[str, int]:
        """Change the order of articles.

        `POST /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/reorder`

        The server stores positions with gaps between them; the response contains the stored positions.

        Args:
            portal_slug: Slug of the help center.
            positions_hash: Position of each article; the keys are article IDs as strings.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The stored positions of all articles of the category.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REORDER, {"account_id": account_id, "portal_slug": portal_slug, "positions_hash": positions_hash}
        )

    async def set_status(
        self,
        portal_slug: str,
        *,
        ids: Sequence[int],
        status: models.ArticleStatusChange | Literal["draft", "published", "archived"],
        account_id: int | None = None,
    ) -> None:
        """Set the status of several articles.

        `PATCH /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/bulk_actions/update_status`

        For administrators only. The server ignores unknown IDs, and responds with 422 if all are unknown.

        Args:
            portal_slug: Slug of the help center.
            ids: IDs of the articles.
            status: The status that an article can be set to. The server responds with 500 to any other.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_STATUS, {"account_id": account_id, "portal_slug": portal_slug, "ids": ids, "status": status}
        )

    async def set_category(
        self, portal_slug: str, *, ids: Sequence[int], category_id: int, account_id: int | None = None
    ) -> None:
        """Move several articles into a category.

        `PATCH /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/bulk_actions/update_category`

        For administrators only.

        Args:
            portal_slug: Slug of the help center.
            ids: IDs of the articles.
            category_id: ID of the new category.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_CATEGORY, {"account_id": account_id, "portal_slug": portal_slug, "ids": ids, "category_id": category_id}
        )

    async def get(self, portal_slug: str, article_id: int, *, account_id: int | None = None) -> models.Article:
        """Get an article.

        `GET /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}`

        Returns the article with its content.

        Args:
            portal_slug: Slug of the help center.
            article_id: ID of the article.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The article.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET, {"account_id": account_id, "portal_slug": portal_slug, "article_id": article_id}
        )

    async def delete(self, portal_slug: str, article_id: int, *, account_id: int | None = None) -> None:
        """Delete an article.

        `DELETE /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}`

        For administrators only.

        Args:
            portal_slug: Slug of the help center.
            article_id: ID of the article.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE, {"account_id": account_id, "portal_slug": portal_slug, "article_id": article_id}
        )

    async def update(
        self,
        portal_slug: str,
        article_id: int,
        *,
        title: str | None = None,
        content: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        slug: str | None = None,
        status: models.ArticleStatusChange
        | Literal["draft", "published", "archived"]
        | models.ArticleStatusNumber
        | Literal[0, 1, 2]
        | None = None,
        locale: str | None = None,
        category_id: int | None | Unset = UNSET,
        author_id: int | None = None,
        associated_article_id: int | None | Unset = UNSET,
        position: int | None = None,
        meta: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Article:
        """Change an article.

        `PATCH /api/v1/accounts/{account_id}/portals/{portal_slug}/articles/{article_id}`

        Changes only the given fields. For administrators only.

        Args:
            portal_slug: Slug of the help center.
            article_id: ID of the article.
            title: Title of the article; not empty.
            content: Markdown.
            description: Summary of the article, shown in lists.
            slug: Name of the article in URLs. Default: made from the time and the title.
            status: Whether visitors see the article. Default: draft.
            locale: Language code, such as en. Default: the help center's language.
            category_id: ID of the category.
            author_id: ID of the author.
            associated_article_id: ID of the article that this one translates.
            position: Position of the article in the category.
            meta: Free-form: `title`, `description` and `tags` for search engines.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The article after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "portal_slug": portal_slug,
                "article_id": article_id,
                "title": title,
                "content": content,
                "description": description,
                "slug": slug,
                "status": status,
                "locale": locale,
                "category_id": category_id,
                "author_id": author_id,
                "associated_article_id": associated_article_id,
                "position": position,
                "meta": meta,
            },
        )
