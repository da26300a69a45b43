"""Parses times as people write them."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

import click

from .text import one_line, shown
from .usage import did_you_mean

_DURATION = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_NAMED = re.compile(r"(\d[^A-Za-z]*(?:[Tt][^A-Za-z]*)?)\s+([A-Za-z][\w/+ -]*)")
_EXAMPLES = 'say 2h, 3d, "2026-12-24 09:00", "2026-12-24 09:00 Europe/Berlin" or 2026-12-24T09:00+01:00'


def moment(context: click.Context, parameter: click.Parameter, text: str | None) -> dt.datetime | None:
    """Parse a duration from now, or a date and time, by default in this machine's time zone.

    Raises:
        click.BadParameter: the text is not a time, or the time is in the past.
    """
    if text is None:
        return None
    now = dt.datetime.now(dt.UTC)
    duration = _DURATION.fullmatch(text.strip())
    try:
        found = now + dt.timedelta(**{_UNITS[duration[2]]: int(duration[1])}) if duration else _date_and_time(text)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{one_line(text)!r} is no time: {_EXAMPLES}") from None
    if found <= now:
        raise click.BadParameter(f"{shown(found)} is over")
    return found


def _date_and_time(text: str) -> dt.datetime:
    named = _NAMED.fullmatch(text.strip())
    # Spaces are allowed before an offset, as before a zone's name.
    given = dt.datetime.fromisoformat(
        named[1].rstrip() if named else re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text.strip())
    )
    zone = _zone(named[2]) if named else None
    if given.tzinfo is None:
        return _resolved(given, zone)
    if zone is not None:
        raise click.BadParameter(f"{one_line(text)!r} has an offset and a time zone: say one of them")
    return given


def _zone(name: str) -> dt.tzinfo:
    """Find a time zone by its name, or by the last part of the name: Berlin for Europe/Berlin."""
    wish = name.strip().replace(" ", "_").casefold()
    if wish in ("z", "utc"):
        return dt.UTC
    known = zoneinfo.available_timezones()
    found = [each for each in known if each.casefold() == wish]
    found = found or [each for each in known if each.casefold().rpartition("/")[2] == wish]
    if len(found) == 1:
        return zoneinfo.ZoneInfo(found[0])
    if found:
        raise click.BadParameter(f"there is more than one time zone {one_line(name)!r}: {', '.join(sorted(found))}")
    if not known:
        raise click.BadParameter("this machine has no time zones: pip install tzdata, or say an offset such as +01:00")
    near = did_you_mean(
        wish, {part: each for each in sorted(known) for part in (each, each.rpartition("/")[2]) if "/" in each}
    )
    raise click.BadParameter(
        f"there is no time zone {one_line(name)!r}{near}; say one such as Europe/Berlin, or an offset such as +01:00"
    )


def _resolved(given: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """Resolve a local time in a zone (None: this machine's).

    Raises:
        click.BadParameter: the clock change skips or repeats this time.
    """
    first, second = (given.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if first == second:
        return first
    is_there = first.astimezone(zone).replace(tzinfo=None) == given
    what = "comes twice: clocks go back then" if is_there else "does not exist: clocks go forward then"
    offsets = " or ".join(f"{each.astimezone(zone):%z}" for each in sorted((first, second)))
    raise click.BadParameter(f"{given:%Y-%m-%d %H:%M} {what}; say an offset, {offsets}")
