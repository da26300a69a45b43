from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_SORT = Parameter("query", "sort", lambda: Enumeration(models.ContactOrder))
_INCLUDE_CONTACT_INBOXES = Parameter("query", "include_contact_inboxes", Plain("boolean"))
_PAGE = Parameter("query", "page", Plain("integer", minimum=1))
_NAME = Parameter("body", "name", Plain("string"))
_EMAIL = Parameter("body", "email", Plain("string", nullable=True))
_PHONE_NUMBER = Parameter("body", "phone_number", Plain("string", min_length=1, nullable=True))
_IDENTIFIER = Parameter("body", "identifier", Plain("string", min_length=1, nullable=True))
_BLOCKED = Parameter("body", "blocked", Plain("boolean"))
_AVATAR_URL = Parameter("body", "avatar_url", Plain("string"))
_ADDITIONAL_ATTRIBUTES = Parameter("body", "additional_attributes", MapOf(Anything()))
_CUSTOM_ATTRIBUTES = Parameter("body", "custom_attributes", MapOf(Anything()))
_SOURCE_ID = Parameter("body", "source_id", Plain("string"))
_AVATAR = Parameter("file", "avatar", Anything())
_CONTACT_ID = Parameter("path", "contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_INBOX_ID = Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.ContactPage] = Operation(
    id="contacts.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts",
    returns=lambda: Object(models.ContactPage),
    parameters=(
        _ACCOUNT_ID,
        _SORT,
        Parameter("query", "labels[]", ListOf(Plain("string")), argument="labels"),
        _INCLUDE_CONTACT_INBOXES,
        _PAGE,
    ),
)

CREATE: Operation[models.CreatedContact] = Operation(
    id="contacts.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts",
    returns=lambda: Object(models.CreatedContact),
    unwrap=("payload",),
    parameters=(
        _ACCOUNT_ID,
        _NAME,
        _EMAIL,
        _PHONE_NUMBER,
        _IDENTIFIER,
        _BLOCKED,
        _AVATAR_URL,
        _ADDITIONAL_ATTRIBUTES,
        _CUSTOM_ATTRIBUTES,
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
        _SOURCE_ID,
        _AVATAR,
    ),
)

SEARCH: Operation[models.ContactPage] = Operation(
    id="contacts.search",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/search",
    returns=lambda: Object(models.ContactPage),
    rate_limits=(RateLimitRule(rule="contacts_search", requests=100, seconds=60, by=("account",)),),
    parameters=(
        _ACCOUNT_ID,
        Parameter("query", "q", Plain("string", min_length=1), required=True),
        _SORT,
        _INCLUDE_CONTACT_INBOXES,
        _PAGE,
    ),
)

FILTER: Operation[models.ContactPage] = Operation(
    id="contacts.filter",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/filter",
    returns=lambda: Object(models.ContactPage),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _SORT,
        _INCLUDE_CONTACT_INBOXES,
        _PAGE,
        Parameter("body", "payload", lambda: ListOf(Object(models.FilterCondition)), required=True),
    ),
)

ACTIVE: Operation[models.ContactPage] = Operation(
    id="contacts.active",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/active",
    returns=lambda: Object(models.ContactPage),
    parameters=(_ACCOUNT_ID, _SORT, _INCLUDE_CONTACT_INBOXES, _PAGE),
)

GET: Operation[models.Contact] = Operation(
    id="contacts.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=lambda: Object(models.Contact),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _INCLUDE_CONTACT_INBOXES),
)

UPDATE: Operation[models.Contact] = Operation(
    id="contacts.update",
    method="PUT",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=lambda: Object(models.Contact),
    unwrap=("payload",),
    parameters=(
        _ACCOUNT_ID,
        _CONTACT_ID,
        _NAME,
        _EMAIL,
        _PHONE_NUMBER,
        _IDENTIFIER,
        _BLOCKED,
        _AVATAR_URL,
        _ADDITIONAL_ATTRIBUTES,
        _CUSTOM_ATTRIBUTES,
        _AVATAR,
    ),
)

DELETE: Operation[None] = Operation(
    id="contacts.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

CONVERSATIONS: Operation[list[models.Conversation]] = Operation(
    id="contacts.conversations",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/conversations",
    returns=lambda: ListOf(Object(models.Conversation)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

LABELS: Operation[list[str]] = Operation(
    id="contacts.labels",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

SET_LABELS: Operation[list[str]] = Operation(
    id="contacts.set_labels",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONTACT_ID, Parameter("body", "labels", ListOf(Plain("string")), required=True)),
)

CONTACTABLE_INBOXES: Operation[list[models.ContactableInbox]] = Operation(
    id="contacts.contactable_inboxes",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/contactable_inboxes",
    returns=lambda: ListOf(Object(models.ContactableInbox)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

ADD_TO_INBOX: Operation[models.ContactInbox] = Operation(
    id="contacts.add_to_inbox",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/contact_inboxes",
    returns=lambda: Object(models.ContactInbox),
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _INBOX_ID, _SOURCE_ID),
)

MERGE: Operation[models.Contact] = Operation(
    id="contacts.merge",
    method="POST",
    path="/api/v1/accounts/{account_id}/actions/contact_merge",
    returns=lambda: Object(models.Contact),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "base_contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        Parameter("body", "mergee_contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

IMPORT_CSV: Operation[None] = Operation(
    id="contacts.import_csv",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/import",
    returns=None,
    body="multipart",
    parameters=(_ACCOUNT_ID, Parameter("file", "import_file", Anything(), required=True)),
)

EXPORT_CSV: Operation[None] = Operation(
    id="contacts.export_csv",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/export",
    returns=None,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "column_names", ListOf(Plain("string"))),
        Parameter("body", "payload", lambda: ListOf(Object(models.FilterCondition))),
        Parameter("body", "label", Plain("string", nullable=True)),
    ),
)

ATTACHMENTS: Operation[models.ConversationAttachmentPage] = Operation(
    id="contacts.attachments",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/attachments",
    returns=lambda: Object(models.ConversationAttachmentPage),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

DELETE_AVATAR: Operation[models.Contact] = Operation(
    id="contacts.delete_avatar",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/avatar",
    returns=lambda: Object(models.Contact),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

REMOVE_CUSTOM_ATTRIBUTES: Operation[models.Contact] = Operation(
    id="contacts.remove_custom_attributes",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/destroy_custom_attributes",
    returns=lambda: Object(models.Contact),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONTACT_ID,
        Parameter("body", "custom_attributes", ListOf(Plain("string")), required=True),
    ),
)

GET_BY_SOURCE_ID: Operation[models.Contact] = Operation(
    id="contacts.get_by_source_id",
    method="POST",
    path="/api/v1/accounts/{account_id}/contact_inboxes/filter",
    returns=lambda: Object(models.Contact),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _INBOX_ID, Parameter("body", "source_id", Plain("string"), required=True)),
)


class ContactsResource(Resource):
    """The customers of an account."""

    __slots__ = ()

    async def list(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        labels: Sequence[str] | None = None,
        include_contact_inboxes: bool | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.ContactPage:
        """Get one page of contacts.

        `GET /api/v1/accounts/{account_id}/contacts`

        15 contacts per page; a page past the end is empty. Contains only contacts with an email, a phone
        number or an identifier, so no anonymous visitors. Without `sort` the order is undefined and may
        change between pages. The list can change between requests, so a contact can be on two pages or on
        none.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            labels: Only contacts with one of these labels.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the count of all matching contacts.

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
                "sort": sort,
                "labels": labels,
                "include_contact_inboxes": include_contact_inboxes,
                "page": page,
            },
        )

    def iter(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        labels: Sequence[str] | None = None,
        include_contact_inboxes: bool | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ContactPage, models.Contact]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            labels: Only contacts with one of these labels.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
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
                sort=sort,
                labels=labels,
                include_contact_inboxes=include_contact_inboxes,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        name: str | None = None,
        email: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        identifier: str | None | Unset = UNSET,
        blocked: bool | None = None,
        avatar_url: str | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        inbox_id: int | None = None,
        source_id: str | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.CreatedContact:
        """Create a contact.

        `POST /api/v1/accounts/{account_id}/contacts`

        With `inbox_id` the contact also gets an identity in that inbox, so that it can receive messages
        there. The server refuses an email, phone number or identifier that another contact has (422).

        Args:
            name: The name; may be empty.
            email: Email address; unique among contacts; null for none.
            phone_number: Phone number in E.164 format, such as +6281234567890; unique among contacts; null for
                none. Servers store an empty string as a number, so the client refuses it before sending.
            identifier: The contact's ID in your own system; unique among contacts; null for none. Servers store
                an empty string as an ID and respond with 500 to the next contact with an empty string, so the
                client refuses it before sending.
            blocked: Whether the contact is blocked. Messages of blocked contacts open no conversation.
            avatar_url: URL of a picture. The server fetches it in the background.
            additional_attributes: Free-form: city, country_code, company_name and more. In a request with a
                file, only string values.
            custom_attributes: Free-form: defined by the account. In a request with a file, only string values.
            inbox_id: ID of the inbox in which the contact gets an identity. Servers do not require it.
            source_id: ID of the contact in that inbox's channel. By default the server creates one.
            avatar: A picture of the contact.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact, and its identity in the inbox.

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
                "name": name,
                "email": email,
                "phone_number": phone_number,
                "identifier": identifier,
                "blocked": blocked,
                "avatar_url": avatar_url,
                "additional_attributes": additional_attributes,
                "custom_attributes": custom_attributes,
                "inbox_id": inbox_id,
                "source_id": source_id,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def search(
        self,
        *,
        q: str,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.ContactPage:
        """Search contacts for a text, one page at a time.

        `GET /api/v1/accounts/{account_id}/contacts/search`

        Searches name, email, phone number and identifier. Also finds the visitors that `contacts.list`
        omits. 15 contacts per page; a page past the end is empty.

        Rate limit: 100 requests in 60 seconds by account (Chatwoot's rule `contacts_search`).

        Args:
            q: The text; must not be empty. Case-insensitive, except in identifiers.
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SEARCH,
            {
                "account_id": account_id,
                "q": q,
                "sort": sort,
                "include_contact_inboxes": include_contact_inboxes,
                "page": page,
            },
        )

    def iter_search(
        self,
        *,
        q: str,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ContactPage, models.Contact]:
        """Iterate over the items of all pages of `search`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text; must not be empty. Case-insensitive, except in identifiers.
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `search`.
        """
        return Paginator(
            SEARCH.id,
            lambda page: self.search(
                q=q, sort=sort, include_contact_inboxes=include_contact_inboxes, account_id=account_id, page=page
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def filter(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        page: int | None = None,
        payload: Sequence[models.FilterCondition | Mapping[str, Any]],
        account_id: int | None = None,
    ) -> models.ContactPage:
        """Get one page of the contacts that match a filter.

        `POST /api/v1/accounts/{account_id}/contacts/filter`

        15 contacts per page; a page past the end is empty. The server refuses unknown attributes, operators
        and values (422). The call changes nothing.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            page: Page number, from 1.
            payload: Conditions, joined from left to right. Built-in attributes are name, email, phone_number,
                identifier, country_code, city, created_at, last_activity_at, blocked, labels and others.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the count of all matching contacts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            FILTER,
            {
                "account_id": account_id,
                "sort": sort,
                "include_contact_inboxes": include_contact_inboxes,
                "page": page,
                "payload": payload,
            },
        )

    def iter_filter(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        payload: Sequence[models.FilterCondition | Mapping[str, Any]],
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ContactPage, models.Contact]:
        """Iterate over the items of all pages of `filter`, without duplicate IDs. Fetches pages on demand.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            payload: Conditions, joined from left to right. Built-in attributes are name, email, phone_number,
                identifier, country_code, city, created_at, last_activity_at, blocked, labels and others.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `filter`.
        """
        return Paginator(
            FILTER.id,
            lambda page: self.filter(
                sort=sort,
                include_contact_inboxes=include_contact_inboxes,
                payload=payload,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def active(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.ContactPage:
        """Get one page of the online contacts.

        `GET /api/v1/accounts/{account_id}/contacts/active`

        15 contacts per page; a page past the end is empty.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page, with the count of all online contacts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ACTIVE,
            {"account_id": account_id, "sort": sort, "include_contact_inboxes": include_contact_inboxes, "page": page},
        )

    def iter_active(
        self,
        *,
        sort: models.ContactOrder
        | Literal[
            "name",
            "email",
            "phone_number",
            "last_activity_at",
            "created_at",
            "company_name",
            "city",
            "country",
            "company",
            "-name",
            "-email",
            "-phone_number",
            "-last_activity_at",
            "-created_at",
            "-company_name",
            "-city",
            "-country",
            "-company",
        ]
        | None = None,
        include_contact_inboxes: bool | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ContactPage, models.Contact]:
        """Iterate over the items of all pages of `active`, without duplicate IDs. Fetches pages on demand.

        Args:
            sort: Sort order; a value with a minus sign is descending.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `active`.
        """
        return Paginator(
            ACTIVE.id,
            lambda page: self.active(
                sort=sort, include_contact_inboxes=include_contact_inboxes, account_id=account_id, page=page
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def get(
        self, contact_id: int, *, include_contact_inboxes: bool | None = None, account_id: int | None = None
    ) -> models.Contact:
        """Get a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}`

        Returns a contact with its identities in inboxes.

        Args:
            contact_id: ID of the contact.
            include_contact_inboxes: Whether each contact contains `contact_inboxes`. The server's default is
                true.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET,
            {"account_id": account_id, "contact_id": contact_id, "include_contact_inboxes": include_contact_inboxes},
        )

    async def update(
        self,
        contact_id: int,
        *,
        name: str | None = None,
        email: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        identifier: str | None | Unset = UNSET,
        blocked: bool | None = None,
        avatar_url: str | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.Contact:
        """Change a contact.

        `PUT /api/v1/accounts/{account_id}/contacts/{contact_id}`

        Changes only the given fields. `custom_attributes` and `additional_attributes` are **merged** into
        the existing ones: missing keys are kept, at the first level only (a nested object is replaced as a
        whole). If two changes run at the same time, one is lost. The server accepts a value of the wrong
        type (text for an attribute that is defined as a number); after that, it responds to **every filter
        by this attribute** with 500.

        Args:
            contact_id: ID of the contact.
            name: The name; may be empty.
            email: Email address; unique among contacts; null for none.
            phone_number: Phone number in E.164 format, such as +6281234567890; unique among contacts; null for
                none. Servers store an empty string as a number, so the client refuses it before sending.
            identifier: The contact's ID in your own system; unique among contacts; null for none. Servers store
                an empty string as an ID and respond with 500 to the next contact with an empty string, so the
                client refuses it before sending.
            blocked: Whether the contact is blocked. Messages of blocked contacts open no conversation.
            avatar_url: URL of a picture. The server fetches it in the background.
            additional_attributes: Free-form: city, country_code, company_name and more. In a request with a
                file, only string values.
            custom_attributes: Free-form: defined by the account. In a request with a file, only string values.
            avatar: A picture of the contact.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact after the change.

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
                "contact_id": contact_id,
                "name": name,
                "email": email,
                "phone_number": phone_number,
                "identifier": identifier,
                "blocked": blocked,
                "avatar_url": avatar_url,
                "additional_attributes": additional_attributes,
                "custom_attributes": custom_attributes,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def delete(self, contact_id: int, *, account_id: int | None = None) -> None:
        """Delete a contact.

        `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}`

        **Also deletes its conversations, messages and notes**, in the background. For administrators only.
        The server does not delete a contact who is online.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "contact_id": contact_id})

    async def conversations(
        self, contact_id: int, *, account_id: int | None = None
    ) -> builtins.list[models.Conversation]:
        """List the newest conversations of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/conversations`

        Returns the newest 20 conversations that the token's user may see. There are no further pages.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversations.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONVERSATIONS, {"account_id": account_id, "contact_id": contact_id})

    async def labels(self, contact_id: int, *, account_id: int | None = None) -> builtins.list[str]:
        """List the labels of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

        Returns the titles of the contact's labels.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The titles.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LABELS, {"account_id": account_id, "contact_id": contact_id})

    async def set_labels(
        self, contact_id: int, *, labels: Sequence[str], account_id: int | None = None
    ) -> builtins.list[str]:
        """Replace the labels of a contact.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

        **Replaces all labels**; `add_labels` keeps the existing ones. The server also accepts titles that
        are not labels of the account.

        Args:
            contact_id: ID of the contact.
            labels: Titles of all labels of the contact; an empty list removes all labels.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The titles of the contact's labels after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_LABELS, {"account_id": account_id, "contact_id": contact_id, "labels": labels}
        )

    async def contactable_inboxes(
        self, contact_id: int, *, account_id: int | None = None
    ) -> builtins.list[models.ContactableInbox]:
        """List the inboxes that can reach a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/contactable_inboxes`

        Returns the account's inboxes with a channel that can reach the contact: email if it has an email
        address, SMS or WhatsApp if it has a phone number.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inboxes, each with the contact's existing or future `source_id`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONTACTABLE_INBOXES, {"account_id": account_id, "contact_id": contact_id})

    async def add_to_inbox(
        self, contact_id: int, *, inbox_id: int, source_id: str | None = None, account_id: int | None = None
    ) -> models.ContactInbox:
        """Create an identity of a contact in an inbox.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/contact_inboxes`

        With this identity you can create conversations with the contact in that inbox.

        Args:
            contact_id: ID of the contact.
            inbox_id: ID of the inbox.
            source_id: ID of the contact in that inbox's channel. By default the server creates one.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The identity.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ADD_TO_INBOX,
            {"account_id": account_id, "contact_id": contact_id, "inbox_id": inbox_id, "source_id": source_id},
        )

    async def merge(
        self, *, base_contact_id: int, mergee_contact_id: int, account_id: int | None = None
    ) -> models.Contact:
        """Merge two contacts.

        `POST /api/v1/accounts/{account_id}/actions/contact_merge`

        Moves conversations, messages, notes and inbox identities of the mergee to the base contact, fills
        the base contact's missing values (such as name, email and attributes), and then **deletes the
        mergee**. **The mergee's labels are lost**: read them before and add them to the base contact. The
        merge cannot be undone. If both IDs are the same, nothing happens.

        Args:
            base_contact_id: ID of the contact to keep.
            mergee_contact_id: ID of the contact to merge into the other and delete.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The base contact, without `contact_inboxes`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            MERGE,
            {"account_id": account_id, "base_contact_id": base_contact_id, "mergee_contact_id": mergee_contact_id},
        )

    async def import_csv(
        self, *, import_file: Upload, on_progress: Progress | None = None, account_id: int | None = None
    ) -> None:
        """Import contacts from CSV.

        `POST /api/v1/accounts/{account_id}/contacts/import`

        The columns are `id`, `name`, `email`, `phone_number` and custom attributes. The server imports the
        file in the background and sends the result by email. For administrators only.

        Args:
            import_file: CSV file whose first line names the columns: id, name, email, phone_number.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            IMPORT_CSV, {"account_id": account_id, "import_file": import_file, "on_progress": on_progress}
        )

    async def export_csv(
        self,
        *,
        column_names: Sequence[str] | None = None,
        payload: Sequence[models.FilterCondition | Mapping[str, Any]] | None = None,
        label: str | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> None:
        """Export contacts as CSV.

        `POST /api/v1/accounts/{account_id}/contacts/export`

        The server writes the file in the background and sends a link to the token's user by email. For
        administrators only.

        Args:
            column_names: Columns to export, such as id, name and email. Default: all columns.
            payload: Only contacts that match these conditions.
            label: Only contacts with this label.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            EXPORT_CSV, {"account_id": account_id, "column_names": column_names, "payload": payload, "label": label}
        )

    async def attachments(self, contact_id: int, *, account_id: int | None = None) -> models.ConversationAttachmentPage:
        """List the attachments of a contact's conversations.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/attachments`

        Returns all attachments that the token's user may see in one response, newest first.

        Since Chatwoot 4.14.0.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The attachments, with their count.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ATTACHMENTS, {"account_id": account_id, "contact_id": contact_id})

    async def delete_avatar(self, contact_id: int, *, account_id: int | None = None) -> models.Contact:
        """Delete a contact's picture.

        `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}/avatar`

        Succeeds even if there is no picture.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact without its picture. `contact_inboxes` is absent.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_AVATAR, {"account_id": account_id, "contact_id": contact_id})

    async def remove_custom_attributes(
        self, contact_id: int, *, custom_attributes: Sequence[str], account_id: int | None = None
    ) -> models.Contact:
        """Remove custom attributes of a contact.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/destroy_custom_attributes`

        Keys that the contact does not have are ignored.

        Args:
            contact_id: ID of the contact.
            custom_attributes: Keys of the custom attributes to delete.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REMOVE_CUSTOM_ATTRIBUTES,
            {"account_id": account_id, "contact_id": contact_id, "custom_attributes": custom_attributes},
        )

    async def get_by_source_id(self, *, inbox_id: int, source_id: str, account_id: int | None = None) -> models.Contact:
        """Find the contact with a `source_id` in an inbox.

        `POST /api/v1/accounts/{account_id}/contact_inboxes/filter`

        The server responds with 404 if the inbox has no such `source_id`.

        Args:
            inbox_id: ID of the inbox.
            source_id: ID of the contact in the inbox's channel.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET_BY_SOURCE_ID, {"account_id": account_id, "inbox_id": inbox_id, "source_id": source_id}
        )
