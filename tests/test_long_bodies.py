"""Long bodies: decoded in slices, with bounded reports, within the deadline."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import time
from collections.abc import Callable
from sys import getsizeof
from typing import Any

import httpx
import pytest
from hypothesis import given

from aiochatwoot import Chatwoot, DecodeError, Deviation, RequestTimeoutError, models
from aiochatwoot._core import _LONG_BODY as LONG_BODY
from aiochatwoot._wire.decode import decode, decoder
from aiochatwoot._wire.deviations import MOST_FOUND, Findings, json_path
from aiochatwoot._wire.kinds import ListOf, MapOf, Object, Plain, Timestamp, field
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.operation import Operation, read_answer

from .conftest import load_capture
from .servers import client
from .test_laws import decoded, mutated, paths
from .virtual import VirtualLoop, run

CLOCK = "aiochatwoot._wire.deviations.perf_counter"
SLICE = 0.01


@declare
class Row(Model):
    id: int = field(Plain("integer"))
    moments: list[Any] | None = field(ListOf(Timestamp("epoch")), default=None)
    rows: list[Row] | None = field(ListOf(Object("test_long_bodies:Row")), default=None)
    words: list[str] | None = field(ListOf(Plain("string")), default=None)
    days: dict[str, Any] | None = field(MapOf(Timestamp("epoch")), default=None)
    named: dict[str, Row] | None = field(MapOf(Object("test_long_bodies:Row")), default=None)


ROWS: Operation[Any] = Operation(id="rows.list", method="GET", path="/rows", returns=ListOf(Object(Row)))


def window(row: dict[str, Any], count: int) -> bytes:
    """Return the body of `messages.list` with rows of one form."""
    return json.dumps({"meta": load_capture("messages_conv3").body["meta"], "payload": [row] * count}).encode()


def answering(content: bytes, **settings: Any) -> Chatwoot:
    headers = {"content-type": "application/json"}
    return client(lambda _: httpx.Response(200, content=content, headers=headers), **settings)


@pytest.fixture
def row_takes(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let decoding of each row take some seconds of virtual time."""

    def set_seconds(seconds: float) -> None:
        now = 0.0

        def clock() -> float:
            nonlocal now
            now += seconds
            loop = asyncio.get_running_loop()
            if isinstance(loop, VirtualLoop):
                loop.virtual.now += seconds
            return now

        monkeypatch.setattr(CLOCK, clock)

    return set_seconds


async def count_turns(until: asyncio.Task[Any]) -> int:
    """Count the turns of other tasks of the event loop until a task is done."""
    turns = 0
    while not until.done():
        turns += 1
        await asyncio.sleep(0)
    return turns


@pytest.mark.parametrize("row", [{"id": 1}, {"odd": 1}, 5, {"id": 1, "attachments": [{}] * 3}])
def test_the_loop_has_its_turn_between_rows(row: Any, row_takes: Callable[[float], None]) -> None:
    """With rows of a millisecond each, other tasks run about every ten rows, with or without deviations."""
    content = window(row, 2000) + b" " * LONG_BODY

    async def main() -> int:
        row_takes(SLICE / 10)
        async with answering(content, drift="ignore", deadline=None) as chatwoot:
            reading = asyncio.ensure_future(chatwoot.messages.list(1))
            turns = await count_turns(reading)
            assert len((await reading).payload) == 2000
            return turns

    turns, _ = run(main)
    assert 2000 // 12 <= turns <= 2000


async def test_a_short_body_takes_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body below the limit is decoded at once, and reads the clock at most once."""
    content = window({"id": 1}, 100)
    looks = iter(range(100))
    monkeypatch.setattr(CLOCK, looks.__next__)
    async with answering(content) as chatwoot:
        assert len((await chatwoot.messages.list(1)).payload) == 100
    assert next(looks) <= 1


def test_several_long_bodies_take_turns(row_takes: Callable[[float], None]) -> None:
    """With ten concurrent long bodies, the loop is blocked for at most two slices at a time."""
    content = window({"id": 1}, 300) + b" " * LONG_BODY

    async def main() -> float:
        row_takes(SLICE / 10)
        loop, longest = asyncio.get_running_loop(), 0.0
        async with answering(content, drift="ignore", deadline=None) as chatwoot:
            reading = asyncio.gather(*(chatwoot.messages.list(1) for _ in range(10)))
            while not reading.done():
                before = loop.time()
                await asyncio.sleep(0)
                longest = max(longest, loop.time() - before)
            await reading
        return longest

    longest, _ = run(main)
    assert longest < 2.5 * SLICE


def test_a_late_read_fails_as_late(row_takes: Callable[[float], None]) -> None:
    """Decoding beyond the deadline is ended within a slice."""
    content = window({"id": 1}, 2000) + b" " * LONG_BODY

    async def main() -> None:
        row_takes(SLICE / 10)
        async with answering(content, drift="ignore", deadline=1) as chatwoot:
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.messages.list(1)
            assert f"the deadline passed while decoding {len(content)} bytes" == caught.value.message
            assert caught.value.request.method == "GET"  # type: ignore[union-attr]
            assert len(caught.value.attempts) == 1

    _, seconds = run(main)
    assert 1 <= seconds < 1 + 2 * SLICE


def test_a_late_request_fails_as_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Chatwoot.request` has the same deadline for reads, and none for the response of a write."""

    def slow_loads(content: bytes) -> Any:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.virtual.now += 2
        return json.loads(content)

    async def main() -> None:
        monkeypatch.setattr("aiochatwoot._core.loads", slow_loads)
        async with answering(b"[1]", deadline=1) as chatwoot:
            with pytest.raises(RequestTimeoutError, match="deadline"):
                await chatwoot.request("GET", "/x")
            assert await chatwoot.request("POST", "/x", json={}) == [1]

    run(main)


def test_a_late_write_is_decoded_to_its_end(row_takes: Callable[[float], None]) -> None:
    """A POST was executed: its response is decoded to the end, and returned after the deadline."""
    labels = json.dumps({"payload": [5] * 2000}).encode() + b" " * LONG_BODY

    async def main() -> None:
        row_takes(SLICE / 10)
        async with answering(labels, drift="ignore", deadline=1) as chatwoot:
            assert len(await chatwoot.conversations.set_labels(1, labels=["a"])) == 2000

    _, seconds = run(main)
    assert seconds >= 2


@given(mutated())
@pytest.mark.law
def test_slices_change_nothing(case: tuple[type[Model], Any]) -> None:
    """Any body yields the same model and the same deviations if it is decoded row by row."""
    model, body = case
    whole, expected = decoded(model, body)
    found = Findings(in_slices=True)  # without `begin`, each row is a slice

    result = decode(Object(model), json.loads(json.dumps(body)), found)
    while not found.is_complete:
        found.go_on()

    assert json.dumps(whole.to_dict()) == json.dumps(result.to_dict())
    assert paths(expected) == paths(found)


def test_what_is_put_off_keeps_its_order(row_takes: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested lists are decoded in the order of the body; a list of timestamps keeps its received form."""
    monkeypatch.setattr(CLOCK, iter(range(10_000)).__next__)
    odd = [1.0, "x", [1, {"y": 2}], {}]
    named = {"d": {"id": "d"}, "e": {"id": "e", "moments": [3.0]}}
    first = {"id": 1, "rows": [{"id": "a"}, {"id": "b"}], "moments": odd, "days": {"f": 1.0, "g": []}, "named": named}
    body = [first, {"id": "c"}]
    found = Findings(in_slices=True)
    result = read_answer(ROWS, json.dumps(body).encode(), found)
    slices = 0
    while not found.is_complete:
        slices += 1
        found.go_on()

    assert [each.to_dict() for each in result] == body
    assert slices > 10  # each list and map is postponed after each of its rows
    assert sorted(json_path(each.path) for each in found) == [
        *("$[0].days.g", "$[0].moments[1]", "$[0].moments[2]", "$[0].moments[3]", "$[0].named.d.id"),
        *("$[0].named.e.id", "$[0].rows[0].id", "$[0].rows[1].id", "$[1].id"),
    ]
    # Values changed since are written; the rest keeps its received form.
    moments, days = result[0].moments, result[0].days
    assert moments is not None
    assert days is not None
    moments[2][1]["y"] = 3
    days["g"].append(4)
    written = result[0].to_dict()
    assert written["moments"] == [1, "x", [1, {"y": 3}], {}]
    assert written["days"] == {"f": 1, "g": [4]}
    assert repr(written["named"]["e"]["moments"]) == "[3.0]"


@pytest.mark.parametrize("words", [["a"] * 100_000, [5] * 100_000])
def test_a_very_long_list_is_decoded_in_slices(words: list[Any]) -> None:
    """A list is not scanned as a whole first if that takes long."""
    found = Findings(in_slices=True)
    result = decode(Object(Row), {"id": 1, "words": words.copy()}, found)
    assert not found.is_complete
    found.forget()
    assert result.words == words


def test_a_slice_has_as_many_entries_as_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries of a map are decoded together during a slice."""
    monkeypatch.setattr(CLOCK, lambda: 0.0)
    found = Findings(in_slices=True)
    found.begin()
    body = {"id": 1, "days": {"a": 1.0, "b": 2.0}}
    result = read_answer(ROWS, json.dumps([body]).encode(), found)
    assert found.is_complete
    assert [each.to_dict() for each in result] == [body]


# --- the garbage collector ----------------------------------------------------------------------------------------


async def test_the_collector_is_on_between_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The collector is off only inside slices, not while other tasks run, nor after an invalid body."""
    inside: set[bool] = set()

    def clock() -> float:
        inside.add(gc.isenabled())
        return time.perf_counter() * 1000

    monkeypatch.setattr(CLOCK, clock)
    content = window({"id": 1}, 8000)
    async with answering(content) as chatwoot:
        both = asyncio.gather(*(chatwoot.messages.list(1) for _ in range(2)))
        outside = set()
        while not both.done():
            outside.add(gc.isenabled())
            await asyncio.sleep(0)
        await both
    async with answering(b"[" * LONG_BODY) as chatwoot:
        with pytest.raises(DecodeError):
            await chatwoot.messages.list(1)

    assert (inside, outside) == ({False}, {True})
    assert gc.isenabled()


async def test_the_collector_does_not_look_at_what_a_request_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser of `Chatwoot.request` runs without the collector, which is on again afterwards."""
    inside: set[bool] = set()

    def loads(content: bytes) -> Any:
        inside.add(gc.isenabled())
        return json.loads(content)

    monkeypatch.setattr("aiochatwoot._core.loads", loads)
    async with answering(b"[1]") as chatwoot:
        assert await chatwoot.request("GET", "/x") == [1]
    assert (inside, gc.isenabled()) == ({False}, True)


async def test_a_cancelled_read_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A read that is cancelled between two slices leaves the collector on, and does not block the next long body."""
    now = iter(range(10_000_000))
    monkeypatch.setattr(CLOCK, now.__next__)
    async with answering(window({"id": 1}, 8000)) as chatwoot:
        reading = asyncio.ensure_future(chatwoot.messages.list(1))
        for _ in range(100):
            await asyncio.sleep(0)
        assert 10 < next(now) < 8000
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert gc.isenabled()
        assert len((await chatwoot.messages.list(1)).payload) == 8000


# --- reports ------------------------------------------------------------------------------------------------------


async def test_a_report_is_bounded(caplog: pytest.LogCaptureFixture) -> None:
    """The hook gets the first deviations; the last one has the number of the others, and so has the log."""
    heard: list[Deviation] = []
    async with answering(window({"odd": 1}, 20_000), on_drift=heard.append) as chatwoot:
        with caplog.at_level(logging.WARNING, logger="aiochatwoot.drift"):
            assert len((await chatwoot.messages.list(1)).payload) == 20_000

    assert len(heard) == MOST_FOUND
    assert {each.more for each in heard[:-1]} == {0}
    required = sum(each.required for each in models.Message._fields.values())
    assert 20_000 * (required + 1) - MOST_FOUND == heard[-1].more
    assert f"(and {heard[-1].more} more deviations)" in caplog.text


async def test_the_error_of_strict_mode_is_bounded() -> None:
    """The error names twenty deviations, and the number of the others."""
    async with answering(window({"odd": 1}, 20_000), drift="strict") as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.messages.list(1)

    required = sum(each.required for each in models.Message._fields.values())
    assert caught.value.message.count(": expected") == 20
    assert caught.value.message.endswith(f"; and {20_000 * (required + 1) - 20} more deviations")


def test_unknown_keys_are_counted() -> None:
    """An object with very many unknown keys keeps all of them, with a bounded report."""
    data = {"id": 1, **{f"k{number}": number for number in range(5000)}}
    row, found = decoded(Row, data)

    assert row.to_dict() == data
    assert {**data, "id": 1}.keys() - {"id"} == row.additional_properties.keys()
    assert (len(found), found.more) == (MOST_FOUND, 5000 - MOST_FOUND)


def test_a_body_of_another_kind_is_an_error_whatever_else_came() -> None:
    """Surplus keys of an envelope do not hide that its content has another type."""
    operation: Operation[Any] = Operation(id="x.get", method="GET", path="/x", returns=Object(Row), unwrap=("data",))
    envelope = {**{f"k{number}": 1 for number in range(2 * MOST_FOUND)}, "data": [1]}
    with pytest.raises(DecodeError, match="expected object"):
        read_answer(operation, json.dumps(envelope).encode(), Findings())


def test_paths_are_bounded() -> None:
    """The path of a deep deviation has only its last steps, so that many of them take linear time."""
    body: Any = {"id": "x"}
    for _ in range(200):
        body = {"id": "x", "rows": [body]}
    _, found = decoded(Row, body)

    assert len(found) == 201
    longest = max(map(json_path, (each.path for each in found)), key=len)
    assert longest.startswith("$…[0].rows[0].rows[0]")
    assert len(longest) < 300


def test_a_long_key_is_looked_at_in_part() -> None:
    """Only the beginning of a key of a megabyte is shown, and searched for data."""
    assert json_path((None, "a_" * 2**19)) == f"$['{'a_' * 32}…']"


# --- remembered shapes ------------------------------------------------------------------------------------------------


def test_what_a_class_remembers_is_bounded_in_bytes() -> None:
    """With very long and ever new keys, a class remembers shapes of at most a megabyte in total."""
    for size in (10, 1000, 100_000, 2**20):
        for number in range(50):
            row, _ = decoded(Row, {"id": 1, f"{number}" + "k" * size: 1})
            assert row.id == 1

    shapes = decoder(Row)._shapes
    assert 50 < len(shapes) < 150
    assert sum(getsizeof(key) for shape in shapes for key in shape) <= 2**20
