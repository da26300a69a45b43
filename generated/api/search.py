from __future__ import annotations

import builtins
import datetime

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_Q = Parameter("query", "q", Plain("string", min_length=1), required=True)
_PAGE = Parameter("query", "page", Plain("integer", minimum=1))

ALL: Operation[models.FoundOfAllKinds] = Operation(
    id="search.all",
    method="GET",
    path="/api/v1/accounts/{account_id}/search",
    returns=lambda: Object(models.FoundOfAllKinds),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _Q, _PAGE),
)

MESSAGES: Operation[list[models.Message]] = Operation(
    id="search.messages",
    method="GET",
    path="/api/v1/accounts/{account_id}/search/messages",
    returns=lambda: ListOf(Object(models.Message)),
    unwrap=(
        "payload",
        "messages",
    ),
    parameters=(
        _ACCOUNT_ID,
        _Q,
        Parameter("query", "from", Plain("string"), argument="from_"),
        Parameter("query", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("query", "since", Timestamp("epoch")),
        Parameter("query", "until", Timestamp("epoch")),
        _PAGE,
    ),
)

CONTACTS: Operation[list[models.FoundContact]] = Operation(
    id="search.contacts",
    method="GET",
    path="/api/v1/accounts/{account_id}/search/contacts",
    returns=lambda: ListOf(Object(models.FoundContact)),
    unwrap=(
        "payload",
        "contacts",
    ),
    parameters=(_ACCOUNT_ID, _Q, _PAGE),
)

ARTICLES: Operation[list[models.FoundArticle]] = Operation(
    id="search.articles",
    method="GET",
    path="/api/v1/accounts/{account_id}/search/articles",
    returns=lambda: ListOf(Object(models.FoundArticle)),
    unwrap=(
        "payload",
        "articles",
    ),
    parameters=(_ACCOUNT_ID, _Q, _PAGE),
)


class SearchResource(Resource):
    """Messages, contacts and articles that contain a text."""

    __slots__ = ()

    async def all(self, *, q: str, page: int | None = None, account_id: int | None = None) -> models.FoundOfAllKinds:
        """Search records of every kind for a text.

        `GET /api/v1/accounts/{account_id}/search`

        At most 15 of each kind. `conversations` contains the conversations whose contact or number matches
        the text. On 4.16.2 the call may lead to a 500 if a conversation matches; searches of a single kind
        do not.

        Args:
            q: The text. Case does not matter.
            page: The page, from 1.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The results.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ALL, {"account_id": account_id, "q": q, "page": page})

    async def messages(
        self,
        *,
        q: str,
        from_: str | None = None,
        inbox_id: int | None = None,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.Message]:
        """Messages that contain a text.

        `GET /api/v1/accounts/{account_id}/search/messages`

        15 messages a page, the newest first. Only messages of the last three months, unless the server has
        advanced search. Only messages in inboxes that the user can see.

        Args:
            q: The text. Case does not matter.
            from_: Only of this sender, as `contact:1` or `agent:1`.
            inbox_id: Only of this inbox.
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            page: The page, from 1.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The messages.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            MESSAGES,
            {
                "account_id": account_id,
                "q": q,
                "from_": from_,
                "inbox_id": inbox_id,
                "since": since,
                "until": until,
                "page": page,
            },
        )

    def iter_messages(
        self,
        *,
        q: str,
        from_: str | None = None,
        inbox_id: int | None = None,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[builtins.list[models.Message], models.Message]:
        """Every item of every page of `messages`, each id once; pages are fetched as they are needed.

        Args:
            q: The text. Case does not matter.
            from_: Only of this sender, as `contact:1` or `agent:1`.
            inbox_id: Only of this inbox.
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            limit: Maximum number of items.
            cursor: Resume after this `cursor` of another iterator, or after its text.
            account_id: The account's number. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is wrong. The iteration raises as `messages` does.
        """
        return Paginator(
            MESSAGES.id,
            lambda page: self.messages(
                q=q, from_=from_, inbox_id=inbox_id, since=since, until=until, account_id=account_id, page=page
            ),
            lambda page: page,
            limit=limit,
            cursor=cursor,
        )

    async def contacts(
        self, *, q: str, page: int | None = None, account_id: int | None = None
    ) -> builtins.list[models.FoundContact]:
        """Contacts that contain a text.

        `GET /api/v1/accounts/{account_id}/search/contacts`

        Looks in name, email, phone number and identifier. 15 contacts a page, the most recently active
        first.

        Args:
            q: The text. Case does not matter.
            page: The page, from 1.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The contacts.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONTACTS, {"account_id": account_id, "q": q, "page": page})

    def iter_contacts(
        self, *, q: str, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[builtins.list[models.FoundContact], models.FoundContact]:
        """Every item of every page of `contacts`, each id once; pages are fetched as they are needed.

        Args:
            q: The text. Case does not matter.
            limit: Maximum number of items.
            cursor: Resume after this `cursor` of another iterator, or after its text.
            account_id: The account's number. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is wrong. The iteration raises as `contacts` does.
        """
        return Paginator(
            CONTACTS.id,
            lambda page: self.contacts(q=q, account_id=account_id, page=page),
            lambda page: page,
            limit=limit,
            cursor=cursor,
        )

    async def articles(
        self, *, q: str, page: int | None = None, account_id: int | None = None
    ) -> builtins.list[models.FoundArticle]:
        """Published articles of the help center that contain a text.

        `GET /api/v1/accounts/{account_id}/search/articles`

        15 articles a page, the most recently changed first.

        Args:
            q: The text. Case does not matter.
            page: The page, from 1.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The articles.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ARTICLES, {"account_id": account_id, "q": q, "page": page})

    def iter_articles(
        self, *, q: str, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[builtins.list[models.FoundArticle], models.FoundArticle]:
        """Every item of every page of `articles`, each id once; pages are fetched as they are needed.

        Args:
            q: The text. Case does not matter.
            limit: Maximum number of items.
            cursor: Resume after this `cursor` of another iterator, or after its text.
            account_id: The account's number. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is wrong. The iteration raises as `articles` does.
        """
        return Paginator(
            ARTICLES.id,
            lambda page: self.articles(q=q, account_id=account_id, page=page),
            lambda page: page,
            limit=limit,
            cursor=cursor,
        )
