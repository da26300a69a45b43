"""Rows of the account by what a person calls them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import InvalidRequestError
from .text import fit, get, name_of, one_line, shown

_LONGEST_LIST = 500


def the_one(kind: str, wanted: str, rows: Iterable[Any], keys: tuple[str, ...]) -> Any:
    """The row with this id or else, in upper or lower case, with this text under one of the keys."""
    rows, wish = list(rows), one_line(wanted).casefold()
    for group in (("id",), keys):
        found = [row for row in rows if wish and wish in (shown(get(row, key)).casefold() for key in group)]
        if len(found) == 1:
            return found[0]
        if found:
            which = "; ".join(line_of(row, ("id", *keys)) for row in found)
            raise InvalidRequestError(f"there is more than one {kind} {one_line(wanted)!r}, say the id of one: {which}")
    known = ", ".join(sorted(filter(None, map(name_of, rows)))) or "none"
    raise InvalidRequestError(f"there is no {kind} {one_line(wanted)!r}; there are: {fit(known, _LONGEST_LIST)}")


def line_of(row: Any, keys: Iterable[str]) -> str:
    """Some of an object on a line; one that is none as it is."""
    return " · ".join(filter(None, (shown(get(row, key)) for key in keys))) or shown(row)
