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
    """Search for messages, contacts and articles."""

    __slots__ = ()

    async def all(self, *, q: str, page: int | None = None, account_id: int | None = None) -> models.FoundOfAllKinds:
        """Search records of all kinds for a text.

        `GET /api/v1/accounts/{account_id}/search`

        Returns at most 15 records of each kind. `conversations` contains the conversations with a contact
        or number that matches the text. 4.16.2 may respond with 500 if a conversation matches; searches for
        a single kind do not have this fault.

        Args:
            q: The text. Case-insensitive.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The results.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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
        """Search messages for a text.

        `GET /api/v1/accounts/{account_id}/search/messages`

        15 messages per page, newest first. Finds only messages of the last three months, unless the server
        has advanced search, and only in inboxes that the user can see.

        Args:
            q: The text. Case-insensitive.
            from_: Only messages from this sender, such as `contact:1` or `agent:1`.
            inbox_id: Only messages in this inbox.
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The messages.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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
        """Iterate over the items of all pages of `messages`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text. Case-insensitive.
            from_: Only messages from this sender, such as `contact:1` or `agent:1`.
            inbox_id: Only messages in this inbox.
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `messages`.
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
        """Search contacts for a text.

        `GET /api/v1/accounts/{account_id}/search/contacts`

        Searches name, email, phone number and identifier. 15 contacts per page, the most recently active
        first.

        Args:
            q: The text. Case-insensitive.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contacts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONTACTS, {"account_id": account_id, "q": q, "page": page})

    def iter_contacts(
        self, *, q: str, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[builtins.list[models.FoundContact], models.FoundContact]:
        """Iterate over the items of all pages of `contacts`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text. Case-insensitive.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `contacts`.
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
        """Search published articles of the help center for a text.

        `GET /api/v1/accounts/{account_id}/search/articles`

        15 articles per page, the most recently changed first.

        Args:
            q: The text. Case-insensitive.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The articles.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ARTICLES, {"account_id": account_id, "q": q, "page": page})

    def iter_articles(
        self, *, q: str, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[builtins.list[models.FoundArticle], models.FoundArticle]:
        """Iterate over the items of all pages of `articles`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text. Case-insensitive.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `articles`.
        """
        return Paginator(
            ARTICLES.id,
            lambda page: self.articles(q=q, account_id=account_id, page=page),
            lambda page: page,
            limit=limit,
            cursor=cursor,
        )
