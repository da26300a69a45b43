"""JSON objects and times as a server writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def epoch(time: dt.datetime) -> int:
    """Whole seconds since 1970-01-01T00:00:00Z."""
    return int(time.timestamp())


def epoch_or_zero(time: dt.datetime | None) -> int:
    """Whole seconds since 1970-01-01T00:00:00Z; 0 for never."""
    return 0 if time is None else epoch(time)


def iso(time: dt.datetime | None) -> str | None:
    """ISO 8601 in UTC, cut to milliseconds."""
    if time is None:
        return None
    return time.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def aware(time: dt.datetime) -> dt.datetime:
    """The time itself, if it has a time zone.

    Raises:
        ValueError: it has none, and could be anywhere.
    """
    if time.tzinfo is None:
        raise ValueError(f"created_at: {time!r} has no time zone")
    return time
