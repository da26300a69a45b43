"""Is every value of one type also one of another? For the few forms that annotations of this package have."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

# What may stand where the second is expected, beside the base classes of the package's own classes.
_WIDER = {"bool": "int", "int": "float", "list": "Sequence", "dict": "Mapping"}


def lost(old: str, new: str, bases: Mapping[str, str]) -> list[str]:
    """The alternatives of the type `old` that the type `new` does not have; none where one of them is not annotated.

    Args:
        bases: The base class of each class that has one: a member of an enum of texts is text.
    """
    wider = _WIDER | dict(bases)
    gone = [each for each in _alternatives(old) if not any(_fits(each, wide, wider) for wide in _alternatives(new))]
    return list(dict.fromkeys(map(ast.unparse, gone))) if old and new else []


def names(annotation: str) -> set[str]:
    """The classes that an annotation mentions."""
    return {node.id for each in _alternatives(annotation) for node in ast.walk(each) if isinstance(node, ast.Name)}


class _Unqualified(ast.NodeTransformer):
    """`datetime.datetime` becomes `datetime`, `builtins.list` becomes `list`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(node.attr)


def _alternatives(annotation: str | ast.expr) -> Iterator[ast.expr]:
    node = annotation
    if isinstance(node, str):
        node = _Unqualified().visit(ast.parse(node or "object", mode="eval")).body
    if isinstance(node, ast.BinOp):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        yield from (ast.Subscript(node.value, each) for each in _split(node)[1])
    else:
        yield node


def _split(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """``dict[str, int]`` as its name and its arguments."""
    if not isinstance(node, ast.Subscript):
        return ast.unparse(node), []
    return ast.unparse(node.value), node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _fits(narrow: ast.expr, wide: ast.expr, wider: Mapping[str, str]) -> bool:
    if ast.unparse(wide) in (ast.unparse(narrow), "Any", "object"):
        return True
    (name, inner), (wanted, outer) = _split(narrow), _split(wide)
    if name == "Literal" != wanted:
        name, inner = type(ast.literal_eval(inner[0])).__name__, []
    while name != wanted and name in wider:
        name = wider[name]
    return (name == wanted != "Literal" and len(inner) == len(outer)) and all(
        any(_fits(one, other, wider) for other in _alternatives(there))
        for here, there in zip(inner, outer, strict=True)
        for one in _alternatives(here)
    )
