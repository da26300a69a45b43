"""Converts properties of openapi-python-client to Python source, for the templates."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from openapi_python_client import schema as oai
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.enum_property import EnumProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

import properties as ours
from contract import Unsupported
from schemas import enum_members, is_empty, text
from versions import GeneratorChanged

PLAIN: dict[type[Any], str] = {
    IntProperty: "integer",
    FloatProperty: "number",
    BooleanProperty: "boolean",
    StringProperty: "string",
}


# Imports of generated code from the package, and the only list of the package's modules. All folders of generated code
# have the same depth. ruff removes the unused imports from each file.
RUNTIME = {
    "RUNTIME": """\
from ..._client import BaseClient
from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter, warn_deprecated
from ..._wire.formats import Formatted, Text
from ..._wire.kinds import UNSET, AnyOf, Anything, Enumeration, ListOf, MapOf, Object, OneOf, OpenIntEnum, OpenStrEnum
from ..._wire.kinds import ByKeys, Named, Plain, Timestamp, Unset, field
from ..._wire.model import Model, declare
from ..._wire.operation import Operation, RateLimitRule, Resource
""",
    "RUNTIME_TYPES": """\
from ..._transport.downloads import Download
from ..._wire.files import Progress, Upload""",
    "PRODUCT": "from ..._product import Auth, Product",
}
NULL = "AnyOf((), nullable=True)"


class Emitter:
    """Returns kinds (for decoding) and annotations (for type checkers) of properties, so that both agree."""

    def __init__(self, models: Iterable[ModelProperty], notes: list[str], *, of_another: bool = False) -> None:
        self._notes = notes
        # Rails, and so Chatwoot, removes nulls from free-form lists.
        self._anything = "Anything(nulls=True)" if of_another else "Anything()"
        self._uses: dict[str, set[str]] = {}
        self._models: dict[str, ModelProperty] = {}
        for model in models:
            self._models[str(model.class_info.name)] = model
            properties = [*members(model), *([extra] if (extra := more(model)) is not None else [])]
            self._uses[str(model.class_info.name)] = {
                str(cls.class_info.name) for p in properties for cls in classes(p)
            }
            names = {each.name for each in properties}
            for prop in properties:
                if isinstance(prop, ours.DiscriminatedProperty) and prop.beside and prop.key not in names:
                    raise Unsupported(f"{model.class_info.name}.{text(prop.name)}: there is no {prop.key} beside it")
        self._circles = circles(self._uses)

    def members(self, use: ModelProperty) -> list[Any]:
        """Return the properties of a property's model; the property's own copy may be older than the parsed model."""
        return members(self._models.get(str(use.class_info.name), use))

    # --- declarations for decoding ---

    def kind(self, prop: Any, owner: str = "", *, nullable: bool = False) -> str:
        """Return the expression for the kind of a property, as used in the module of the model `owner`."""
        null = ["nullable=True"] if nullable else []
        if isinstance(prop, ours.MapProperty):
            return call("MapOf", self.kind(prop.value, owner), *null)
        if is_empty(prop):
            return call("MapOf", self._anything, *null)
        if isinstance(prop, ours.TimestampProperty):
            more = [f"{name}=True" for name in ("zero_is_null", "future") if getattr(prop, name)]
            return call("Timestamp", quote(prop.wire), *more, *null)
        if isinstance(prop, ours.NamedEnumProperty):
            return call("Named", str(prop.class_info.name), *null)
        if isinstance(prop, EnumProperty):
            open_ = ["extensible=True"] if isinstance(prop, ours.ExtensibleEnumProperty) else []
            return call("Enumeration", str(prop.class_info.name), *open_, *null)
        if isinstance(prop, ModelProperty):
            return call("Object", self._reference(prop, owner), *null)
        if isinstance(prop, ListProperty):
            return call("ListOf", self.kind(prop.inner_property, owner), *null)
        if isinstance(prop, UnionProperty):
            return self._union(prop, owner, nullable)
        if isinstance(prop, ours.FormattedProperty):
            return call("Formatted", quote(prop.of), *null)
        if isinstance(prop, ours.SecretProperty):
            return call("Plain", quote("string"), "secret=True", *null)
        name = next((name for cls, name in PLAIN.items() if isinstance(prop, cls)), None)
        if name is not None:
            bounds = prop.bounds if isinstance(prop, ours.Bounded) else {}
            return call("Plain", quote(name), *(f"{key}={value}" for key, value in bounds.items()), *null)
        if type(prop) is AnyProperty:
            return self._anything
        if isinstance(prop, NoneProperty):
            return NULL
        raise Unsupported(f"{text(prop.name)}: a {type(prop).__name__} is not supported")

    def _union(self, prop: UnionProperty, owner: str, nullable: bool) -> str:
        inner: list[Any] = [p for p in prop.inner_properties if not isinstance(p, NoneProperty)]
        nullable = nullable or len(inner) < len(prop.inner_properties)
        null = ["nullable=True"] if nullable else []
        if isinstance(prop, ours.DiscriminatedProperty):
            models = {str(p.class_info.name): p for p in inner}
            choices = ", ".join(f"{kind!r}: {self.kind(models[name], owner)}" for kind, name in prop.mapping.items())
            beside = ["beside=True"] if prop.beside else []
            default = [f"default={quote(prop.default_choice)}"] if prop.default_choice else []
            empty = ["empty=True"] if any(map(is_empty, inner)) else []
            return call("OneOf", quote(prop.key), f"{{{choices}}}", *beside, *default, *empty, *null)
        if not inner:
            return NULL
        if len(inner) == 1:
            return self.kind(inner[0], owner, nullable=nullable)
        if (model := may_be_empty(prop)) is not None:
            return call("Object", self._reference(model, owner), "empty=True", *null)
        tried = self._told_apart(inner)
        if tried is None:
            where = f"{owner}.{text(prop.name)}" if owner else text(prop.name)
            note = f"{where}: nothing tells the members of its union apart; it is plain JSON"
            if note not in self._notes:
                self._notes.append(note)
            return self._anything
        kinds = [self.kind(p, owner) for p in tried if not isinstance(p, ModelProperty) or is_empty(p)]
        objects = [self.kind(p, owner) for p in tried if isinstance(p, ModelProperty) and not is_empty(p)]
        kinds += objects if len(objects) == 1 else [call("ByKeys", *objects)] if objects else []
        if len(kinds) == 1:
            return kinds[0] if not null else f"{kinds[0][:-1]}, {null[0]})"
        return call("AnyOf", f"({', '.join(kinds)})", *null)

    def _told_apart(self, inner: list[Any]) -> list[Any] | None:
        """Return the members of a union in the order of decoding attempts; None if they cannot be distinguished.

        Timestamps and formats precede other text, since matching text is decoded as one of them. Timestamps are also
        decoded from numbers, so numbers precede timestamps. Objects are distinguished by their required keys.
        """
        exact = [p for p in inner if isinstance(p, ours.TimestampProperty | ours.FormattedProperty)]
        objects = [p for p in inner if isinstance(p, ModelProperty) and not is_empty(p)]
        rest = [p for p in inner if p not in exact and p not in objects]
        types = [json_type(p) for p in rest]
        if {"integer", "number"} <= set(types):
            rest = [p for p in rest if json_type(p) != "integer"]
            types.remove("integer")
        if "any" in types or len(set(types)) < len(types) or (objects and "object" in types):
            return None
        required = {id(p): {each.name for each in self.members(p) if each.required} for p in objects}
        objects.sort(key=lambda p: -len(required[id(p)]))
        for index, one in enumerate(objects):
            for other in objects[index + 1 :]:
                if required[id(one)] <= {each.name for each in self.members(other)}:
                    return None
        first = [p for p in rest if json_type(p) in ("integer", "number")] if _has_iso(exact) else []
        return [*first, *exact, *(p for p in rest if p not in first), *objects]

    def _reference(self, prop: ModelProperty, owner: str) -> str:
        name = str(prop.class_info.name)
        return quote(f"{prop.class_info.module_name}:{name}") if self.in_circle(owner, name) else name

    # --- annotations for type checkers ---

    def annotation(self, prop: Any, *, optional: str | None = "None", given: bool = False) -> str:
        """Return the Python type, with `optional` added if the property may be absent.

        `given` is for arguments. These also accept the plain values of enums, and any sequence or mapping.
        """
        parts = list(dict.fromkeys(self._parts(prop, given)))
        if "None" in parts:
            parts = [part for part in parts if part != "None"] + ["None"]
        if optional is not None and not prop.required and optional not in parts:
            parts.append(optional)
        return "Any" if "Any" in parts else " | ".join(parts)

    def _parts(self, prop: Any, given: bool) -> Iterator[str]:
        if isinstance(prop, ours.MapProperty):
            yield f"{'Mapping' if given else 'dict'}[str, {self.annotation(prop.value, optional=None, given=given)}]"
        elif isinstance(prop, UnionProperty):
            one_model = may_be_empty(prop) is not None
            some = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
            if not (
                one_model or isinstance(prop, ours.DiscriminatedProperty) or len(some) < 2 or self._told_apart(some)
            ):
                yield "Any"
                return
            for inner in prop.inner_properties:
                if not (one_model and is_empty(inner)):
                    yield from self._parts(inner, given)
        elif isinstance(prop, ListProperty):
            of = self.annotation(prop.inner_property, optional=None, given=given)
            yield f"{'Sequence' if given else 'list'}[{of}]"
        elif isinstance(prop, NoneProperty):
            yield "None"
        elif isinstance(prop, ours.TimestampProperty):
            yield "datetime.datetime"
            if prop.zero_is_null:
                yield "None"
        elif is_empty(prop):
            yield "dict[str, Any]"
        elif isinstance(prop, EnumProperty | ModelProperty):
            yield str(prop.class_info.name)
            if given and isinstance(prop, ModelProperty):
                yield "Mapping[str, Any]"
            elif given and isinstance(prop, ours.ExtensibleEnumProperty):
                yield "str"
            elif given and isinstance(prop, EnumProperty):
                yield f"Literal[{', '.join(map(repr, enum_members(prop).values()))}]"
        elif isinstance(prop, ours.FormattedProperty):
            yield from ours.FORMATS[prop.of].split(" | ")
        elif isinstance(prop, AnyProperty):
            yield "Any"
        else:
            yield prop.get_type_string(no_optional=True).as_unembedded_code()

    # --- imports ---

    def imports(self, props: Iterable[Any], prefix: str, owner: str = "", *, late: bool = False) -> list[str]:
        """Return imports for the classes of properties. With `late`, return the imports for type checkers only."""
        found = {
            f"from {prefix}{cls.class_info.module_name} import {cls.class_info.name}"
            for prop in props
            for cls in classes(prop)
            if str(cls.class_info.name) != owner and self.in_circle(owner, str(cls.class_info.name)) == late
        }
        return sorted(found)

    def in_circle(self, owner: str, name: str) -> bool:
        """Return whether `name` refers back to `owner`, so that neither module can import the other at import time."""
        return owner in self._circles and self._circles[owner] == self._circles.get(name)

    def closure(self, props: Iterable[Any], models: Iterable[str] = ()) -> set[str]:
        """Return the names of all models and enums that properties and models need, without errors and envelopes."""
        return self._reach([*models, *(str(cls.class_info.name) for prop in props for cls in classes(prop))])

    def _reach(self, todo: list[str]) -> set[str]:
        seen: set[str] = set()
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo.extend(self._uses.get(at, ()))
        return seen


def circles(uses: dict[str, set[str]]) -> dict[str, int]:
    """Number the models; those that refer to each other get equal numbers (Kosaraju's algorithm, without recursion)."""
    order: list[str] = []
    seen: set[str] = set()
    for start in uses:
        todo = [(start, False)]
        while todo:
            at, is_done = todo.pop()
            if is_done:
                order.append(at)
            elif at not in seen:
                seen.add(at)
                todo += [(at, True), *((to, False) for to in uses.get(at, ()))]
    users: dict[str, list[str]] = {}
    for name, used in uses.items():
        for each in used:
            users.setdefault(each, []).append(name)
    found: dict[str, int] = {}
    for number, start in enumerate(reversed(order)):
        reached = [start]
        while reached:
            at = reached.pop()
            if at not in found:
                found[at] = number
                reached += users.get(at, [])
    return found


class InModels(ast.NodeTransformer):
    """Rewrites source to access model classes through `models`, which loads each class on first use."""

    def __init__(self, classes: Collection[str]) -> None:
        self._classes = classes

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Attribute(ast.Name("models"), node.id) if node.id in self._classes else node

    def __call__(self, source: str) -> str:
        return ast.unparse(self.visit(ast.parse(source, mode="eval")))


def members(model: ModelProperty) -> list[Any]:
    """Return the properties of a model, required ones first."""
    if model.required_properties is None or model.optional_properties is None:
        raise GeneratorChanged(f"the properties of {model.class_info.name} were not read")
    return [*model.required_properties, *model.optional_properties]


def more(model: ModelProperty) -> Any:
    """Return the type of a model's additional keys; None if the contract names all keys."""
    given = model.data.additionalProperties
    if not given or not model.data.properties:
        return None
    return model.additional_properties


def is_read_only(model: ModelProperty, prop: Any) -> bool:
    """Return whether only the server sets a property."""
    schema = (model.data.properties or {}).get(prop.name)
    if isinstance(schema, oai.Reference):
        return bool((schema.model_extra or {}).get("readOnly"))
    return schema is not None and bool(schema.readOnly)


def is_write_only(model: ModelProperty, prop: Any) -> bool:
    """Return whether a property is required in requests, but absent in responses."""
    return text(prop.name) in (model.data.model_extra or {}).get("x-required-in-body", ())


def classes(prop: Any) -> Iterator[Any]:
    """Yield the models and enums that a property names."""
    if isinstance(prop, EnumProperty | ModelProperty) and not is_empty(prop):
        yield prop
    for inner in inner_properties(prop):
        yield from classes(inner)


def inner_properties(prop: Any) -> list[Any]:
    """Return the properties inside a list, union or map."""
    if isinstance(prop, ours.MapProperty):
        return [prop.value]
    if isinstance(prop, ListProperty):
        return [prop.inner_property]
    return list(prop.inner_properties) if isinstance(prop, UnionProperty) else []


def may_be_empty(prop: UnionProperty) -> Any:
    """Return the model if a union consists of one model, an object without keys, and possibly null; otherwise None."""
    inner = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
    models = [each for each in inner if not is_empty(each)]
    is_one = len(models) == 1 < len(inner) and isinstance(models[0], ModelProperty)
    return models[0] if is_one and not isinstance(prop, ours.DiscriminatedProperty) else None


def json_type(prop: Any) -> str:
    """Return the JSON type of a property that is not a union."""
    if isinstance(prop, ListProperty):
        return "array"
    if isinstance(prop, ours.MapProperty | ModelProperty):
        return "object"
    if isinstance(prop, EnumProperty):
        return "integer" if prop.value_type is int and not isinstance(prop, ours.NamedEnumProperty) else "string"
    return next((name for cls, name in PLAIN.items() if isinstance(prop, cls)), "any")


def call(name: str, *arguments: str) -> str:
    """Return the source of a call."""
    return f"{name}({', '.join(arguments)})"


def quote(value: Any) -> str:
    """Return the source of a string literal."""
    return repr(text(value))


def _has_iso(properties: Iterable[Any]) -> bool:
    return any(isinstance(each, ours.TimestampProperty) and each.wire == "iso" for each in properties)
