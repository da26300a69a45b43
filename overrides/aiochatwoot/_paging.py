"""Lists that are read page by page, as one stream.

A list moves while it is read: between two requests an item can shift to the next page and be seen twice. So each id
is given once, and the end is an empty page, not a short one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from .errors import DecodeError, InvalidRequestError

P = TypeVar("P")
T = TypeVar("T")


async def read_pages(
    fetch: Callable[[int], Awaitable[P]],
    items: Callable[[P], list[T]],
    *,
    limit: int | None = None,
    single: bool = False,
) -> AsyncIterator[T]:
    """Yield the items of pages 1, 2, ... up to the first empty one.

    Args:
        fetch: Gets a page by its number, from 1.
        items: The rows of a page.
        limit: Stop after so many items.
        single: There is only the first page, with everything on it.

    Raises:
        InvalidRequestError: the limit is not a number from 0.
        DecodeError: the rows of a page are no array.
    """
    left = check_limit(limit)
    seen: set[object] = set()
    before: list[T] = []
    number = 0
    while left != 0:
        number += 1
        rows = items(await fetch(number))
        if not isinstance(rows, list):  # kept as it came, by the decoder; to stop here in silence would lose rows
            raise DecodeError("the rows of a page are no array")
        fresh = [row for row in rows if is_new(row, seen)]
        for row in fresh:
            yield row
            left = None if left is None else left - 1
            if left == 0:
                return
        # A page of repeats, or of rows without ids once more: a server that ignores `page` would answer so for ever.
        if single or not fresh or rows == before:
            return
        before = rows


def check_limit(limit: int | None) -> int | None:
    """The limit of an iterator, checked.

    Raises:
        InvalidRequestError: it is not a number from 0.
    """
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise InvalidRequestError(f"limit: expected a number from 0, got {limit!r}")
    return limit


def id_of(row: Any) -> int | None:
    """The id of a model, or of an object that stayed plain JSON; None where there is none."""
    value = row.get("id") if isinstance(row, dict) else getattr(row, "id", None)
    return value if isinstance(value, int) else None


def is_new(row: Any, seen: set[object]) -> bool:
    """Whether a row is not a repeat, by its id; one without an id is never lost."""
    number = id_of(row)
    if number is None:
        return True
    if number in seen:
        return False
    seen.add(number)
    return True
