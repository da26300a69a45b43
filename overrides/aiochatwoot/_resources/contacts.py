"""Partial changes of values that the server only replaces as a whole: read, merge, write.

Changes of one thing run one after the other, also across clients that share a session. A write of another program
between the read and the write is lost; the server has no call that prevents it. Without a change there is no write.
"""

from __future__ import annotations

from collections.abc import Iterable

from .labels import change_labels
from .upsert import UpsertingContacts


class Contacts(UpsertingContacts):
    """The customers of an account; with changes in part."""

    __slots__ = ()

    async def change_labels(
        self, contact_id: int, *, add: Iterable[str] = (), remove: Iterable[str] = (), account_id: int | None = None
    ) -> list[str]:
        """Add labels to a contact and remove others, in one change; the rest stays.

        The API can only replace all labels, so this reads them and writes the result; if nothing changes, it writes
        nothing. Changes through clients that share connections run one after the other, and none is lost. **A change by
        another program between the read and the write is lost**: servers have no protection against it.

        Args:
            contact_id: The contact's id.
            add: Titles of labels.
            remove: Titles of labels; one that is not there is no error.
            account_id: The account's number; the client's own where it is left out.

        Returns:
            All labels of the contact.

        Raises:
            InvalidRequestError: a label is in both lists, or a list is none.
            ChatwootError: as `set_labels`.
        """
        return await change_labels(self, contact_id, account_id, add=add, remove=remove)

    async def add_labels(self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None) -> list[str]:
        """Add labels to a contact; its other labels stay, as with `change_labels`. (`set_labels` replaces them.)"""
        return await change_labels(self, contact_id, account_id, add=labels)

    async def remove_labels(
        self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Remove labels from a contact; the others stay, as with `change_labels`."""
        return await change_labels(self, contact_id, account_id, remove=labels)
