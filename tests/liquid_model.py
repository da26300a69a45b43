"""A model of how servers render the content of outgoing messages, as far as `captures/v4_16_2/liquid.json` shows it.

Text in backticks is wrapped in `raw`; the template is split as Ruby's Liquid splits it; a template with a syntax error
is kept unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_plus

_SPLIT = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}?|\{\{|\{%)", re.DOTALL)
_VARIABLE = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
_FILTERS: Mapping[str, Callable[[str], str]] = {"upcase": str.upper, "url_decode": unquote_plus}


class Broken(Exception):
    """A syntax error."""


def stored(content: str, names: Mapping[str, str]) -> str:
    """Return the text that a server stores for the content of an outgoing message."""
    wrapped = re.sub("`(.*?)`", r"{% raw %}`\1`{% endraw %}", content, flags=re.DOTALL)
    return rendered(wrapped, names, content)


def rendered(template: str, names: Mapping[str, str], otherwise: str | None = None) -> str:
    """Return a template without its tags; on a syntax error `otherwise`, by default the template itself."""
    try:
        return "".join(_run(iter(_SPLIT.split(template)), names, None))
    except Broken:
        return template if otherwise is None else otherwise


def _run(tokens: Iterator[str], names: Mapping[str, str], until: str | None) -> list[str]:
    out: list[str] = []
    for token in tokens:
        if token.startswith("{{"):
            variable = _VARIABLE.fullmatch(token)
            if variable is None:
                raise Broken
            out.append(_value(variable[1], names))
        elif token.startswith("{%"):
            tag = _TAG.fullmatch(token)
            if tag is None:
                raise Broken
            if tag[1] == until:
                return out
            out += _block(tag[1], tag[2], tokens, names)
        else:
            out.append(token)
    if until is not None:
        raise Broken
    return out


def _block(tag: str, about: str, tokens: Iterator[str], names: Mapping[str, str]) -> list[str]:
    if tag == "raw":
        kept: list[str] = []
        for token in tokens:
            end = re.fullmatch(r"(.*)\{%-?\s*endraw\s*-?%\}", token, re.DOTALL)
            if end is not None:
                return [*kept, end[1]]
            kept.append(token)
        raise Broken
    body = _run(tokens, names, f"end{tag}")
    if tag == "comment":
        return []
    numbers = re.fullmatch(r"\w+ in \((\d+)\.\.(\d+)\)", about)
    if tag != "for" or numbers is None:
        raise Broken
    return body * (int(numbers[2]) - int(numbers[1]) + 1)


def _value(expression: str, names: Mapping[str, str]) -> str:
    first, *filters = (part.strip() for part in expression.split("|"))
    text = first[1:-1] if re.fullmatch('"[^"]*"', first) else names.get(first, "")
    for name in filters:
        text = _FILTERS.get(name, str)(text)
    return text
