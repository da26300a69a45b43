"""Converts timestamps on the wire: epoch seconds (int, float) or ISO 8601 text  <->  aware UTC datetimes.

A Chatwoot server writes the same kind of moment in different shapes: ``1795410373``, ``1795410373.363811``,
``"2026-11-23T05:06:12.554Z"``, and 0 where nothing happened yet (Rails: ``nil.to_i``). Which of them a field
*writes* is declared in the contract; every field *reads* all of them, since servers differ between versions.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache

UTC = dt.UTC
_LONGEST_DATE = 64
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
# Digits alone, the way some proxies and older views print an epoch. At most 12 digits before the point: the year
# 9999 needs 12. datetime.fromisoformat would read eight digits as a calendar date (YYYYMMDD).
_EPOCH_TEXT = re.compile(r"-?\d{1,12}(\.\d{1,9})?")
# What ISO 8601 calls a date and time of day; fromisoformat also takes bare dates, week dates and any separator.
_ISO_TEXT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?( ?(Z|UTC|[+-]\d\d(:?\d\d)?))?", re.ASCII)
# "Mon Nov 23 2026 10:00:00 GMT+0700 (Western Indonesia Time)": what JavaScript's Date prints. dateutil alone
# would read "GMT+0700" by POSIX rules, with the sign turned around.
_JAVASCRIPT_ZONE = re.compile(r"\b(?:GMT|UTC)([+-]\d{4})\b(?: *\(.*\))?")


def from_epoch(seconds: float) -> dt.datetime:
    """Return the moment ``seconds`` after 1970-01-01T00:00:00Z, to the microsecond.

    Raises:
        ValueError: not finite, or outside the years 1 to 9999.
    """
    try:
        return EPOCH + dt.timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"outside the years 1 to 9999: {seconds!r} seconds") from error


def parse_wire(value: object) -> dt.datetime:
    """Any shape in which a server sends a moment, as an aware UTC datetime.

    Takes epoch seconds (int, float, or the same as text) and ISO 8601 text with a date and a time of day. Text
    without an offset is UTC, as Rails means it.

    Raises:
        ValueError: anything else, bool and None included.
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
    """Any timestamp found in Chatwoot's free-form JSON or in a header, as an aware UTC datetime.

    Besides what models read (epoch seconds, ISO 8601) this takes the dates that browsers write into
    ``additional_attributes["initiated_at"]["timestamp"]`` (``"Mon Nov 23 2026 10:00:00 GMT+0700"``), the HTTP
    dates of RFC 9110, section 5.6.7, bare ISO dates (midnight UTC), datetimes (naive ones are UTC), and None.

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
            # dateutil fills what a text lacks from today's date: "10:00" and "may" are no timestamps.
            raise
    from dateutil import parser as dateutil_parser  # seldom needed, and slow to load

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
    """Return the same moment in UTC; a naive datetime is taken to be UTC already."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@lru_cache(maxsize=16)  # responses of one second have the same date
def header_date(text: str | None) -> float | None:
    """Return the epoch seconds of a date in a header (RFC 9110, section 5.6.7); None if it is missing or unreadable."""
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def dump_epoch(value: dt.datetime) -> int:
    """Return the whole epoch seconds, rounded down.

    Raises:
        ValueError: the datetime is naive.
    """
    return (_aware(value) - EPOCH) // dt.timedelta(seconds=1)


def dump_epoch_float(value: dt.datetime) -> float:
    """Return the epoch seconds with microseconds.

    Raises:
        ValueError: the datetime is naive.
    """
    return (_aware(value) - EPOCH) / dt.timedelta(seconds=1)


def dump_iso(value: dt.datetime) -> str:
    """``2026-11-23T05:06:12.554Z``, the server's own form; six digits where there are microseconds.

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
