"""How the application reads what callers send: as Ruby and Rails take values, not as they are meant."""

from __future__ import annotations

import datetime as dt
import re

from .answers import server_fault

_FALSE = (False, "0", "f", "F", "false", "FALSE", "off", "OFF")


def to_integer(value: object) -> int:
    """The number that a text begins with, or 0."""
    found = re.match(r"\s*[+-]?[0-9]+", str(value))
    return int(found[0]) if found else 0


def blank(value: object) -> bool:
    """Whether Rails takes it for nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or (isinstance(value, dict | list) and not value)  # 0 is something


def is_true(value: object) -> bool:
    """What Rails takes for true: anything but null, "" and what it knows as false."""
    return value not in (None, "", *_FALSE)


def tag_names(value: object) -> list[str]:
    """The labels of a list, each once; a comma ends a label, and what is no list has none (source, not captured)."""
    names = ",".join(str(each) for each in value) if isinstance(value, list) else ""
    return list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def epoch_time(value: object) -> dt.datetime:
    """The time of the number that a text begins with, in seconds since 1970: 2030 where it begins with a year.

    Raises:
        ErrorResponse: 500, it begins with no number, or with one that no time has.
    """
    found = re.match(r"-?[0-9]+", str(value))
    if found is None:
        raise server_fault()
    try:
        return dt.datetime.fromtimestamp(int(found[0]), dt.UTC)
    except (ValueError, OverflowError):
        raise server_fault() from None


def iso_time(value: object) -> dt.datetime | None:
    """The time of an ISO 8601 text, UTC where it names no zone; anything else, numbers too, is no time."""
    try:
        time = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return time.replace(tzinfo=dt.UTC) if time is not None and time.tzinfo is None else time
