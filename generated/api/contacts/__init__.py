from __future__ import annotations

import builtins
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Literal

from ...._paging import read_pages
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.contact import Contact
from ...models.contact_inbox import ContactInbox
from ...models.contact_order import ContactOrder
from ...models.contact_page import ContactPage
from ...models.contactable_inbox import ContactableInbox
from ...models.conversation import Conversation
from ...models.created_contact import CreatedContact
from ...models.filter_condition import FilterCondition
from .contacts_active import contacts_active
from .contacts_add_to_inbox import contacts_add_to_inbox
from .contacts_contactable_inboxes import contacts_contactable_inboxes
from .contacts_conversations import contacts_conversations
from .contacts_create import contacts_create
from .contacts_delete import contacts_delete
from .contacts_filter import contacts_filter
from .contacts_get import contacts_get
from .contacts_labels import contacts_labels
from .contacts_list import contacts_list
from .contacts_merge import contacts_merge
from .contacts_search import contacts_search
from .contacts_set_labels import contacts_set_labels
from .contacts_update import contacts_update


class ContactsResource:
    """The customers of an account."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
    ) -> ContactPage:
        """One page of contacts.

        `GET /api/v1/accounts/{account_id}/contacts`

        15 contacts a page; a page past the end is empty. Only contacts with an email, a phone number or an
        identifier: visitors without any are not in it. Without `sort` the order is the database's own, and
        may change from page to page (source, not captured). The list moves while it is read: a contact can
        be on two pages, or on none.

        Args:
            account_id: The account's number; the client's own where it is left out.
            sort: The order; one with a minus is descending.
            labels: Only contacts that carry one of these labels (source, not captured; the page does not have
                it).
            include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
                it is left out (source, not captured; the page does not have it).
            page: The page, from 1.

        Returns:
            The page, with the count of all contacts that match.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_list(
            self._client,
            account_id=account_id,
            sort=sort,
            labels=labels,
            include_contact_inboxes=include_contact_inboxes,
            page=page,
        )

    def iter(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
    ) -> AsyncIterator[Contact]:
        """Every item of every page of `list`, each id once; pages are fetched as they are needed.

        Takes the arguments of `list` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.list(
                account_id=account_id,
                sort=sort,
                labels=labels,
                include_contact_inboxes=include_contact_inboxes,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        email: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        identifier: str | None | Unset = UNSET,
        blocked: bool | Unset = UNSET,
        avatar_url: str | Unset = UNSET,
        additional_attributes: Mapping[str, Any] | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | Unset = UNSET,
        inbox_id: int | Unset = UNSET,
        source_id: str | Unset = UNSET,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
    ) -> CreatedContact:
        """Create a contact.

        `POST /api/v1/accounts/{account_id}/contacts`

        With `inbox_id` the contact is put into that inbox, too, and can be written to there. An email,
        phone number or identifier that another contact has is refused (422). The page has a list of
        contacts as the answer.

        Args:
            account_id: The account's number; the client's own where it is left out.
            name: May be empty.
            email: One that no other contact has; null for none (source). The page has no null.
            phone_number: In the form +6281234567890 (E.164), and one that no other contact has; null for none
                (source). The page has no null.
            identifier: The id in the account's own system, which no other contact has; null for none (source).
                The page has no null.
            blocked: Whether the contact is blocked: their messages open no conversation.
            avatar_url: The URL of a picture; the server fetches it some time later.
            additional_attributes: Free-form: city, country_code, company_name and more. Cannot be sent together
                with a file.
            custom_attributes: Free-form: what the account defined. Cannot be sent together with a file.
            inbox_id: The inbox that the contact is put into. The page requires it; servers do without.
            source_id: The contact's name in that inbox; the server makes one where it is left out (source, not
                captured; the page does not have it).
            avatar: A picture of the contact.
            on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

        Returns:
            The contact, and its identity in the inbox.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_create(
            self._client,
            account_id=account_id,
            name=name,
            email=email,
            phone_number=phone_number,
            identifier=identifier,
            blocked=blocked,
            avatar_url=avatar_url,
            additional_attributes=additional_attributes,
            custom_attributes=custom_attributes,
            inbox_id=inbox_id,
            source_id=source_id,
            avatar=avatar,
            on_progress=on_progress,
        )

    async def search(
        self,
        *,
        account_id: int | None = None,
        q: str,
        sort: ContactOrder
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
    ) -> ContactPage:
        """One page of the contacts that contain a text.

        `GET /api/v1/accounts/{account_id}/contacts/search`

        Looks in name, email, phone number and identifier, also of visitors whom the list leaves out. 15
        contacts a page; a page past the end is empty.

        Args:
            account_id: The account's number; the client's own where it is left out.
            q: The text; upper and lower case are the same, but for the identifier (source, not captured).
            sort: The order; one with a minus is descending.
            include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
                it is left out (source, not captured; the page does not have it).
            page: The page, from 1.

        Returns:
            The page.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_search(
            self._client,
            account_id=account_id,
            q=q,
            sort=sort,
            include_contact_inboxes=include_contact_inboxes,
            page=page,
        )

    def iter_search(
        self,
        *,
        account_id: int | None = None,
        q: str,
        sort: ContactOrder
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
    ) -> AsyncIterator[Contact]:
        """Every item of every page of `search`, each id once; pages are fetched as they are needed.

        Takes the arguments of `search` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.search(
                account_id=account_id,
                q=q,
                sort=sort,
                include_contact_inboxes=include_contact_inboxes,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def filter(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
        payload: Sequence[FilterCondition | Mapping[str, Any]],
    ) -> ContactPage:
        """One page of the contacts that meet conditions.

        `POST /api/v1/accounts/{account_id}/contacts/filter`

        15 contacts a page; a page past the end is empty. An unknown attribute, operator or value is refused
        (422). Nothing is changed.

        Args:
            account_id: The account's number; the client's own where it is left out.
            sort: The order; one with a minus is descending.
            include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
                it is left out (source, not captured; the page does not have it).
            page: The page, from 1.
            payload: The conditions, in their order. Attributes of the server are name, email, phone_number,
                identifier, country_code, city, created_at, last_activity_at, blocked, labels and others (source).

        Returns:
            The page, with the count of all contacts that match (not captured).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_filter(
            self._client,
            account_id=account_id,
            sort=sort,
            include_contact_inboxes=include_contact_inboxes,
            page=page,
            payload=payload,
        )

    def iter_filter(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
        payload: Sequence[FilterCondition | Mapping[str, Any]],
        limit: int | None = None,
    ) -> AsyncIterator[Contact]:
        """Every item of every page of `filter`, each id once; pages are fetched as they are needed.

        Takes the arguments of `filter` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.filter(
                account_id=account_id,
                sort=sort,
                include_contact_inboxes=include_contact_inboxes,
                payload=payload,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def active(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
    ) -> ContactPage:
        """One page of the contacts who are online.

        `GET /api/v1/accounts/{account_id}/contacts/active`

        15 contacts a page; a page past the end is empty. The published page does not have this operation.

        Args:
            account_id: The account's number; the client's own where it is left out.
            sort: The order; one with a minus is descending.
            include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
                it is left out (source, not captured; the page does not have it).
            page: The page, from 1.

        Returns:
            The page, with the count of all contacts who are online.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_active(
            self._client,
            account_id=account_id,
            sort=sort,
            include_contact_inboxes=include_contact_inboxes,
            page=page,
        )

    def iter_active(
        self,
        *,
        account_id: int | None = None,
        sort: ContactOrder
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
    ) -> AsyncIterator[Contact]:
        """Every item of every page of `active`, each id once; pages are fetched as they are needed.

        Takes the arguments of `active` but `page`.

        Args:
            limit: Stop after so many items.
        """
        return read_pages(
            lambda page: self.active(
                account_id=account_id,
                sort=sort,
                include_contact_inboxes=include_contact_inboxes,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
        )

    async def get(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
        include_contact_inboxes: bool | None = None,
    ) -> Contact:
        """One contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}`

        A contact, with its identities in inboxes.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
                it is left out (source, not captured; the page does not have it).

        Returns:
            The contact.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_get(
            self._client,
            contact_id,
            account_id=account_id,
            include_contact_inboxes=include_contact_inboxes,
        )

    async def update(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        email: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        identifier: str | None | Unset = UNSET,
        blocked: bool | Unset = UNSET,
        avatar_url: str | Unset = UNSET,
        additional_attributes: Mapping[str, Any] | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | Unset = UNSET,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
    ) -> Contact:
        """Change a contact.

        `PUT /api/v1/accounts/{account_id}/contacts/{contact_id}`

        Changes what is named and leaves the rest. `custom_attributes` and `additional_attributes` are
        **merged** into those that are there: a key that is not named stays, at the first level only (a
        nested object is replaced as a whole). The page answers 204; servers answer 200 with the contact.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            name: May be empty.
            email: One that no other contact has; null for none (source). The page has no null.
            phone_number: In the form +6281234567890 (E.164), and one that no other contact has; null for none
                (source). The page has no null.
            identifier: The id in the account's own system, which no other contact has; null for none (source).
                The page has no null.
            blocked: Whether the contact is blocked: their messages open no conversation.
            avatar_url: The URL of a picture; the server fetches it some time later.
            additional_attributes: Free-form: city, country_code, company_name and more. Cannot be sent together
                with a file.
            custom_attributes: Free-form: what the account defined. Cannot be sent together with a file.
            avatar: A picture of the contact.
            on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

        Returns:
            The contact as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_update(
            self._client,
            contact_id,
            account_id=account_id,
            name=name,
            email=email,
            phone_number=phone_number,
            identifier=identifier,
            blocked=blocked,
            avatar_url=avatar_url,
            additional_attributes=additional_attributes,
            custom_attributes=custom_attributes,
            avatar=avatar,
            on_progress=on_progress,
        )

    async def delete(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a contact.

        `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}`

        **Deletes its conversations, messages and notes with it**, some time later (source, not captured).
        For administrators only; a contact who is online is not deleted (source, not captured).

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.

        Returns:
            The contact is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_delete(
            self._client,
            contact_id,
            account_id=account_id,
        )

    async def conversations(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[Conversation]:
        """The newest conversations of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/conversations`

        The newest 20, without pages, and only those that the token's user may see (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.

        Returns:
            The conversations.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_conversations(
            self._client,
            contact_id,
            account_id=account_id,
        )

    async def labels(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[str]:
        """The labels of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

        The titles of the labels that the contact carries.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.

        Returns:
            The titles.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_labels(
            self._client,
            contact_id,
            account_id=account_id,
        )

    async def set_labels(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
        labels: Sequence[str],
    ) -> builtins.list[str]:
        """Replace the labels of a contact.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

        **Replaces all labels that were there**, although the page speaks of adding. `add_labels` keeps
        them. A title that is no label of the account is taken, too (source, not captured).

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            labels: The titles of all that it will carry; an empty list takes all away.

        Returns:
            The titles of the labels that the contact carries now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_set_labels(
            self._client,
            contact_id,
            account_id=account_id,
            labels=labels,
        )

    async def contactable_inboxes(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[ContactableInbox]:
        """The inboxes through which a contact can be written to.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/contactable_inboxes`

        Those of the account whose channel can reach the contact: by mail where it has an email, by SMS or
        WhatsApp where it has a phone number.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.

        Returns:
            The inboxes, each with the identity that the contact has or would have there.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_contactable_inboxes(
            self._client,
            contact_id,
            account_id=account_id,
        )

    async def add_to_inbox(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
        inbox_id: int,
        source_id: str | Unset = UNSET,
    ) -> ContactInbox:
        """Give a contact an identity in an inbox.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/contact_inboxes`

        Conversations of the contact in that inbox can be created with it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            inbox_id: The inbox.
            source_id: The contact's name there; the server makes one where it is left out (source).

        Returns:
            The identity.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_add_to_inbox(
            self._client,
            contact_id,
            account_id=account_id,
            inbox_id=inbox_id,
            source_id=source_id,
        )

    async def merge(
        self,
        *,
        account_id: int | None = None,
        base_contact_id: int,
        mergee_contact_id: int,
    ) -> Contact:
        """Make one contact of two.

        `POST /api/v1/accounts/{account_id}/actions/contact_merge`

        Conversations, messages, notes and inbox identities of the mergee go to the base contact, and what
        the base contact does not have of name, email, attributes and the like is taken over; then **the
        mergee is deleted**. This cannot be undone. With two equal ids nothing happens. (Source, not
        captured.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            base_contact_id: The contact that stays.
            mergee_contact_id: The contact that is deleted.

        Returns:
            The base contact, without `contact_inboxes` and not wrapped (source, not captured; the page
            has a list in `payload`).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contacts_merge(
            self._client,
            account_id=account_id,
            base_contact_id=base_contact_id,
            mergee_contact_id=mergee_contact_id,
        )
