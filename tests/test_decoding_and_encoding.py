"""Encodes models to JSON: the form of each value, and models that are written from scratch."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

from .decoded import MILLI, MOMENT, Colour, Everything, Leaf, run


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
