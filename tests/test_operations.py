"""Operations: how the arguments of a call become a request, and which arguments are refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
from collections import UserList
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from aiochatwoot import UNSET, DecodeError, File, InvalidRequestError
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.deviations import Findings
from aiochatwoot._wire.formats import Text
from aiochatwoot._wire.json import dump_json, loads
from aiochatwoot._wire.kinds import (
    AnyOf,
    Anything,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Object,
    OneOf,
    OpenIntEnum,
    OpenStrEnum,
    Plain,
    Timestamp,
    field,
)
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.operation import Operation, PreparedRequest, prepare, read_answer

UTC_MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, 554000, tzinfo=dt.UTC)
JAKARTA = UTC_MOMENT.astimezone(dt.timezone(dt.timedelta(hours=7)))
NAIVE = UTC_MOMENT.replace(tzinfo=None)
INTEGER, STRING = Plain("integer"), Plain("string")


class Colour(OpenStrEnum):
    RED = "red"
    BLUE = "blue"


class Size(OpenIntEnum):
    SMALL = 0
    LARGE = 1


@declare
class Item(Model):
    id: int = field(Plain("integer"))


@attrs.frozen
class Settings:
    """Settings with a single value."""

    account_id: int | None = 2
    of_chatwoot: bool = True

    def default_for(self, name: str, *, needed: bool) -> Any:
        """Return the value, or report that it is missing."""
        if needed and getattr(self, name) is None:
            raise LookupError(name)
        return getattr(self, name)


def operation(*parameters: Parameter, path: str = "/x", **more: Any) -> Operation[Any]:
    """Return an operation with these parameters."""
    every: dict[str, Any] = {"id": "x_do", "method": "POST", "path": path, "returns": None} | more
    return Operation(**every, parameters=parameters)


def body(kind: Kind, value: Any) -> Any:
    """Return a value as encoded in a body."""
    content = prepare(operation(Parameter("body", "key", kind)), {"key": value}, Settings()).content
    assert isinstance(content, bytes)
    return json.loads(content).get("key", UNSET)


def query(kind: Kind, value: Any, **more: Any) -> list[str]:
    """Return a value as encoded in a query."""
    prepared = prepare(operation(Parameter("query", "key[]", kind, argument="key", **more)), {"key": value}, Settings())
    assert {"key[]"} >= {name for name, _ in prepared.query}
    return [text for _, text in prepared.query]


def refusal(kind: Kind, value: Any, **more: Any) -> str:
    """Return the message with which a value is refused."""
    with pytest.raises(InvalidRequestError) as caught:
        query(kind, value, **more)
    return caught.value.message


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
    assert "/accounts/2/x" == made.path
    assert (("labels[]", "a&b"), ("labels[]", "c"), ("page", "2")) == made.query


def test_no_body() -> None:
    """An operation without a body sends none; if all keys of a body are omitted, an empty object is sent."""
    assert PreparedRequest("/x", (), None) == prepare(operation(), {}, Settings())
    assert PreparedRequest("/x", (), b"{}") == prepare(
        operation(Parameter("body", "a", STRING)), {"a": UNSET}, Settings()
    )


def test_setting() -> None:
    """A setting replaces a missing argument; if it is not set, the settings report that."""
    parameter = Parameter("path", "account_id", Plain("integer", minimum=1), setting="account_id")
    found = operation(parameter, path="/{account_id}")

    assert "/2" == prepare(found, {"account_id": None}, Settings()).path
    assert "/3" == prepare(found, {"account_id": 3}, Settings()).path
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
    assert expected == body(kind, value)


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
    assert expected == query(kind, value)


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
    assert path == _segment(value)


@pytest.mark.parametrize("value", ["", " ", "\n", ".", "..", " .. ", "../x", "x/..", "a/./b", "a\\..\\b", "a/ .. "])
def test_refused_path_values(value: str) -> None:
    """No path value walks up, or removes a segment."""
    with pytest.raises(InvalidRequestError) as caught:
        _segment(value)

    assert f"key: {value!r} cannot be part of a path" == caught.value.message


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


def test_json_is_utf8_and_short() -> None:
    """Bodies are UTF-8, without optional spaces."""
    assert '{"a":[1,"ü🦊"]}'.encode() == dump_json({"a": [1, "ü🦊"]}, "json")


def test_read_answer() -> None:
    """A response is decoded by the contract; deviations are noted, with the path from the top of the body."""
    found = Findings()
    item = read_answer(operation(returns=Object(Item)), b'{"id": 1}', found)

    assert Item(id=1) == item
    assert [] == found
    assert read_answer(operation(), b'{"what": "ever"}', found) is None
    assert read_answer(operation(), b"", found) is None


def test_read_answer_unwraps() -> None:
    """An envelope around the result is unwrapped; other keys in it are deviations."""
    found = Findings()
    item = read_answer(operation(returns=Object(Item), unwrap=("data",)), b'{"data": {"id": "1"}, "more": 5}', found)

    assert "1" == item.id
    assert [(((None, "data"), "id"), "1"), ((None, "more"), 5)] == [(row.path, row.value) for row in found]


@pytest.mark.parametrize("content", [b"[]", b"null", b"{}", b'"data"'])
def test_read_answer_without_envelope(content: bytes) -> None:
    """A missing envelope is an error."""
    with pytest.raises(DecodeError, match="the key data"):
        read_answer(operation(returns=Object(Item), unwrap=("data",)), content, Findings())


@pytest.mark.parametrize("content", [b"", b"\n", b'{"data": {}}'])
def test_read_answer_that_may_be_absent(content: bytes) -> None:
    """If the last envelope may be empty, an empty body means the same."""
    found = Findings()
    absent = operation(returns=Object(Item), unwrap=("data", "item"), may_be_absent=True)

    assert None is read_answer(absent, content, found)
    assert [] == found


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


def test_arguments_are_not_changed() -> None:
    """Preparing a request does not modify the caller's values."""
    labels = UserList(["a"])
    arguments: Mapping[str, Any] = {"key": labels}
    prepare(operation(Parameter("query", "key", ListOf(STRING))), arguments, Settings())

    assert {"key": labels} == arguments
    assert ["a"] == labels


@pytest.mark.parametrize("is_enabled", [True, False])
@pytest.mark.parametrize("content", [b"[" + b"1," * 10_000 + b"1]", b"[1]", b"[" + b" " * 10_000])
def test_no_garbage_is_collected_while_a_long_body_is_read(
    is_enabled: bool, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collector is off while a long body is decoded, and restored afterwards, also if the body is not JSON."""
    seen: list[bool] = []

    def load(content: bytes) -> Any:
        seen.append(gc.isenabled())
        return loads(content)

    monkeypatch.setattr("aiochatwoot._wire.operation.loads", load)
    if not is_enabled:
        gc.disable()
    try:
        with contextlib.suppress(DecodeError):
            read_answer(operation(returns=ListOf(INTEGER)), content, Findings())
        assert is_enabled == gc.isenabled()
    finally:
        gc.enable()
    assert [is_enabled and len(content) < 100] == seen


@pytest.mark.parametrize(("of_chatwoot", "day"), [(True, "2026-11-29T00:00:00.000Z"), (False, "2026-11-29")])
def test_a_day_among_custom_attributes_is_a_moment_for_chatwoot_alone(*, of_chatwoot: bool, day: str) -> None:
    """Chatwoot stores the start of the day; other products get the plain day."""
    arguments = {"custom_attributes": {"born": dt.date(2026, 11, 29)}}
    one = operation(Parameter("body", "custom_attributes", Anything()))

    prepared = prepare(one, arguments, Settings(of_chatwoot=of_chatwoot))

    assert isinstance(prepared.content, bytes)
    assert {"custom_attributes": {"born": day}} == json.loads(prepared.content)


def test_any_text_is_taken_for_a_response_of_text() -> None:
    """A text response is not checked: any text is accepted."""
    assert Text().check("a,b") is None
