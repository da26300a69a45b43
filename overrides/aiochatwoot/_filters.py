"""Validates values and conditions of filters, and arranges them in an order that the server evaluates correctly.

A `Writer` encodes one argument; `encode_value` applies it and names the attribute in the error.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any, TypeAlias, TypeVar

import attrs

from ._texts import quoted
from .errors import InvalidRequestError

Scalar: TypeAlias = str | int | float
"""A value on the wire."""
Writer: TypeAlias = Callable[[object], Scalar]
"""Encodes an argument as such a value; raises a ValueError with the reason if it cannot."""

MOST_CONDITIONS = 200
"""The client's own limit, not the server's: a longer query is slow, and usually a mistake."""

_LAST_ID = 2**31 - 1
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def _got(value: object) -> str:
    return f"got {type(value).__name__} {quoted(value, 40)}"


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected text, {_got(value)}")
    if not value.strip():
        raise ValueError("expected text, got none")
    if _UNSENDABLE.search(value):
        raise ValueError(f"a character that the server cannot store: {quoted(value, 40)}")
    return str.__str__(value)  # the value of an enum member


def phone_number(value: object) -> str:
    # The server adds the plus; older ones even if it is there (https://github.com/chatwoot/chatwoot/issues/9147).
    return text(text(value).strip().removeprefix("+"))


def one_of(choices: type[enum.Enum]) -> Callable[[object], str]:
    return one_of_texts(*[member.value for member in choices])


def one_of_texts(*values: str) -> Callable[[object], str]:
    def write(value: object) -> str:
        if not isinstance(value, str) or value not in values:
            raise ValueError(f"{quoted(value, 40)} is not one of {', '.join(values)}")
        return str.__str__(value)

    return write


def _whole(least: int, most: int) -> Callable[[object], int]:
    def write(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"expected a whole number from {least} to {most}, {_got(value)}")
        return int(value)

    return write


def day(value: object) -> str:
    if isinstance(value, dt.datetime):
        raise ValueError(f"expected a date, {_got(value)}; the server compares whole days in UTC")
    if not isinstance(value, dt.date):
        raise ValueError(f"expected a date, {_got(value)}")
    return value.isoformat()


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected True or False, {_got(value)}")
    return value


def amount(value: object) -> Scalar:
    if isinstance(value, int | float) and not isinstance(value, bool) and (isinstance(value, int) or isfinite(value)):
        return value
    if isinstance(value, dt.date):
        return day(value)
    raise ValueError(f"expected a finite number or a date, {_got(value)}")


def scalar(value: object) -> Scalar:
    if isinstance(value, bool):
        return value
    return text(value) if isinstance(value, str) else amount(value)


record_id = _whole(1, _LAST_ID)
days = _whole(1, 998)  # the range of the app, and of newer servers (source)


W = TypeVar("W", bound=Scalar)


def encode_value(key: str, write: Callable[[object], W], value: object) -> W:
    try:
        return write(value)
    except ValueError as error:
        raise InvalidRequestError(f"{key}: {error}") from None


def _with_types(values: tuple[Scalar, ...]) -> tuple[tuple[type, Scalar], ...]:
    return tuple((type(value), value) for value in values)


@attrs.frozen
class Condition:
    """One condition of a filter.

    Attributes:
        key: The attribute.
        operator: The comparison.
        values: The compared values. True is not 1 here, as on the wire.
        owner: For a custom attribute, the owner of its definition.
        is_fragile: Whether the server misreads it after a custom attribute (see `arranged`).
    """

    key: str
    operator: str
    values: tuple[Scalar, ...] = attrs.field(eq=_with_types)
    owner: str | None = None
    is_fragile: bool = False

    def wire(self) -> dict[str, Any]:
        """Return the condition in the server's format, without the operator that joins the next one."""
        operator, values = self.operator, list(self.values)
        if operator == "days_before":  # Chatwoot 4.16.2 responds with 500 to `days_before`; this is equivalent
            today = dt.datetime.now(dt.UTC).date()
            operator, values = "is_less_than", [(today - dt.timedelta(days=int(values[0]))).isoformat()]
        # The server reads `values` of every condition, even if it takes none.
        wire = {"attribute_key": self.key, "filter_operator": operator, "values": values}
        return wire if self.owner is None else {**wire, "custom_attribute_type": self.owner}

    def __str__(self) -> str:
        attribute = self.key if self.owner is None else f"custom({self.key!r})"
        return f"{attribute}.{self.operator}({', '.join(map(repr, self.values))})"


Alternative: TypeAlias = tuple[Condition, ...]
"""Conditions joined with AND."""


def arranged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives without duplicates, in an order that the server evaluates correctly.

    Two bugs of the server's FilterService make the order matter (source, not captured):

    - To ``not_equal_to`` of a custom attribute it appends ``OR ... IS NULL``, after the operator that joins the next
      condition. Such a condition is correct only if it is alone and last
      (https://github.com/chatwoot/chatwoot/issues/10377).
    - After a custom attribute, it reads only the first value of a conversation's text attribute, in lower case. So
      custom attributes come last, and alternatives that also test a text come before other ones with custom attributes.

    Raises:
        InvalidRequestError: there is no such order, or there are too many conditions.
    """
    each_once = dict.fromkeys(tuple(dict.fromkeys(sorted(each, key=_is_custom))) for each in alternatives)
    arranged = tuple(sorted(each_once, key=_place))
    count = sum(map(len, arranged))
    if count > MOST_CONDITIONS:
        raise InvalidRequestError(
            f"filter: it takes {count} conditions to write this without parentheses, more than {MOST_CONDITIONS}"
        )
    seen_custom = False
    for number, alternative, condition in (
        (number, each, condition) for number, each in enumerate(arranged, 1) for condition in each
    ):
        if _is_loose(condition) and (len(alternative) > 1 or number < len(arranged)):
            raise InvalidRequestError(
                f"{condition.key}: the server misreads not_equal_to of a custom attribute beside other conditions;"
                " use it as an alternative of |, not as a part of &"
            )
        if seen_custom and condition.is_fragile:
            raise InvalidRequestError(
                f"{condition.key}: the server misreads several texts, and capital letters, in an alternative after one"
                " with a custom attribute; give one text in small letters (join several with |)"
            )
        seen_custom = seen_custom or _is_custom(condition)
    return arranged


def _place(alternative: Alternative) -> int:
    if not _is_custom(alternative[-1]):
        return 0
    if any(condition.is_fragile for condition in alternative):
        return 1
    return 3 if _is_loose(alternative[-1]) else 2


def _is_custom(condition: Condition) -> bool:
    return condition.owner is not None


def _is_loose(condition: Condition) -> bool:
    return _is_custom(condition) and condition.operator == "not_equal_to"
