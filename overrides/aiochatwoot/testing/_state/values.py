"""Parameters as Ruby and Rails read them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .clock import Json
from .refusals import ErrorResponse, refused, server_fault

_FALSE = (False, 0, "0", "f", "F", "false", "FALSE", "off", "OFF")
_DATABASE_TIMES = range(-210_866_803_200, 9_224_318_016_000)  # PostgreSQL's timestamps, from 4713 BC to 294276 AD


def to_integer(value: object) -> int:
    """Return the integer at the start of a text, or 0."""
    found = re.match(r"\s*[+-]?[0-9]+", str(value))
    return int(found[0]) if found else 0


def blank(value: object) -> bool:
    """Return Rails' `blank?`: true for null, false, white space, an empty list or object; 0 is not blank."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or (isinstance(value, dict | list) and not value)


def is_true(value: object) -> bool:
    """Return whether Rails reads the value as true: anything but null, "" and its values for false."""
    return value not in (None, "", *_FALSE)


def contains(text: str, *values: str | None) -> bool:
    """Return whether one of the values contains the text, ignoring case."""
    return any(text.casefold() in (value or "").casefold() for value in values)


def tag_names(value: object) -> list[str]:
    """Return the labels in a list; commas separate labels. "Vip" and "vip" are one label, in its first spelling."""
    names = ",".join(str(each) for each in value) if isinstance(value, list) else ""
    found: dict[str, str] = {}
    for name in filter(None, map(str.strip, names.split(","))):
        found.setdefault(name.lower(), name)
    return list(found.values())


def without_nulls(value: Any) -> Any:
    """Return JSON as Rails reads it: drop null in an array, keep null as the value of a key."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items()}
    if isinstance(value, list):
        return [without_nulls(each) for each in value if each is not None]
    return value


def epoch_time(value: object) -> dt.datetime:
    """Return the time of a text's leading number, in epoch seconds, so "2030-01-01" is second 2030.

    Raises:
        ErrorResponse: 500 if there is no number, or the database does not accept it; 422 if the year is not from 1
            to 9999.
    """
    found = re.match(r"-?[0-9]+", str(value))
    if found is None or int(found[0]) not in _DATABASE_TIMES:
        raise server_fault()
    try:
        return dt.datetime.fromtimestamp(int(found[0]), dt.UTC)
    except ValueError:
        raise _unknown_year(value) from None


def iso_time(value: object) -> dt.datetime | None:
    """Return the time of an ISO 8601 text, in UTC if it names no zone; None for anything else, including numbers.

    Raises:
        ErrorResponse: 422 if the year in UTC is not from 1 to 9999.
    """
    try:
        time = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if time is None or time.tzinfo is None:
        return time and time.replace(tzinfo=dt.UTC)
    try:
        return time.astimezone(dt.UTC)
    except OverflowError:
        raise _unknown_year(value) from None


def _unknown_year(value: object) -> ErrorResponse:
    # A real server also accepts years such as 10000, but Python's datetime does not.
    return refused(f"FakeChatwoot knows the years 1 to 9999 in UTC only, not {value!r}")


@dataclass(frozen=True)
class Reader:
    """A reader of a parameter; a value that the server does not accept counts as absent."""

    read: Callable[[Any], Any]
    takes: Callable[[Any], bool]


def _simple(value: object) -> bool:
    return not isinstance(value, (list, dict))


def _flag(value: object) -> bool | None:
    return None if value in (None, "") else value not in _FALSE


def _number(value: object) -> int | None:
    return None if blank(value) else to_integer(value)


def _decimal(value: object) -> float | None:
    try:
        return None if blank(value) else float(str(value))
    except ValueError:
        return 0.0


AS_IT_IS = Reader(lambda value: value, _simple)
TEXT = Reader(lambda value: None if value is None else str(value), _simple)
LOWER_CASE = Reader(lambda value: None if value is None else str(value).lower(), _simple)
FLAG = Reader(_flag, _simple)
NUMBER = Reader(_number, _simple)
DECIMAL = Reader(_decimal, _simple)
VALUES = Reader(list, lambda value: isinstance(value, list) and all(map(_simple, value)))
OBJECTS = Reader(list, lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value))
OBJECT = Reader(dict, lambda value: isinstance(value, dict))


def enum(*names: str) -> Reader:
    """Return a reader of one of the names, or of its number; unknown names are a server error."""

    def read(value: object) -> str | None:
        if blank(value):
            return None
        if type(value) is int and 0 <= value < len(names):
            return names[value]
        if value not in names:
            raise server_fault()
        return str(value)

    return Reader(read, _simple)


def read(readers: Mapping[str, Reader], given: Json) -> Json:
    """Read the parameters that are present and accepted."""
    return {
        name: reader.read(given[name])
        for name, reader in readers.items()
        if name in given and reader.takes(given[name])
    }


def by_id(records: Mapping[int, Any], ids: Iterable[object]) -> list[Any]:
    """Return the records with these ids, each once; None for an unknown id."""
    return [records.get(number) for number in dict.fromkeys(map(to_integer, ids))]


def drop(records: dict[int, Any], attribute: str, value: object) -> None:
    """Delete the records whose attribute has this value."""
    for id in [id for id, each in records.items() if getattr(each, attribute) is value]:
        del records[id]
