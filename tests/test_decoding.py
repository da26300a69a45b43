"""Decodes JSON to models."""

from __future__ import annotations

import copy
import datetime as dt
import gc
import weakref
from typing import Any

import pytest

from aiochatwoot import models
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings
from aiochatwoot._wire.kinds import Anything, ListOf, MapOf, Object, Timestamp
from aiochatwoot._wire.timestamps import UTC

from .conftest import load_capture
from .decoded import MILLI, MOMENT, Colour, Everything, Leaf, Other, Size, run


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
