"""What callers say about a record: read as Rails reads it, and refused where the record would be invalid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._state.records import Json
from .answers import ErrorResponse, server_fault
from .values import blank, to_integer

# What Rails reads as false, besides null and "".
_FALSE = (False, 0, "0", "f", "F", "false", "FALSE", "off", "OFF")


@dataclass(frozen=True)
class Field:
    """How a value is read; one that the server does not take is as if it had not been sent."""

    read: Callable[[Any], Any]
    takes: Callable[[Any], bool]


def _simple(value: object) -> bool:
    return not isinstance(value, (list, dict))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _lower_case(value: object) -> str | None:
    return None if value is None else str(value).lower()


def _flag(value: object) -> bool | None:
    return None if value in (None, "") else value not in _FALSE


def _number(value: object) -> int | None:
    return None if blank(value) else to_integer(value)


AS_IT_IS = Field(lambda value: value, _simple)
TEXT = Field(_text, _simple)
LOWER_CASE = Field(_lower_case, _simple)
FLAG = Field(_flag, _simple)
NUMBER = Field(_number, _simple)
VALUES = Field(list, lambda value: isinstance(value, list) and all(map(_simple, value)))
OBJECT = Field(dict, lambda value: isinstance(value, dict))


def enum(names: tuple[str, ...]) -> Field:
    """One of the names, or its number; the server fails with what it does not know (source, not captured)."""

    def read(value: object) -> str | None:
        if blank(value):
            return None
        if type(value) is int and 0 <= value < len(names):
            return names[value]
        if value not in names:
            raise server_fault()
        return str(value)

    return Field(read, _simple)


def read(fields: Mapping[str, Field], given: Json) -> Json:
    """What is said of these fields."""
    return {
        name: field.read(given[name]) for name, field in fields.items() if name in given and field.takes(given[name])
    }


def read_wrapped(key: str, fields: Mapping[str, Field], given: Json) -> Json:
    """What is said of these fields, in an object of that key or without one; to say nothing is an error."""
    inner = given[key] if key in given else {name: given[name] for name in fields if name in given}
    if blank(inner):
        raise ErrorResponse(422, {"error": f"param is missing or the value is empty: {key}"})
    if not isinstance(inner, dict):
        raise server_fault()
    return read(fields, inner)


@dataclass
class Draft:
    """A record as it would be, what is wrong with it, and the others of its kind.

    Attributes:
        new: Whether it is not stored yet.
    """

    values: Json
    others: Iterable[Any] = ()
    new: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)

    def problem(self, name: str, text: str) -> None:
        self.problems.append((name, text))

    def present(self, *names: str, text: str = "can't be blank") -> None:
        for name in names:
            if blank(self.values.get(name)):
                self.problem(name, text)

    def unique(self, name: str, *, within: str | None = None) -> None:
        """No other record has the same value."""
        for other in self.others:
            same = within is None or getattr(other, within) == self.values[within]
            if same and getattr(other, name) == self.values.get(name):
                self.problem(name, "has already been taken")
                return

    def matches(self, name: str, pattern: str, text: str = "is invalid") -> None:
        if not re.search(pattern, self.values.get(name) or ""):
            self.problem(name, text)

    def refuse(self) -> None:
        """Nothing, if there are no problems.

        Raises:
            ErrorResponse: 422, in the words of Rails.
        """
        if self.problems:
            raise invalid(*self.problems)


def invalid(*problems: tuple[str, str]) -> ErrorResponse:
    """A record is not stored: attributes, and what is wrong with them."""
    texts = [f"{name.removesuffix('_id').replace('_', ' ').capitalize()} {text}" for name, text in problems]
    attributes = list(dict.fromkeys(name for name, _ in problems))
    return ErrorResponse(422, {"message": ", ".join(texts), "attributes": attributes})
