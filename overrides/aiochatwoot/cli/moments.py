"""Times as a person writes them."""

from __future__ import annotations

import datetime as dt
import re

import click

from .text import one_line, shown

_DURATION = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(context: click.Context, parameter: click.Parameter, text: str | None) -> dt.datetime | None:
    """A time from now on, or a moment."""
    if text is None:
        return None
    now = dt.datetime.now(dt.UTC)
    duration = _DURATION.fullmatch(text.strip())
    try:
        if duration:
            moment = now + dt.timedelta(**{_UNITS[duration[2]]: int(duration[1])})
        else:
            given = dt.datetime.fromisoformat(text.strip())
            moment = given.astimezone() if given.tzinfo is None else given
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{one_line(text)!r} is no time: say 2h, 3d or 2026-12-24T09:00") from None
    if moment <= now:
        raise click.BadParameter(f"{shown(moment)} is over")
    return moment
