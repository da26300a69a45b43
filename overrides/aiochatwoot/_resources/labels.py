"""Adds and removes labels; the API can only replace them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from .._texts import quoted
from .._wire.operation import OperationClient
from ..errors import InvalidRequestError


class Labelled(Protocol):
    """A resource with labels."""

    _client: OperationClient

    async def labels(self, number: int, /, *, account_id: int | None = None) -> list[str]:
        """Return the labels of a record."""
        ...

    async def set_labels(self, number: int, /, *, account_id: int | None = None, labels: Sequence[str]) -> list[str]:
        """Replace the labels of a record."""
        ...


async def change_labels(
    resource: Labelled,
    number: int,
    account_id: int | None = None,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> list[str]:
    """Add labels and remove others; return all labels.

    Servers ignore case in labels.

    Raises:
        InvalidRequestError: an argument is a text instead of a list, or a label is to be both added and removed.
    """
    new, old = _titles(add), _titles(remove)
    if both := [title for title in new if title.casefold() in map(str.casefold, old)]:
        raise InvalidRequestError(f"add: {quoted(both[0], 40)} is in remove, too")
    async with resource._client.one_change(type(resource).__name__, number, account_id):
        before = await resource.labels(number, account_id=account_id)
        there, gone = set(map(str.casefold, before)), set(map(str.casefold, old))
        added = [each for each in dict.fromkeys(new) if each.casefold() not in there]
        wanted = [each for each in before if each.casefold() not in gone] + added
        if wanted == before:
            return before
        return await resource.set_labels(number, account_id=account_id, labels=wanted)


def _titles(labels: Iterable[str]) -> list[str]:
    is_list = not isinstance(labels, str | bytes) and isinstance(labels, Iterable)
    titles = list(labels) if is_list else []
    if not is_list or not all(isinstance(title, str) for title in titles):
        raise InvalidRequestError(f"labels: expected a list of titles, got {quoted(labels, 40)}")
    return titles
