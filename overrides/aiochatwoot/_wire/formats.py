"""Kinds for text with a JSON Schema format, and for responses that are not JSON."""

from __future__ import annotations

import base64
import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Literal

from ..errors import DecodeError
from .kind import MISSING, Convert, Kind, shown

_DURATION = re.compile(r"P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?)?)")

_CALENDAR = re.compile(r"P(?=\d+[YM])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")


def _parse_date(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):  # newer Pythons also parse other forms
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def _parse_duration(text: str) -> dt.timedelta | str:
    """Parse a duration. Return the text itself if it has years or months, which have no fixed length."""
    if _CALENDAR.fullmatch(text):
        return text
    match = _DURATION.fullmatch(text)
    if match is None or text[-1] in "PT":
        raise ValueError(text)
    weeks, days, hours, minutes, seconds, fraction = match.groups("0")
    return dt.timedelta(
        weeks=int(weeks),
        days=int(days),
        hours=int(hours),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int(fraction.ljust(6, "0")),
    )


def _dump_duration(value: dt.timedelta) -> str:
    seconds = f"{value.seconds}" + (f".{value.microseconds:06}" if value.microseconds else "")
    return f"P{value.days}DT{seconds}S"


def _parse_base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _dump_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


class _Format:
    """A format: its Python type, its reader and writer, and its name in the contract."""

    def __init__(self, python: type[Any], parse: Callable[[str], Any], dump: Callable[[Any], str], words: str) -> None:
        self.python = python
        self.parse = parse
        self.dump = dump
        self.words = words


_FORMATS: Mapping[str, _Format] = {
    "date": _Format(dt.date, _parse_date, dt.date.isoformat, "ISO 8601 date"),
    "time": _Format(dt.time, dt.time.fromisoformat, dt.time.isoformat, "ISO 8601 time"),
    "duration": _Format(dt.timedelta, _parse_duration, _dump_duration, "ISO 8601 duration"),
    "uuid": _Format(uuid.UUID, uuid.UUID, str, "UUID"),
    "byte": _Format(bytes, _parse_base64, _dump_base64, "base64"),
}


class Formatted(Kind):
    """Text with a format, converted to a Python object.

    Attributes:
        name: The format: date, time, duration (stays text if it has years or months), uuid, or byte (base64).
    """

    keeps_form = True

    def __init__(self, name: Literal["date", "time", "duration", "uuid", "byte"], *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.name = name

    def words(self) -> str:
        return _FORMATS[self.name].words

    def _check(self, value: Any) -> str | None:
        python = _FORMATS[self.name].python
        if isinstance(value, python) and not isinstance(value, dt.datetime):
            is_negative = isinstance(value, dt.timedelta) and value.days < 0
            return f": {value!r} is negative, and cannot be written" if is_negative else None
        if isinstance(value, str) and self.name == "duration":
            return None if self._read(value) is not MISSING else f": {value!r:.40} is no {self.words()}"
        return f": expected a {python.__name__}, got {shown(value)}"

    def encode(self, value: Any) -> Any:
        given = _FORMATS[self.name]
        is_written = isinstance(value, given.python) and not isinstance(value, dt.datetime)
        return given.dump(value) if is_written else value

    def _read(self, text: str) -> Any:
        try:
            return _FORMATS[self.name].parse(text)
        except (ValueError, OverflowError):
            return MISSING

    def _decoder(self, owner: type[Any] | None) -> Convert:
        return lambda value, path, found: self._read(value) if isinstance(value, str) else MISSING


class Text(Kind):
    """A response that is text instead of JSON."""

    def read(self, content: bytes) -> str:
        """Decode the text, without a byte order mark, which readers would treat as part of the first word.

        Raises:
            DecodeError: the content is not UTF-8.
        """
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise DecodeError("expected text in UTF-8, got other bytes") from None
