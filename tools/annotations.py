"""Compares two annotations: finds alternatives that one has and the other lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_WIDER = {"bool": "int", "int": "float", "list": "Sequence", "dict": "Mapping"}
_ENUMS = {"OpenStrEnum": "str", "OpenIntEnum": "int"}


def lost(old: str, new: str, bases: Mapping[str, str]) -> str:
    """Return the alternatives of the type `old` that the type `new` does not have; "" if one of them is not annotated.

    Args:
        bases: The base class of each class that has one, so that a member of a string enum counts as text.
    """
    if not (old and new):
        return ""
    gone = [
        each for each in _alternatives(_parsed(old)) if not _fits(each, _parsed(new), {**_WIDER, **_ENUMS, **bases})
    ]
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


def _fits(narrow: ast.expr, wide: ast.expr, wider: Mapping[str, str]) -> bool:
    if ast.unparse(wide) in (ast.unparse(narrow), "Any", "object"):
        return True
    ones, others = _alternatives(narrow), _alternatives(wide)
    if len(ones) + len(others) > 2:
        return all(any(_fits(one, other, wider) for other in others) for one in ones)
    match narrow, wide:
        case ast.Subscript(ast.Name("Literal"), ast.Constant(value)), ast.Name():
            return _fits(ast.Name(type(value).__name__), wide, wider)
        case ast.Name(name), ast.Name() if name in wider:
            return _fits(ast.Name(wider[name]), wide, wider)
        case ast.Subscript(ast.Name(name), inner), ast.Subscript(ast.Name(wanted), outer):
            return wanted in (name, wider.get(name)) and _fits(inner, outer, wider)
        case ast.Tuple(inner), ast.Tuple(outer):  # the arguments of a dict
            return len(inner) == len(outer) and all(_fits(*each, wider) for each in zip(inner, outer, strict=True))
        case _:
            return False
