"""What callers see of the package, read from its source by griffe, and what a change of it means to them.

The package is read through its public names alone, so that it does not matter in which module something is defined.
Not griffe's own comparison: it does not look at annotations (2.4), which are nearly all there is in generated code. An
argument may take more and never less, a result or an attribute the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

import griffe

from .annotations import lost, names, without

Verb: TypeAlias = Literal["added", "changed", "removed"]
Item: TypeAlias = griffe.Object | griffe.Parameter
_METHOD = re.compile(r"[a-z_]+(\.[a-z_]+(\(.*)?)?$")
_POSITIONAL = (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword)


@dataclass(frozen=True)
class Change:
    """One difference. `subject` is what a caller writes: ``conversations.list(q)``, ``Conversation.priority``."""

    subject: str
    verb: Verb
    what: str
    breaking: bool
    detail: str = ""


@dataclass(frozen=True)
class Surface:
    """What is public.

    Attributes:
        version: The version of the package.
        items: All of it by what callers write: ``labels.get``, ``labels.get(label_id)``, ``Label.title``.
            ``Chatwoot.labels`` is the class of the resource.
        subjects: What callers write, by the id of an item; what several inherit has the name of its base.
    """

    version: str
    items: Mapping[str, Item]
    subjects: Mapping[int, str]

    @cached_property
    def bases(self) -> dict[str, str]:
        """The base class of each class."""
        classes = {name: each.bases for name, each in self.items.items() if isinstance(each, griffe.Class)}
        found = {name: str(bases[0]).rpartition(".")[2] for name, bases in classes.items() if bases}
        return {"OpenStrEnum": "str", "OpenIntEnum": "int"} | found

    @cached_property
    def passed(self) -> set[str]:
        """The classes that callers make, to pass them to the methods of resources."""
        return self._reached(griffe.Parameter)

    @cached_property
    def returned(self) -> set[str]:
        """The classes that callers get from them."""
        return self._reached(griffe.Function)

    def _reached(self, kind: type[Item]) -> set[str]:
        resources = [each for name, each in self.items.items() if _METHOD.match(name)]
        annotations, reached = {_type(each) for each in resources if isinstance(each, kind)}, set[str]()
        while annotations:
            for name in names(annotations.pop()) & self.items.keys() - reached:
                reached.add(name)
                inside = (each for subject, each in self.items.items() if subject.startswith(f"{name}."))
                annotations |= {_type(each) for each in inside if isinstance(each, griffe.Attribute)}
        return reached


def owner_of(subject: str) -> str:
    """``labels.get(label_id)`` is of ``labels.get``, which is of ``labels``, which is of nothing but itself."""
    return re.sub(r"(\(.*|(?<!^testing)(?<!^otel)\.[^.(]*)$", "", subject)


def read(folder: Path) -> Surface:
    """The surface of the package `aiochatwoot` that is in a folder; nothing of it is imported."""
    package = griffe.load("aiochatwoot", search_paths=[folder], allow_inspection=False)
    assert isinstance(package, griffe.Module)
    modules = {"models": "", "testing": "testing.", "otel": "otel."}  # the first versions had but the first one
    places = [("", package), *((prefix, package[name]) for name, prefix in modules.items() if name in package.members)]
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
    items = [pair for name, each in public.items() for pair in _walk(name, each)]
    resources = [pair for pair in items if _METHOD.match(pair[0])]
    classes = [(name, each) for name, each in public.items() if isinstance(each, griffe.Class)]
    bases = [base for _, each in classes for base in each.mro()]
    classes += [(base.name, base) for base in bases if bases.count(base) > 1]
    defined = [pair for name, each in classes for pair in _walk(name, each, each.members)]
    subjects = {id(each): subject for subject, each in reversed([*resources, *defined, *items])}  # the first one counts
    return Surface(str(getattr(public["__version__"], "value", "")).strip("'\""), dict(items), subjects)


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _walk(
    subject: str, found: griffe.Object, members: Mapping[str, griffe.Object | griffe.Alias] | None = None
) -> Iterator[tuple[str, Item]]:
    """Something that is public, with its public members and their arguments, each with its name."""
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
        for name, each in (found.all_members if members is None else members).items():
            member = _target(each)
            if not name.startswith("_") or (member.is_function and name.endswith("__")):
                yield from _walk(f"{subject}.{name}", member)


def compare(old: Surface, new: Surface) -> list[Change]:
    """What changed for callers."""
    subjects, bases = {**old.subjects, **new.subjects}, old.bases | new.bases
    passed, returned = old.passed | new.passed, old.returned | new.returned
    changes: list[Change] = []
    for subject in dict.fromkeys([*old.items, *new.items]):
        before, after, owner = old.items.get(subject), new.items.get(subject), owner_of(subject)
        if owner == "Chatwoot" and isinstance(before or after, griffe.Class):  # a resource: its methods say it all
            continue
        if before is not None and after is not None:
            what, name = _what(after), subjects[id(after)]
            changes += [
                Change(name, "changed", what, breaks, detail) for detail, breaks in _others(before, after, old.items)
            ]
            was, now = _type(before), _type(after) if type(before) is type(after) else ""
            less, more = lost(was, now, bases), lost(now, was, bases)
            if (what == "argument" or owner in passed) and (less or more):
                detail = _words(("no longer takes", less), ("takes", more))
                changes.append(Change(name, "changed", what, bool(less), detail))
            if what != "argument" and (owner in returned or owner not in passed) and (less or more):
                detail = _words(("no longer", less), ("may be", more))
                changes.append(Change(name, "changed", what, bool(more), detail))
        elif (item := before or after) and (
            owner == subject or type(old.items.get(owner, old)) is type(new.items.get(owner, new))
        ):
            name = subjects[id(item)]
            if name in old.items and name in new.items:  # it is inherited from there no longer, or now
                name = subject
            needed = isinstance(after, griffe.Parameter) and after.required
            verb: Verb = "removed" if after is None else "added"
            detail = f"required {_shown(item)}" if needed else _shown(item)
            changes.append(Change(name, verb, _what(item), needed or after is None, detail))
    return list(dict.fromkeys(changes))


def _others(old: Item, new: Item, public: Container[str]) -> Iterator[tuple[str, bool]]:
    """What differs beside types in something that is there before and after, and whether it breaks callers."""
    if isinstance(old, griffe.Class) and isinstance(new, griffe.Class):
        gone = {str(each) for each in old.bases} - {str(each) for each in new.bases}
        yield from ((f"no longer a {each}", True) for each in sorted(gone) if each in public)
    elif isinstance(old, griffe.Parameter) and isinstance(new, griffe.Parameter):
        if old.required != new.required:
            yield "now required" if new.required else "no longer required", new.required
        elif old.default != new.default and {str(old.default), str(new.default)} != {"None", "UNSET"}:
            yield f"default {old.default} -> {new.default}", True
        if _position(old) not in (None, _position(new)):
            yield f"was argument {_position(old)}, by position", True
    elif type(old) is not type(new):
        yield f"was a {_what(old)}", True
    elif isinstance(new, griffe.Function) and isinstance(old, griffe.Function) and "async" in old.labels ^ new.labels:
        yield "a coroutine on one side only", True
    elif _what(new) == "value" and _shown(old) != _shown(new):
        yield f"{_shown(old)} -> {_shown(new)}", True


def _position(parameter: griffe.Parameter) -> int | None:
    assert parameter.function is not None
    names = [each.name for each in parameter.function.parameters]
    return names.index(parameter.name) if parameter.kind in _POSITIONAL else None


def _type(item: Item) -> str:
    """The annotation of something, or nothing, without what the default of an argument says.

    Left out, an argument is None or Unset; absent, an attribute is None, and was Unset in older versions.
    """
    annotation = getattr(item, "returns" if isinstance(item, griffe.Function) else "annotation", None)
    if isinstance(item, griffe.Parameter):
        return without(str(annotation or ""), str(item.default).replace("UNSET", "Unset"))
    return re.sub(r"\bUnset\b", "None", str(annotation or ""))


def _what(item: Item) -> str:
    if isinstance(item, griffe.Parameter):
        return "argument"
    is_value = isinstance(item.parent, griffe.Class) and any(str(base).endswith("Enum") for base in item.parent.bases)
    return "value" if is_value and item.is_attribute else item.kind.value.replace("function", "method")


def _shown(item: Item) -> str:
    """What tells an attribute or argument from others."""
    return str(getattr(item, "value" if _what(item) == "value" else "annotation", None) or "")


def _words(*parts: tuple[str, list[str]]) -> str:
    return ", ".join(f"{verb} {' | '.join(values)}" for verb, values in parts if values)
