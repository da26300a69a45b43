from __future__ import annotations

import builtins

from ...._wire.operation import Caller
from ...models.contact_note import ContactNote
from .contact_notes_create import contact_notes_create
from .contact_notes_delete import contact_notes_delete
from .contact_notes_get import contact_notes_get
from .contact_notes_list import contact_notes_list
from .contact_notes_update import contact_notes_update


class ContactNotesResource:
    """What users wrote down about a contact; contacts do not see it."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[ContactNote]:
        """All notes of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/notes`

        All at once, the newest first (source). The published page does not have the notes.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.

        Returns:
            The notes.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contact_notes_list(
            self._client,
            contact_id,
            account_id=account_id,
        )

    async def create(
        self,
        contact_id: int,
        *,
        account_id: int | None = None,
        content: str,
    ) -> ContactNote:
        """Write a note about a contact.

        `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/notes`

        The token's user is its author.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            content: Markdown; not empty (source).

        Returns:
            The note.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contact_notes_create(
            self._client,
            contact_id,
            account_id=account_id,
            content=content,
        )

    async def get(
        self,
        contact_id: int,
        note_id: int,
        *,
        account_id: int | None = None,
    ) -> ContactNote:
        """One note of a contact.

        `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        With its author.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            note_id: The note's number.

        Returns:
            The note.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contact_notes_get(
            self._client,
            contact_id,
            note_id,
            account_id=account_id,
        )

    async def delete(
        self,
        contact_id: int,
        note_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a note.

        `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        It does not come back.

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            note_id: The note's number.

        Returns:
            The note is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contact_notes_delete(
            self._client,
            contact_id,
            note_id,
            account_id=account_id,
        )

    async def update(
        self,
        contact_id: int,
        note_id: int,
        *,
        account_id: int | None = None,
        content: str,
    ) -> ContactNote:
        """Rewrite a note.

        `PATCH /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

        Whoever rewrites it is its author then (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            contact_id: The contact's number.
            note_id: The note's number.
            content: Markdown; not empty (source).

        Returns:
            The note as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await contact_notes_update(
            self._client,
            contact_id,
            note_id,
            account_id=account_id,
            content=content,
        )
