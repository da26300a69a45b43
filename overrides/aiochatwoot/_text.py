"""Texts from a server, as messages show them."""

from __future__ import annotations

import html
import re

_EXCERPT = 300


def one_line(text: object) -> str:
    """A text on one line, shortened."""
    text = " ".join(str(text).split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def printable(text: str) -> str:
    """A text on one line, shortened, without control, bidi and invisible characters."""
    return one_line("".join(each if each.isprintable() else " " for each in text[: 4 * _EXCERPT]))


def page_of_html(content_type: str, text: str) -> str | None:
    """What a page of HTML is, by its title; None for a text that is none."""
    if not text.strip() or not ("html" in content_type or text.lstrip()[:1] == "<"):
        return None
    title = re.search(r"<title[^>]*>([^<]{1,200})</title>", text[:65536], re.IGNORECASE)
    return f"a page of HTML: {printable(html.unescape(title[1]))}" if title else "a page of HTML"
