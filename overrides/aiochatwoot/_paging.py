"""Reads paged lists as one stream.

A list changes while it is read. An item can move to the next page and appear twice, so each id is yielded once, and the
list ends with an empty page, not with a short one. The caller may also remove items from the list (a loop that resolves
open conversations): later items then move to earlier pages and are skipped. Therefore the first page is read again at
the end, and the other pages as long as this finds skipped items.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, Generic, TypeVar

import attrs

from ._texts import quoted
from .errors import DecodeError, InvalidRequestError

P = TypeVar("P")
T = TypeVar("T")
P_co = TypeVar("P_co", covariant=True)
T_co = TypeVar("T_co", covariant=True)
_CURSOR = re.compile(r"([a-z]\w*\.[a-z]\w*):([1-9]\d{0,17})(?::(\d{1,18}))?", re.ASCII)


@attrs.frozen
class Cursor:
    """A position in a paged list, from which another iterator continues, also in another process.

    ``str(cursor)`` is its text, such as ``conversations.list:7:5012``; iterators accept the text, too. It does not
    contain the arguments of the call: pass the same ones again.

    An iterator that continues from a cursor reads the cursor's page, skips its rows up to the row with the id `after`,
    and reads to the end once. If the page no longer contains that row, it yields the whole page. If the list changed
    meanwhile:

    - Rows that moved to later pages, behind new ones, appear again.
    - Rows that moved to earlier pages, since rows before them left the list, are **missed**.
    - In an order in which new rows come last and none leaves, such as ``conversations.iter(status="all",
      sort_by="created_at_asc")``, nothing is missed; the cursor of the end leads to the new rows.

    A loop that removes rows from its list (resolves open conversations) starts again without a cursor: finished rows
    are no longer in the list.

    Attributes:
        operation: The operation that fetches the pages, such as ``conversations.list``.
        page: The number of a page, from 1.
        after: The id of the last yielded row of that page; None if its rows have no ids.
    """

    operation: str
    page: int
    after: int | None = None

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Parse the text of a cursor.

        Raises:
            InvalidRequestError: the text is not a cursor.
        """
        found = _CURSOR.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise InvalidRequestError(
                f'cursor: expected the text of a cursor, such as "contacts.list:7:5012", got {quoted(text, 40)}'
            )
        operation, page, after = found.groups()
        return cls(operation, int(page), None if after is None else int(after))

    def __str__(self) -> str:
        return f"{self.operation}:{self.page}" + ("" if self.after is None else f":{self.after}")


class Paginator(AsyncIterator[T_co], Generic[P_co, T_co]):
    """Iterates over the rows of all pages, each id once, or over the `pages` themselves. Fetches pages on demand.

    ``async for contact in chatwoot.contacts.iter(): ...``. The order is the server's. After the last page it looks for
    rows that were skipped because other rows left the list meanwhile, and yields them.
    """

    def __init__(
        self,
        operation: str,
        fetch: Callable[[int], Awaitable[P_co]],
        items: Callable[[P_co], list[T_co]],
        *,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        single: bool = False,
    ) -> None:
        """Read the pages 1, 2, ... up to the first empty one, then the skipped rows.

        The pages are read again from the first one as long as the first page has a new id or the list became shorter,
        and the last pass found rows. An unchanged list takes two requests more than it has pages.

        Args:
            operation: The operation that fetches the pages, such as ``conversations.list``.
            fetch: Fetches a page by its number, from 1.
            items: Returns the rows of a page.
            limit: Maximum number of rows.
            cursor: The position to continue from; the rest is read once.
            single: Whether the list has only one page.

        Raises:
            InvalidRequestError: the limit is negative or not an int, or the cursor belongs to another operation.
        """
        self._limit = check_limit(limit)
        self._place = _Place(operation, _checked(cursor, operation))
        self._fresh = _fresh_rows(self._place, fetch, items, single=single)
        self._rows = _each_row(self._place, self._fresh, self._limit)

    @property
    def cursor(self) -> Cursor | None:
        """The position after the last yielded row (or page, with `pages`); save it after you processed that row.

        None before the first row. After the end it is the last row's position; skipped rows that are yielded late do
        not move it back.
        """
        return self._place.cursor

    def pages(self) -> AsyncIterator[P_co]:
        """Iterate over the pages instead of their rows, as the server sent them.

        They have their counts, and all of their rows. Pages without a new row are omitted, such as the empty one at the
        end. With `limit`, the page that reaches it is the last one. Iterate over the rows or over the pages, not over
        both.
        """
        return _each_page(self._place, self._fresh, self._limit)

    def __aiter__(self) -> AsyncIterator[T_co]:
        return self._rows

    async def __anext__(self) -> T_co:
        return await anext(self._rows)

    async def aclose(self) -> None:
        """End the iteration; calling it again has no effect."""
        await self._rows.aclose()
        await self._fresh.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._place.operation} at {self.cursor or 'the beginning'}>"


@attrs.define(eq=False)
class _Place:
    """The position in a list. It is shared by the iterator and its generators, which avoids a reference cycle."""

    operation: str
    start: Cursor | None
    is_first_reading: bool = True
    page: int = 0
    after: int | None = None

    def pass_by(self, number: int, row: object) -> None:
        """Record a yielded row. Rows of later passes are out of order, and do not move the position."""
        if self.is_first_reading:
            self.page, self.after = number, id_of(row)

    @property
    def cursor(self) -> Cursor | None:
        return Cursor(self.operation, self.page, self.after) if self.page else self.start


_Fresh = AsyncGenerator[tuple[int, P, list[T]]]


async def _each_row(place: _Place, pages: _Fresh[P, T], limit: int | None) -> AsyncGenerator[T]:
    left = limit
    if left == 0:
        return
    async with aclosing(pages):
        async for number, _, rows in pages:
            for row in rows:
                place.pass_by(number, row)
                yield row
                left = None if left is None else left - 1
                if left == 0:
                    return


async def _each_page(place: _Place, pages: _Fresh[P, T], limit: int | None) -> AsyncGenerator[P]:
    left = limit
    if left == 0:
        return
    async with aclosing(pages):
        async for number, page, rows in pages:
            place.pass_by(number, rows[-1])
            yield page
            left = None if left is None else left - len(rows)
            if left is not None and left <= 0:
                return


async def _fresh_rows(
    place: _Place, fetch: Callable[[int], Awaitable[P]], items: Callable[[P], list[T]], *, single: bool
) -> _Fresh[P, T]:
    """Yield each page that has new rows, with its number and these rows."""
    seen: set[object] = set()
    count: int | None = None
    start, has_new = place.start, True
    while has_new:
        is_first = place.is_first_reading
        number, has_new, reads_all, before = start.page - 1 if start and not single else 0, False, is_first, None
        while True:
            number += 1
            page = await fetch(number)
            rows = items(page)
            if not isinstance(
                rows, list
            ):  # the decoder keeps any value; stopping here would lose rows without an error
                raise DecodeError("the rows of a page are no array")
            if number == 1:
                last, count = count, _count(page)
                reads_all = is_first or (last is not None and count is not None and count < last)
            left = _behind(rows, start.after) if start is not None and number == start.page else rows
            fresh = [row for row in left if is_new(row, seen) and (is_first or id_of(row) is not None)]
            if fresh:
                yield number, page, fresh
            has_new = has_new or bool(fresh)
            these = [id_of(row) or row for row in rows]
            # A page equal to the previous one: a server that ignores `page` would repeat it endlessly.
            if single or not rows or these == before or not (fresh or reads_all):
                break
            before = these
        if single or start is not None:
            return
        place.is_first_reading = False


def _behind(rows: list[T], after: int | None) -> list[T]:
    """Return the rows after the one with an id; all rows if it is missing."""
    ids = [id_of(row) for row in rows]
    return rows[ids.index(after) + 1 :] if after is not None and after in ids else rows


def _checked(cursor: Cursor | str | None, operation: str) -> Cursor | None:
    if cursor is None:
        return None
    cursor = cursor if isinstance(cursor, Cursor) else Cursor.parse(cursor)
    if cursor.operation != operation:
        raise InvalidRequestError(f"cursor: {cursor} is a place in {quoted(cursor.operation)}, not in {operation}")
    return cursor


def _count(page: object) -> int | None:
    """Return the row count of the list from the page; None if it has none."""
    meta = getattr(page, "meta", None)
    counts = (getattr(meta, name, None) for name in ("all_count", "count", "total_count"))
    return next((each for each in counts if isinstance(each, int)), None)


def check_limit(limit: int | None) -> int | None:
    """Validate the limit of an iterator, and return it.

    Raises:
        InvalidRequestError: the limit is negative or not an int.
    """
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise InvalidRequestError(f"limit: expected a number from 0, got {quoted(limit)}")
    return limit


def id_of(row: Any) -> int | None:
    """Return the id of a model, or of an object that stayed plain JSON; None if it has no id."""
    value = row.get("id") if isinstance(row, dict) else getattr(row, "id", None)
    return value if isinstance(value, int) else None


def is_new(row: Any, seen: set[object]) -> bool:
    """Return whether a row is new, by its id; a row without an id always counts as new."""
    number = id_of(row)
    if number is None:
        return True
    if number in seen:
        return False
    seen.add(number)
    return True
