"""Encodes free-form values as JSON: dates in the server's form, and no values that a server would change."""

from __future__ import annotations

import datetime as dt
import enum
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._texts import quoted
from ..errors import InvalidRequestError
from .timestamps import dump_iso

# For a date attribute, the dashboard stores the start of the day, and displays and sorts by it. Only the server knows
# the type of an attribute; it compares both forms by their day.
_IN_CUSTOM_ATTRIBUTES = re.compile(r"(^|\.)custom_attributes\b")


def as_json(value: Any, where: str, *, of_chatwoot: bool = True) -> Any:
    """Encode a value as JSON.

    A datetime is written as by `dump_iso`; a date as ``2026-11-29``, among custom attributes as
    ``2026-11-29T00:00:00.000Z``.

    Args:
        value: Any value; containers are copied.
        where: Its position, for messages: the argument, and the keys below it.
        of_chatwoot: Whether custom attributes are Chatwoot's; other products keep plain dates there.

    Raises:
        InvalidRequestError: the value is not JSON, or the server would change it; the message begins with its position.
    """
    try:
        return _as_json(value, where, of_chatwoot)
    except RecursionError:
        raise InvalidRequestError(f"{where[:40]}: nested too deeply, or in a circle") from None


def _as_json(value: Any, where: str, of_chatwoot: bool) -> Any:
    if value is None or isinstance(value, bool | int):
        try:
            str(value)
        except ValueError:
            raise InvalidRequestError(f"{where}: {quoted(value)} has no form in JSON; pass text") from None
        return value.value if isinstance(value, enum.Enum) else value
    if isinstance(value, str):
        if re.search("[\ud800-\udfff]", value):
            raise InvalidRequestError(f"{where}: half of a surrogate pair cannot be sent: {quoted(value, 40)}")
        return value.value if isinstance(value, enum.Enum) else value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Mapping):
        return {_key(key, where): _as_json(each, below(where, key), of_chatwoot) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each, f"{where}[{index}]", of_chatwoot) for index, each in enumerate(value)]
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise InvalidRequestError(f"{where}: expected a datetime with a time zone, got one without")
        return dump_iso(value)
    if isinstance(value, dt.date):
        is_moment = of_chatwoot and _IN_CUSTOM_ATTRIBUTES.search(where)
        return f"{value.isoformat()}T00:00:00.000Z" if is_moment else value.isoformat()
    to_dict = getattr(value, "to_dict", None)  # a model; importing its class would be circular
    if to_dict is not None:
        return _as_json(to_dict(), where, of_chatwoot)
    raise InvalidRequestError(
        f"{where}: {type(value).__name__} {quoted(value, 40)} has no form in JSON; pass text or a number"
    )


def null_in_list(value: Any) -> str | None:
    """Find None in a free-form list, which Rails would drop; return its position and the problem."""
    try:
        return next(_nulls_in_lists(value), None)
    except RecursionError:
        return None  # `as_json` reports this


def _nulls_in_lists(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        if any(each is None for each in value):
            yield ": None in a list: the server would drop it"
        for index, each in enumerate(value):
            yield from (f"[{index}]{problem}" for problem in _nulls_in_lists(each))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (f"{below('', key)}{problem}" for problem in _nulls_in_lists(each))


def _key(key: object, where: str) -> str:
    if not isinstance(key, str) or re.search("[\ud800-\udfff]", key):
        raise InvalidRequestError(f"{where}: expected text as a key, got {type(key).__name__} {quoted(key, 40)}")
    return key.value if isinstance(key, enum.Enum) else key


def below(where: str, key: object) -> str:
    """The place of a key's value."""
    return f"{where}.{key}" if isinstance(key, str) and key.isidentifier() else f"{where}[{quoted(key, 40)}]"
