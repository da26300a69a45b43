"""Liquid templates in outgoing content: names, filters, `for` over numbers, `if`, `comment` and `raw`.

Real servers support the whole language (https://shopify.github.io/liquid). Unknown names are empty. Text in backticks
stays unchanged, and so does a template with a syntax error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote_plus, unquote_plus

Names: TypeAlias = Mapping[str, Any]
_TOKEN = re.compile(r"(`.*?`)|\{\{-?(.*?)-?\}\}|\{%-?(.*?)-?%\}", re.DOTALL)
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'|(-?[0-9]+)")
_RANGE = re.compile(r"(\w+)\s+in\s+\(([0-9]+)\.\.([0-9]+)\)")
_FILTERS: dict[str, Callable[[str], str]] = {
    "capitalize": str.capitalize,
    "downcase": str.lower,
    "strip": str.strip,
    "upcase": str.upper,
    "url_decode": unquote_plus,
    "url_encode": quote_plus,
}


class _Broken(Exception):
    """A syntax error in a template."""


def render(template: str, names: Names) -> str:
    """Render a template; return it unchanged if it has a syntax error."""
    tokens: list[re.Match[str] | str] = []
    end = 0
    for token in _TOKEN.finditer(template):
        tokens += [template[end : token.start()], token]
        end = token.end()
    tokens.append(template[end:])
    try:
        return _run(tokens, names)
    except _Broken:
        return template


def _run(tokens: list[re.Match[str] | str], names: Names) -> str:
    text, rest = "", iter(range(len(tokens)))
    for index in rest:
        token = tokens[index]
        if isinstance(token, str):
            if "{{" in token or "{%" in token:
                raise _Broken
            text += token
        elif token[1] is not None:
            text += token[1]
        elif token[2] is not None:
            text += _output(token[2], names)
        else:
            tag, _, about = token[3].strip().partition(" ")
            end = _end(tokens, index, tag)
            text += _block(tag, about.strip(), tokens[index + 1 : end], names)
            for _ in range(end - index):
                next(rest)
    return text


def _end(tokens: list[re.Match[str] | str], start: int, tag: str) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        word = "" if isinstance(token, str) else (token[3] or "").strip().partition(" ")[0]
        depth += (word == tag) - (word == f"end{tag}")
        if depth == 0:
            return index
    raise _Broken


def _block(tag: str, about: str, body: list[re.Match[str] | str], names: Names) -> str:
    if tag == "comment":
        return ""
    if tag == "raw":
        return "".join(each if isinstance(each, str) else each[0] for each in body)
    if tag == "if":
        return _run(body, names) if _value(about, names) not in (None, False) else ""
    numbers = _RANGE.fullmatch(about)
    if tag != "for" or numbers is None:
        raise _Broken
    name, first, last = numbers.groups()
    return "".join(_run(body, {**names, name: number}) for number in range(int(first), int(last) + 1))


def _output(expression: str, names: Names) -> str:
    first, *filters = expression.split("|")
    value = _value(first.strip(), names)
    text = "" if value is None else str(value)
    for name in filters:
        text = _FILTERS.get(name.strip(), str)(text)
    return text


def _value(expression: str, names: Names) -> Any:
    literal = _LITERAL.fullmatch(expression)
    if literal is not None:
        return next(each for each in literal.groups() if each is not None)
    value: Any = names
    for key in expression.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
