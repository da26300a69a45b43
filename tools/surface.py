"""Reads the public surface of the package from its source with griffe: every name that callers may rely on.

Each entry is reached through public names, so its module does not matter. Generated code also declares keys, bounds and
requests; these are read as well. griffe's own comparison ignores annotations (2.4), which are nearly all that
generated code has. Therefore `contract_diff` compares the surfaces that this module reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import griffe

Found: TypeAlias = griffe.Object | griffe.Alias
MODULES = ("models", "testing", "otel", "webhooks", "realtime", "export", "agents")
"""The public modules. Callers write the name of the module before a name, but not `models`."""
CLIENTS = {"Chatwoot": "", "ChatwootPlatform": "platform.", "ChatwootPublic": "public."}
"""The clients, and the callers' prefixes for the names of their resources."""


@dataclass(frozen=True)
class Entry:
    """A public class, attribute, function or argument.

    Attributes:
        item: The griffe object; an alias if the name is inherited or imported.
        owner: The class, resource or function that contains it; "" if none does.
        type: Its annotation, for a method that of the result; "" if it has none.
        facts: Other properties to compare, by name. One with an empty value is either present or absent.
    """

    item: Found | griffe.Parameter
    owner: str
    type: str
    facts: Mapping[str, str]

    @property
    def what(self) -> str:
        """The kind: ``argument``, ``attribute``, ``class``, ``method``, or ``value`` of an enumeration."""
        return self.facts["kind"].partition(" ")[0]

    @property
    def path(self) -> str:
        """Where it is defined: classes that inherit a member share its path."""
        if isinstance(self.item, griffe.Parameter):
            assert self.item.function is not None
            return f"{self.item.function.path.removesuffix('.__init__')}({self.item.name})"
        return self.item.canonical_path


Surface: TypeAlias = Mapping[str, Entry]
"""Entries by callers' expressions: ``labels.get``, ``labels.get(label_id)``, ``Label.title``, ``testing.signed``."""


def read(folder: Path) -> dict[str, Entry]:
    """Return the surface of the package `aiochatwoot` in a folder, without importing the package."""
    package = griffe.load("aiochatwoot", search_paths=[folder], allow_inspection=False)
    assert isinstance(package, griffe.Module)
    public = dict(_exported(package))
    for module in package.members.keys() & {*MODULES}:
        prefix = "" if module == "models" else f"{module}."
        public |= {prefix + name: found for name, found in _exported(package[module])}
    names, declared, surface = {each.name for each in public.values()}, dict(_declared(package)), dict[str, Entry]()
    for subject, owner, item in (each for name, found in public.items() for each in _walk(found, name, "", names)):
        found = item if isinstance(item, griffe.Parameter) else _target(item)
        facts = dict(_facts(found, names)) | declared.get(subject, {})
        surface[subject] = Entry(item, owner, _type(found), facts)
    return surface


def _exported(module: Found) -> Iterator[tuple[str, griffe.Object]]:
    """Yield the public names of a module, without modules."""
    for name in module.exports or [name for name, each in module.members.items() if each.is_public]:
        found = _target(module.members[str(name)])
        if not found.is_module:
            yield str(name), found


def _target(found: Found) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _walk(
    found: Found, subject: str, owner: str, public: set[str]
) -> Iterator[tuple[str, str, Found | griffe.Parameter]]:
    """Yield a public object, its public members and their arguments, each after its subject and its owner."""
    item, called = _target(found), subject.removesuffix(".__init__")
    if called == subject:
        yield subject, owner, found
    for each in item.parameters if isinstance(item, griffe.Function) else ():
        if each.name not in ("self", "cls"):
            yield f"{called}({each.name})", called, each
    for name, member in item.all_members.items() if isinstance(item, griffe.Class) else ():
        # griffe gives the generated constructor of a dataclass no line. It takes the fields.
        is_special = name.endswith("__") and member.is_function and _target(member).lineno
        if name.startswith("_") and not is_special:
            continue
        if resource := _hidden_class(_target(member), public) if subject in CLIENTS else None:
            tag = CLIENTS[subject] + name
            inside = _walk(resource, tag, "", public)
            yield from (each for each in inside if each[0].startswith(f"{tag}.") and "__" not in each[0])
        else:
            yield from _walk(member, f"{subject}.{name}", subject, public)


def _hidden_class(found: griffe.Object, public: set[str]) -> griffe.Object | None:
    """Return the class in an attribute's annotation, if the class has no public name."""
    annotation = found.annotation if isinstance(found, griffe.Attribute) else None
    cls = found.module.members.get(annotation.name) if isinstance(annotation, griffe.ExprName) else None
    return None if cls is None or cls.name in public else _target(cls)


def _type(item: griffe.Object | griffe.Parameter) -> str:
    """Return the annotation without the None or Unset of an argument's default."""
    annotation, default = str(getattr(item, "annotation", None) or ""), str(getattr(item, "default", ""))
    kept = [each for each in annotation.split(" | ") if each != default.replace("UNSET", "Unset")]
    return " | ".join(kept) or annotation


def _facts(item: griffe.Object | griffe.Parameter, public: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the facts of an item."""
    if isinstance(item, griffe.Parameter):
        yield "kind", "argument"
        if item.kind in (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword):
            yield "position", str([*item.function.parameters].index(item) if item.function else 0)
        yield ("required", "") if item.required else ("default", str(item.default))
    elif isinstance(item, griffe.Class):
        yield "kind", "class"
        yield from ((f"a {base}", "") for base in map(str, item.bases) if base in public)
    elif isinstance(item, griffe.Attribute):
        cls, value = item.parent, str(item.value or "")
        if isinstance(cls, griffe.Class) and any(str(base).endswith("Enum") for base in cls.bases):
            yield from (("kind", "value"), ("value", value))
        else:
            yield "kind", "attribute"
            if value.startswith("field("):
                yield from _bounds(value)
                yield "key", next(iter(re.findall(r"\bkey='(.+?)'", value)), item.name)
            if "default=" not in value if value.startswith("field(") else not value and "property" not in item.labels:
                yield "required", ""
    else:
        yield "kind", "method with await" if "async" in item.labels else "method"
    if re.search(r"\bDeprecated[.:]", _description(item)):
        yield "deprecated", ""


def _description(item: griffe.Object | griffe.Parameter) -> str:
    """Return the description of an item: its own docstring, or its entry in the docstring of its function or class."""
    of = item.function if isinstance(item, griffe.Parameter) else item.parent if item.is_attribute else item
    text = of.docstring.value if of and of.docstring else ""
    head, *entries = re.split(r"^    (\w+): ", text, flags=re.MULTILINE)
    return head if of is item else dict(zip(entries[::2], entries[1::2], strict=True)).get(item.name, "")


def _bounds(declaration: str) -> list[tuple[str, str]]:
    """Return the bounds that the client checks before it sends a value."""
    return re.findall(r"\b(minimum|maximum)=(-?[\d.]+)", declaration)


def _declared(package: griffe.Module) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the facts that generated code declares about operations and their parameters, by callers' expressions."""
    api = package.members.get("generated", package).members.get("api")
    for module in api.modules.values() if api else ():
        values = {name: str(each.value) for name, each in module.attributes.items()}
        for value in values.values():
            text = re.sub(r"\b_[A-Z\d_]+\b", partial(_value, values), value)
            operation = re.match(r"Operation\(id='(.+?)', method='(.+?)', path='(.+?)'", text)
            if operation is None:
                continue
            subject = re.sub("^(platform|public)_", r"\1.", operation[1])
            yield subject, {"request": f"{operation[2]} {operation[3]}"}
            for parameter in text.split("Parameter(")[1:]:
                place, key = re.findall("'(.*?)'", parameter)[:2]
                (name, *_) = [*re.findall(r"argument='(.+?)'", parameter), key]
                yield f"{subject}({name})", {"sent as": f"{place} {key}"} | dict(_bounds(parameter))


def _value(values: Mapping[str, str], name: re.Match[str]) -> str:
    return values.get(name[0], name[0])


def bases(surface: Surface) -> dict[str, str]:
    """Return the base of each class that has one."""
    classes = {name: each.item for name, each in surface.items() if isinstance(each.item, griffe.Class)}
    return {name: str(cls.bases[0]).rpartition(".")[2] for name, cls in classes.items() if cls.bases}


def reached(surface: Surface, what: str) -> set[str]:
    """Return the classes that callers pass to resources (``argument``), or get from them (``method``), at any depth."""
    found = set[str]()
    every = [each for each in surface.values() if each.what == what]
    edge = [each for each in every if (surface[each.owner] if what == "argument" else each).owner.islower()]
    while edge:
        names = {name for each in edge for name in re.findall(r"\w+", each.type)}
        names = names & surface.keys() - found
        found |= names
        edge = [each for each in surface.values() if each.what == "attribute" and each.owner in names]
    return found
