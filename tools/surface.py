"""What callers see of the package, read from its source by griffe, and what a change of it means to them.

The package is read through its public names alone, so that it does not matter in which module something is defined.
Generated code has all of the contract that concerns callers: keys, bounds and requests are read there, too.
Not griffe's own comparison: it does not look at annotations (2.4), which are nearly all there is in generated code. An
argument may take more and never less, a result or an attribute the other way round.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

import griffe

from .annotations import lost, names

Verb: TypeAlias = Literal["added", "changed", "removed"]
Item: TypeAlias = griffe.Object | griffe.Parameter
_METHOD = re.compile(r"[a-z_]+(\.[a-z_]+(\(.*)?)?$")
_POSITIONAL = (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword)
# Whether more of it is narrower. The client checks no other bound before it sends.
_NEEDED = ("argument", "attribute")
_REQUIRED = ("no longer default", "now required")
_BOUNDS = {"minimum": True, "maximum": False}


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
        wire: The request of each method, and the declaration of each argument, as generated code has them.
    """

    version: str
    items: Mapping[str, Item]
    subjects: Mapping[int, str]
    wire: Mapping[str, ast.Call]

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

    def facts(self, subject: str) -> dict[str, str]:
        """What callers rely on: their code breaks where one of these is gone, or is another one."""
        item = self.items[subject]
        if isinstance(item, griffe.Class):
            return {"kind": "class"} | {f"a {base}": "" for base in map(str, item.bases) if base in self.items}
        if isinstance(item, griffe.Parameter):
            assert item.function is not None
            order = [each.name for each in item.function.parameters]
            position = {"position": str(order.index(item.name))} if item.kind in _POSITIONAL else {}
            return position | ({} if item.required else {"default": str(item.default)})
        if what(item) == "value":
            return {"value": _shown(item)}
        declared = self.declared(subject).items() if isinstance(item, griffe.Attribute) else ()
        kind = what(item) + " with await" * ("async" in item.labels)
        return {"kind": kind} | {name: value for name, value in declared if name in ("default", "key")}

    def declared(self, subject: str) -> dict[str, str]:
        """What generated code declares of a method, an argument or a field: the request; the key, the bounds."""
        item, call = self.items[subject], self.wire.get(subject)
        if isinstance(item, griffe.Attribute) and str(item.value).startswith("field("):
            call = _parsed(item.value)
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
        return found | {each.arg: ast.unparse(each.value) for each in inside if each.arg in _BOUNDS}

    def is_deprecated(self, subject: str) -> bool:
        """Whether the docstring of something says so: an argument or a field has an entry in that of what it is of."""
        item = self.items[subject]
        of = item.function if isinstance(item, griffe.Parameter) else item.parent if item.is_attribute else item
        docstring = getattr(of, "docstring", None)
        if docstring is None:
            return False
        if of is item:
            return re.search(r"\bDeprecated[.:]", re.split(r"\n\n(?:Args|Attributes):", docstring.value)[0]) is not None
        entry = re.search(rf"^    {re.escape(item.name)}: (.*(?:\n {{5,}}.*)*)", docstring.value, re.MULTILINE)
        return entry is not None and " ".join(entry[1].split()).endswith("Deprecated.")


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
    walked = [(name, *pair) for name, each in public.items() for pair in _walk(name, each)]
    counts, subjects = Counter(id(item) for _, _, item in walked), dict[int, str]()
    for name, subject, item in walked:
        owner = item.function if isinstance(item, griffe.Parameter) else item
        cls = owner and owner.parent
        is_shared = isinstance(cls, griffe.Class) and counts[id(item)] > 1
        subjects[id(item)] = f"{cls.name}{subject[len(name) :]}" if cls and is_shared else subject
    version = str(getattr(public["__version__"], "value", "")).strip("'\"")
    return Surface(version, {subject: item for _, subject, item in walked}, subjects, dict(_operations(package)))


def _operations(package: griffe.Module) -> Iterator[tuple[str, ast.Call]]:
    """The operations of generated code with their parameters, by what callers write."""
    api = package.members.get("generated", package).members.get("api")
    for module in api.modules.values() if api else ():
        calls: dict[str, Any] = {name: _parsed(each.value) for name, each in module.attributes.items()}
        for call in calls.values():
            about: dict[str | None, Any] = {each.arg: each.value for each in call.keywords} if call else {}
            if call is None or not {"id", "parameters"} <= about.keys():
                continue
            subject = ast.literal_eval(about["id"])
            yield subject, call
            for each in about["parameters"].elts:
                parameter = calls[each.id] if isinstance(each, ast.Name) else each
                argument = next((one.value for one in parameter.keywords if one.arg == "argument"), parameter.args[1])
                yield f"{subject}({ast.literal_eval(argument)})", parameter


def _parsed(value: object) -> ast.Call | None:
    tree = ast.parse(str(value), mode="eval").body
    return tree if isinstance(tree, ast.Call) else None


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _walk(subject: str, found: griffe.Object) -> Iterator[tuple[str, Item]]:
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
        for name, each in found.all_members.items():
            member = _target(each)
            if not name.startswith("_") or (member.is_function and name.endswith("__")):
                yield from _walk(f"{subject}.{name}", member)


def compare(old: Surface, new: Surface) -> list[Change]:
    """What changed for callers, one change for each subject."""
    bases, passed, returned = old.bases | new.bases, old.passed | new.passed, old.returned | new.returned
    found: dict[str, Change] = {}
    for subject in dict.fromkeys([*old.items, *new.items]):
        before, after, owner = old.items.get(subject), new.items.get(subject), owner_of(subject)
        item = after or before
        if item is None or (owner == "Chatwoot" and isinstance(before or after, griffe.Class)):
            continue  # a resource: its methods say all
        is_argument = isinstance(item, griffe.Parameter)
        is_taken, is_given = is_argument or owner in passed, not is_argument and owner not in passed - returned
        if before is None or after is None:
            if owner != subject and _kind(old, owner) != _kind(new, owner):
                continue  # all of it came or went
            needed = after is not None and is_taken and what(item) in _NEEDED and "default" not in new.facts(subject)
            request = (old if after is None else new).declared(subject).get("request", "")
            detail = "required " * needed + (request or _shown(item))
            verb: Verb = "removed" if after is None else "added"
            change = Change(subject, verb, what(item), needed or after is None, detail)
        else:
            breaks, rest = _differences(old, new, subject, is_taken)
            if what(before) == what(after):
                less, more = lost(_type(before), _type(after), bases), lost(_type(after), _type(before), bases)
                breaks += _words(("no longer takes", less if is_taken else []), ("may be", more if is_given else []))
                rest += _words(("takes", more if is_taken else []), ("no longer", less if is_given else []))
            if not breaks + rest:
                continue
            change = Change(subject, "changed", what(item), bool(breaks), "; ".join(breaks + rest))
        name = (new if after else old).subjects[id(item)]
        if change.verb != "changed" and name in old.items and name in new.items:
            name = subject  # it is inherited from there no longer, or now
        found.setdefault(name, replace(change, subject=name))
    return list(found.values())


def _differences(old: Surface, new: Surface, subject: str, is_taken: bool) -> tuple[list[str], list[str]]:
    """What differs beside types in something that is there before and after: what breaks callers, and the rest."""
    before, after = old.facts(subject), new.facts(subject)
    if not is_taken:
        before.pop("default", None)
    breaks = [
        f"{name}: {value} -> {after[name]}" if name in after else f"no longer {name}".replace(*_REQUIRED)
        for name, value in before.items()
        if after.get(name) != value
    ]
    rest = ["no longer required"] if is_taken and "default" in after.keys() - before.keys() else []
    if old.is_deprecated(subject) != new.is_deprecated(subject):
        rest.append("deprecated" if new.is_deprecated(subject) else "no longer deprecated")
    was, now = old.declared(subject), new.declared(subject)
    if not (was and now):  # code of a generator that declares otherwise
        return breaks, rest
    for name in [name for name in {**was, **now} if name not in {**before, **after, "default": ""}]:
        if was.get(name) == now.get(name):
            continue
        value, bound = was.get(name), now.get(name)
        narrower = is_taken and name in _BOUNDS and bound and (not value or (int(bound) > int(value)) == _BOUNDS[name])
        (breaks if narrower else rest).append(f"{name}: {value or 'none'} -> {bound or 'none'}")
    return breaks, rest


def _kind(surface: Surface, subject: str) -> str:
    return what(surface.items[subject]) if subject in surface.items else ""


def what(item: Item) -> str:
    """``argument``, ``attribute``, ``class``, ``method``, or ``value`` of an enumeration."""
    if isinstance(item, griffe.Parameter):
        return "argument"
    is_value = isinstance(item.parent, griffe.Class) and any(str(base).endswith("Enum") for base in item.parent.bases)
    return "value" if is_value and item.is_attribute else item.kind.value.replace("function", "method")


def _type(item: Item) -> str:
    """The annotation of something, or nothing, without the None that is only the default of an argument."""
    annotation = str(getattr(item, "returns" if isinstance(item, griffe.Function) else "annotation", None) or "")
    if isinstance(item, griffe.Parameter):
        kept = [each for each in annotation.split(" | ") if each != str(item.default).replace("UNSET", "Unset")]
        return " | ".join(kept) or annotation
    return annotation


def _shown(item: Item) -> str:
    """What tells an attribute or argument from others."""
    return str(getattr(item, "value" if what(item) == "value" else "annotation", None) or "")


def _words(*parts: tuple[str, list[str]]) -> list[str]:
    return [f"{verb} {' | '.join(values)}" for verb, values in parts if values]
