"""Lists read page by page: everything once, and always an end."""

from __future__ import annotations

import types
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Cursor, DecodeError, InvalidRequestError, Paginator, models
from aiochatwoot._paging import check_limit, id_of, is_new

from .conftest import load_capture
from .servers import client


@attrs.define
class Pages:
    """Pages of a list, and the requested page numbers."""

    pages: list[Any]
    asked: list[int] = attrs.field(factory=list)

    async def fetch(self, number: int) -> Any:
        """Return the page with a number; empty pages after the last."""
        self.asked.append(number)
        return self.pages[number - 1] if number <= len(self.pages) else []

    def iterator(self, **more: Any) -> Paginator[Any, Any]:
        """Return an iterator over the list."""
        return Paginator("things.list", self.fetch, lambda page: page, **more)

    async def read(self, **more: Any) -> list[Any]:
        """Read everything."""
        return [row async for row in self.iterator(**more)]


def rows(*ids: Any) -> list[dict[str, Any]]:
    """Return rows with these ids."""
    return [{"id": number} for number in ids]


@pytest.mark.parametrize(
    ("pages", "expected", "asked"),
    [
        ([], rows(), [1]),
        ([rows(1, 2)], rows(1, 2), [1, 2, 1]),
        ([rows(1, 2), rows(3)], rows(1, 2, 3), [1, 2, 3, 1]),
        ([rows(1, 2, 3), rows(3, 4, 5)], rows(1, 2, 3, 4, 5), [1, 2, 3, 1]),
        ([rows(1, 1)], rows(1), [1, 2, 1]),
        ([rows(1, 2), [], rows(3)], rows(1, 2), [1, 2, 1]),
        ([rows(1, 2), rows(2, 1), rows(3)], rows(1, 2, 3), [1, 2, 3, 4, 1]),
        ([rows(1, 2), rows(1, 2), rows(3)], rows(1, 2), [1, 2, 1]),
    ],
)
async def test_pages(pages: list[Any], expected: list[Any], asked: list[int]) -> None:
    """Each id is yielded once although items move between pages; an empty or repeated page is the end."""
    found = Pages(pages)

    assert await found.read() == expected
    assert found.asked == asked


async def test_rows_without_an_id() -> None:
    """Rows without an id are never lost."""
    odd: list[Any] = [{}, {}, None, "text", {"id": None}, {"id": "5"}, {"id": "5"}]
    found = Pages([[*odd, *rows(1)], [*odd, *rows(1)]])

    assert await found.read() == [*odd, *rows(1), *odd]


@pytest.mark.parametrize(
    ("limit", "expected", "asked"),
    [(0, 0, []), (1, 1, [1]), (2, 2, [1]), (3, 3, [1, 2]), (4, 4, [1, 2]), (5, 5, [1, 2, 3]), (99, 5, [1, 2, 3, 4, 1])],
)
async def test_limit(limit: int, expected: int, asked: list[int]) -> None:
    """A limit stops within a page, and no page is fetched unnecessarily."""
    found = Pages([rows(1, 2), rows(3, 4), rows(5)])

    assert await found.read(limit=limit) == rows(1, 2, 3, 4, 5)[:expected]
    assert found.asked == asked


@pytest.mark.parametrize("limit", [-1, True, 1.0, "1"])
async def test_bad_limit(limit: Any) -> None:
    """A limit must be an int of at least 0; others are refused before anything is fetched."""
    found = Pages([rows(1)])

    with pytest.raises(InvalidRequestError) as caught:
        await found.read(limit=limit)

    assert str(caught.value) == f"limit: expected a number from 0, got {limit!r}"
    assert found.asked == []


def test_check_limit() -> None:
    """None is a valid limit."""
    assert check_limit(None) is None
    assert check_limit(0) == 0


async def test_single() -> None:
    """An undivided list is one page, full or not."""
    found = Pages([rows(1, 2), rows(3)])

    assert await found.read(single=True) == rows(1, 2)
    assert found.asked == [1]


@pytest.mark.parametrize("page", [None, {}, {"0": {"id": 1}}, "rows", 5])
async def test_no_array(page: Any) -> None:
    """Rows that are not an array raise an error, instead of ending the list."""
    with pytest.raises(DecodeError, match="the rows of a page are no array"):
        await Pages([rows(1), page]).read()


async def test_pages_are_fetched_as_needed() -> None:
    """Stopping early saves the remaining requests."""
    found = Pages([rows(1, 2), rows(3)])
    async for row in Paginator("things.list", found.fetch, lambda page: page):
        if row == {"id": 2}:
            break

    assert found.asked == [1]


def test_id_of() -> None:
    """Models and plain objects have their ids in different places."""
    team = models.Team.from_dict({"id": 5})

    assert [id_of(each) for each in (team, {"id": 5}, {"id": "5"}, {}, None)] == [5, 5, None, None, None]


def test_is_new() -> None:
    """A row is new only the first time; a row without an id is always new."""
    seen: set[object] = set()

    assert [is_new(row, seen) for row in (*rows(1, 1), {}, {})] == [True, False, True, True]
    assert seen == {1}


def lists(pages: list[list[int]]) -> tuple[list[dict[str, str]], Any]:
    """A server with pages of conversations with these ids, and the received queries."""
    template = load_capture("list_page1").body["data"]
    queries: list[dict[str, str]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        queries.append(dict(request.url.params))
        number = int(request.url.params["page"])
        ids = pages[number - 1] if number <= len(pages) else []
        payload = [template["payload"][0] | {"id": each} for each in ids]
        return httpx.Response(200, json={"data": template | {"payload": payload}})

    return queries, handler


async def test_conversations() -> None:
    """The conversations of all pages are requested, each page with the filters."""
    queries, handler = lists([[3, 2], [2, 1]])
    async with client(handler) as chatwoot:
        found = [each.id async for each in chatwoot.conversations.iter(status="open")]

    assert found == [3, 2, 1]
    assert [{"status": "open", "page": str(number)} for number in (1, 2, 3, 1)] == queries


async def test_conversations_all_at_once() -> None:
    """With `updated_within` the server sends everything in one response, and gets one request."""
    queries, handler = lists([[3, 2], [2, 1]])
    async with client(handler) as chatwoot:
        found = [each.id async for each in chatwoot.conversations.iter(updated_within=60, limit=5)]

    assert found == [3, 2]
    assert queries == [{"updated_within": "60", "page": "1"}]


async def test_conversations_that_are_no_array() -> None:
    """`list` keeps a payload that is not an array; the iterator raises an error."""
    body: dict[str, Any] = {"data": {"meta": {}, "payload": None}}
    async with client(lambda _: httpx.Response(200, json=body), drift="ignore") as chatwoot:
        page: Any = await chatwoot.conversations.list()
        assert page.payload is None
        with pytest.raises(DecodeError):
            await anext(aiter(chatwoot.conversations.iter()))


async def test_rows_without_ids_are_not_read_for_ever() -> None:
    """Reading ends when a page without ids is repeated by a server that ignores `page`."""
    asked: list[int] = []

    async def fetch(page: int) -> list[dict[str, str]]:
        asked.append(page)
        return [{"name": "x"}]

    assert len([row async for row in Paginator("things.list", fetch, lambda page: page)]) == 2
    assert asked == [1, 2, 1]


async def test_forty_unchanged_pages_take_two_requests_more() -> None:
    """An unchanged list takes its pages, the empty page at the end, and the first page once more."""
    found = Pages([rows(*range(page * 25, page * 25 + 25)) for page in range(40)])

    assert len(await found.read()) == 1000
    assert len(found.asked) == 42


@attrs.define
class Moving:
    """A list of open items, from which a caller removes yielded ones; pages of 5, with a count."""

    open: list[int]

    async def fetch(self, number: int) -> Any:
        """Return a page of the items that are open now."""
        page = rows(*self.open[(number - 1) * 5 : number * 5])
        return types.SimpleNamespace(meta=types.SimpleNamespace(all_count=len(self.open)), payload=page)


@pytest.mark.law
@given(st.lists(st.booleans(), max_size=60), st.booleans())
async def test_what_the_caller_takes_away_hides_nothing(takes: list[bool], at_once: bool) -> None:
    """Whichever items the caller removes, and when, each is yielded exactly once."""
    moving = Moving(list(range(1, len(takes) + 1)))
    given_: list[int] = []
    later: list[int] = []
    async for row in Paginator("things.list", moving.fetch, lambda page: page.payload):
        given_.append(row["id"])
        if takes[row["id"] - 1]:
            later.append(row["id"])
        if later and (at_once or len(later) == 5):
            moving.open = [each for each in moving.open if each not in later]
            later.clear()

    assert list(range(1, len(takes) + 1)) == sorted(given_)


async def test_pages_themselves() -> None:
    """Each page with new rows is yielded unchanged; the empty one at the end is not."""
    found = Pages([rows(1, 2), rows(2, 3), rows(3, 2), rows(4)])

    assert [page async for page in found.iterator().pages()] == [rows(1, 2), rows(2, 3), rows(4)]
    assert found.asked[:3] + found.asked[-1:] == [1, 2, 3, 1]


@pytest.mark.parametrize(("limit", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (None, 2)])
async def test_limit_of_pages(limit: int | None, expected: int) -> None:
    """A limit counts rows: the page that reaches it is the last one."""
    found = Pages([rows(1, 2), rows(3, 4)])

    assert [rows(1, 2), rows(3, 4)][:expected] == [page async for page in found.iterator(limit=limit).pages()]


async def test_pages_that_are_passed_over_do_not_move_the_cursor_back() -> None:
    """Rows that a second pass yields leave the cursor at the end of the first pass."""
    found = Pages([rows(1, 2), rows(3, 4)])
    iterator = found.iterator()
    seen: list[Any] = []
    async for row in iterator:
        seen.append(row)
        if row == {"id": 4}:
            found.pages = [rows(3, 9)]

    assert rows(1, 2, 3, 4, 9) == seen
    assert iterator.cursor == Cursor("things.list", 2, 4)


async def test_cursor() -> None:
    """The cursor is after the last yielded row, and its text can be parsed."""
    iterator = Pages([rows(1, 2), [*rows(3), {}]]).iterator()
    seen = [iterator.cursor]
    async for _ in iterator:
        seen.append(iterator.cursor)

    expected = [Cursor("things.list", *at) for at in ((1, 1), (1, 2), (2, 3), (2, None))]
    assert seen == [None, *expected]
    assert str(expected[2]) == "things.list:2:3"
    assert [Cursor.parse(str(each)) for each in expected] == expected


def test_repr_of_an_iterator() -> None:
    """The repr shows the operation and the position."""
    assert repr(Pages([]).iterator()) == "<Paginator things.list at the beginning>"
    assert repr(Pages([]).iterator(cursor="things.list:7:5")) == "<Paginator things.list at things.list:7:5>"


async def test_end_and_closing() -> None:
    """A closed iterator yields neither rows nor pages."""
    found = Pages([rows(1, 2), rows(3)])
    iterator = found.iterator()
    assert await anext(iterator) == {"id": 1}

    await iterator.aclose()
    await iterator.aclose()

    with pytest.raises(StopAsyncIteration):
        await anext(iterator)
    assert [page async for page in iterator.pages()] == []
    assert found.asked == [1]


@pytest.mark.law
@given(st.lists(st.integers(0, 4), max_size=8), st.data())
async def test_nothing_is_missed_or_given_twice_in_a_list_that_stands_still(sizes: list[int], data: Any) -> None:
    """Wherever an iterator stops, another one with its cursor yields exactly the rest; pages are complete."""
    numbers = iter(range(1, 100))
    found = Pages([rows(*[next(numbers) for _ in range(size + 1)]) for size in sizes])
    everything = [row for page in found.pages for row in page]
    stop = data.draw(st.integers(0, len(everything)))
    first = found.iterator(limit=stop)
    begun = [row async for row in first]

    cursor = first.cursor and str(first.cursor)
    rest = [row async for row in found.iterator(cursor=cursor)]
    pages = [page async for page in found.iterator(cursor=first.cursor).pages()]

    assert everything == begun + rest
    assert [page for page in found.pages if page[-1] not in begun] == pages


@pytest.mark.parametrize(
    ("pages", "cursor", "expected", "asked"),
    [
        ([rows(1, 2), rows(3, 4)], "things.list:2:3", rows(4), [2, 3]),
        ([rows(9, 1), rows(2, 3), rows(4)], "things.list:1:2", rows(9, 1, 2, 3, 4), [1, 2, 3, 4]),
        ([rows(2, 3), rows(4)], "things.list:2:3", rows(4), [2, 3]),
        ([rows(1, 2), rows(3, 4, 5)], "things.list:2:4", rows(5), [2, 3]),
        ([rows(1, 2)], "things.list:3", rows(), [3]),
        ([[{}, *rows(2), {}]], "things.list:1:2", [{}], [1, 2]),
    ],
)
async def test_a_list_that_moved(pages: list[Any], cursor: str, expected: list[Any], asked: list[int]) -> None:
    """The cursor's page is read again, from after the cursor's row if it still has it, and the rest once."""
    found = Pages(pages)

    assert await found.read(cursor=cursor) == expected
    assert found.asked == asked


async def test_single_page_and_a_cursor() -> None:
    """An undivided list continues after the cursor's row."""
    assert await Pages([rows(1, 2, 3)]).read(cursor="things.list:1:2", single=True) == rows(3)


@pytest.mark.parametrize(
    ("cursor", "message"),
    [
        ("others.list:1:2", "cursor: others.list:1:2 is a place in 'others.list', not in things.list"),
        (Cursor("others.list", 1), "cursor: others.list:1 is a place in 'others.list', not in things.list"),
        (
            "things.list:0",
            "cursor: expected the text of a cursor, such as \"contacts.list:7:5012\", got 'things.list:0'",
        ),
        ("", "cursor: expected the text of a cursor, such as \"contacts.list:7:5012\", got ''"),
        (7, 'cursor: expected the text of a cursor, such as "contacts.list:7:5012", got 7'),
    ],
)
def test_wrong_cursor(cursor: Any, message: str) -> None:
    """An invalid cursor, or one of another list, is refused before anything is fetched."""
    with pytest.raises(InvalidRequestError) as caught:
        Pages([]).iterator(cursor=cursor)

    assert str(caught.value) == message


async def test_cursor_of_conversations() -> None:
    """A resource's iterator accepts the cursor of another one, and requests pages from there."""
    queries, handler = lists([[5, 4], [3, 2]])
    async with client(handler) as chatwoot:
        iterator = chatwoot.conversations.iter(status="open", q="rani@customer.example", limit=3)
        assert [each.id async for each in iterator] == [5, 4, 3]
        queries.clear()

        rest = chatwoot.conversations.iter(status="open", q="rani@customer.example", cursor=str(iterator.cursor))
        assert [each.id async for each in rest] == [2]
        counts = [page.meta.all_count async for page in chatwoot.conversations.iter().pages()]

    assert str(iterator.cursor) == "conversations.list:2:3"
    assert [each["page"] for each in queries[:2]] == ["2", "3"]
    assert len(counts) == 2
