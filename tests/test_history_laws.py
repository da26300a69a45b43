"""Whole conversations: laws for any ids and times of messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot._resources import conversations as history

from .histories import END, Row, Wire, by_time, run, whole

pytestmark = pytest.mark.usefixtures("one_attempt")

IDS = st.one_of(st.integers(1, 150), st.integers(1, END - 1), st.integers(END - 100, END - 1))
TIMES = st.one_of(st.integers(1, 9), st.integers(1, 4_000_000_000))


@st.composite
def conversations(draw: st.DrawFn) -> list[Row]:
    """Messages whose ids and times agree, disagree, or have opposite orders."""
    ids = draw(st.lists(IDS, unique=True, max_size=80))
    times = [draw(TIMES) for _ in ids]
    order = draw(st.sampled_from(["as drawn", "agreeing", "turned around"]))
    if order != "as drawn":
        ids, times = sorted(ids), sorted(times, reverse=order == "turned around")
    return list(zip(ids, times, strict=True))


@pytest.mark.law
@pytest.mark.load
@given(conversations())
def test_law_whole(rows: list[Row]) -> None:
    """For any ids and times, a conversation is complete, with each message once, in order of time."""
    expected = sorted(rows, key=by_time)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_WINDOW", 12)
        patch.setattr(history, "_PAGE", 4)
        for read in (run, whole):
            wire = Wire(rows, page=4, window=12)
            assert expected == read(wire)
            assert len(wire.asked) <= 3 + len(rows)
            assert len(wire.asked) <= 1 + (len(rows) == 4) or len(rows) >= 12


@pytest.mark.law
@pytest.mark.load
@given(conversations())
def test_law_newest_first(rows: list[Row]) -> None:
    """Newest first yields the same messages, once each; the first page of them in order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_WINDOW", 12)
        patch.setattr(history, "_PAGE", 4)
        found = run(Wire(rows, page=4, window=12), newest_first=True)

    assert sorted(rows, key=by_time, reverse=True)[:4] == found[:4]
    assert sorted(rows) == sorted(found)


@pytest.mark.law
@pytest.mark.load
@given(conversations())
def test_law_legacy(rows: list[Row]) -> None:
    """Servers that know only `before` also yield everything, as long as ids and times agree."""
    rows = list(zip(sorted(row[0] for row in rows), sorted(row[1] for row in rows), strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_WINDOW", 12)
        patch.setattr(history, "_PAGE", 4)
        assert rows == whole(Wire(rows, legacy=True, page=4))
        assert rows == run(Wire(rows, legacy=True, page=4))
        assert rows[::-1] == run(Wire(rows, legacy=True, page=4), newest_first=True)


@pytest.mark.law
@pytest.mark.load
@given(conversations(), st.integers(0, 90), st.booleans())
def test_law_limit(rows: list[Row], limit: int, newest_first: bool) -> None:
    """A limit yields the beginning of the unlimited result."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_WINDOW", 12)
        patch.setattr(history, "_PAGE", 4)
        everything = run(Wire(rows, page=4, window=12), newest_first=newest_first)
        some = run(Wire(rows, page=4, window=12), newest_first=newest_first, limit=limit)

    assert everything[:limit] == some
