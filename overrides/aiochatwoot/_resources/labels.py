"""Adding and removing labels, which the API can only replace."""

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
    async with resource._client.one_change(type(resource).__name__, number, account_id):
        before = await resource.labels(number, account_id=account_id)
        wanted = [each for each in dict.fromkeys([*before, *new]) if each not in old]
        if wanted == before:
            return before
        return await resource.set_labels(number, account_id=account_id, labels=wanted)


def _titles(labels: Iterable[str]) -> list[str]:
    if isinstance(labels, str | bytes) or not isinstance(labels, Iterable):
        raise InvalidRequestError(f"labels: expected a list of titles, got {quoted(labels, 40)}")
    return list(labels)
