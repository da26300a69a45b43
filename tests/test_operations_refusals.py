"""Operations: which arguments are refused, before a request is sent."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot import UNSET, File, InvalidRequestError
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.kinds import (
    AnyOf,
    Anything,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Object,
    OneOf,
    Plain,
    Timestamp,
    field,
)
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.operation import prepare

from .operations import INTEGER, STRING, UTC_MOMENT, Colour, Item, Settings, Size, body, operation, query

NAIVE = UTC_MOMENT.replace(tzinfo=None)


def refusal(kind: Kind, value: Any, **more: Any) -> str:
    """Return the message with which a value is refused."""
    with pytest.raises(InvalidRequestError) as caught:
        query(kind, value, **more)
    return caught.value.message


class _Valued:
    value = "red"

    def __repr__(self) -> str:
        return "<valued>"


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (INTEGER, "5", "expected integer, got str '5'"),
        (INTEGER, True, "expected integer, got bool True"),
        (INTEGER, 1.0, "expected integer, got float 1.0"),
        (INTEGER, UNSET, "expected integer, got Unset UNSET"),
        (STRING, 5, "expected string, got int 5"),
        (STRING, b"a", "expected string, got bytes b'a'"),
        (STRING, "\ud800", "half of a surrogate pair cannot be sent: '\\ud800'"),
        (STRING, 10**50, "expected string, got int 1000000000000000000000000000000000000000"),
        (Plain("number"), float("nan"), "expected a finite number, got nan"),
        (Plain("number"), float("-inf"), "expected a finite number, got -inf"),
        (Plain("number"), True, "expected number, got bool True"),
        (Plain("boolean"), 1, "expected boolean, got int 1"),
        (Timestamp("epoch"), 1795410372, "expected a datetime, got int 1795410372"),
        (Timestamp("iso"), "2026-11-23T05:06:12Z", "expected a datetime, got str '2026-11-23T05:06:12Z'"),
        (Timestamp("epoch"), NAIVE, "expected a datetime with a time zone, got one without"),
        (Enumeration(Colour), "green", "'green' is not one of red, blue"),
        (Enumeration(Colour), Colour("green"), "<Colour.green: 'green'> is not one of red, blue"),
        (Enumeration(Colour), ["red"], "['red'] is not one of red, blue"),
        (Enumeration(Colour), _Valued(), "<valued> is not one of red, blue"),
        (Enumeration(Size), True, "True is not one of 0, 1"),
        (Enumeration(Size), 2, "2 is not one of 0, 1"),
        (Enumeration(Colour, extensible=True), 5, "5 is not one of red, blue"),
        (ListOf(STRING), "ab", "expected a list, got str 'ab'"),
        (ListOf(STRING), b"ab", "expected a list, got bytes b'ab'"),
        (ListOf(STRING), {"a"}, "expected a list, got set {'a'}"),
        (MapOf(INTEGER), [1], "expected a dict, got list [1]"),
        (AnyOf((INTEGER, STRING)), 0.5, "expected integer, got float 0.5"),
        (Object(Item), 5, "expected object (Item), got int 5"),
        (OneOf("type", {"item": Object(Item)}), 5, "expected object with type item, got int 5"),
    ],
)
def test_refused(kind: Kind, value: Any, problem: str) -> None:
    """Values that violate the contract are refused before anything is sent; the message begins with the argument."""
    assert f"key: {problem}" == refusal(kind, value)


@pytest.mark.parametrize("place", ["path", "query", "body"])
def test_required(place: Any) -> None:
    """A required argument can be neither None nor omitted, wherever it is sent."""
    found = operation(Parameter(place, "key", STRING, required=True), path="/{key}" if place == "path" else "/x")

    with pytest.raises(InvalidRequestError, match=r"^key: expected string, got None$"):
        prepare(found, {"key": None}, Settings())
    with pytest.raises(InvalidRequestError, match=r"^key: expected string, got Unset UNSET$"):
        prepare(found, {"key": UNSET}, Settings())


@pytest.mark.parametrize("json", ["integer", "number"])
def test_bounds(json: Any) -> None:
    """Bounds are inclusive, and part of the message."""
    kind = Plain(json, minimum=1, maximum=10)

    assert "key: 0 is below 1" == refusal(kind, 0)
    assert "key: 11 is above 10" == refusal(kind, 11)
    assert ["1"] == query(kind, 1)
    assert ["10"] == query(kind, 10)


def test_bounds_of_a_fraction() -> None:
    """Numbers other than integers have bounds, too."""
    assert "key: 0.5 is below 1" == refusal(Plain("number", minimum=1), 0.5)
    assert "key: 10.5 is above 10" == refusal(Plain("number", maximum=10), 10.5)


def test_the_least_length_of_a_text() -> None:
    """A sent text has a minimum length; a secret one is not shown."""
    assert "key: is empty" == refusal(Plain("string", min_length=1), "")
    assert "key: has fewer than 3 characters" == refusal(Plain("string", min_length=3), "ab")
    assert ["abc"] == query(Plain("string", min_length=3), "abc")


@pytest.mark.parametrize("value", [b"hunter2", ["hunter2"], "hunter2\ud800"])
def test_a_secret_is_in_no_error(value: Any) -> None:
    """A password of a wrong type, or with a lone surrogate, is refused without being shown."""
    found = refusal(Plain("string", secret=True), value)

    assert found.startswith("key: ")
    assert "hunter2" not in found


@declare
class Order(Model):
    item_ids: list[int] = field(ListOf(Plain("integer", minimum=1)))
    by_name: dict[str, Item] | None = field(MapOf(Object(Item)), default=None, key="byName")


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (ListOf(STRING), ["a", 5], "key[1]: expected string, got int 5"),
        (ListOf(Timestamp("epoch")), [NAIVE], "key[0]: expected a datetime with a time zone, got one without"),
        (ListOf(ListOf(Plain("integer", maximum=9))), [[1], [2, 10]], "key[1][1]: 10 is above 9"),
        (MapOf(INTEGER), {"a": "b"}, "key['a']: expected integer, got str 'b'"),
        (AnyOf((INTEGER, ListOf(INTEGER))), "x", "key: expected integer, got str 'x'"),
        (Object(Order), {"item_ids": [3, 0]}, "key.item_ids[1]: 0 is below 1"),
        (Object(Order), Order(item_ids=[3, 0]), "key.item_ids[1]: 0 is below 1"),
        (Object(Order), {"byName": {}}, "key.item_ids: is missing"),
        (Object(Order), {"item_ids": [], "byName": {"a": {"id": "1"}}}, "key.byName['a'].id: expected integer, got"),
    ],
)
def test_what_is_wrong_inside_is_refused_with_its_place(kind: Kind, value: Any, problem: str) -> None:
    """Elements, values and keys inside an argument are checked like arguments, and named."""
    with pytest.raises(InvalidRequestError) as caught:
        body(kind, value)

    assert caught.value.message.startswith(problem)


@pytest.mark.parametrize(
    ("body", "files", "message"),
    [
        (None, [File(b"x", name="x")], "key: None cannot be sent together with a file; use two calls"),
        ("text", b"x", "files: expected a list of files, got bytes b'x'"),
        ("text", 5, "files: expected a list of files, got int 5"),
    ],
)
def test_refused_forms(body: Any, files: Any, message: str) -> None:
    """Values that a form cannot hold are refused, and so are files that are not a list."""
    upload = operation(
        Parameter("body", "key", Plain("string", nullable=True)), Parameter("file", "files", ListOf(Anything()))
    )
    with pytest.raises(InvalidRequestError) as caught:
        prepare(upload, {"key": body, "files": files, "on_progress": None}, Settings())
    assert message == str(caught.value)
