"""Timestamps on the wire."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import parse_timestamp
from aiochatwoot._wire.timestamps import (
    UTC,
    dump_epoch,
    dump_epoch_float,
    dump_iso,
    from_epoch,
    header_date,
    parse_wire,
    to_utc,
)

MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=UTC)
LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z
MOMENTS = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59, 999999), timezones=st.just(UTC))


@pytest.mark.law
@given(st.integers(0, LAST_SECOND))
def test_whole_seconds_come_back(seconds: int) -> None:
    """Parsing and dumping are inverse for epoch integers, from 1970 to 9999."""
    assert dump_epoch(parse_wire(seconds)) == seconds


@pytest.mark.law
@given(MOMENTS)
def test_microseconds_come_back(moment: dt.datetime) -> None:
    """Parsing and dumping are inverse for epoch floats with whole microseconds, from 1970 to 9999."""
    seconds = dump_epoch_float(moment)
    assert dump_epoch_float(parse_wire(seconds)) == seconds


@pytest.mark.law
@given(MOMENTS)
def test_iso_text_comes_back(moment: dt.datetime) -> None:
    """Parsing and dumping are inverse for the server's ISO form, with milliseconds, and for microseconds."""
    assert parse_wire(dump_iso(moment)) == moment
    milliseconds = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    text = dump_iso(milliseconds)
    assert len(text) == 24
    assert dump_iso(parse_wire(text)) == text


@pytest.mark.law
@given(st.integers() | st.floats() | st.text() | st.binary() | st.none() | st.booleans())
def test_anything_is_a_moment_or_a_value_error(value: object) -> None:
    """Any value yields an aware UTC datetime or a ValueError."""
    for parse in (parse_wire, parse_timestamp):
        try:
            moment = parse(value)
        except ValueError:
            continue
        assert (value is None and parse is parse_timestamp) or (moment is not None and moment.tzinfo is UTC)


@pytest.mark.parametrize(
    "value",
    [
        1795410372,
        1795410372.0,
        "1795410372",
        "1795410372.000",
        "2026-11-23T05:06:12Z",
        "2026-11-23T05:06:12.000Z",
        "2026-11-23T05:06:12",
        "2026-11-23 05:06:12 UTC",
        "2026-11-23 05:06:12 +0000",
        "2026-11-23T12:06:12+07:00",
        "2026-11-23 00:06:12 -0500",
    ],
)
def test_every_shape_of_the_wire_is_read(value: object) -> None:
    """Epoch numbers, also as text, ISO with and without milliseconds and offsets, and Ruby's form yield the
    same time.
    """
    assert parse_wire(value) == MOMENT
    assert parse_timestamp(value) == MOMENT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mon Nov 23 2026 10:00:00 GMT+0700", dt.datetime(2026, 11, 23, 3, tzinfo=UTC)),
        ("Mon Nov 23 2026 10:00:00 GMT+0700 (Western Indonesia Time)", dt.datetime(2026, 11, 23, 3, tzinfo=UTC)),
        ("Mon Nov 23 2026 10:00:00 GMT-0530 (IST)", dt.datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 05:06:12 GMT", MOMENT),
        ("Monday, 23-Nov-2026 05:06:12 GMT", MOMENT),
        ("Mon, 23 Nov 2026 05:06:12 XYZ", None),
        ("Mon Nov 23 05:06:12 2026", MOMENT),
        ("2026-11-23", dt.datetime(2026, 11, 23, tzinfo=UTC)),
        (MOMENT, MOMENT),
        (dt.datetime(2026, 11, 23, 5, 6, 12), MOMENT),
        (None, None),
    ],
)
def test_dates_of_free_form_json_are_read(value: object, expected: dt.datetime | None) -> None:
    """parse_timestamp accepts JavaScript's dates, HTTP dates and bare dates, which models do not."""
    if value is not None and expected is None:
        with pytest.raises(ValueError, match="not a timestamp"):
            parse_timestamp(value)
    else:
        assert parse_timestamp(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "NaN",
        "inf",
        "open",
        "may",
        "10:00",
        "2026-W48-1T05:06:12Z",
        "20261123T050612Z",
        "2026-13-01T00:00:00Z",
        "2026-11-23",
        "Mon Nov 23 2026 10:00:00 GMT+0700",
        True,
        None,
        [],
        math.nan,
        math.inf,
        LAST_SECOND + 1,
        10**40,
    ],
)
def test_what_no_server_sends_is_no_moment_for_models(value: object) -> None:
    """Models accept no ambiguous text, no bool, and no number outside of the years 1 to 9999."""
    with pytest.raises(ValueError, match=r"timestamp|ISO 8601|years|month"):
        parse_wire(value)


@pytest.mark.parametrize("value", ["10:00", "may", "open 24 hours", "12345 oranges", "2026 apples 99:99", [], object()])
def test_text_that_is_no_date_is_refused(value: object) -> None:
    """Texts that dateutil would complete from today's date are refused."""
    with pytest.raises(ValueError, match=r"not a|ISO 8601"):
        parse_timestamp(value)


@pytest.mark.parametrize("dump", [dump_epoch, dump_epoch_float, dump_iso])
def test_naive_datetimes_are_not_written(dump: object) -> None:
    """A datetime without a time zone is ambiguous; the error says what to pass."""
    assert callable(dump)
    with pytest.raises(ValueError, match=r"pass an aware datetime, such as datetime.now\(timezone.utc\)"):
        dump(dt.datetime(2026, 11, 23))


def test_other_zones_are_written_as_utc() -> None:
    """An aware datetime of any zone is converted to UTC."""
    jakarta = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert dump_iso(jakarta) == "2026-11-23T05:06:12.000Z"
    assert dump_epoch(jakarta) == 1795410372
    assert dump_iso(MOMENT.replace(microsecond=1)) == "2026-11-23T05:06:12.000001Z"
    assert to_utc(jakarta) == MOMENT


def test_moments_before_1970_are_read() -> None:
    """Negative epoch seconds are times before 1970 on every platform."""
    assert from_epoch(-1) == dt.datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert dump_epoch(from_epoch(-0.5)) == -1


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_dates_beyond_the_calendar_in_utc(text: str) -> None:
    """A time whose UTC date exceeds Python's calendar is not a timestamp."""
    with pytest.raises(ValueError, match="outside the years 1 to 9999 in UTC"):
        parse_wire(text)


def test_a_date_header_of_any_length_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header longer than any date is not parsed: 90 kB would take a second."""
    monkeypatch.setattr("aiochatwoot._wire.timestamps.parsedate_to_datetime", lambda _: pytest.fail("parsed"))
    assert header_date("Mon, 23 Nov 2026 " + "(" * 90_000 + "05:06:12 GMT") is None
