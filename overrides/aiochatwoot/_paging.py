"""Lists that are read page by page, as one stream.

A list moves while it is read. An item can shift to the next page and be seen twice, so each id is given once, and the
end is an empty page, not a short one. And what the caller does with an item may take it out of the list (a loop over
open conversations that resolves each): those behind it shift forward, over the place where the next page begins. So at
the end the first page is read once more, and the pages are read again as long as that finds what was passed over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from ._texts import quoted
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
    """Yield the items of pages 1, 2, ... up to the first empty one, then those that were passed over meanwhile.

    The pages are read again, from the first one, while its rows have a new id or the list became shorter, and the last
    reading found something. A list that stays as it is costs two requests more than it has pages.

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
    count: int | None = None
    is_first = has_new = True
    while left != 0 and has_new:
        number, has_new, reads_all, before = 0, False, is_first, None
        while True:
            number += 1
            page = await fetch(number)
            rows = items(page)
            if not isinstance(rows, list):  # kept as it came, by the decoder; to stop here in silence would lose rows
                raise DecodeError("the rows of a page are no array")
            if number == 1:
                last, count = count, _count(page)
                reads_all = is_first or (last is not None and count is not None and count < last)
            fresh = [row for row in rows if is_new(row, seen) and (is_first or id_of(row) is not None)]
            for row in fresh:
                yield row
                left = None if left is None else left - 1
                if left == 0:
                    return
            has_new = has_new or bool(fresh)
            these = [id_of(row) or row for row in rows]
            # A page that repeats the one before: a server that ignores `page` would answer so for ever.
            if single or not rows or these == before or not (fresh or reads_all):
                break
            before = these
        if single:
            return
        is_first = False


def _count(page: object) -> int | None:
    """How many rows the list has, as the page says; None if it does not."""
    meta = getattr(page, "meta", None)
    counts = (getattr(meta, name, None) for name in ("all_count", "count", "total_count"))
    return next((each for each in counts if isinstance(each, int)), None)


def check_limit(limit: int | None) -> int | None:
    """The limit of an iterator, checked.

    Raises:
        InvalidRequestError: it is not a number from 0.
    """
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise InvalidRequestError(f"limit: expected a number from 0, got {quoted(limit)}")
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
