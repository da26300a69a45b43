"""Partial changes of values that the API only replaces as a whole: read, merge, write.

Changes of one record run one after the other, also across clients that share a session. A write of another program
between the read and the write is lost; the API has no call that prevents this. If nothing changes, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable

from .labels import change_labels
from .upsert import UpsertingContacts


class Contacts(UpsertingContacts):
    """The contacts of an account, with methods to add and remove labels."""

    __slots__ = ()

    async def change_labels(
        self, contact_id: int, *, add: Iterable[str] = (), remove: Iterable[str] = (), account_id: int | None = None
    ) -> list[str]:
        """Add and remove labels of a contact in one change; other labels are kept.

        The API can only replace all labels, so this reads them and writes the result; if nothing changes, it writes
        nothing. Changes through clients that share connections run one after the other, and none is lost. **A change by
        another program between the read and the write is lost**: the API has no protection against it.

        Args:
            contact_id: ID of the contact.
            add: Titles of labels.
            remove: Titles of labels; missing ones are ignored.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All labels of the contact.

        Raises:
            InvalidRequestError: a label is in both lists, or an argument is a text instead of a list.
            ChatwootError: see `set_labels`.
        """
        return await change_labels(self, contact_id, account_id, add=add, remove=remove)

    async def add_labels(self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None) -> list[str]:
        """Add labels to a contact and keep the others; see `change_labels`. (`set_labels` replaces all labels.)"""
        return await change_labels(self, contact_id, account_id, add=labels)

    async def remove_labels(
        self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Remove labels from a contact and keep the others; see `change_labels`."""
        return await change_labels(self, contact_id, account_id, remove=labels)
