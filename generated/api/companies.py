from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_SORT = Parameter("query", "sort", lambda: Enumeration(models.CompanyOrder))
_PAGE = Parameter("query", "page", Plain("integer", minimum=1))
_DOMAIN = Parameter("body", "domain", Plain("string", nullable=True))
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_CUSTOM_ATTRIBUTES = Parameter("body", "custom_attributes", MapOf(Anything()))
_Q = Parameter("query", "q", Plain("string", min_length=1), required=True)
_COMPANY_ID = Parameter("path", "company_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.CompanyPage] = Operation(
    id="companies.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies",
    returns=lambda: Object(models.CompanyPage),
    parameters=(_ACCOUNT_ID, _SORT, _PAGE),
)

CREATE: Operation[models.Company] = Operation(
    id="companies.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/companies",
    returns=lambda: Object(models.Company),
    unwrap=("payload",),
    wrap="company",
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _DOMAIN,
        _DESCRIPTION,
        _CUSTOM_ATTRIBUTES,
    ),
)

SEARCH: Operation[models.CompanyPage] = Operation(
    id="companies.search",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/search",
    returns=lambda: Object(models.CompanyPage),
    parameters=(_ACCOUNT_ID, _Q, _SORT, _PAGE),
)

GET: Operation[models.Company] = Operation(
    id="companies.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/{company_id}",
    returns=lambda: Object(models.Company),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _COMPANY_ID),
)

DELETE: Operation[None] = Operation(
    id="companies.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/companies/{company_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _COMPANY_ID),
)

UPDATE: Operation[models.Company] = Operation(
    id="companies.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/companies/{company_id}",
    returns=lambda: Object(models.Company),
    unwrap=("payload",),
    wrap="company",
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _COMPANY_ID,
        Parameter("body", "name", Plain("string")),
        _DOMAIN,
        _DESCRIPTION,
        _CUSTOM_ATTRIBUTES,
    ),
)

CONTACTS: Operation[models.CompanyContactPage] = Operation(
    id="companies.contacts",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/contacts",
    returns=lambda: Object(models.CompanyContactPage),
    parameters=(_ACCOUNT_ID, _COMPANY_ID, _PAGE),
)

ADD_CONTACT: Operation[models.CompanyContact] = Operation(
    id="companies.add_contact",
    method="POST",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/contacts",
    returns=lambda: Object(models.CompanyContact),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _COMPANY_ID,
        Parameter("body", "contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

SEARCH_CONTACTS: Operation[models.CompanyContactPage] = Operation(
    id="companies.search_contacts",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/contacts/search",
    returns=lambda: Object(models.CompanyContactPage),
    parameters=(_ACCOUNT_ID, _COMPANY_ID, _Q, _PAGE),
)

REMOVE_CONTACT: Operation[None] = Operation(
    id="companies.remove_contact",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/contacts/{contact_id}",
    returns=None,
    parameters=(
        _ACCOUNT_ID,
        _COMPANY_ID,
        Parameter("path", "contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

CONVERSATIONS: Operation[list[models.Conversation]] = Operation(
    id="companies.conversations",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/conversations",
    returns=lambda: ListOf(Object(models.Conversation)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _COMPANY_ID),
)

NOTES: Operation[list[models.CompanyNote]] = Operation(
    id="companies.notes",
    method="GET",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/notes",
    returns=lambda: ListOf(Object(models.CompanyNote)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _COMPANY_ID),
)

REMOVE_CUSTOM_ATTRIBUTES: Operation[models.Company] = Operation(
    id="companies.remove_custom_attributes",
    method="POST",
    path="/api/v1/accounts/{account_id}/companies/{company_id}/destroy_custom_attributes",
    returns=lambda: Object(models.Company),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _COMPANY_ID,
        Parameter("body", "custom_attributes", ListOf(Plain("string")), required=True),
    ),
)


class CompaniesResource(Resource):
    """Companies of contacts; paid edition only."""

    __slots__ = ()

    async def list(
        self,
        *,
        sort: models.CompanyOrder
        | Literal[
            "name",
            "-name",
            "domain",
            "-domain",
            "created_at",
            "-created_at",
            "contacts_count",
            "-contacts_count",
            "last_activity_at",
            "-last_activity_at",
        ]
        | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.CompanyPage:
        """Get one page of the companies of an account.

        `GET /api/v1/accounts/{account_id}/companies`

        Only with the paid edition. 25 companies per page; a page past the end is empty.

        Args:
            sort: Sort order; a minus sign means descending.
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
        return await self._client.call(LIST, {"account_id": account_id, "sort": sort, "page": page})

    def iter(
        self,
        *,
        sort: models.CompanyOrder
        | Literal[
            "name",
            "-name",
            "domain",
            "-domain",
            "created_at",
            "-created_at",
            "contacts_count",
            "-contacts_count",
            "last_activity_at",
            "-last_activity_at",
        ]
        | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.CompanyPage, models.Company]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            sort: Sort order; a minus sign means descending.
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
            lambda page: self.list(sort=sort, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        name: str,
        domain: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Company:
        """Create a company.

        `POST /api/v1/accounts/{account_id}/companies`

        Only with the paid edition. The server refuses a domain that another company of the account has
        (422). It does not add existing contacts with an email address in the domain.

        Args:
            name: The name.
            domain: Domain of the company's email addresses, such as acme.example; unique in the account.
            description: A description for users.
            custom_attributes: Free-form. Since Chatwoot 4.15.0.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The company.

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
                "domain": domain,
                "description": description,
                "custom_attributes": custom_attributes,
            },
        )

    async def search(
        self,
        *,
        q: str,
        sort: models.CompanyOrder
        | Literal[
            "name",
            "-name",
            "domain",
            "-domain",
            "created_at",
            "-created_at",
            "contacts_count",
            "-contacts_count",
            "last_activity_at",
            "-last_activity_at",
        ]
        | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.CompanyPage:
        """Search companies for a text in the name or domain.

        `GET /api/v1/accounts/{account_id}/companies/search`

        Only with the paid edition. 25 companies per page; a page past the end is empty.

        Args:
            q: The text; must not be empty. Case-insensitive.
            sort: Sort order; a minus sign means descending.
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
        return await self._client.call(SEARCH, {"account_id": account_id, "q": q, "sort": sort, "page": page})

    def iter_search(
        self,
        *,
        q: str,
        sort: models.CompanyOrder
        | Literal[
            "name",
            "-name",
            "domain",
            "-domain",
            "created_at",
            "-created_at",
            "contacts_count",
            "-contacts_count",
            "last_activity_at",
            "-last_activity_at",
        ]
        | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.CompanyPage, models.Company]:
        """Iterate over the items of all pages of `search`, without duplicate IDs. Fetches pages on demand.

        Args:
            q: The text; must not be empty. Case-insensitive.
            sort: Sort order; a minus sign means descending.
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
            lambda page: self.search(q=q, sort=sort, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def get(self, company_id: int, *, account_id: int | None = None) -> models.Company:
        """Get a company.

        `GET /api/v1/accounts/{account_id}/companies/{company_id}`

        Paid edition only.

        Args:
            company_id: ID of the company.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The company.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "company_id": company_id})

    async def delete(self, company_id: int, *, account_id: int | None = None) -> None:
        """Delete a company.

        `DELETE /api/v1/accounts/{account_id}/companies/{company_id}`

        For administrators only. The contacts are kept, without a company.

        Args:
            company_id: ID of the company.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "company_id": company_id})

    async def update(
        self,
        company_id: int,
        *,
        name: str | None = None,
        domain: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Company:
        """Change a company.

        `PATCH /api/v1/accounts/{account_id}/companies/{company_id}`

        Only with the paid edition. Changes only the given fields and the given keys of `custom_attributes`.

        Args:
            company_id: ID of the company.
            name: The name.
            domain: Domain of the company's email addresses, such as acme.example; unique in the account.
            description: A description for users.
            custom_attributes: Free-form. Since Chatwoot 4.15.0.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The company after the change.

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
                "company_id": company_id,
                "name": name,
                "domain": domain,
                "description": description,
                "custom_attributes": custom_attributes,
            },
        )

    async def contacts(
        self, company_id: int, *, page: int | None = None, account_id: int | None = None
    ) -> models.CompanyContactPage:
        """Get one page of the contacts of a company.

        `GET /api/v1/accounts/{account_id}/companies/{company_id}/contacts`

        Only with the paid edition. 15 contacts per page, sorted by name; a page past the end is empty.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
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
        return await self._client.call(CONTACTS, {"account_id": account_id, "company_id": company_id, "page": page})

    def iter_contacts(
        self,
        company_id: int,
        *,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.CompanyContactPage, models.CompanyContact]:
        """Iterate over the items of all pages of `contacts`, without duplicate IDs. Fetches pages on demand.

        Args:
            company_id: ID of the company.
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
            lambda page: self.contacts(company_id, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def add_contact(
        self, company_id: int, *, contact_id: int, account_id: int | None = None
    ) -> models.CompanyContact:
        """Add a contact to a company.

        `POST /api/v1/accounts/{account_id}/companies/{company_id}/contacts`

        Only with the paid edition. A contact has one company, so this removes it from its previous one.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            contact_id: ID of the contact.
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
            ADD_CONTACT, {"account_id": account_id, "company_id": company_id, "contact_id": contact_id}
        )

    async def search_contacts(
        self, company_id: int, *, q: str, page: int | None = None, account_id: int | None = None
    ) -> models.CompanyContactPage:
        """Search for contacts to add to a company, one page at a time.

        `GET /api/v1/accounts/{account_id}/companies/{company_id}/contacts/search`

        Only with the paid edition. Finds contacts outside the company with the text in their name, email
        address, phone number or identifier; `company` is their current company. 15 contacts per page; a
        page past the end is empty.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            q: The text; must not be empty. Case-insensitive.
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
            SEARCH_CONTACTS, {"account_id": account_id, "company_id": company_id, "q": q, "page": page}
        )

    def iter_search_contacts(
        self,
        company_id: int,
        *,
        q: str,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.CompanyContactPage, models.CompanyContact]:
        """Iterate over the items of all pages of `search_contacts`, without duplicate IDs. Fetches pages on demand.

        Args:
            company_id: ID of the company.
            q: The text; must not be empty. Case-insensitive.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `search_contacts`.
        """
        return Paginator(
            SEARCH_CONTACTS.id,
            lambda page: self.search_contacts(company_id, q=q, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def remove_contact(self, company_id: int, contact_id: int, *, account_id: int | None = None) -> None:
        """Remove a contact from a company.

        `DELETE /api/v1/accounts/{account_id}/companies/{company_id}/contacts/{contact_id}`

        Only with the paid edition. The contact itself is kept.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REMOVE_CONTACT, {"account_id": account_id, "company_id": company_id, "contact_id": contact_id}
        )

    async def conversations(
        self, company_id: int, *, account_id: int | None = None
    ) -> builtins.list[models.Conversation]:
        """List the newest conversations of the contacts of a company.

        `GET /api/v1/accounts/{account_id}/companies/{company_id}/conversations`

        Only with the paid edition. Returns the newest ones only; there are no further pages.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversations.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONVERSATIONS, {"account_id": account_id, "company_id": company_id})

    async def notes(self, company_id: int, *, account_id: int | None = None) -> builtins.list[models.CompanyNote]:
        """List the newest notes about the contacts of a company.

        `GET /api/v1/accounts/{account_id}/companies/{company_id}/notes`

        Only with the paid edition. Returns the newest ones only; there are no further pages.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The notes.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(NOTES, {"account_id": account_id, "company_id": company_id})

    async def remove_custom_attributes(
        self, company_id: int, *, custom_attributes: Sequence[str], account_id: int | None = None
    ) -> models.Company:
        """Delete custom attributes of a company.

        `POST /api/v1/accounts/{account_id}/companies/{company_id}/destroy_custom_attributes`

        Only with the paid edition. Keys that the company does not have are ignored.

        Since Chatwoot 4.15.0.

        Args:
            company_id: ID of the company.
            custom_attributes: Keys of the custom attributes.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The company after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REMOVE_CUSTOM_ATTRIBUTES,
            {"account_id": account_id, "company_id": company_id, "custom_attributes": custom_attributes},
        )
