"""Properties of openapi-python-client as Python source: what templates call."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.enum_property import EnumProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from schemas import (
    DiscriminatedProperty,
    ExtensibleEnumProperty,
    MapProperty,
    SecretProperty,
    TimestampProperty,
    Unsupported,
)

PLAIN = {
    IntProperty: "integer",
    FloatProperty: "number",
    BooleanProperty: "boolean",
    StringProperty: "string",
}
EMPTY = "EmptyObject"


class Emitter:
    """Kinds (for decoding) and annotations (for type checkers) of properties, both from the same place."""

    def __init__(self, models: Iterable[ModelProperty]) -> None:
        self._uses = {str(model.class_info.name): set(self._direct(model)) for model in models}

    # --- what decoding reads ---

    def kind(self, prop: Any, owner: str = "", *, nullable: bool = False) -> str:
        """The expression that declares what JSON may stand for this property, seen from model `owner`."""
        null = ["nullable=True"] if nullable else []
        if isinstance(prop, MapProperty):
            return call("MapOf", self.kind(prop.value, owner), *null)
        if isinstance(prop, TimestampProperty):
            zero = ["zero_is_null=True"] if prop.zero_is_null else []
            return call("Timestamp", quote(prop.wire), *zero, *null)
        if isinstance(prop, EnumProperty):
            open_ = ["extensible=True"] if isinstance(prop, ExtensibleEnumProperty) else []
            return call("Enumeration", str(prop.class_info.name), *open_, *null)
        if isinstance(prop, ModelProperty):
            return call("Object", self._reference(prop, owner), *null)
        if isinstance(prop, ListProperty):
            return call("ListOf", self.kind(prop.inner_property, owner), *null)
        if isinstance(prop, UnionProperty):
            return self._union(prop, owner, nullable)
        if isinstance(prop, SecretProperty):
            return call("Plain", quote("string"), "secret=True", *null)
        if isinstance(prop, ConstProperty):
            raise Unsupported(f"const is not supported ({prop.name}): describe the value instead")
        name = next((name for cls, name in PLAIN.items() if isinstance(prop, cls)), None)
        if name is not None:
            return call("Plain", quote(name), *null)
        if type(prop) is AnyProperty:
            return "Anything()"
        raise Unsupported(f"a {type(prop).__name__} is not supported ({prop.name})")

    def _union(self, prop: UnionProperty, owner: str, nullable: bool) -> str:
        inner: list[Any] = [p for p in prop.inner_properties if not isinstance(p, NoneProperty)]
        nullable = nullable or len(inner) < len(prop.inner_properties)
        null = ["nullable=True"] if nullable else []
        full = [p for p in inner if not is_empty(p)]
        empty = ["empty=True"] if len(full) < len(inner) else []
        if isinstance(prop, DiscriminatedProperty):
            models = {str(p.class_info.name): p for p in full}
            choices = ", ".join(
                f"{quote(kind)}: {self.kind(models[name], owner)}" for kind, name in prop.mapping.items()
            )
            beside = ["beside=True"] if prop.beside else []
            default = [f"default={quote(prop.default_choice)}"] if prop.default_choice else []
            return call("OneOf", quote(prop.key), f"{{{choices}}}", *beside, *default, *empty, *null)
        if len(full) == 1:
            kind = self.kind(full[0], owner, nullable=nullable)
            return f"{kind[:-1]}, empty=True)" if empty else kind
        if sum(isinstance(p, ModelProperty) for p in full) > 1:
            raise Unsupported(f"{prop.name}: objects in a oneOf need a discriminator")
        return call("AnyOf", f"({', '.join(self.kind(p, owner) for p in full)},)", *null)

    def _reference(self, prop: ModelProperty, owner: str) -> str:
        name = str(prop.class_info.name)
        return quote(f"{prop.class_info.module_name}:{name}") if self.in_circle(owner, name) else name

    # --- what type checkers read ---

    def annotation(self, prop: Any, *, optional: str | None = "Unset") -> str:
        """The Python type, with `optional` added where the property need not be there."""
        parts = list(dict.fromkeys(self._parts(prop)))
        if "None" in parts:
            parts = [part for part in parts if part != "None"] + ["None"]
        if optional is not None and not prop.required and optional not in parts:
            parts.append(optional)
        return "Any" if "Any" in parts else " | ".join(parts)

    def _parts(self, prop: Any) -> Iterator[str]:
        if isinstance(prop, MapProperty):
            yield f"dict[str, {self.annotation(prop.value, optional=None)}]"
        elif isinstance(prop, UnionProperty):
            for inner in prop.inner_properties:
                if not is_empty(inner):
                    yield from self._parts(inner)
                elif isinstance(prop, DiscriminatedProperty):
                    yield "dict[str, Any]"
        elif isinstance(prop, ListProperty):
            yield f"list[{self.annotation(prop.inner_property, optional=None)}]"
        elif isinstance(prop, NoneProperty):
            yield "None"
        elif isinstance(prop, TimestampProperty):
            yield "datetime.datetime"
            if prop.zero_is_null:
                yield "None"
        elif isinstance(prop, EnumProperty | ModelProperty):
            yield str(prop.class_info.name)
        elif isinstance(prop, AnyProperty):
            yield "Any"
        else:
            yield prop.get_type_string(no_optional=True).as_unembedded_code()

    def argument(self, prop: Any) -> str:
        """The annotation of a parameter: the values of an enum may be given as they are, too."""
        text = self.annotation(prop, optional="None")
        for enum in enums(prop):
            values = ", ".join(repr(value) for value in enum.values.values())
            text = text.replace(str(enum.class_info.name), f"{enum.class_info.name} | Literal[{values}]")
        return text.replace("list[", "Sequence[")

    # --- imports ---

    def imports(self, props: Iterable[Any], prefix: str, owner: str = "", *, late: bool = False) -> list[str]:
        """Imports of the classes that properties name; `late`: only for type checkers, to break a circle."""
        found = {
            f"from {prefix}{cls.class_info.module_name} import {cls.class_info.name}"
            for prop in props
            for cls in classes(prop)
            if str(cls.class_info.name) not in (owner, EMPTY)
            and self.in_circle(owner, str(cls.class_info.name)) == late
        }
        return sorted(found)

    def in_circle(self, owner: str, name: str) -> bool:
        """Whether `name` leads back to `owner`, so that neither module can import the other first."""
        return owner in self._reach([name])

    def closure(self, props: Iterable[Any]) -> set[str]:
        """The names of all models and enums that properties need, errors and envelopes thus left out."""
        return self._reach([str(cls.class_info.name) for prop in props for cls in classes(prop)])

    def _reach(self, todo: list[str]) -> set[str]:
        seen: set[str] = set()
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo.extend(self._uses.get(at, ()))
        return seen - {EMPTY}

    @staticmethod
    def _direct(model: ModelProperty) -> Iterator[str]:
        for prop in members(model):
            for cls in classes(prop):
                yield str(cls.class_info.name)


def members(model: ModelProperty) -> list[Any]:
    """The properties of a model, required ones first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def classes(prop: Any) -> Iterator[Any]:
    """The models and enums that a property names."""
    if isinstance(prop, EnumProperty | ModelProperty):
        yield prop
    for inner in inner_properties(prop):
        yield from classes(inner)


def enums(prop: Any) -> Iterator[Any]:
    """The enums that a property names."""
    return (cls for cls in classes(prop) if isinstance(cls, EnumProperty))


def inner_properties(prop: Any) -> list[Any]:
    """The properties inside a list, union or map."""
    if isinstance(prop, MapProperty):
        return [prop.value]
    if isinstance(prop, ListProperty):
        return [prop.inner_property]
    return list(prop.inner_properties) if isinstance(prop, UnionProperty) else []


def is_empty(prop: Any) -> bool:
    """Whether a property is the contract's placeholder for an object without keys."""
    return isinstance(prop, ModelProperty) and str(prop.class_info.name) == EMPTY


def call(name: str, *arguments: str) -> str:
    """A call, as source."""
    return f"{name}({', '.join(arguments)})"


def quote(text: Any) -> str:
    """A string literal, as source."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def prose(text: Any, width: int = 100) -> str:
    """Text of the contract for a docstring: Markdown paragraphs and lists, wrapped, nothing that ends it."""
    raw = text.get_untrusted_value() if hasattr(text, "get_untrusted_value") else str(text or "")
    raw = raw.replace("\\", "\\\\").replace('"""', "'''").strip()
    blocks = [
        "\n".join(textwrap.wrap(line, width, subsequent_indent="  " if line.startswith("- ") else ""))
        for block in re.split(r"\n\s*\n", raw)
        for line in (["\n".join(block.split("\n"))] if "\n- " not in f"\n{block}" else block.split("\n"))
    ]
    out: list[str] = []
    for block in blocks:
        joined_list = bool(out) and block.startswith("- ") and out[-1].startswith("- ")
        out.append(block if not out or joined_list else "\n" + block)
    return "\n".join(out)
