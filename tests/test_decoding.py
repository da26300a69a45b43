"""Decodes JSON to models, and encodes them."""

from __future__ import annotations

import copy
import datetime as dt
import gc
import importlib
import json
import math
import pickle
import sys
import weakref
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import DecodeError, models
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings, json_path
from aiochatwoot._wire.json import bare_loads, loads, quick_loads
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
from aiochatwoot._wire.timestamps import UTC

from .conftest import load_capture

MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=UTC)
MILLI = MOMENT.replace(microsecond=554000)


class Colour(OpenStrEnum):
    RED = "red"


class Size(OpenIntEnum):
    SMALL = 0
    LARGE = 1


@declare
class Leaf(Model):
    kind: str = field(Plain("string"))
    at: dt.datetime | None = field(Timestamp("epoch"), default=None)


@declare
class Other(Model):
    kind: str = field(Plain("string"))


@declare
class Everything(Model):
    """A model with a field of each kind, in each position."""

    number: float | None = field(Plain("number"), default=None)
    flag: bool | None = field(Plain("boolean", nullable=True), default=None)
    secret: str | None = field(Plain("string", secret=True), default=None)
    wire_name: str | None = field(Plain("string"), default=None, key="wire name")
    colour: Colour | None = field(Enumeration(Colour), default=None)
    shade: Colour | None = field(Enumeration(Colour, extensible=True, nullable=True), default=None)
    size: Size | None = field(Enumeration(Size), default=None)
    epoch: dt.datetime | None = field(Timestamp("epoch"), default=None)
    never: dt.datetime | None = field(Timestamp("epoch", zero_is_null=True), default=None)
    precise: dt.datetime | None = field(Timestamp("epoch_float"), default=None)
    iso: dt.datetime | None = field(Timestamp("iso"), default=None)
    until: dt.datetime | None = field(Timestamp("iso", zero_is_null=True, nullable=True), default=None)
    free: Any = field(Anything(), default=None)
    leaf: Leaf | None = field(Object(Leaf, nullable=True), default=None)
    maybe: Leaf | None = field(Object(Leaf, empty=True), default=None)
    leaves: list[Leaf] | None = field(ListOf(Object(Leaf)), default=None)
    moments: list[dt.datetime] | None = field(ListOf(Timestamp("epoch")), default=None)
    by_name: dict[str, dt.datetime] | None = field(MapOf(Timestamp("iso")), default=None)
    one: Leaf | Other | dict[str, Any] | None = field(
        OneOf("kind", {"leaf": Object(Leaf), "other": Object(Other)}, empty=True), default=None
    )
    beside: Leaf | Other | None = field(
        OneOf("beside_kind", {"leaf": Object(Leaf), "other": Object(Other)}, beside=True, default="leaf"), default=None
    )
    beside_kind: str | None = field(Plain("string"), default=None)
    either: dt.datetime | bool | Leaf | None = field(
        AnyOf((Timestamp("epoch"), Plain("boolean"), Object(Leaf))), default=None
    )
    ones: list[Leaf | dict[str, Any]] | None = field(ListOf(OneOf("kind", {"leaf": Object(Leaf)})), default=None)
    beside_null: Leaf | None = field(
        OneOf("beside_kind", {"leaf": Object(Leaf)}, beside=True, nullable=True), default=None
    )
    odd_key: Leaf | None = field(Object(Leaf), default=None, key="{v} 'odd'")
    size_null: Size | None = field(Enumeration(Size, nullable=True), default=None)
    epoch_null: dt.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    never_null: dt.datetime | None = field(Timestamp("epoch", True, nullable=True), default=None)
    precise_null: dt.datetime | None = field(Timestamp("epoch_float", nullable=True), default=None)
    one_null: Leaf | dict[str, Any] | None = field(OneOf("kind", {"leaf": Object(Leaf)}, nullable=True), default=None)
    leaves_null: list[Leaf] | None = field(ListOf(Object(Leaf), nullable=True), default=None)
    words: list[str] | None = field(ListOf(Plain("string")), default=None)
    words_null: list[str | None] | None = field(ListOf(Plain("string", nullable=True), nullable=True), default=None)
    parent: Everything | None = field(Object("test_decoding:Everything"), default=None)


def run(body: Any, model: type[Model] = Everything) -> tuple[Any, list[str]]:
    """Decode a body; return the model and the reported paths. Asserts that the JSON is written back unchanged."""
    found = Findings()
    result = decode(Object(model), copy.deepcopy(body), found)
    assert json.dumps(body, sort_keys=True) == json.dumps(result.to_dict(), sort_keys=True)
    return result, [json_path(row.path) for row in found]


@pytest.mark.parametrize(
    ("name", "wire", "expected"),
    [
        ("number", 1.5, 1.5),
        ("number", 1, 1),
        ("flag", True, True),
        ("flag", None, None),
        ("secret", "s3cret", "s3cret"),
        ("wire_name", "x", "x"),
        ("colour", "red", Colour.RED),
        ("shade", "mauve", Colour("mauve")),
        ("shade", None, None),
        ("size", 1, Size.LARGE),
        ("epoch", 1795410372, MOMENT),
        ("epoch", 1795410372.0, MOMENT),
        ("epoch", 0, dt.datetime(1970, 1, 1, tzinfo=UTC)),
        ("epoch", "2026-11-23T05:06:12Z", MOMENT),
        ("epoch", "1795410372", MOMENT),
        ("never", 1795410372, MOMENT),
        ("never", 0, None),
        ("never", 0.0, None),
        ("precise", 1795410372.554, MILLI),
        ("precise", 1795410372, MOMENT),
        ("precise", 1795410372.5540001, MILLI),
        ("iso", "2026-11-23T05:06:12.554Z", MILLI),
        ("iso", "2026-11-23T12:06:12.554+07:00", MILLI),
        ("iso", "2026-11-23T05:06:12Z", MOMENT),
        ("iso", "2026-11-23T05:06:12.554000Z", MILLI),
        ("iso", "2026-11-23 05:06:12.554Z", MILLI),
        ("iso", "2026-11-23T05:06:12,554Z", MILLI),
        ("iso", "2026-11-23T05:06:12.554 UTC", MILLI),
        ("iso", 1795410372, MOMENT),
        ("until", None, None),
        ("until", 0, None),
        ("until", "2026-11-23T05:06:12.554Z", MILLI),
        ("free", {"a": [1, None]}, {"a": [1, None]}),
        ("free", None, None),
        ("leaf", {"kind": "x"}, Leaf(kind="x")),
        ("leaf", None, None),
        ("maybe", {"kind": "x"}, Leaf(kind="x")),
        ("leaves", [{"kind": "x"}], [Leaf(kind="x")]),
        ("moments", [1795410372, 1795410372.0], [MOMENT, MOMENT]),
        ("by_name", {"a": "2026-11-23T05:06:12Z"}, {"a": MOMENT}),
        ("one", {"kind": "leaf", "at": 1795410372}, Leaf(kind="leaf", at=MOMENT)),
        ("one", {"kind": "other"}, Other(kind="other")),
        ("one", {}, {}),
        ("beside", {"kind": "x"}, Leaf(kind="x")),
        ("either", True, True),
        ("either", 1795410372, MOMENT),
        ("either", {"kind": "x"}, Leaf(kind="x")),
        ("ones", [{"kind": "leaf"}], [Leaf(kind="leaf")]),
        ("beside_null", None, None),
        ("size_null", None, None),
        ("size_null", 1, Size.LARGE),
        ("epoch_null", None, None),
        ("epoch_null", 1795410372, MOMENT),
        ("never_null", None, None),
        ("never_null", 0, None),
        ("never_null", 1795410372, MOMENT),
        ("precise_null", None, None),
        ("precise_null", 1795410372.554, MILLI),
        ("precise_null", 1795410372.5540001, MILLI),
        ("one_null", None, None),
        ("one_null", {"kind": "leaf"}, Leaf(kind="leaf")),
        ("leaves", [], []),
        ("leaves_null", None, None),
        ("leaves_null", [{"kind": "x"}], [Leaf(kind="x")]),
        ("words", ["a", "b"], ["a", "b"]),
        ("words_null", ["a", None], ["a", None]),
        ("words_null", None, None),
        ("parent", {"number": 1}, Everything(number=1)),
    ],
)
def test_what_the_contract_says_is_typed(name: str, wire: Any, expected: Any) -> None:
    """Each kind yields its Python value, reports nothing, and is written back unchanged."""
    key = "wire name" if name == "wire_name" else name
    result, reported = run({key: wire})
    actual = getattr(result, name)
    assert expected == actual
    assert type(expected) is type(actual)
    assert [] == reported


@pytest.mark.parametrize(
    ("name", "wire", "at"),
    [
        ("number", "1", ""),
        ("number", True, ""),
        ("number", None, ""),
        ("flag", 0, ""),
        ("secret", 5, ""),
        ("colour", 5, ""),
        ("colour", None, ""),
        ("colour", [], ""),
        ("size", True, ""),
        ("size", "0", ""),
        ("size", 1.0, ""),
        ("epoch", True, ""),
        ("epoch", "yesterday", ""),
        ("epoch", 10**40, ""),
        ("epoch", 253402300800, ""),
        ("never", False, ""),
        ("precise", "NaN", ""),
        ("iso", "2026-13-45T00:00:00Z", ""),
        ("iso", "2026-W47-1T05:06:12.554Z", ""),
        ("iso", "20261123T05:06:12.55400Z", ""),
        ("iso", "2026-11-23T05:06:12.\u0665\u0665\u0664Z", ""),
        ("until", [], ""),
        ("leaf", [], ""),
        ("maybe", "x", ""),
        ("leaves", {"kind": "x"}, ""),
        ("moments", 5, ""),
        ("by_name", [], ""),
        ("one", "x", ""),
        ("one", None, ""),
        ("one", {"kind": "martian"}, ".kind"),
        ("one", {"kind": ["leaf"]}, ".kind"),
        ("one", {"name": "x"}, ".kind"),
        ("beside", [], ""),
        ("beside", None, ""),
        ("either", "x y", ""),
        ("iso", "2026-02-30T05:06:12.554Z", ""),
        ("size_null", True, ""),
        ("epoch_null", False, ""),
        ("precise_null", True, ""),
        ("one_null", {"kind": []}, ".kind"),
        ("words", None, ""),
        ("words", ["a", 5], "[1]"),
        ("leaves_null", [5], "[0]"),
        ("leaves_null", {}, ""),
    ],
)
def test_what_deviates_stays_as_it_came(name: str, wire: Any, at: str) -> None:
    """A value of another type stays at its attribute, is reported once with its path, and is written back."""
    result, reported = run({name: wire})
    assert wire == getattr(result, name)
    assert type(wire) is type(getattr(result, name))
    assert [f"$.{name}{at}"] == reported


def test_any_text_may_be_a_key() -> None:
    """Keys are quoted in compiled functions and in paths."""
    result, reported = run({"{v} 'odd'": {"kind": 5}})
    assert 5 == result.odd_key.kind
    assert ["$['{v} \\'odd\\''].kind"] == reported


def test_unknown_members_are_members_and_reported() -> None:
    """An unknown value becomes a member that equals it; only a closed enum reports it."""
    result, reported = run({"colour": "mauve", "size": 9, "shade": "mauve"})
    assert isinstance(result.colour, Colour)
    assert "mauve" == result.colour
    assert isinstance(result.size, Size)
    assert 9 == result.size
    assert ["$.colour", "$.size"] == reported


def test_null_where_a_moment_is_due_is_none_and_reported() -> None:
    """Null reads as None in every timestamp field, and is written back; it is reported if the contract has no null."""
    result, reported = run({"epoch": None, "never": None, "until": None})
    assert result.epoch is result.never is result.until is None
    assert ["$.epoch", "$.never"] == reported


def test_missing_and_unknown_keys() -> None:
    """A missing key reads as None, and is reported only if required; an unknown key is kept, reported, and written
    back.
    """
    result, reported = run({"leaf": {"colour": "red"}})
    assert result.number is None
    assert result.leaf.kind is None
    assert {"colour": "red"} == result.leaf.additional_properties
    assert ["$.leaf.kind", "$.leaf.colour"] == reported


def test_additional_properties_can_be_set() -> None:
    """Undeclared keys can be written, too."""
    leaf = Leaf(kind="x")
    leaf.additional_properties["new"] = [1]
    assert {"kind": "x", "new": [1]} == leaf.to_dict()
    assert Leaf(kind="x") != leaf
    leaf.additional_properties.clear()
    assert Leaf(kind="x") == leaf


def test_an_empty_object_may_stand_for_one() -> None:
    """If the contract allows an empty object, it becomes a model without attributes, and is not reported."""
    result, reported = run({"maybe": {}})
    assert result.maybe.kind is None
    assert [] == reported


def test_the_kind_may_be_named_beside_the_object() -> None:
    """The kind may be named by another key; an unknown kind is reported there, and the object stays plain JSON."""
    assert isinstance(run({"beside": {"kind": "x"}, "beside_kind": "other"})[0].beside, Other)
    result, reported = run({"beside": {"kind": "x"}, "beside_kind": "martian"})
    assert {"kind": "x"} == result.beside
    assert [] == reported
    assert {"kind": "x"} == run({"beside": {"kind": "x"}, "beside_kind": "martian"})[0].beside
    result, _ = run({"beside": {"kind": "x"}, "beside_kind": None})
    assert {"kind": "x"} == result.beside


def test_deviations_inside_of_lists_and_maps_have_their_paths() -> None:
    """A deviating element is kept; its neighbours are decoded, and the path has its index or key."""
    result, reported = run(
        {
            "leaves": [{"kind": "x"}, 5, {"kind": 6}, None],
            "moments": [1795410372, "soon"],
            "by_name": {"odd key": 5, "b": "soon"},
        }
    )
    assert [Leaf(kind="x"), 5] == result.leaves[:2]
    assert [MOMENT, "soon"] == result.moments
    assert "soon" == result.by_name["b"]
    assert ["$.leaves[1]", "$.leaves[2].kind", "$.leaves[3]", "$.moments[1]", "$.by_name.b"] == reported


def test_midnight_may_be_the_hour_24() -> None:
    """If Python parses hour 24, it is the next day, and is written back unchanged; otherwise it stays text."""
    result, reported = run({"iso": "2026-11-22T24:00:00.000Z"})

    assert result.iso in (dt.datetime(2026, 11, 23, tzinfo=UTC), "2026-11-22T24:00:00.000Z")
    assert reported == ([] if isinstance(result.iso, dt.datetime) else ["$.iso"])


def test_a_changed_moment_is_written_in_the_contract_form() -> None:
    """A timestamp is written in the received form until it is changed, then in the contract's form."""
    result, _ = run({"epoch": "2026-11-23T05:06:12Z", "never": None, "iso": 0, "moments": [1.0], "either": "5"})
    again = pickle.loads(pickle.dumps(result))
    later = MOMENT + dt.timedelta(seconds=1)
    for model in (result, again):
        model.epoch = model.never = model.iso = model.either = later
        model.moments.append(later)
        assert {
            "epoch": 1795410373,
            "never": 1795410373,
            "iso": "2026-11-23T05:06:13.000Z",
            "moments": [1, 1795410373],
            "either": 1795410373,
        } == model.to_dict()
    del result.epoch
    assert "epoch" not in result.to_dict()
    assert {"never": 0} == Everything(never=None).to_dict()


def test_models_are_written_from_scratch() -> None:
    """A model built in Python writes enums, timestamps, models, lists, maps and plain JSON by the contract."""
    model = Everything(
        colour=Colour.RED,
        until=MILLI,
        precise=MILLI,
        leaf=Leaf(kind="x", at=MOMENT),
        leaves=[Leaf(kind="y")],
        by_name={"a": MOMENT},
        either=Leaf(kind="z"),
        free={"b": 1},
        wire_name="w",
    )
    assert {
        "wire name": "w",
        "colour": "red",
        "precise": 1795410372.554,
        "until": "2026-11-23T05:06:12.554Z",
        "free": {"b": 1},
        "leaf": {"kind": "x", "at": 1795410372},
        "leaves": [{"kind": "y"}],
        "by_name": {"a": "2026-11-23T05:06:12.000Z"},
        "either": {"kind": "z"},
    } == model.to_dict()
    assert model == Everything.from_dict(model.to_dict())


def test_naive_moments_are_not_written() -> None:
    """An assigned naive datetime raises an error that says what to pass."""
    with pytest.raises(ValueError, match="pass an aware datetime"):
        Leaf(kind="x", at=dt.datetime(2026, 1, 1)).to_dict()


def test_reprs_are_short_and_hide_secrets() -> None:
    """A repr shows non-empty values, and of a secret only that it is set."""
    assert "Everything(number=1, secret=[secret])" == repr(Everything(number=1, secret="s3cret"))
    assert "Everything()" == repr(Everything(secret=""))
    assert "redacted" not in repr(run(load_capture("profile").body, models.Profile)[0])


def test_values_are_shared_not_copied() -> None:
    """Free-form JSON is the parsed object itself: nothing is copied."""
    body: dict[str, Any] = {"free": {"deep": []}}
    result = decode(Object(Everything), body, Findings())
    assert body["free"] is result.free is result.to_dict()["free"]


def test_models_can_be_referred_to_weakly() -> None:
    """Models support weak references."""
    leaf = Leaf(kind="x")
    reference = weakref.ref(leaf)
    del leaf
    gc.collect()
    assert reference() is None


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        (Object(Leaf), [], r"expected object \(Leaf\), got an array \(at \$\)"),
        (Object(Leaf), None, r"expected object \(Leaf\), got null \(at \$\)"),
        (ListOf(Object(Leaf)), {}, r"expected array, got an object \(at \$\)"),
        (Plain("string"), 5, r"expected string, got int \(at \$\)"),
    ],
)
def test_a_body_of_another_kind_is_an_error(kind: Kind, body: Any, message: str) -> None:
    """If the whole body has another type than the contract says, a DecodeError is raised."""
    with pytest.raises(DecodeError, match=message):
        decode(kind, body, Findings())


def test_the_error_of_an_envelope_names_its_key() -> None:
    """Inside an envelope, the error's path is that of the envelope's key."""
    with pytest.raises(DecodeError) as caught:
        decode(Object(Leaf), [], Findings(), (None, "data"))
    assert "$.data" == caught.value.path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the body is empty"),
        (b" \n", "the body is empty"),
        (b"<html>", "the body is not JSON"),
        (b'{"a": 1', "the body is not JSON"),
        (b'"\xff"', "the body is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"1" * 5000, "the body is not JSON"),
    ],
)
def test_bodies_that_are_no_json(content: bytes, message: str) -> None:
    """A body that is not JSON raises a DecodeError with the reason."""
    with pytest.raises(DecodeError, match=message):
        loads(content)


Quick: TypeAlias = Callable[[bytes], Any]


@pytest.fixture(scope="module", params=["bare_loads", pytest.param("msgspec", marks=pytest.mark.extra)])
def quick(request: pytest.FixtureRequest) -> Quick:
    """Functions that may parse a body before json.loads does; the extra [fast] provides msgspec's."""
    return bare_loads if request.param == "bare_loads" else importlib.import_module("msgspec.json").decode


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", 10**40, -(2**63) - 1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def test_a_body_is_one_value() -> None:
    """What follows a value is an error, and not left unread."""
    with pytest.raises(ValueError, match="more than one value"):
        bare_loads(b"1 2")


@pytest.mark.law
@given(
    content=st.builds(
        lambda value, is_ascii, before, cut, after: (
            before + json.dumps(value, ensure_ascii=is_ascii)[cut:] + after
        ).encode(errors="surrogatepass"),
        _JSON,
        st.booleans(),
        st.sampled_from(["", "", "", " ", "\ufeff", "-", "0", "["]),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from(["", "", "", "\n", "0", ".0", "e400", "]", "\0"]),
    )
)
def test_a_body_that_is_read_quickly_is_read_in_the_same_way(quick: Quick, content: bytes) -> None:
    """If a faster function parses a body, json.loads yields the same values of the same types."""
    try:
        value = quick(content)
    except Exception:  # noqa: BLE001  # before 0.21, msgspec's errors are not ValueErrors
        return
    assert repr(json.loads(content)) == repr(value)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b" 1\n", 1),
        (b"\xef\xbb\xbf1", 1),
        ('"ü"'.encode("utf-16"), "ü"),
        (b"-Infinity", -math.inf),
        (b"1e400", math.inf),
        (b'"\\ud800"', "\ud800"),
        (b"1" * 400, int("1" * 400)),
        (b'{"a": 1, "a": 2}', {"a": 2}),
    ],
)
def test_bodies_that_a_quicker_function_may_not_read(
    quick: Quick, content: bytes, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that json.loads parses is parsed, with and without the extra [fast]."""
    monkeypatch.setattr("aiochatwoot._wire.json.quick_loads", lambda: quick)
    assert value == loads(content)


@pytest.mark.extra
def test_the_extra_is_used() -> None:
    """With msgspec installed, it parses bodies."""
    assert importlib.import_module("msgspec.json").decode == quick_loads.__wrapped__()


def test_the_extra_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without msgspec, bodies are parsed as well; its errors (not ValueErrors before 0.21) fall back to json.loads."""
    monkeypatch.setitem(sys.modules, "msgspec.json", None)
    assert bare_loads == quick_loads.__wrapped__()

    class OldDecodeError(Exception):
        pass

    def old(_: bytes) -> Any:
        raise OldDecodeError

    monkeypatch.setattr("aiochatwoot._wire.json.quick_loads", lambda: old)
    assert [1] == loads(b"[1]")
    with pytest.raises(DecodeError, match="the body is not JSON"):
        loads(b"<html>")


def test_kinds_work_outside_of_models() -> None:
    """Decoders and encoders of bare kinds are inverse, too."""
    found = Findings()
    kind = ListOf(MapOf(Timestamp("iso")))
    value = kind.decoder()([{"a": "2026-11-23T05:06:12.554Z"}], None, found)
    assert [{"a": MILLI}] == value
    assert [{"a": "2026-11-23T05:06:12.554Z"}] == kind.encode(value)
    assert "x" == MapOf(Anything()).encode("x") == ListOf(Anything()).encode("x")
    assert [] == found


def test_what_is_given_to_from_dict_is_the_callers() -> None:
    """`from_dict` neither modifies its argument, nor shares it with the model."""
    given = {"leaves": [{"kind": "leaf", "free": [1]}], "free": {"a": [{"b": 1}]}, "unknown": [1]}
    before = copy.deepcopy(given)
    model = Everything.from_dict(given)
    assert before == given
    assert before == model.to_dict()
    model.additional_properties["unknown"].append(2)
    model.free["a"][0]["b"] = 2
    assert before == given


def test_objects_of_ever_new_shapes_are_decoded_too() -> None:
    """Objects whose keys are data do not compile a function for each shape, and are decoded nevertheless."""
    for number in range(300):
        result, reported = run({f"key{number}": 1, "epoch": 1795410372, "number": "x"})
        assert MOMENT == result.epoch
        assert result.iso is None
        assert ["$.number", f"$.key{number}"] == reported
        leaf, reported = run({f"key{number}": 1}, Leaf)
        assert leaf.kind is None
        assert ["$.kind", f"$.key{number}"] == reported
