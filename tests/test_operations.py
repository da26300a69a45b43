"""Operations: how the arguments of a call become a request."""

from __future__ import annotations

import datetime as dt
import json
from collections import UserList
from collections.abc import Mapping
from typing import Any

import pytest

from aiochatwoot import UNSET, InvalidRequestError
from aiochatwoot._wire import json as wire_json
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.json import dump_json
from aiochatwoot._wire.kinds import AnyOf, Anything, Enumeration, Kind, ListOf, MapOf, Object, Plain, Timestamp
from aiochatwoot._wire.operation import PreparedRequest, prepare

from .operations import INTEGER, STRING, UTC_MOMENT, Colour, Item, Settings, Size, body, operation, query

JAKARTA = UTC_MOMENT.astimezone(dt.timezone(dt.timedelta(hours=7)))


def test_places() -> None:
    """Arguments are sent where the contract puts them, under its names, in its order."""
    made = prepare(
        operation(
            Parameter("path", "account_id", INTEGER, setting="account_id"),
            Parameter("query", "labels[]", ListOf(STRING), argument="labels"),
            Parameter("query", "page", INTEGER),
            Parameter("query", "q", STRING),
            Parameter("body", "snoozedUntil", STRING, argument="snoozed_until"),
            path="/accounts/{account_id}/x",
        ),
        {"account_id": None, "labels": ["a&b", "c"], "page": 2, "q": None, "snoozed_until": "ü"},
        Settings(),
    )

    assert '{"snoozedUntil":"ü"}'.encode() == made.content
    assert made.path == "/accounts/2/x"
    assert made.query == (("labels[]", "a&b"), ("labels[]", "c"), ("page", "2"))


def test_no_body() -> None:
    """An operation without a body sends none; if all keys of a body are omitted, an empty object is sent."""
    assert prepare(operation(), {}, Settings()) == PreparedRequest("/x", (), None)
    assert prepare(operation(Parameter("body", "a", STRING)), {"a": UNSET}, Settings()) == PreparedRequest(
        "/x", (), b"{}"
    )


def test_setting() -> None:
    """A setting replaces a missing argument; if it is not set, the settings report that."""
    parameter = Parameter("path", "account_id", Plain("integer", minimum=1), setting="account_id")
    found = operation(parameter, path="/{account_id}")

    assert prepare(found, {"account_id": None}, Settings()).path == "/2"
    assert prepare(found, {"account_id": 3}, Settings()).path == "/3"
    with pytest.raises(LookupError, match="account_id"):
        prepare(found, {"account_id": None}, Settings(None))
    with pytest.raises(InvalidRequestError, match=r"^account_id: 0 is below 1$"):
        prepare(found, {"account_id": 0}, Settings())


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (STRING, UNSET, UNSET),
        (Plain("string", nullable=True), None, None),
        (STRING, "ü", "ü"),
        (INTEGER, 5, 5),
        (INTEGER, Size.LARGE, 1),
        (Plain("number"), 5, 5),
        (Plain("number"), 0.5, 0.5),
        (Plain("boolean"), False, False),
        (Anything(), {"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
        (Anything(), None, None),
        (Timestamp("epoch"), UTC_MOMENT.replace(microsecond=0), 1795410372),
        (Timestamp("epoch"), JAKARTA.replace(microsecond=0), 1795410372),
        (Timestamp("epoch_float"), UTC_MOMENT, 1795410372.554),
        (Timestamp("iso"), UTC_MOMENT, "2026-11-23T05:06:12.554Z"),
        (Timestamp("iso"), JAKARTA, "2026-11-23T05:06:12.554Z"),
        (Timestamp("iso", nullable=True), None, None),
        (Enumeration(Colour), Colour.RED, "red"),
        (Enumeration(Colour), "red", "red"),
        (Enumeration(Size), Size.SMALL, 0),
        (Enumeration(Size), 1, 1),
        (Enumeration(Colour, nullable=True), None, None),
        (Enumeration(Colour, extensible=True), "green", "green"),
        (Enumeration(Colour, extensible=True), Colour("green"), "green"),
        (ListOf(STRING), [], []),
        (ListOf(STRING), ("a", "b"), ["a", "b"]),
        (ListOf(STRING), UserList(["a", "b"]), ["a", "b"]),
        (ListOf(INTEGER), range(2), [0, 1]),
        (ListOf(STRING, nullable=True), None, None),
        (ListOf(Timestamp("epoch")), [dt.datetime(1970, 1, 1, tzinfo=dt.UTC)], [0]),
        (ListOf(Enumeration(Colour)), [Colour.RED, "blue"], ["red", "blue"]),
        (ListOf(Object(Item)), [Item(id=1), {"id": 2}], [{"id": 1}, {"id": 2}]),
        (MapOf(Timestamp("iso")), {"a": UTC_MOMENT}, {"a": "2026-11-23T05:06:12.554Z"}),
        (MapOf(INTEGER), {}, {}),
        (AnyOf((INTEGER, STRING)), "a", "a"),
        (AnyOf((INTEGER, Timestamp("epoch"))), UTC_MOMENT.replace(microsecond=0), 1795410372),
        (AnyOf((INTEGER, STRING), nullable=True), None, None),
        (AnyOf((INTEGER, ListOf(STRING))), ["a"], ["a"]),
        (Object(Item), Item(id=1), {"id": 1}),
        (Object(Item), {"id": 1, "more": 2}, {"id": 1, "more": 2}),
    ],
)
def test_body_values(kind: Kind, value: Any, expected: Any) -> None:
    """In a body, UNSET keys are absent, None is null, and timestamps have the contract's form."""
    assert body(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (STRING, "a b", ["a b"]),
        (STRING, "", [""]),
        (INTEGER, 5, ["5"]),
        (Plain("number"), 0.5, ["0.5"]),
        (Plain("boolean"), True, ["true"]),
        (Plain("boolean"), False, ["false"]),
        (Enumeration(Colour), Colour.RED, ["red"]),
        (Enumeration(Size), Size.LARGE, ["1"]),
        (Timestamp("epoch"), JAKARTA.replace(microsecond=0), ["1795410372"]),
        (ListOf(STRING), [], []),
        (ListOf(INTEGER), range(3), ["0", "1", "2"]),
        (ListOf(Plain("boolean")), (True,), ["true"]),
        (STRING, None, []),
    ],
)
def test_query_values(kind: Kind, value: Any, expected: list[str]) -> None:
    """In a query, None is absent, lists repeat their name, and booleans are written as in JSON."""
    assert query(kind, value) == expected


def _segment(value: Any) -> str:
    return prepare(operation(Parameter("path", "key", STRING), path="/{key}"), {"key": value}, Settings()).path


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("a/b", "/a%2Fb"),
        ("a b?c#d%", "/a%20b%3Fc%23d%25"),
        ("é", "/%C3%A9"),
        ("%2e%2e", "/%252e%252e"),
        ("...", "/..."),
        ("a..b", "/a..b"),
        ("{key}", "/%7Bkey%7D"),
    ],
)
def test_path_values(value: str, path: str) -> None:
    """Any text in a path is a single segment."""
    assert _segment(value) == path


@pytest.mark.parametrize("value", ["", " ", "\n", ".", "..", " .. ", "../x", "x/..", "a/./b", "a\\..\\b", "a/ .. "])
def test_refused_path_values(value: str) -> None:
    """No path value walks up, or removes a segment."""
    with pytest.raises(InvalidRequestError) as caught:
        _segment(value)

    assert caught.value.message == f"key: {value!r} cannot be part of a path"


def _circle() -> list[Any]:
    circle: list[Any] = []
    circle.append(circle)
    return circle


def _deep() -> list[Any]:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    return deep


@pytest.mark.parametrize(
    "make", [lambda: object(), lambda: float("nan"), lambda: "\ud800", _circle, _deep, lambda: {(): 1}]
)
def test_no_json(make: Any) -> None:
    """Values that are not JSON are refused by their place."""
    with pytest.raises(InvalidRequestError, match=r"^json(\.a(\[0\])?)?: "):
        dump_json({"a": make()}, "json")


def test_the_place_in_a_long_list_is_found_by_halving(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of a value that is not JSON is found with few attempts, however long the list is."""
    attempts: list[object] = []
    dump = wire_json._dump

    def counting(value: object) -> bytes:
        attempts.append(value)
        return dump(value)

    monkeypatch.setattr(wire_json, "_dump", counting)
    rows: list[dict[str, object]] = [{"id": number, "name": "Rani"} for number in range(10_000)]
    rows[7777]["name"] = object()
    with pytest.raises(InvalidRequestError, match=r"^json\[7777\]\.name: "):
        dump_json(rows, "json")

    assert len(attempts) < 20


def test_json_is_utf8_and_short() -> None:
    """Bodies are UTF-8, without optional spaces."""
    assert '{"a":[1,"ü🦊"]}'.encode() == dump_json({"a": [1, "ü🦊"]}, "json")


def test_arguments_are_not_changed() -> None:
    """Preparing a request does not modify the caller's values."""
    labels = UserList(["a"])
    arguments: Mapping[str, Any] = {"key": labels}
    prepare(operation(Parameter("query", "key", ListOf(STRING))), arguments, Settings())

    assert arguments == {"key": labels}
    assert labels == ["a"]


@pytest.mark.parametrize(("of_chatwoot", "day"), [(True, "2026-11-29T00:00:00.000Z"), (False, "2026-11-29")])
def test_a_day_among_custom_attributes_is_a_moment_for_chatwoot_alone(*, of_chatwoot: bool, day: str) -> None:
    """Chatwoot stores the start of the day; other products get the plain day."""
    arguments = {"custom_attributes": {"born": dt.date(2026, 11, 29)}}
    one = operation(Parameter("body", "custom_attributes", Anything()))

    prepared = prepare(one, arguments, Settings(of_chatwoot=of_chatwoot))

    assert isinstance(prepared.content, bytes)
    assert json.loads(prepared.content) == {"custom_attributes": {"born": day}}
