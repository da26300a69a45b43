"""Changes in part of what the server only replaces as a whole: read, merge, write.

Between the reading and the writing somebody else may write, and that is lost then; the server has no call that would
help. Where nothing changes nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from .errors import InvalidRequestError
from .generated.api.contacts import ContactsResource
from .generated.api.conversations import ConversationsResource
from .operations import Caller


class Labelled(Protocol):
    """A resource with labels."""

    _client: Caller

    async def labels(self, number: int, /, *, account_id: int | None = None) -> list[str]:
        """The labels of one of them."""
        ...

    async def set_labels(self, number: int, /, *, account_id: int | None = None, labels: Sequence[str]) -> list[str]:
        """Replace them."""
        ...


async def change_labels(
    resource: Labelled,
    number: int,
    account_id: int | None = None,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> list[str]:
    """Add labels behind those that are there, and take others away; all that are there now.

    Raises:
        InvalidRequestError: labels are one text, and no list of them.
    """
    new, old = _titles(add), _titles(remove)
    with resource._client.one_deadline():
        before = await resource.labels(number, account_id=account_id)
        wanted = [each for each in dict.fromkeys([*before, *new]) if each not in old]
        if wanted == before:
            return before
        return await resource.set_labels(number, account_id=account_id, labels=wanted)


def _titles(labels: Iterable[str]) -> list[str]:
    if isinstance(labels, str | bytes) or not isinstance(labels, Iterable):
        raise InvalidRequestError(f"labels: expected a list of titles, got {labels!r:.40}")
    return list(labels)


class ConversationChanges(ConversationsResource):
    """Conversations, with changes in part."""

    __slots__ = ()

    async def add_labels(
        self, conversation_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Add labels to a conversation; those that it has stay. (`set_labels` replaces them.)

        Reads the labels and writes all of them: what somebody else writes in between is lost.

        Args:
            conversation_id: The number that the app shows (the display id).
            labels: Their titles.
            account_id: The account's number; the client's own where it is left out.

        Returns:
            All labels of the conversation.

        Raises:
            ChatwootError: as `set_labels`.
        """
        return await change_labels(self, conversation_id, account_id, add=labels)

    async def remove_labels(
        self, conversation_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Take labels away from a conversation; the others stay, in the way of `add_labels`."""
        return await change_labels(self, conversation_id, account_id, remove=labels)

    async def merge_custom_attributes(
        self, conversation_id: int, custom_attributes: Mapping[str, Any], *, account_id: int | None = None
    ) -> Any:
        """Change some custom attributes of a conversation; the others stay. (`set_custom_attributes` replaces all.)

        Reads the conversation and writes all attributes: what somebody else writes in between is lost.

        Args:
            conversation_id: The number that the app shows (the display id).
            custom_attributes: The new values by their keys.
            account_id: The account's number; the client's own where it is left out.

        Returns:
            All custom attributes of the conversation.

        Raises:
            ChatwootError: as `set_custom_attributes`.
        """
        if not isinstance(custom_attributes, Mapping):
            raise InvalidRequestError(f"custom_attributes: expected a dict, got {custom_attributes!r:.40}")
        with self._client.one_deadline():
            before = (await self.get(conversation_id, account_id=account_id)).custom_attributes
            wanted = (before if isinstance(before, dict) else {}) | dict(custom_attributes)
            if wanted == before:
                return before
            return await self.set_custom_attributes(conversation_id, account_id=account_id, custom_attributes=wanted)


class Contacts(ContactsResource):
    """The customers of an account; with changes in part of their labels."""

    __slots__ = ()

    async def add_labels(self, contact_id: int, labels: Iterable[str], *, account_id: int | None = None) -> list[str]:
        """Add labels to a contact; those that it has stay. (`set_labels` replaces them.)

        Reads the labels and writes all of them: what somebody else writes in between is lost.

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
        """Take labels away from a contact; the others stay, in the way of `add_labels`."""
        return await change_labels(self, contact_id, account_id, remove=labels)
