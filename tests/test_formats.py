"""Kinds of text with a format, and unions distinguished by a key, by keys or by types: decoded and encoded without
loss.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import uuid
from typing import Any

import pytest

from aiochatwoot import Chatwoot
from aiochatwoot._wire.arguments import Parameter, warn_deprecated
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings
from aiochatwoot._wire.formats import Formatted, Text
from aiochatwoot._wire.kinds import AnyOf, Anything, ByKeys, Kind, ListOf, MapOf, Object, OneOf, Plain, Timestamp, field
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.operation import Operation, prepare, read_answer
from aiochatwoot.errors import DecodeError, InvalidRequestError
from aiochatwoot.settings import Secret, Settings

from .generator.loopback import loopback

UUID = "5adf447b-c831-4133-855b-d056988b0b99"


@declare
class Cat(Model):
    kind: str = field(Plain("string"))
    lives: int = field(Plain("integer"))


@declare
class Dog(Model):
    kind: str = field(Plain("string"))
    _more = MapOf(Plain("integer"))


@declare
class Holder(Model):
    when: Any = field(Formatted("date"), default=None)
    ids: Any = field(ListOf(Formatted("uuid")), default=None)
    pet: Any = field(AnyOf((Plain("string"), ListOf(Object(Cat)), MapOf(Timestamp("iso")))), default=None)
    inner: Any = field(Object("test_formats:Holder"), default=None)
    made: Any = field(Plain("integer"), default=None, read_only=True)


BY_KIND = OneOf("kind", {"cat": Object(Cat), "dog": Object(Dog)})
BY_NUMBER = OneOf("kind", {1: Object(Cat), 2: Object(Dog)})
BY_KEYS = ByKeys(Object(Cat), Object(Dog))


def prepared(parameters: list[Parameter], arguments: dict[str, Any], **more: Any) -> Any:
    """Prepare the request of an operation with these parameters."""
    operation: Operation[Any] = Operation(
        id="a.b", method="POST", path="/", returns=None, parameters=tuple(parameters), **more
    )
    return prepare(
        operation,
        {each.argument: None for each in parameters} | arguments,
        Settings(base_url="https://x.test", token=Secret(None)),
    )


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("date", "2026-02-03", dt.date(2026, 2, 3)),
        ("time", "10:11:12+01:00", dt.time(10, 11, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))),
        ("duration", "P3DT14400S", dt.timedelta(days=3, hours=4)),
        ("duration", "P0DT0.500000S", dt.timedelta(milliseconds=500)),
        ("duration", "P1Y2M", "P1Y2M"),
        ("uuid", UUID, uuid.UUID(UUID)),
        ("byte", "aGVsbG8=", b"hello"),
    ],
)
def test_formats(name: Any, text: str, value: Any) -> None:
    """A text with a format is decoded to a Python object, written back unchanged, and can be sent."""
    kind = Formatted(name)
    found = Findings()
    assert decode(kind, text, found) == value
    assert kind.encode(value) == text
    assert kind.check(value) is None
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("date", "20260203"), ("duration", "P"), ("duration", "PT"), ("uuid", "x"), ("byte", "?"), ("date", 7)],
)
def test_other_text_deviates(name: Any, text: Any) -> None:
    """Text in another format is reported, and kept."""
    found = Findings()
    assert Formatted(name).decoder()(text, (None, "a"), found) == text
    assert [Formatted(name).words()] == [each.expected for each in found]
    assert Formatted(name).encode(text) == text


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (Formatted("date"), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), ": expected a date, got datetime"),
        (Formatted("uuid"), UUID, ": expected a UUID, got str"),
        (Formatted("duration"), "three", ": 'three' is no ISO 8601 duration"),
        (Formatted("duration"), -dt.timedelta(1), ": datetime.timedelta(days=-1) is negative"),
        (BY_KIND, {"kind": "fish"}, ": expected object with kind cat, dog, got dict"),
        (BY_KIND, {"kind": "cat"}, ".lives: is missing"),
        (BY_KIND, 7, ": expected object with kind cat, dog, got int"),
        (BY_KEYS, {}, ": expected object (Cat) or object (Dog), got dict"),
        (OneOf("kind", {}, beside=True), 7, ": expected object, got int"),
        (Object(Holder), {"inner": {"inner": {"when": 1}}}, ".inner.inner.when: expected a date"),
    ],
)
def test_what_cannot_be_sent(kind: Kind, value: Any, problem: str) -> None:
    """The error for an invalid value names its position."""
    assert str(kind.check(value)).startswith(problem)


@pytest.mark.parametrize(("kind", "value"), [(BY_KIND, "cat"), (BY_NUMBER, 1), (BY_KEYS, "any")])
def test_unions_of_objects(kind: Any, value: Any) -> None:
    """The discriminator, or the present keys, select the model; it is written back unchanged."""
    found = Findings()
    came = {"kind": value, "lives": 9}
    cat = decode(kind, json.loads(json.dumps(came)), found) if value != 1 else kind.top(came, None, found)
    assert isinstance(cat, Cat)
    for each in (cat, came):
        assert (kind.check(each) if value != 1 else None, kind.encode(each)) == (None, came)
    assert {} == kind.encode({}) == kind.decoder()({}, (None, "a"), found)
    assert kind.decoder()("x", (None, "a"), found) == "x"


def test_an_integer_is_no_boolean() -> None:
    """An integer discriminator does not match true for 1, wherever the union is."""

    @declare
    class Numbered(Model):
        pet: Any = field(BY_NUMBER)

    assert Numbered.from_dict({"pet": {"kind": True}}).to_dict() == {"pet": {"kind": True}}
    assert isinstance(Numbered.from_dict({"pet": {"kind": 1, "lives": 9}}).pet, Cat)


@pytest.mark.parametrize(
    "came",
    [
        {"when": "2026-02-03", "ids": [UUID.upper()], "pet": [{"kind": "cat", "lives": 9}]},
        {"when": "soon", "ids": ["x"], "pet": [{"kind": 1}], "inner": {"pet": {"a": "2026-01-01T00:00:00Z"}}},
        {"pet": [{"kind": "a"}], "inner": {"pet": 7}},
        {"pet": {"a": "2026-01-01T00:00:00.000Z", "b": 7}},
    ],
)
def test_models_write_what_came(came: dict[str, Any]) -> None:
    """Models in unions, also in lists, are written back as JSON, with any deviations."""
    holder = Holder.from_dict(came)
    assert json.loads(json.dumps(holder.to_dict())) == came
    holder.pet = [Cat(kind="cat", lives=9), 7]
    assert holder.to_dict()["pet"] == [{"kind": "cat", "lives": 9}, 7]


def test_keys_beside() -> None:
    """Additional keys that the contract allows are not reported; their values are checked."""
    found = Findings()
    dog = decode(Object(Dog), {"kind": "a", "x": 1, "y": "2"}, found)
    assert dog.to_dict() == {"kind": "a", "x": 1, "y": "2"}
    assert [each.expected for each in found] == ["integer"]
    assert [Object(Dog).check(each) for each in [dog]] == ["['y']: expected integer, got str '2'"]
    assert Object(Dog).encode({"kind": "a", "x": 1}) == {"kind": "a", "x": 1}


def test_keys_beside_are_typed() -> None:
    """Additional keys are decoded to the types in the contract, also in requests, and written back unchanged."""

    @declare
    class Week(Model):
        first: str = field(Plain("string"))
        _more = MapOf(AnyOf((Timestamp("epoch"), Object("test_formats:Cat"))))

    came = {"first": "monday", "a": 1795410372, "b": "2026-11-23T05:06:12Z", "c": {"kind": "x", "lives": 9}}
    week = Week.from_dict(came)
    others = week.additional_properties
    moment = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=dt.UTC)

    assert [*others.values()] == [moment, moment, Cat(kind="x", lives=9)]
    assert came == week.to_dict() == Week.from_dict(week.to_dict()).to_dict()
    assert copy.deepcopy(week).to_dict() == came
    others["d"] = moment
    assert week.to_dict() == came | {"b": 1795410372, "d": 1795410372}
    assert Object(Week).encode({"first": "m", "d": moment}) == {"first": "m", "d": 1795410372}
    assert Object(Week).check({"first": "m", "d": "x"}) == "['d']: expected a datetime, got str 'x'"
    assert Object(Week).check(week) is None


@declare
class Account(Model):
    pin: Any = field(Plain("string"), default=None, write_only=True)
    code: Any = field(Plain("string"), read_only=True)


def test_what_only_one_side_sends() -> None:
    """A request must have a write-only key, which no response has, and may lack a read-only one."""
    found = Findings()
    of = Object(Account)

    assert of.check({"code": "c"}) == ".pin: is missing"
    assert of.check({"pin": "1"}) is None
    assert of.decoder()({"code": "c"}, None, found).pin is None
    assert found == []


def test_nothing_but_null() -> None:
    """A value that can only be null reads as None; anything else is reported, kept, and not sent."""
    null = AnyOf((), nullable=True)
    found = Findings()
    assert [null.decoder()(each, (None, "a"), found) for each in (None, 7)] == [None, 7]
    assert [each.expected for each in found] == ["null"]
    assert [null.check(each) for each in (None, 7)] == [None, ": expected null, got int 7"]


def test_circles_can_be_sent() -> None:
    """Classes named by text are resolved, also in lists, maps and unions; read-only keys may be omitted."""
    nested = Object("test_formats:Cat")
    for kind in (ListOf(nested), MapOf(nested), AnyOf((nested,)), OneOf("kind", {"a": nested}), ByKeys(nested)):
        nested.model = "test_formats:Cat"
        kind.bind(Holder)
        seen: Any = nested.model
        assert Cat is seen
    assert Object(Holder).check(Holder(inner=Holder(when=dt.date(2026, 1, 1)))) is None


# --- requests ---


def test_headers_and_cookies() -> None:
    """Headers are sent unchanged, cookies escaped, and both together."""
    text = Plain("string")
    parameters = [
        Parameter("header", "X-A", text, argument="a"),
        *(Parameter("cookie", name, text) for name in ("b", "c")),
        Parameter("header", "X-D", ListOf(text), argument="d", separator=","),
    ]
    sent = prepared(parameters, {"a": "1", "b": "2;", "c": "3", "d": []}, accept="text/csv")
    assert sent.headers == {"Accept": "text/csv", "X-A": "1", "Cookie": "b=2%3B; c=3"}
    with pytest.raises(InvalidRequestError, match=r"a: 'x\\ny' cannot be sent as the header X-A"):
        prepared(parameters, {"a": "x\ny"})


def test_queries() -> None:
    """Lists are joined, objects become pairs, with or without the parameter's name."""
    maps = MapOf(Plain("integer", nullable=True))
    parameters = [
        Parameter("query", "l", ListOf(Plain("integer")), separator="|"),
        Parameter("query", "f", maps),
        Parameter("query", "d", maps, deep=True),
    ]
    sent = prepared(parameters, {"l": [1, 2], "f": {"a": 1, "b": None}, "d": {"c": 2}})
    assert sent.query == (("l", "1|2"), ("a", "1"), ("d[c]", "2"))


def test_an_item_that_would_be_two() -> None:
    """An item that contains the separator of its list is refused; a text instead of a list is sent unchanged."""
    parameter = Parameter("query", "l", AnyOf((Plain("string"), ListOf(Plain("string")))), separator=",")
    assert prepared([parameter], {"l": "a,b"}).query == (("l", "a,b"),)
    assert prepared([parameter], {"l": ["a|b", "c"]}).query == (("l", "a|b,c"),)
    with pytest.raises(InvalidRequestError, match=r"^l\[1\]: 'b,c' has ',', which separates the items$"):
        prepared([parameter], {"l": ["a", "b,c"]})


def test_nulls_in_lists() -> None:
    """Free-form lists keep nulls for servers that do not drop them."""
    value = {"a": [1, None, {"b": [None]}]}
    assert Anything(nulls=True).check(value) is None
    assert json.loads(prepared([Parameter("body", "v", Anything(nulls=True))], {"v": value}).content) == {"v": value}
    assert Anything().check(value) == ".a: None in a list: the server would drop it"


FORM = [
    Parameter("body", "a", Plain("string")),
    Parameter("body", "l", ListOf(Plain("integer"))),
    Parameter("body", "o", MapOf(Plain("integer"))),
]


def test_forms() -> None:
    """Lists repeat their name, objects are JSON; a multipart form needs no file."""
    sent = prepared(FORM, {"a": "b c", "l": [1, 2], "o": {"k": 1}}, body="form")
    assert sent.content == b"a=b+c&l=1&l=2&o=%7B%22k%22%3A1%7D"
    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert prepared(FORM, {"a": "b"}, body="multipart").content.content_type.startswith("multipart/form-data")
    with pytest.raises(InvalidRequestError, match="a: None cannot be sent in a form"):
        prepared([Parameter("body", "a", Plain("string", nullable=True))], {}, body="form")


def test_bodies() -> None:
    """A whole body is sent unchanged, with its media type; an optional one is omitted or complete."""
    whole = [Parameter("content", "body", ListOf(Plain("integer")))]
    assert (
        (sent := prepared(whole, {"body": [1]}, body="a/b+json")).content,
        sent.headers,
    ) == (b"[1]", {"Content-Type": "a/b+json"})
    assert prepared(whole, {}).content is None
    keys = [Parameter("body", "a", Plain("string"), required=True), Parameter("body", "b", Plain("string"))]
    assert prepared(keys, {}, body_is_optional=True).content is None
    with pytest.raises(InvalidRequestError, match="a: is missing, and a body must have it"):
        prepared(keys, {"b": "c"}, body_is_optional=True)


# --- responses ---


def test_text() -> None:
    """A response may be text."""
    text: Operation[str] = Operation(id="a.b", method="GET", path="/", returns=Text(), accept="text/plain")
    assert read_answer(text, "é".encode(), Findings()) == "é"
    assert read_answer(text, "\ufeffa,b".encode(), Findings()) == "a,b"  # a byte order mark is not part of the text
    with pytest.raises(DecodeError, match="expected text in UTF-8"):
        read_answer(text, b"\xff", Findings())


def test_deprecated() -> None:
    """A method that the contract marks deprecated warns its caller."""

    def method() -> None:
        warn_deprecated("a.b")

    with pytest.warns(DeprecationWarning, match=r"a\.b is deprecated") as caught:
        method()
    assert caught[0].filename == __file__


async def test_anonymous() -> None:
    """An operation with `security: []` is called without the token, also after a redirect."""
    operation: Operation[int] = Operation(id="a.b", method="GET", path="/a", returns=Plain("integer"), anonymous=True)
    async with loopback() as server, Chatwoot(server.base_url, token="secret", account_id=1) as client:
        server.redirect("/b")
        server.answer(7)
        assert await client._core.call(operation, {}) == 7

    assert [each.path for each in server.requests] == ["/a", "/b"]
    assert [each for each in server.requests if "secret" in str(each.headers)] == []


def test_json_of_another_media_type() -> None:
    """A response with a declared media type may still be JSON."""
    number: Operation[int] = Operation(id="a.b", method="GET", path="/", returns=Plain("integer"), accept="a/b+json")
    assert read_answer(number, b"5", Findings()) == 5
