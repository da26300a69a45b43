"""Converts timestamps: epoch seconds (int, float) or ISO 8601 text on the wire, aware UTC datetimes in Python.

A Chatwoot server writes timestamps in different forms: ``1795410373``, ``1795410373.363811``,
``"2026-11-23T05:06:12.554Z"``, and 0 for events that did not happen yet (Rails: ``nil.to_i``). The contract declares
the form in which a field is *written*; every field *reads* all forms, since servers differ between versions.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache

UTC = dt.UTC
_LONGEST_DATE = 64
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
# Epoch seconds as text, as some proxies and older views write them. At most 12 digits before the point: the year 9999
# needs 12. datetime.fromisoformat would parse eight digits as a calendar date (YYYYMMDD).
_EPOCH_TEXT = re.compile(r"-?\d{1,12}(\.\d{1,9})?")
# An ISO 8601 date with a time of day; fromisoformat also accepts bare dates, week dates and any separator.
_ISO_TEXT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?( ?(Z|UTC|[+-]\d\d(:?\d\d)?))?", re.ASCII)
# The zone in JavaScript's Date.toString: "Mon Nov 23 2026 10:00:00 GMT+0700 (Western Indonesia Time)". dateutil would
# read "GMT+0700" by POSIX rules, with the opposite sign.
_JAVASCRIPT_ZONE = re.compile(r"\b(?:GMT|UTC)([+-]\d{4})\b(?: *\(.*\))?")


def from_epoch(seconds: float) -> dt.datetime:
    """Return the datetime ``seconds`` after 1970-01-01T00:00:00Z, to the microsecond.

    Raises:
        ValueError: the number is not finite, or outside the years 1 to 9999.
    """
    try:
        return EPOCH + dt.timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"outside the years 1 to 9999: {seconds!r} seconds") from error


def parse_wire(value: object) -> dt.datetime:
    """Parse any form in which a server sends a timestamp, to an aware UTC datetime.

    Accepts epoch seconds (int, float, or text) and ISO 8601 text with a date and a time of day. Text without an offset
    is UTC, as in Rails.

    Raises:
        ValueError: the value is anything else, including bool and None.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"not a timestamp: {type(value).__name__}")
    if not isinstance(value, str):
        return from_epoch(value)
    text = value.strip()
    if _EPOCH_TEXT.fullmatch(text):
        return from_epoch(float(text))
    if not _ISO_TEXT.fullmatch(text):
        raise ValueError("not an ISO 8601 date and time")
    if text.endswith("UTC"):  # Ruby's Time#to_s: "2026-11-23 05:06:12 UTC"
        text = text[:-3].rstrip() + "Z"
    try:
        return to_utc(dt.datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-")))
    except OverflowError as error:
        raise ValueError("outside the years 1 to 9999 in UTC") from error


def parse_timestamp(value: object) -> dt.datetime | None:
    """Parse any timestamp found in Chatwoot's free-form JSON or in a header, to an aware UTC datetime.

    In addition to the forms that models read (epoch seconds, ISO 8601), this accepts the dates that browsers write into
    ``additional_attributes["initiated_at"]["timestamp"]`` (``"Mon Nov 23 2026 10:00:00 GMT+0700"``), HTTP dates (RFC
    9110, section 5.6.7), bare ISO dates (midnight UTC), datetimes (naive ones are UTC), and None, which stays None.

    Raises:
        ValueError: the value is not a timestamp.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return to_utc(value)
    try:
        return parse_wire(value)
    except ValueError:
        if not isinstance(value, str) or not re.search(r"\d{4}", value):
            # dateutil fills missing parts from today's date: reject "10:00" and "may".
            raise
    from dateutil import parser as dateutil_parser  # rarely needed, and slow to import

    try:
        return to_utc(dateutil_parser.parse(_JAVASCRIPT_ZONE.sub(r"\1", value), tzinfos=_zone))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"not a timestamp: {value[:40]!r}") from error


def _zone(name: str | None, offset: int | None) -> dt.tzinfo | None:
    """Return the zone that dateutil found; an unknown name must not become local time."""
    if offset is not None:
        return dt.timezone(dt.timedelta(seconds=offset))
    if name is not None:
        raise ValueError(f"unknown time zone {name!r}")
    return None


def to_utc(value: dt.datetime) -> dt.datetime:
    """Convert a datetime to UTC; a naive one is taken as UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@lru_cache(maxsize=16)  # responses of one second have the same date
def header_date(text: str | None) -> float | None:
    """Parse a date in a header (RFC 9110, section 5.6.7) to epoch seconds; None if it is missing or unreadable."""
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def dump_epoch(value: dt.datetime) -> int:
    """Return the whole epoch seconds of a datetime, rounded down.

    Raises:
        ValueError: the datetime is naive.
    """
    return (_aware(value) - EPOCH) // dt.timedelta(seconds=1)


def dump_epoch_float(value: dt.datetime) -> float:
    """Return the epoch seconds of a datetime, with microseconds.

    Raises:
        ValueError: the datetime is naive.
    """
    return (_aware(value) - EPOCH) / dt.timedelta(seconds=1)


def dump_iso(value: dt.datetime) -> str:
    """Format a datetime in the server's form ``2026-11-23T05:06:12.554Z``, with six digits if there are microseconds.

    Raises:
        ValueError: the datetime is naive.
    """
    utc = _aware(value).astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds" if utc.microsecond % 1000 else "milliseconds") + "Z"


def _aware(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError(
            f"{value.isoformat()} has no time zone: pass an aware datetime, such as datetime.now(timezone.utc)"
        )
    return value
