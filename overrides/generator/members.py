"""Names enum members by value if the parser would number them, or give two of them the same name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_WORDS = {"-": "MINUS", "+": "PLUS", "<": "LESS", ">": "GREATER", "=": "EQUAL", "*": "ASTERISK", ".": "DOT", "_": ""}


def member_names(values: Sequence[str | int]) -> list[str] | None:
    """Return names for all values of an enum, or None if the parser names all of them well.

    The parser cannot name values that do not begin with a letter, or that differ only in signs or case. A leading sign
    becomes a word (`-name` is MINUS_NAME), a leading digit gets the prefix VALUE_, and the empty text is EMPTY. If two
    names would be equal, inner signs become words, too (`a-b` is A_MINUS_B), and a name in lower case gets a suffix
    (`asc` is ASC_LOWER beside `ASC`).
    """
    if all(isinstance(each, int) for each in values):
        return None
    texts = [str(each) for each in values]
    rough = [re.sub(r"[\W_]+", "_", each).upper() for each in texts]
    alike = Counter(rough)
    is_usual = all(isinstance(each, int) or each[:1].isalpha() for each in values)
    if is_usual and max(alike.values()) == 1:
        return None
    names = [each.upper() if each[:1].isalpha() else _name(each) for each in texts]
    return [
        name if alike[of] == 1 else _spelled(each, names) for each, name, of in zip(texts, names, rough, strict=True)
    ]


def _spelled(value: str, names: Sequence[str]) -> str:
    signs = (f"_{_word(each)}_" if not each.isalnum() and each != "_" else each for each in value)
    name = re.sub(r"__+", "_", "".join(signs)).strip("_").upper()
    is_small = value.islower() and names.count(value.upper()) > 1
    return f"{name}_LOWER" if is_small else _name(name) if not name[:1].isalpha() else name


def _word(sign: str) -> str:
    return _WORDS.get(sign) or unicodedata.name(sign, "SIGN").replace(" ", "_").replace("-", "_")


def _name(value: str) -> str:
    if not value.strip():
        return "EMPTY" if not value else "BLANK"
    sign = "" if value[0].isalnum() else _WORDS.get(value[0]) or unicodedata.name(value[0], "SIGN")
    words = "_".join(filter(None, [sign, *re.split(r"[\W_]+", value)])).upper().replace(" ", "_").replace("-", "_")
    return f"VALUE_{words}" if words[:1].isdigit() else words
