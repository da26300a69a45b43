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
    """Text of the contract for a docstring: wrapped Markdown paragraphs and lists, with quotes escaped."""
    raw = "".join(c for c in text(value or "") if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    raw = re.sub(r'"{3,}|"+$', lambda quotes: quotes[0].replace('"', '\\"'), raw.replace("\\", "\\\\"))
    return "\n\n".join("\n".join(_wrapped(block, width)) for block in re.split(r"\n\s*\n", raw))


def entry(name: str, value: Any) -> str:
    """The docstring entry of an argument or attribute, in a list."""
    return prose(f"{name}: {text(value or '').lstrip()}")


def _wrapped(block: str, width: int) -> Iterator[str]:
    """The lines of a paragraph, or of a list: an item begins with its mark, and continues below its text."""
    items: list[str] = []
    for line in block.split("\n"):
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += "\n" + line.strip()
    for item in items:
        mark = _ITEM.match(item)
        before, sign = (mark[1], mark[2]) if mark else ("", "")
        # Words are never split, so an escape is never split either.
        yield from textwrap.wrap(
            item.strip(),
            width,
            initial_indent=before,
            subsequent_indent=before + " " * len(sign),
            break_long_words=False,
            break_on_hyphens=False,
        )
