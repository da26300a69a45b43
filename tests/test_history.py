"""Whole conversations: every message once, in order, with few requests."""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import DecodeError, InvalidRequestError, models

from .histories import CONVERSATION, END, INSIDE, META, Row, Wire, as_row, by_time, collect, run, whole
from .servers import client

pytestmark = pytest.mark.usefixtures("one_attempt")

# --- real sizes ---------------------------------------------------------------------------------------------------


def ordered(count: int, order: str) -> list[Row]:
    """Messages with sparse ids, as in one of many conversations, and times in some order."""
    chance = random.Random(count)
    ids = sorted(chance.sample(range(1, 50 * count + 2), count))
    times = [1_700_000_000 + 60 * number for number in range(count)]
    if order == "turned around":
        times.reverse()
    elif order == "shuffled":
        chance.shuffle(times)
    elif order == "imported":  # an older part was imported later, with higher ids
        times = times[count // 3 :] + times[: count // 3]
    elif order == "same time":
        times = [1_700_000_000] * count
    return list(zip(ids, times, strict=True))


ORDERS = ["agreeing", "turned around", "shuffled", "imported", "same time"]


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 100, 999])
@pytest.mark.parametrize("order", ORDERS)
def test_one_request(count: int, order: str) -> None:
    """Up to 999 messages take one request; exactly 20 could be a page of an old server, and take a second."""
    wire = Wire(ordered(count, order))

    assert sorted(wire.rows, key=by_time) == whole(wire)
    assert wire.asked[:1] == [(0, END)]
    assert len(wire.asked) <= (2 if count == 20 else 1)


@pytest.mark.load
@pytest.mark.parametrize("count", [1000, 1001, 2500, 4000])
@pytest.mark.parametrize("order", ORDERS)
def test_long_conversations(count: int, order: str) -> None:
    """Longer ones take a few more requests, whatever the order of their ids.

    If ids agree with time, each full window yields 900 more messages for two requests.
    """
    wire = Wire(ordered(count, order))

    assert sorted(wire.rows, key=by_time) == run(wire)
    assert len(wire.asked) <= 3 + count / 300
    if order in ("agreeing", "same time"):
        assert 1 + 2 * math.ceil((count - 999) / 900) == len(wire.asked)


@pytest.mark.parametrize(("limit", "requests"), [(0, 0), (1, 1), (20, 1), (21, 2), (100, 3), (400, 4), (4000, 16)])
def test_newest_first_is_lazy(limit: int, requests: int) -> None:
    """Newest first fetches messages on demand, in growing steps."""
    wire = Wire(ordered(4000, "agreeing"))

    assert run(wire, newest_first=True, limit=limit) == wire.rows[::-1][:limit]
    assert len(wire.asked) <= requests


@pytest.mark.parametrize("count", [19, 20, 21, 137])
def test_old_servers(count: int) -> None:
    """Servers that know only `before` are detected, and read page by page."""
    wire = Wire(ordered(count, "agreeing"), legacy=True)

    assert whole(wire) == wire.rows
    assert len(wire.asked) <= 3 + count / 20


@pytest.mark.parametrize("order", ["turned around", "shuffled"])
@pytest.mark.parametrize("newest_first", [None, False, True])
def test_old_servers_that_hide_messages(order: str, newest_first: bool | None) -> None:
    """If ids and times disagree, servers that know only `before` hide messages, which raises an error."""
    wire = Wire(ordered(130, order), legacy=True)

    with pytest.raises(DecodeError, match="messages are missing: ids and times of this conversation disagree"):
        whole(wire) if newest_first is None else run(wire, newest_first=newest_first)


def test_a_page_that_disagrees() -> None:
    """A server that supports windows has nothing after exactly 20 messages, in any order."""
    wire = Wire(ordered(20, "turned around"))

    assert sorted(wire.rows, key=by_time) == whole(wire)
    assert (max(wire.rows)[0] + 1, END) == wire.asked[-1]


def test_old_servers_are_named(caplog: pytest.LogCaptureFixture) -> None:
    """A server that knows only `before` is logged once per client, since hidden messages may leave no trace."""
    wire = Wire(ordered(50, "agreeing"), legacy=True)

    async def read() -> None:
        async with wire.client() as chatwoot:
            await chatwoot.conversations.get_whole(1)
            await chatwoot.conversations.get_whole(1)

    asyncio.run(read())

    assert [record.message[:30] for record in caplog.records] == ["The server supports only `befo"]


def test_new_servers_are_remembered() -> None:
    """After a server returned more than a page, pages of exactly 20 cause no second request."""
    wire = Wire(ordered(21, "agreeing"))

    async def read() -> None:
        async with wire.client() as chatwoot:
            await chatwoot.conversations.get_whole(1)
            wire.rows = wire.rows[:20]
            await chatwoot.conversations.get_whole(1)

    asyncio.run(read())

    assert wire.asked == [(0, END), (0, END)]


def test_the_last_id() -> None:
    """The window includes the highest possible ids, and no larger id is requested."""
    wire = Wire([(END - 1, 5), (1, 6)])

    assert whole(wire) == [(END - 1, 5), (1, 6)]
    assert wire.asked == [(0, END)]


# --- messages that deviate from the contract ----------------------------------------------------------------------


def without(key: str) -> Callable[[dict[str, Any]], Any]:
    """Return a message without a key."""
    return lambda message: {name: value for name, value in message.items() if name != key}


ODD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no id": without("id"),
    "id null": lambda message: message | {"id": None},
    "id as text": lambda message: message | {"id": str(message["id"])},
    "time null": lambda message: message | {"created_at": None},
    "time absent": without("created_at"),
    "time as words": lambda message: message | {"created_at": "yesterday"},
    "text": lambda message: message["content"],
    "null": lambda _: None,
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("count", [5, 40])
def test_odd_messages(odd: str, legacy: bool, newest_first: bool, count: int) -> None:
    """A message with an unreadable id or time is included unchanged, at any position."""
    rows = ordered(count, "agreeing")
    for number in (0, count // 2, count - 1):
        wire = Wire(rows, legacy=legacy, changes={rows[number][0]: ODD[odd]})

        async def read(wire: Wire = wire) -> list[Any]:
            async with wire.client() as chatwoot:
                return [each async for each in chatwoot.conversations.history(1, newest_first=newest_first)]

        found = [each.to_dict() if isinstance(each, models.Message) else each for each in asyncio.run(read())]
        expected = [wire.message(row) for row in rows]
        assert [each for each in expected if each not in found] == []
        assert [each for each in found if each not in expected] == []
        if odd.startswith("time") or not (newest_first or legacy):  # ids identify repeats
            assert len(found) == count


@pytest.mark.parametrize("newest_first", [False, True])
def test_repeated_messages(newest_first: bool) -> None:
    """A message that is repeated in one response is yielded once."""
    wire = Wire([(1, 1), (2, 2), (3, 3)], changes={3: lambda message: message | {"id": 2, "created_at": 2}})

    assert sorted([(1, 1), (2, 2)], reverse=newest_first) == run(wire, newest_first=newest_first)


def test_a_full_window_without_ids() -> None:
    """A window that cannot be split is returned unchanged."""
    rows = ordered(1000, "agreeing")
    wire = Wire(rows, changes={row[0]: without("id") for row in rows})

    async def read() -> list[Any]:
        async with wire.client() as chatwoot:
            return (await chatwoot.conversations.get_whole(1)).messages

    assert len(asyncio.run(read())) == 1000


def test_a_page_without_ids() -> None:
    """Exactly 20 messages without ids are returned unchanged: nothing can be requested after them."""
    rows = ordered(20, "agreeing")
    wire = Wire(rows, changes={row[0]: without("id") for row in rows})

    async def read() -> list[Any]:
        async with wire.client() as chatwoot:
            return (await chatwoot.conversations.get_whole(1)).messages

    assert len(asyncio.run(read())) == 20
    assert wire.asked == [(0, END)]


async def test_no_ids_to_go_on_from() -> None:
    """Newest first, a page without any ids is an error, after its messages were yielded."""
    rows = ordered(30, "agreeing")
    found: list[models.Message] = []
    async with Wire(rows, changes={row[0]: without("id") for row in rows}).client() as chatwoot:
        with pytest.raises(DecodeError, match=r"no ids to go on from \(at \$\.payload\)"):  # noqa: PT012 - a loop
            async for message in chatwoot.conversations.history(1, newest_first=True):
                found.append(message)

    assert len(found) == 20


@pytest.mark.parametrize("payload", [None, {}, "text"])
async def test_messages_that_are_no_array(payload: Any) -> None:
    """Messages that are not an array raise an error, instead of an empty conversation."""
    handler = lambda _: httpx.Response(200, json=CONVERSATION | {"meta": META, "payload": payload})  # noqa: E731
    async with client(handler, drift="ignore") as chatwoot:
        for call in (chatwoot.conversations.get_whole(1), anext(aiter(chatwoot.conversations.history(1)))):
            with pytest.raises(DecodeError, match=r"the messages are no array \(at \$\.payload\)"):
                await call


# --- the form of the newest message -------------------------------------------------------------------------------


async def test_the_fuller_form_is_kept() -> None:
    """The newest message has more keys in the conversation, and keeps them."""
    wire = Wire(ordered(3, "agreeing"))
    async with wire.client() as chatwoot:
        conversation = await chatwoot.conversations.get_whole(1)

    newest = wire.rows[-1]
    assert [wire.message(row) for row in wire.rows[:2]] == [each.to_dict() for each in conversation.messages[:2]]
    assert INSIDE | wire.message(newest) == conversation.messages[2].to_dict()
    assert CONVERSATION | {"messages": [each.to_dict() for each in conversation.messages]} == conversation.to_dict()


async def test_a_changed_message_is_the_newer_one() -> None:
    """If the two forms contradict each other, the later response is used."""
    wire = Wire([(1, 5)])

    def handler(request: httpx.Request) -> httpx.Response:
        response = wire(request)
        wire.changes = {1: lambda message: message | {"content": "deleted"}}
        return response

    async with client(handler, drift="ignore") as chatwoot:
        conversation = await chatwoot.conversations.get_whole(1)

    assert [each.to_dict() for each in conversation.messages] == [wire.message((1, 5))]


@pytest.mark.parametrize("inside", [None, "text", {}, [], ["text"], [None]])
async def test_odd_conversations(inside: Any) -> None:
    """With any value in place of the newest message, all messages are returned."""
    wire = Wire(ordered(3, "agreeing"))

    def handler(request: httpx.Request) -> httpx.Response:
        whole = not request.url.path.endswith("/messages")
        return httpx.Response(200, json=CONVERSATION | {"messages": inside}) if whole else wire(request)

    async with client(handler, drift="ignore") as chatwoot:
        conversation = await chatwoot.conversations.get_whole(1)

    assert [as_row(each) for each in conversation.messages] == list(wire.rows)


async def test_account() -> None:
    """The account of a call is used for each of its requests."""
    paths: set[str] = set()
    wire = Wire(ordered(40, "agreeing"), legacy=True)

    def handler(request: httpx.Request) -> httpx.Response:
        paths.add(request.url.path)
        return wire(request)

    async with client(handler, drift="ignore") as chatwoot:
        await chatwoot.conversations.get_whole(1, account_id=7)
        await collect(chatwoot.conversations.history(1, account_id=7, newest_first=True))

    assert {f"/api/v1/accounts/7/conversations/1{end}" for end in ("", "/messages")} == paths


# --- stopping early -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [-1, True, 1.5, "1"])
async def test_bad_limit(limit: Any) -> None:
    """An invalid limit is refused before anything is fetched."""
    wire = Wire(ordered(3, "agreeing"))
    async with wire.client() as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^limit: "):
            await anext(aiter(chatwoot.conversations.history(1, limit=limit)))

    assert wire.asked == []


@pytest.mark.parametrize("newest_first", [False, True])
async def test_breaking_out(newest_first: bool) -> None:
    """Leaving the loop leaves no task and no running request."""
    wire = Wire(ordered(60, "agreeing"))
    async with wire.client() as chatwoot:
        async for _ in chatwoot.conversations.history(1, newest_first=newest_first):
            break
        for _ in range(5):  # the event loop itself closes the iterator
            await asyncio.sleep(0)

        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert len(wire.asked) == 1
