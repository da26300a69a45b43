"""Changes in part of what the server only replaces as a whole: read, merge, write.

Changes of one thing go one after the other, those of clients that share a session, too. What another program writes
between the reading and the writing is lost; the server has no call that would help. Where nothing changes nothing is
written.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..generated.api.contacts import ContactsResource
from .labels import change_labels


class Contacts(ContactsResource):
    """The customers of an account; with changes in part of their labels."""

    __slots__ = ()

    async def add_labels(self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None) -> list[str]:
        """Add labels to a contact; its other labels stay. (`set_labels` replaces all of them.)

        Reads the labels and writes all of them, one change of a contact at a time; what another program writes in
        between is lost.

        Args:
            contact_id: The contact's id.
            labels: Their titles.
            account_id: The account's number; the client's own where it is left out.

        Returns:
            All labels of the contact.

        Raises:
            ChatwootError: as `set_labels`.
        """
        return await change_labels(self, contact_id, account_id, add=labels)

    async def remove_labels(
        self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Remove labels from a contact; the others stay. Works like `add_labels`."""
        return await change_labels(self, contact_id, account_id, remove=labels)
