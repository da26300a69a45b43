"""Names of enum members from their values, where the parser would number them by their position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORDS = {"-": "MINUS", "+": "PLUS", "<": "LESS", ">": "GREATER", "=": "EQUAL", "*": "ASTERISK", ".": "DOT", "_": ""}


def member_names(values: Sequence[str | int]) -> list[str] | None:
    """Names for all values of an enum, if one of them begins with no letter; None where the parser names all of them.

    A sign becomes its word (`-name` is MINUS_NAME), what begins with a digit gets VALUE_, and no text is EMPTY.
    """
    if all(isinstance(each, int) or each[:1].isalpha() for each in values):
        return None
    return [str(each).upper() if str(each)[:1].isalpha() else _name(str(each)) for each in values]


def _name(value: str) -> str:
    if not value.strip():
        return "EMPTY" if not value else "BLANK"
    sign = "" if value[0].isalnum() else _WORDS.get(value[0]) or unicodedata.name(value[0], "SIGN")
    words = "_".join(filter(None, [sign, *re.split(r"[\W_]+", value)])).upper().replace(" ", "_").replace("-", "_")
    return f"VALUE_{words}" if words[:1].isdigit() else words
