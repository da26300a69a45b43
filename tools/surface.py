"""Reads the public surface of the package from its source with griffe: every name that callers may rely on.

Each entry is reached through public names, so its module does not matter. Generated code also declares keys, bounds and
requests; these are read as well. griffe's own comparison ignores annotations (2.4), which are nearly all that
generated code has. Therefore `contract_diff` compares the surfaces that this module reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import griffe

Found: TypeAlias = griffe.Object | griffe.Alias
MODULES = {"models": ""} | {
    name: f"{name}." for name in ("testing", "otel", "webhooks", "realtime", "export", "agents")
}
"""The public modules, and the callers' prefixes for their names."""
CLIENTS = {"Chatwoot": "", "ChatwootPlatform": "platform.", "ChatwootPublic": "public."}
"""The clients, and the callers' prefixes for the names of their resources."""


@dataclass(frozen=True)
class Entry:
    """A public class, attribute, function or argument.

    Attributes:
        item: The griffe object; an alias if the name is inherited or imported.
        owner: The class, resource or function that contains it; "" if none does.
        name: Its name in reports. A member that several classes inherit has the name of their base.
        type: Its annotation, for a method that of the result; "" if it has none.
        facts: Other properties to compare, by name. One with an empty value is either present or absent.
    """

    item: Found | griffe.Parameter
    owner: str
    name: str
    type: str
    facts: Mapping[str, str]

    @property
    def what(self) -> str:
        """The kind: ``argument``, ``attribute``, ``class``, ``method``, or ``value`` of an enumeration."""
        return self.facts["kind"].partition(" ")[0]


Surface: TypeAlias = Mapping[str, Entry]
"""Entries by callers' expressions: ``labels.get``, ``labels.get(label_id)``, ``Label.title``, ``testing.signed``."""


def read(folder: Path) -> dict[str, Entry]:
    """Return the surface of the package `aiochatwoot` in a folder, without importing the package."""
    package = griffe.load("aiochatwoot", search_paths=[folder], allow_inspection=False)
    assert isinstance(package, griffe.Module)
    public = _exported(package)
    for module, prefix in MODULES.items():
        if module in package.members:
            public |= {prefix + name: found for name, found in _exported(package[module]).items()}
    names, declared = {each.name for each in public.values()}, dict(_declared(package))
    walked = [each for subject, found in public.items() for each in _walk(found, subject, subject, "", names)]
    counts, surface = Counter(name for _, _, name, _ in walked), dict[str, Entry]()
    for item, subject, name, owner in walked:
        found = item if isinstance(item, griffe.Parameter) else _target(item)
        facts = dict(_facts(found, names)) | declared.get(subject, {})
        surface[subject] = Entry(item, owner, name if counts[name] > 1 else subject, _type(found), facts)
    return surface


def _exported(module: Found) -> dict[str, griffe.Object]:
    """Return the public names of a module, without modules."""
    names = module.exports or [name for name, each in module.members.items() if each.is_public]
    found = {str(name): _target(module.members[str(name)]) for name in names}
    return {name: each for name, each in found.items() if not each.is_module}


def _target(found: Found) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _walk(
    found: Found, subject: str, name: str, owner: str, public: set[str]
) -> Iterator[tuple[Found | griffe.Parameter, str, str, str]]:
    """Yield a public object, its public members and their arguments, each with its subject, its name and its owner."""
    item, called, name = _target(found), subject.removesuffix(".__init__"), name.removesuffix(".__init__")
    if called == subject:
        yield found, subject, name, owner
    for each in item.parameters if isinstance(item, griffe.Function) else ():
        if each.name not in ("self", "cls"):
            yield each, f"{called}({each.name})", f"{name}({each.name})", called
    for of, member in item.all_members.items() if isinstance(item, griffe.Class) else ():
        # griffe gives the generated constructor of a dataclass no line. It takes the fields.
        is_special = of.endswith("__") and member.is_function and _target(member).lineno
        if of.startswith("_") and not is_special:
            continue
        if resource := _hidden_class(_target(member), public) if name in CLIENTS else None:
            tag = CLIENTS[name] + of
            inside = _walk(resource, tag, tag, "", public)
            yield from (each for each in inside if each[1].startswith(f"{tag}.") and "__" not in each[1])
        else:
            base = _target(member).parent if isinstance(member, griffe.Alias) and member.inherited else None
            yield from _walk(member, f"{subject}.{of}", f"{base.name if base else name}.{of}", subject, public)


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


def _facts(item: griffe.Object | griffe.Parameter, bases: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the facts of an item."""
    labels = getattr(item, "labels", set[str]())
    if isinstance(item, griffe.Parameter):
        yield "kind", "argument"
        if item.kind in (griffe.ParameterKind.positional_only, griffe.ParameterKind.positional_or_keyword):
            yield "position", str([*item.function.parameters].index(item) if item.function else 0)
        yield ("required", "") if item.required else ("default", str(item.default))
    elif isinstance(item, griffe.Class):
        yield "kind", "class"
        yield from ((f"a {base}", "") for base in map(str, item.bases) if base in bases)
    elif isinstance(item, griffe.Attribute) and _is_value(item):
        yield "kind", "value"
        yield "value", str(item.value)
    elif isinstance(item, griffe.Attribute):
        yield "kind", "attribute"
        value = str(item.value or "")
        if value.startswith("field("):
            yield from _bounds(value)
            (key,) = re.findall(r"\bkey='(.+?)'", value) or [item.name]
            yield "key", key
            if "default=" not in value:
                yield "required", ""
        elif not value and "property" not in labels:
            yield "required", ""
    else:
        yield "kind", "method with await" if "async" in labels else "method"
    if re.search(r"\bDeprecated[.:]", _description(item)):
        yield "deprecated", ""


def _is_value(attribute: griffe.Attribute) -> bool:
    """Return whether an attribute is a member of an enumeration."""
    cls = attribute.parent
    return isinstance(cls, griffe.Class) and any(str(base).endswith("Enum") for base in cls.bases)


def _description(item: griffe.Object | griffe.Parameter) -> str:
    """Return the description of an item: its own docstring, or its entry in the docstring of its function or class."""
    of = item.function if isinstance(item, griffe.Parameter) else item.parent if item.is_attribute else item
    text = of.docstring.value if of and of.docstring else ""
    if of is item:
        return re.split(r"\n\n(?:Args|Attributes):", text)[0]
    return "".join(re.findall(rf"^    {re.escape(item.name)}: .*\n?(?:^     .*\n?)*", text, re.MULTILINE))


def _bounds(declaration: str) -> list[tuple[str, str]]:
    """Return the bounds that the client checks before it sends a value."""
    return re.findall(r"\b(minimum|maximum)=(-?[\d.]+)", declaration)


def _declared(package: griffe.Module) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the facts that generated code declares about operations and their parameters, by callers' expressions."""
    api = package.members.get("generated", package).members.get("api")
    for module in api.modules.values() if api else ():
        for attribute in module.attributes.values():
            about = _keywords(attribute.value)
            if not {"id", "parameters"} <= about.keys():
                continue
            operation, method, path = (str(about[name]).strip("'") for name in ("id", "method", "path"))
            subject = re.sub("^(platform|public)_", r"\1.", operation)
            yield subject, {"request": f"{method} {path}"}
            for each in about["parameters"].elements:
                parameter = module[each.name].value if isinstance(each, griffe.ExprName) else each
                place, key = (str(argument).strip("'") for argument in parameter.arguments[:2])
                name = str(_keywords(parameter).get("argument", key)).strip("'")
                yield f"{subject}({name})", {"sent as": f"{place} {key}"} | dict(_bounds(str(parameter)))


def _keywords(call: Any) -> dict[str, Any]:
    arguments = call.arguments if isinstance(call, griffe.ExprCall) else ()
    return {each.name: each.value for each in arguments if isinstance(each, griffe.ExprKeyword)}


def bases(surface: Surface) -> dict[str, str]:
    """Return the base of each class that has one."""
    classes = {name: each.item for name, each in surface.items() if isinstance(each.item, griffe.Class)}
    found = {name: str(cls.bases[0]).rpartition(".")[2] for name, cls in classes.items() if cls.bases}
    return {"OpenStrEnum": "str", "OpenIntEnum": "int"} | found


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
