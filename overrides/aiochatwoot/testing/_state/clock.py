"""Types of JSON objects, and times as a server writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def epoch(time: dt.datetime) -> int:
    """Return whole seconds since 1970-01-01T00:00:00Z."""
    return int(time.timestamp())


def epoch_or_zero(time: dt.datetime | None) -> int:
    """Return whole seconds since 1970-01-01T00:00:00Z; 0 for never."""
    return 0 if time is None else epoch(time)


def iso(time: dt.datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC, cut to milliseconds; None for None."""
    if time is None:
        return None
    return time.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def aware(time: dt.datetime) -> dt.datetime:
    """Return the time unchanged, if it has a time zone.

    Raises:
        ValueError: it has no time zone.
    """
    if time.tzinfo is None:
        raise ValueError(f"created_at: {time!r} has no time zone")
    return time
