"""Comparisons as in PostgreSQL; its errors become a 500."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeAlias

from .._state.refusals import server_fault

Kind: TypeAlias = Literal["text", "integer", "numeric", "boolean", "date"]

_TRUE = ("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1")
_FALSE = ("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0")


def json_text(value: Any) -> str | None:
    """A value of a JSON object as text, as ``->>`` has it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def cast(kind: Kind, text: str) -> Any:
    """A quoted text as a value of a type.

    Raises:
        ErrorResponse: 500, the text is not such a value.
    """
    short = text.strip()
    try:
        match kind:
            case "integer":
                return int(short)
            case "numeric":
                return Decimal(short)
            case "date":  # for a timestamp, the day in its own time zone
                return dt.datetime.fromisoformat(short).date()
            case "boolean":
                return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}[short.lower()]
            case _:
                return text
    except (ValueError, InvalidOperation, KeyError):
        raise server_fault() from None


def literal(kind: Kind, value: Any) -> Any:
    """Convert a JSON value to a type: a text is cast, others must have a comparable type.

    Raises:
        ErrorResponse: 500, it cannot be compared.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return cast(kind, value)
    if isinstance(value, bool):
        fits = kind == "boolean"
    else:
        fits = isinstance(value, int | float) and kind in ("integer", "numeric")
    if not fits:
        raise server_fault()
    return value if isinstance(value, bool) else Decimal(str(value))


def is_in(value: Any, wanted: Iterable[Any]) -> bool:
    """``IN``: a null value is neither in a list nor outside it."""
    return value is not None and value in wanted


def is_not_in(value: Any, wanted: Iterable[Any]) -> bool:
    """``NOT IN``: one null value makes the result unknown for every row."""
    values = list(wanted)
    return value is not None and None not in values and value not in values


def is_like(value: str | None, pattern: str, *, ignore_case: bool = True) -> bool:
    """``ILIKE``, or ``LIKE``: ``%`` is any text, ``_`` any character, and a backslash escapes the next one."""
    if value is None:
        return False
    written = re.sub(r"\\(.)|(.)", _written, pattern, flags=re.DOTALL)
    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    return re.fullmatch(written, value, flags) is not None


def _written(part: re.Match[str]) -> str:
    wildcards = {"%": ".*", "_": "."}
    return re.escape(part[1]) if part[1] else wildcards.get(part[2], re.escape(part[2]))
