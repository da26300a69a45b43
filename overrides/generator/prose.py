"""Formats text of the contract as docstrings."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import Any

from schemas import text

_ITEM = re.compile(r"(\s*)([-*] |\d+[.)] )")


def prose(value: Any, width: int = 100) -> str:
    """Format text of the contract for a docstring: wrap Markdown paragraphs and lists, and escape quotes."""
    raw = "".join(c for c in text(value or "") if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    raw = re.sub(r'"{3,}|"+$', lambda quotes: quotes[0].replace('"', '\\"'), raw.replace("\\", "\\\\"))
    return "\n\n".join("\n".join(_wrapped(block, width)) for block in re.split(r"\n\s*\n", raw))


def entry(name: str, value: Any) -> str:
    """Return the docstring entry of an argument or attribute."""
    return prose(f"{name}: {text(value or '').lstrip()}")


def _wrapped(block: str, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph or list. Continuation lines of an item are indented below its text."""
    items: list[str] = []
    for line in block.split("\n"):
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += "\n" + line.strip()
    for item in items:
        mark = _ITEM.match(item)
        before, sign = (mark[1], mark[2]) if mark else ("", "")
        # The wrapper never splits words, so escapes stay whole.
        yield from textwrap.wrap(
            item.strip(),
            width,
            initial_indent=before,
            subsequent_indent=before + " " * len(sign),
            break_long_words=False,
            break_on_hyphens=False,
        )
