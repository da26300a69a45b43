"""Compares two annotations: finds alternatives that one has and the other lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_WIDER = {"bool": "int", "int": "float", "list": "Sequence", "dict": "Mapping"}


def lost(old: str, new: str, bases: Mapping[str, str]) -> str:
    """Return the alternatives of the type `old` that the type `new` does not have; "" if one of them is not annotated.

    Args:
        The base class of each class that has one, so that a member of a string enum counts as text.
    """
    if not (old and new):
        return ""
    wider, there = _WIDER | dict(bases), _parsed(new)
    gone = [each for each in _alternatives(_parsed(old)) if not _fits(each, there, wider)]
    return " | ".join(dict.fromkeys(map(ast.unparse, gone)))


def _parsed(annotation: str) -> ast.expr:
    """Parse an annotation without module names: `datetime.datetime` as `datetime`. Quoted text stays unchanged."""
    return ast.parse(re.sub(r"('[^']*')|\b\w+\.(?=\w)", r"\1", annotation), mode="eval").body


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """Return the members of a union or of a Literal."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _alternatives(left) + _alternatives(right)
        case ast.Subscript(value=ast.Name("Literal") as name, slice=ast.Tuple(elts=values)):
            return [ast.Subscript(name, each) for each in values]
        case _:
            return [node]


def _split(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """Split ``dict[str, int]`` into its name and its arguments."""
    match node:
        case ast.Subscript(value=name, slice=ast.Tuple(elts=inner)):
            return ast.unparse(name), inner
        case ast.Subscript(value=name, slice=inner):
            return ast.unparse(name), [inner]
        case _:
            return ast.unparse(node), []


def _fits(narrow: ast.expr, wide: ast.expr, wider: Mapping[str, str]) -> bool:
    if ast.unparse(wide) in (ast.unparse(narrow), "Any", "object"):
        return True
    ones, others = _alternatives(narrow), _alternatives(wide)
    if len(ones) > 1 or len(others) > 1:
        return all(any(_fits(one, other, wider) for other in others) for one in ones)
    (name, inner), (wanted, outer) = _split(narrow), _split(wide)
    if name == "Literal" != wanted:
        name, inner = type(ast.literal_eval(inner[0])).__name__, []
    while name != wanted and name in wider:
        name = wider[name]
    is_same = name == wanted != "Literal" and len(inner) == len(outer)
    return is_same and all(_fits(*each, wider) for each in zip(inner, outer, strict=True))
