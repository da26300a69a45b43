"""What callers see of the package, read from its source by griffe, and what a change of it means to them.

griffe finds what is gone from hand-written code. Of annotations it makes nothing (2.4), and in generated code they
are nearly all there is: an argument may take more and never less, an answer the other way round. So generated
methods and models are compared here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import attrs
import griffe

from .annotations import lost, names

_POSITIONAL = (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword)
Verb: TypeAlias = Literal["added", "changed", "removed"]
_OPEN = {"OpenStrEnum": "str", "OpenIntEnum": "int"}


@attrs.frozen
class Change:
    """One difference. `subject` is what a caller writes: ``conversations.list(q)``, ``Conversation.priority``."""

    subject: str
    verb: Verb
    what: str
    breaking: bool
    detail: str = ""


@attrs.frozen
class Argument:
    """An argument of a method, or a field of a model."""

    annotation: str
    required: bool
    position: int | None = None


@attrs.frozen
class Method:
    """A method of a resource, such as ``conversations.list``."""

    arguments: Mapping[str, Argument]
    returns: str
    is_async: bool


@attrs.frozen
class Model:
    """A generated class: a model with its fields, or an enum with its members."""

    fields: Mapping[str, Argument] = attrs.field(factory=dict)
    members: Mapping[str, str] = attrs.field(factory=dict)
    base: str | None = None


@attrs.frozen
class Surface:
    """All of it; `package` is what griffe read."""

    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    package: griffe.Module

    @property
    def bases(self) -> dict[str, str]:
        """The base class of each enum."""
        return {name: model.base for name, model in self.models.items() if model.base}

    def asked(self) -> set[str]:
        """The models that callers make, to pass them."""
        found = [each.annotation for method in self.methods.values() for each in method.arguments.values()]
        return self._reached(found)

    def answered(self) -> set[str]:
        """The models that callers get."""
        return self._reached([method.returns for method in self.methods.values()])

    def _reached(self, annotations: list[str]) -> set[str]:
        reached: set[str] = set()
        while annotations:
            for name in names(annotations.pop()) & self.models.keys() - reached:
                reached.add(name)
                annotations += [each.annotation for each in self.models[name].fields.values()]
        return reached


def read(folder: Path) -> Surface:
    """The surface of the package `aiochatwoot` that is in a folder; nothing of it is imported."""
    package = griffe.load("aiochatwoot", search_paths=[folder], allow_inspection=False)
    assert isinstance(package, griffe.Module)
    methods = {
        f"{tag}.{function.name}": _method(function)
        for tag, module in package["generated.api"].modules.items()
        for each in _own(module)
        if isinstance(each, griffe.Class)
        for function in _own(each)
        if isinstance(function, griffe.Function) and not function.name.startswith("_")
    }
    models = {
        each.name: _model(each)
        for module in package["generated.models"].modules.values()
        for each in _own(module)
        if isinstance(each, griffe.Class)
    }
    return Surface(methods, models, package)


def _own(owner: griffe.Object) -> list[griffe.Object]:
    """What it defines itself: not what it imports or inherits."""
    return [each for each in owner.members.values() if isinstance(each, griffe.Object)]


def _method(function: griffe.Function) -> Method:
    arguments = {
        each.name: Argument(str(each.annotation), each.required, index if each.kind in _POSITIONAL else None)
        for index, each in enumerate(function.parameters)
        if each.name != "self"
    }
    return Method(arguments, str(function.returns), "async" in function.labels)


def _model(cls: griffe.Class) -> Model:
    attributes = [each for each in _own(cls) if isinstance(each, griffe.Attribute)]
    base = next((_OPEN[str(each)] for each in cls.bases if str(each) in _OPEN), None)
    if base:
        return Model(members={each.name: str(each.value) for each in attributes}, base=base)
    fields = {
        each.name: Argument(str(each.annotation), "default=" not in str(each.value))
        for each in attributes
        if each.annotation is not None
    }
    return Model(fields=fields)


def compare(old: Surface, new: Surface) -> list[Change]:
    """What changed for callers."""
    bases = old.bases | new.bases
    changes = list(_hand_written(old.package, new.package))
    for subject, verb in _keys(old.methods, new.methods):
        what = "iterator" if subject.partition(".")[2].startswith("iter") else "operation"
        if verb == "changed":
            changes += _methods(subject, old.methods[subject], new.methods[subject], bases)
        else:
            changes.append(Change(subject, verb, what, verb == "removed"))
    asked, answered = old.asked() | new.asked(), old.answered() | new.answered()
    for subject, verb in _keys(old.models, new.models):
        if verb == "changed":
            before, after = old.models[subject], new.models[subject]
            changes += _members(subject, before, after)
            changes += _fields(subject, before, after, bases, asked=subject in asked, answered=subject in answered)
        else:
            changes.append(Change(subject, verb, "schema", verb == "removed"))
    return changes


def _keys(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[tuple[str, Verb]]:
    for key in dict.fromkeys([*old, *new]):
        yield key, "changed" if key in old and key in new else "added" if key in new else "removed"


def _methods(subject: str, old: Method, new: Method, bases: Mapping[str, str]) -> Iterator[Change]:
    for name, verb in _keys(old.arguments, new.arguments):
        what = f"{subject}({name})"
        if verb == "removed":
            gone = old.arguments[name]
            yield Change(what, verb, "argument", True, _renamed(gone, old.arguments, new.arguments))
        elif verb == "added":
            added = new.arguments[name]
            moved = added.position is not None and any(
                each.position is not None and each.position >= added.position for each in old.arguments.values()
            )
            detail = f"{'required ' if added.required else ''}{added.annotation}"
            yield Change(what, verb, "argument", added.required or moved, detail)
        else:
            yield from _argument(what, old.arguments[name], new.arguments[name], bases)
    if old.is_async != new.is_async or old.returns != new.returns:
        yield _answer(subject, "answer", old.returns, new.returns, bases, breaking=old.is_async != new.is_async)


def _argument(subject: str, old: Argument, new: Argument, bases: Mapping[str, str]) -> Iterator[Change]:
    if new.required and not old.required:
        yield Change(subject, "changed", "argument", True, "now required")
    elif old.required and not new.required:
        yield Change(subject, "changed", "argument", False, "no longer required")
    if old.position is not None and old.position != new.position:
        yield Change(subject, "changed", "argument", True, f"was argument {old.position}, by position")
    yield from _taken(subject, "argument", old, new, bases)


def _taken(subject: str, what: str, old: Argument, new: Argument, bases: Mapping[str, str]) -> Iterator[Change]:
    """What callers may pass: less breaks them."""
    if old.annotation == new.annotation:
        return
    less, more = lost(old.annotation, new.annotation, bases), lost(new.annotation, old.annotation, bases)
    if old.required != new.required:  # which was said, and changes what stands for "left out"
        less, more = ([each for each in types if each not in ("None", "Unset")] for types in (less, more))
    if less or more:
        yield Change(subject, "changed", what, bool(less), _words(("no longer takes", less), ("takes", more)))


def _answer(subject: str, what: str, old: str, new: str, bases: Mapping[str, str], *, breaking: bool = False) -> Change:
    """What callers get: more breaks them."""
    less, more = lost(old, new, bases), lost(new, old, bases)
    detail = _words(("no longer", less), ("may be", more)) or f"{old} -> {new}"
    return Change(subject, "changed", what, breaking or bool(more), detail)


def _members(subject: str, old: Model, new: Model) -> Iterator[Change]:
    for name, verb in _keys(old.members, new.members):
        if verb != "changed":
            yield Change(
                f"{subject}.{name}", verb, "member", verb == "removed", (new if verb == "added" else old).members[name]
            )
        elif old.members[name] != new.members[name]:
            yield Change(f"{subject}.{name}", verb, "member", True, f"{old.members[name]} -> {new.members[name]}")


def _fields(
    subject: str, old: Model, new: Model, bases: Mapping[str, str], *, asked: bool, answered: bool
) -> Iterator[Change]:
    for name, verb in _keys(old.fields, new.fields):
        what = f"{subject}.{name}"
        if verb == "removed":
            yield Change(what, verb, "field", True, _renamed(old.fields[name], old.fields, new.fields))
            continue
        after = new.fields[name]
        if verb == "added":
            required = asked and after.required
            yield Change(what, verb, "field", required, f"{'required ' if required else ''}{after.annotation}")
            continue
        before = old.fields[name]
        if answered and before.annotation != after.annotation:
            yield _answer(what, "field", before.annotation, after.annotation, bases)
        if asked and after.required and not before.required:
            yield Change(what, "changed", "field", True, "now required")
        if asked:
            yield from _taken(what, "field", before, after, bases)


def _renamed(gone: Argument, old: Mapping[str, Argument], new: Mapping[str, Argument]) -> str:
    alike = [name for name in new.keys() - old.keys() if new[name] == gone]
    return f"{gone.annotation}; renamed to {alike[0]}?" if len(alike) == 1 else gone.annotation


def _words(*parts: tuple[str, list[str]]) -> str:
    return ", ".join(f"{verb} {' | '.join(values)}" for verb, values in parts if values)


def _hand_written(old: griffe.Module, new: griffe.Module) -> Iterator[Change]:
    """What griffe says of the public classes that were written by hand, and what they have that they had not."""
    before, after = _public(old), _public(new)
    told: set[str] = set()
    pairs = [(owner, before[owner], after[owner]) for owner in before if owner in after]
    # Class by class: of a package griffe passes over private modules.
    for owner, breakage in ((owner, each) for owner, *pair in pairs for each in griffe.find_breaking_changes(*pair)):
        path = breakage.obj.canonical_path
        subject = _name(owner) + path.removeprefix(owner).removesuffix(".__init__")
        argument = getattr(breakage.old_value or breakage.new_value, "name", None)
        kind = breakage.kind
        if isinstance(argument, str) and kind.name.startswith("PARAMETER"):
            subject += f"({argument})"
        verb: Verb = "removed" if kind.name.endswith("REMOVED") else "changed"
        told.add(subject)
        yield Change(subject, verb, "code", True, kind.value.lower())
    for path, verb in _keys(before, after):
        if verb != "changed":
            if _name(path) not in told:
                yield Change(_name(path), verb, "code", verb == "removed")
            continue
        had = {each.name for each in _own(before[path])}
        for each in _own(after[path]):
            if each.name not in had and not each.name.startswith("_"):
                yield Change(f"{_name(path)}.{each.name}", "added", "code", False)


def _name(path: str) -> str:
    """A class as callers write it: ``aiochatwoot.testing.directory.Team`` is ``testing.Team``."""
    return ("testing." if path.startswith("aiochatwoot.testing.") else "") + path.rpartition(".")[2]


def _public(package: griffe.Module) -> dict[str, griffe.Object]:
    """What is public in hand-written code, by its path: what is exported, and what hangs on a client."""
    found = [
        member
        for module in (package, package["testing"])
        for name, member in module.members.items()
        if name in (module.exports or [])
    ]
    client = package["client.Chatwoot"]
    properties = [each for each in _own(client) if isinstance(each, griffe.Attribute) and "cached" in each.labels]
    found += [client.module[str(each.annotation)] for each in properties]
    targets = [each.final_target if isinstance(each, griffe.Alias) else each for each in found]
    classes = [each for each in targets if isinstance(each, griffe.Class)]
    bases = [base for each in classes for base in each.mro()]
    return {
        each.canonical_path: each
        for each in [*targets, *bases]
        if not each.is_module and ".generated." not in each.canonical_path
    }
