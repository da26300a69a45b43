from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import Anything, MapOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_INBOX_IDENTIFIER = Parameter("path", "inbox_identifier", Plain("string", secret=True), setting="inbox_identifier")
_IDENTIFIER = Parameter("body", "identifier", Plain("string"))
_IDENTIFIER_HASH = Parameter("body", "identifier_hash", Plain("string", secret=True), setting="identifier_hash")
_NAME = Parameter("body", "name", Plain("string"))
_EMAIL = Parameter("body", "email", Plain("string"))
_PHONE_NUMBER = Parameter("body", "phone_number", Plain("string"))
_CUSTOM_ATTRIBUTES = Parameter("body", "custom_attributes", MapOf(Anything()))
_AVATAR = Parameter("file", "avatar", Anything())
_CONTACT_IDENTIFIER = Parameter(
    "path", "contact_identifier", Plain("string", secret=True), setting="contact_identifier"
)

CREATE: Operation[models.PublicContact] = Operation(
    id="public_contacts.create",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts",
    returns=lambda: Object(models.PublicContact),
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _IDENTIFIER,
        _IDENTIFIER_HASH,
        _NAME,
        _EMAIL,
        _PHONE_NUMBER,
        _CUSTOM_ATTRIBUTES,
        _AVATAR,
    ),
)

GET: Operation[models.PublicContact] = Operation(
    id="public_contacts.get",
    method="GET",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}",
    returns=lambda: Object(models.PublicContact),
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        Parameter("query", "identifier", Plain("string")),
        Parameter("query", "identifier_hash", Plain("string", secret=True), setting="identifier_hash"),
    ),
)

UPDATE: Operation[models.PublicContact] = Operation(
    id="public_contacts.update",
    method="PATCH",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}",
    returns=lambda: Object(models.PublicContact),
    retry_safe=True,
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        _IDENTIFIER,
        _IDENTIFIER_HASH,
        _NAME,
        _EMAIL,
        _PHONE_NUMBER,
        _CUSTOM_ATTRIBUTES,
        _AVATAR,
    ),
)


class PublicContactsResource(Resource):
    """The contact's own record in the public API."""

    __slots__ = ()

    async def create(
        self,
        *,
        identifier: str | None = None,
        name: str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        inbox_identifier: str | None = None,
        identifier_hash: str | None = None,
    ) -> models.PublicContact:
        """Create a contact.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts`

        All other calls need the contact's `source_id` as `contact_identifier`; anyone who has it can read
        and write as this contact. If a contact with the same `identifier`, email address or phone number
        exists, the call returns a new identity of that contact.

        Args:
            identifier: The contact's ID in your own system. An existing contact keeps its ID; together with the
                hash, it proves the contact's identity.
            name: The contact's name.
            email: The email address.
            phone_number: Phone number in E.164 format, with a plus sign and the country code.
            custom_attributes: Free-form.
            avatar: A picture of the contact.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            identifier_hash: The proof of the contact's identity: the HMAC-SHA256 of `identifier` with the
                inbox's `hmac_token`, as hexadecimal digits. Default: the client's setting.

        Returns:
            The contact.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "inbox_identifier": inbox_identifier,
                "identifier": identifier,
                "identifier_hash": identifier_hash,
                "name": name,
                "email": email,
                "phone_number": phone_number,
                "custom_attributes": custom_attributes,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def get(
        self,
        *,
        identifier: str | None = None,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
        identifier_hash: str | None = None,
    ) -> models.PublicContact:
        """Get the contact.

        `GET /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}`

        Args:
            identifier: The contact's ID in your own system; required if contacts must prove their identity.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.
            identifier_hash: The proof of the contact's identity. Default: the client's setting.

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
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "identifier": identifier,
                "identifier_hash": identifier_hash,
            },
        )

    async def update(
        self,
        *,
        identifier: str | None = None,
        name: str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
        identifier_hash: str | None = None,
    ) -> models.PublicContact:
        """Change the contact.

        `PATCH /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}`

        Changes only the given fields; `custom_attributes` are merged into the existing ones. Servers before
        4.16.0 return the account's record of the contact, without `source_id`.

        Args:
            identifier: The contact's ID in your own system. An existing contact keeps its ID; together with the
                hash, it proves the contact's identity.
            name: The contact's name.
            email: The email address.
            phone_number: Phone number in E.164 format, with a plus sign and the country code.
            custom_attributes: Free-form.
            avatar: A picture of the contact.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.
            identifier_hash: The proof of the contact's identity: the HMAC-SHA256 of `identifier` with the
                inbox's `hmac_token`, as hexadecimal digits. Default: the client's setting.

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
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "identifier": identifier,
                "identifier_hash": identifier_hash,
                "name": name,
                "email": email,
                "phone_number": phone_number,
                "custom_attributes": custom_attributes,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )
