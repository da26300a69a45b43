from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_CONTACT_ID = Parameter("path", "contact_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_CONTENT = Parameter("body", "content", Plain("string"), required=True)
_NOTE_ID = Parameter("path", "note_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.ContactNote]] = Operation(
    id="contact_notes.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes",
    returns=lambda: ListOf(Object(models.ContactNote)),
    parameters=(_ACCOUNT_ID, _CONTACT_ID),
)

CREATE: Operation[models.ContactNote] = Operation(
    id="contact_notes.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes",
    returns=lambda: Object(models.ContactNote),
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _CONTENT),
)

GET: Operation[models.ContactNote] = Operation(
    id="contact_notes.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}",
    returns=lambda: Object(models.ContactNote),
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _NOTE_ID),
)

DELETE: Operation[None] = Operation(
    id="contact_notes.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _NOTE_ID),
)

UPDATE: Operation[models.ContactNote] = Operation(
    id="contact_notes.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}",
    returns=lambda: Object(models.ContactNote),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _CONTACT_ID, _NOTE_ID, _CONTENT),
)


class ContactNotesResource(Resource):
    """Users' notes about a contact; contacts do not see them."""

    __slots__ = ()

    async def list(self, contact_id: int, *, account_id: int | None = None) -> builtins.list[models.ContactNote]:
        """List all notes about a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/notes`

        Returns all entries in one response, newest first.

        Args:
            contact_id: ID of the contact.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The notes.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "contact_id": contact_id})

    async def create(self, contact_id: int, *, content: str, account_id: int | None = None) -> models.ContactNote:
        """Create a note about a contact.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/notes`

        The token's user becomes the author.

        Args:
            contact_id: ID of the contact.
            content: Text of the note, in Markdown; must not be empty.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The note.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CREATE, {"account_id": account_id, "contact_id": contact_id, "content": content})

    async def get(self, contact_id: int, note_id: int, *, account_id: int | None = None) -> models.ContactNote:
        """Get a note about a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        Returns the note with its author.

        Args:
            contact_id: ID of the contact.
            note_id: ID of the note.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The note.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "contact_id": contact_id, "note_id": note_id})

    async def delete(self, contact_id: int, note_id: int, *, account_id: int | None = None) -> None:
        """Delete a note.

        `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        The deletion cannot be undone.

        Args:
            contact_id: ID of the contact.
            note_id: ID of the note.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "contact_id": contact_id, "note_id": note_id})

    async def update(
        self, contact_id: int, note_id: int, *, content: str, account_id: int | None = None
    ) -> models.ContactNote:
        """Change a note.

        `PATCH /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        The token's user becomes the author.

        Args:
            contact_id: ID of the contact.
            note_id: ID of the note.
            content: Text of the note, in Markdown; must not be empty.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The note after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE, {"account_id": account_id, "contact_id": contact_id, "note_id": note_id, "content": content}
        )
