"""The public surface of the package, read from its source by griffe.

Only public names lead to it, so it does not matter in which module something is defined. Generated code declares keys,
bounds and requests; they are read as well. griffe's own comparison ignores annotations (2.4), which are nearly all
that generated code has, so `contract_diff` compares what is read here.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import griffe

Item: TypeAlias = griffe.Object | griffe.Parameter
_POSITIONAL = (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword)
_WIDER = {"bool": "int", "int": "float", "list": "Sequence", "dict": "Mapping"}
BOUNDS = {"minimum": True, "maximum": False}
"""The bounds that the client checks before it sends, and whether a larger one is narrower."""


@dataclass(frozen=True)
class Entry:
    """One public thing.

    Attributes:
        item: What griffe read.
        name: The name in a report: a member that several classes inherit has the name of their base.
        facts: What callers rely on: a change of any of these breaks their code.
        wire: What only the server sees: the request of a method, the key of an argument; and bounds.
    """

    item: Item
    name: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    wire: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def what(self) -> str:
        """``argument``, ``attribute``, ``class``, ``method``, or ``value`` of an enumeration."""
        return _what(self.item)

    @property
    def annotation(self) -> str:
        """The annotation; of a method, that of its result; "" if there is none."""
        return str(getattr(self.item, "annotation", None) or "")

    @cached_property
    def type(self) -> str:
        """The annotation, without the None that is only the default of an argument."""
        default = str(getattr(self.item, "default", "")).replace("UNSET", "Unset")
        return " | ".join(each for each in self.annotation.split(" | ") if each != default) or self.annotation

    @cached_property
    def is_deprecated(self) -> bool:
        """Whether a docstring says so: that of the item, or its entry in that of the function or class."""
        item = self.item
        of = item.function if isinstance(item, griffe.Parameter) else item.parent if item.is_attribute else item
        text = of.docstring.value if of and of.docstring else ""
        pattern = r"\A(.*?)(?:\n\n(?:Args|Attributes):|\Z)"
        if of is not item:
            pattern = rf"^    {re.escape(item.name)}: (.*?)(?=^ {{0,4}}\S|\Z)"
        entry = re.search(pattern, text, re.DOTALL | re.MULTILINE)
        return entry is not None and re.search(r"\bDeprecated[.:]", entry[1]) is not None


@dataclass(frozen=True)
class Surface:
    """The public surface.

    Attributes:
        version: The version of the package.
        items: By what callers write: ``labels.get``, ``labels.get(label_id)``, ``Label.title``. ``Chatwoot.labels``
            is the class of the resource.
    """

    version: str
    items: Mapping[str, Entry]

    @cached_property
    def bases(self) -> dict[str, str]:
        """The base class of each class."""
        classes = {name: each.item.bases for name, each in self.items.items() if isinstance(each.item, griffe.Class)}
        found = {name: str(bases[0]).rpartition(".")[2] for name, bases in classes.items() if bases}
        return {"OpenStrEnum": "str", "OpenIntEnum": "int"} | found

    def reached(self, what: str) -> set[str]:
        """The classes that callers make and pass to resources (``argument``), or get from them (``method``)."""
        inside: dict[str, list[str]] = {}
        for subject, each in self.items.items():
            inside.setdefault(owner_of(subject), []).append(each.type if each.what == "attribute" else "")
        found = set[str]()
        edge = {
            each.type for name, each in self.items.items() if each.what == what and name.partition("(")[0].islower()
        }
        while edge:
            names = {name for each in edge for name in re.findall(r"\w+", each)} & self.items.keys() - found
            found |= names
            edge = {each for name in names for each in inside.get(name, ())}
        return found


def owner_of(subject: str) -> str:
    """``labels.get(label_id)`` is of ``labels.get``, which is of ``labels``, which is of nothing but itself."""
    return re.sub(r"(\(.*|(?<!^testing)(?<!^otel)\.[^.(]*)$", "", subject)


def read(folder: Path) -> Surface:
    """The surface of the package `aiochatwoot` that is in a folder; nothing of it is imported."""
    package = griffe.load("aiochatwoot", search_paths=[folder], allow_inspection=False)
    assert isinstance(package, griffe.Module)
    places = [("", package)]
    modules = {"models": "", "testing": "testing.", "otel": "otel."}  # the first versions had but the first one
    places += [(prefix, package[name]) for name, prefix in modules.items() if name in package.members]
    public = {
        prefix + name: _target(each)
        for prefix, module in places
        for name, each in module.members.items()
        if (name in module.exports if module.exports else each.is_public)
    }
    for name, each in public["Chatwoot"].all_members.items():  # resources: attributes whose class has no public name
        found = _target(each)
        if isinstance(found, griffe.Attribute) and isinstance(found.annotation, griffe.ExprName):
            cls = found.module.members.get(found.annotation.name)
            if cls is not None and _target(cls) not in public.values() and not name.startswith("_"):
                public[name] = _target(cls)
    walked = [(top, *pair) for top, found in public.items() for pair in _walk(top, found)]
    counts, operations, items = Counter(id(item) for *_, item in walked), dict(_operations(package)), dict[str, Entry]()
    for top, subject, item in walked:
        owner = item.function if isinstance(item, griffe.Parameter) else item
        cls = owner and owner.parent
        is_shared = isinstance(cls, griffe.Class) and counts[id(item)] > 1
        name = cls.name + subject.removeprefix(top) if cls and is_shared else subject
        items[subject] = Entry(item, name, *_facts(item, _declared(item, operations.get(subject)), public))
    version = str(getattr(public["__version__"], "value", "")).strip("'\"")
    return Surface(version, items)


def _walk(subject: str, found: griffe.Object) -> Iterator[tuple[str, Item]]:
    """A public object, its public members and their arguments, each by what callers write."""
    is_constructor = found.name == "__init__"
    subject = subject.removesuffix(".__init__")
    # Callers do not make resources; the constructor that a dataclass gets takes its fields, which are compared.
    if is_constructor and (subject.islower() or not found.lineno):
        return
    if isinstance(found, griffe.Function):
        yield from ((f"{subject}({each.name})", each) for each in found.parameters if each.name not in ("self", "cls"))
    if not found.is_module and not is_constructor:
        yield f"Chatwoot.{subject}" if found.is_class and subject.islower() else subject, found
    if isinstance(found, griffe.Class):
        for name, each in found.all_members.items():
            member = _target(each)
            is_special = (
                member.is_function and name.endswith("__") and not subject.islower()
            )  # all resources share them
            if is_special or not name.startswith("_"):
                yield from _walk(f"{subject}.{name}", member)


def _operations(package: griffe.Module) -> Iterator[tuple[str, ast.Call]]:
    """The operations of generated code and their parameters, by what callers write."""
    api = package.members.get("generated", package).members.get("api")
    for module in api.modules.values() if api else ():
        calls: dict[str, Any] = {name: _call(each.value) for name, each in module.attributes.items()}
        for call in filter(None, calls.values()):
            about = {each.arg: each.value for each in call.keywords}
            if not {"id", "parameters"} <= about.keys():
                continue
            subject = ast.literal_eval(about["id"])
            yield subject, call
            for each in about["parameters"].elts:
                parameter = calls[each.id] if isinstance(each, ast.Name) else each
                argument = next((one.value for one in parameter.keywords if one.arg == "argument"), parameter.args[1])
                yield f"{subject}({ast.literal_eval(argument)})", parameter


def _declared(item: Item, call: ast.Call | None) -> dict[str, str]:
    """What generated code declares: the request of a method; the key, bounds and default of an argument or a field."""
    if isinstance(item, griffe.Attribute) and str(item.value).startswith("field("):
        call = _call(item.value)
    if call is None:
        return {}
    about = {each.arg: each.value for each in call.keywords if each.arg}
    if "method" in about:
        return {"request": " ".join(ast.literal_eval(about[name]) for name in ("method", "path"))}
    if isinstance(item, griffe.Parameter):
        found = dict(zip(("place", "key"), map(ast.literal_eval, call.args[:2]), strict=True))
    else:
        found = {"key": ast.literal_eval(about["key"]) if "key" in about else item.name}
        found |= {"default": ""} if "default" in about else {}
    inside = (each for each in ast.walk(call) if isinstance(each, ast.keyword))
    return found | {each.arg: ast.unparse(each.value) for each in inside if each.arg in BOUNDS}


def _facts(item: Item, wire: dict[str, str], public: Mapping[str, Item]) -> tuple[dict[str, str], dict[str, str]]:
    """The facts of an item, and what remains of `wire`."""
    if isinstance(item, griffe.Class):
        return {"kind": "class"} | {f"a {base}": "" for base in map(str, item.bases) if base in public}, wire
    if isinstance(item, griffe.Parameter):
        assert item.function is not None
        names = [each.name for each in item.function.parameters]
        position = {"position": str(names.index(item.name))} if item.kind in _POSITIONAL else {}
        return position | ({} if item.required else {"default": str(item.default)}), wire
    if _what(item) == "value":
        return {"value": str(getattr(item, "value", ""))}, wire
    kept = {name: value for name, value in wire.items() if item.is_attribute and name in ("default", "key")}
    rest = {name: value for name, value in wire.items() if name not in kept}
    return {"kind": _what(item) + " with await" * ("async" in item.labels)} | kept, rest


def _what(item: Item) -> str:
    if isinstance(item, griffe.Parameter):
        return "argument"
    is_value = isinstance(item.parent, griffe.Class) and any(str(base).endswith("Enum") for base in item.parent.bases)
    return "value" if is_value and item.is_attribute else item.kind.value.replace("function", "method")


def _call(value: object) -> ast.Call | None:
    tree = ast.parse(str(value), mode="eval").body
    return tree if isinstance(tree, ast.Call) else None


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


# --- types ---


def lost(old: str, new: str, bases: Mapping[str, str]) -> list[str]:
    """The alternatives of the type `old` that the type `new` does not have; none if one of them is not annotated.

    Args:
        bases: The base class of each class that has one: a member of an enum of texts is text.
    """
    if not (old and new):
        return []
    kept, wider = _alternatives(new), _WIDER | dict(bases)
    gone = [each for each in _alternatives(old) if not any(_fits(each, wide, wider) for wide in kept)]
    return list(dict.fromkeys(map(ast.unparse, gone)))


def _unqualified(annotation: str) -> str:
    """`datetime.datetime` as `datetime`; what is quoted stays."""
    return re.sub(r"('[^']*')|\b\w+\.(?=\w)", r"\1", annotation)


def _alternatives(node: str | ast.expr) -> list[ast.expr]:
    if isinstance(node, str):
        node = ast.parse(_unqualified(node), mode="eval").body
    if isinstance(node, ast.BinOp):
        return _alternatives(node.left) + _alternatives(node.right)
    name, inner = _split(node)
    return [ast.Subscript(ast.Name(name), each) for each in inner] if name == "Literal" else [node]


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
