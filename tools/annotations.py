"""Is every value of one type also one of another? For the few forms of annotations that generated code has."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

# What may stand where the second is expected, beside what the code itself says of its classes.
_WIDER = {"bool": "int", "int": "float", "list": "Sequence", "dict": "Mapping"}


def lost(old: str, new: str, bases: Mapping[str, str]) -> list[str]:
    """The alternatives of the type `old` that the type `new` does not have.

    Args:
        bases: The base class of each class that has one: a member of an enum of texts is text.
    """
    allowed = list(_alternatives(_parse(new)))
    return [
        ast.unparse(each)
        for each in _alternatives(_parse(old))
        if not any(_fits(each, wide, _WIDER | dict(bases)) for wide in allowed)
    ]


def names(annotation: str) -> set[str]:
    """The classes that an annotation mentions."""
    return {node.id for node in ast.walk(_parse(annotation)) if isinstance(node, ast.Name)}


class _Unqualified(ast.NodeTransformer):
    """`datetime.datetime` becomes `datetime`, `builtins.list` becomes `list`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(node.attr)


def _parse(annotation: str) -> ast.expr:
    tree = _Unqualified().visit(ast.parse(annotation, mode="eval"))
    assert isinstance(tree, ast.Expression)
    return tree.body


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        yield from _arguments(node)
    else:
        yield node


def _arguments(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _fits(narrow: ast.expr, wide: ast.expr, wider: Mapping[str, str]) -> bool:
    if ast.unparse(narrow) == ast.unparse(wide) or ast.unparse(wide) in ("Any", "object"):
        return True
    if isinstance(narrow, ast.Subscript) and isinstance(wide, ast.Subscript):
        inner, outer = _arguments(narrow), _arguments(wide)
        return (
            _is_a(ast.unparse(narrow.value), ast.unparse(wide.value), wider)
            and len(inner) == len(outer)
            and all(
                any(_fits(one, other, wider) for other in _alternatives(there))
                for here, there in zip(inner, outer, strict=True)
                for one in _alternatives(here)
            )
        )
    if isinstance(narrow, ast.Constant) and narrow.value is not None:  # of a Literal
        return _is_a(type(narrow.value).__name__, ast.unparse(wide), wider)
    return _is_a(ast.unparse(narrow), ast.unparse(wide), wider)


def _is_a(name: str | None, wanted: str, wider: Mapping[str, str]) -> bool:
    while name is not None and name != wanted:
        name = wider.get(name)
    return name is not None
