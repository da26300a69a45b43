"""What openapi-python-client is taught to see in a schema.

The parser of openapi-python-client drops what it does not know (extensions, discriminators, formats). The classes
here are its own property classes with what was dropped; `install` makes its one entry point, `property_from_data`,
return them. `$ref`, lists, unions and maps all go through that function, so a timestamp is one in every position.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from openapi_python_client import schema as oai
from openapi_python_client import strings
from openapi_python_client.parser import properties
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.enum_property import EnumProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty


class GeneratorChanged(SystemExit):
    """The generator did not behave as the version that this driver was written for."""

    def __init__(self, what: str) -> None:
        super().__init__(f"generate: {what}. Has openapi-python-client changed? See CONTRIBUTING.md.")


class Unsupported(Exception):
    """Something in the contract that the driver cannot turn into code."""


@attrs.define
class TimestampProperty(DateTimeProperty):
    """``format: unixtime`` or ``date-time``: a datetime in Python."""

    wire: str = "iso"
    zero_is_null: bool = False


@attrs.define
class SecretProperty(StringProperty):
    """``format: password``."""


@attrs.define
class ExtensibleEnumProperty(EnumProperty):
    """``x-extensible-enum``: values outside of the list are in the contract too."""


@attrs.define
class MapProperty(AnyProperty):
    """An object with any keys, whose values all have one schema."""

    value: Any = None


@attrs.define
class DiscriminatedProperty(UnionProperty):
    """Objects told apart by a key: ``discriminator`` or ``x-discriminator-beside``."""

    key: str = ""
    mapping: Mapping[str, str] = attrs.field(factory=dict)
    beside: bool = False
    default_choice: str | None = None


_NUMERIC = {oai.DataType.INTEGER: "epoch", oai.DataType.NUMBER: "epoch_float"}
_original: Callable[..., tuple[Any, Any]] = properties.property_from_data


def install() -> None:
    """Put `property_from_data` in the original's place, everywhere it was imported to."""
    for module in list(sys.modules.values()):
        if getattr(module, "property_from_data", None) is _original:
            module.property_from_data = property_from_data  # type: ignore[attr-defined]
    # Only what would break the generated code: an attribute may well be called `type` or `format`.
    strings.RESERVED_WORDS = {
        "self",
        "true",
        "false",
        "datetime",
        "bool",
        "dict",
        "float",
        "int",
        "list",
        "str",
    }


def property_from_data(
    name: Any, required: bool, data: Any, schemas: Any, parent_name: Any, config: Any, **more: Any
) -> tuple[Any, Any]:
    """The generator's own, which first looks for what the generator does not know."""

    def original(data: Any) -> tuple[Any, Any]:
        return _original(name, required, data, schemas, parent_name, config, **more)

    if not isinstance(data, oai.Schema):
        return original(data)
    extra = data.model_extra or {}
    if data.schema_format in ("unixtime", "date-time") and not data.enum:
        return _timestamp(original, data, extra)
    if "x-extensible-enum" in extra:
        made, schemas = original(data.model_copy(update={"enum": list(extra["x-extensible-enum"])}))
        made = _as(ExtensibleEnumProperty, EnumProperty, made)
        names = {**schemas.classes_by_name, made.class_info.name: made}
        return made, attrs.evolve(schemas, classes_by_name=names)
    if data.schema_format == "password":
        made, schemas = original(data.model_copy(update={"schema_format": None}))
        return _as(SecretProperty, StringProperty, made), schemas
    if isinstance(data.additionalProperties, oai.Schema | oai.Reference) and not data.properties:
        inner, schemas = property_from_data(
            oai.UntrustedString(f"{_text(name)}_value"),
            True,
            data.additionalProperties,
            schemas,
            parent_name,
            config,
        )
        if isinstance(inner, PropertyError):
            return inner, schemas
        made, _ = original(oai.Schema(description=data.description))
        return _as(MapProperty, AnyProperty, made, value=inner), schemas
    made, schemas = original(data)
    beside = extra.get("x-discriminator-beside")
    if isinstance(made, UnionProperty) and (beside or data.discriminator):
        key = beside["propertyName"] if beside else _text(data.discriminator.propertyName)  # type: ignore[union-attr]
        mapping = beside["mapping"] if beside else (data.discriminator.mapping or {})  # type: ignore[union-attr]
        made = _as(
            DiscriminatedProperty,
            UnionProperty,
            made,
            key=key,
            mapping={_text(kind): _class_name(_text(ref), made) for kind, ref in mapping.items()},
            beside=bool(beside),
            default_choice=beside.get("default") if beside else None,
        )
    if data.description and getattr(made, "description", None) != data.description and len(data.allOf) == 1:
        made = attrs.evolve(made, description=data.description)  # of a $ref with a description of its own
    return made, schemas


def _timestamp(
    original: Callable[[Any], tuple[Any, Any]], data: oai.Schema, extra: Mapping[str, Any]
) -> tuple[Any, Any]:
    if isinstance(data.type, list) or data.type == oai.DataType.NULL:
        return original(data)  # a union: each of its types comes by here once more, alone
    wire = _NUMERIC.get(data.type or oai.DataType.STRING, "iso")
    if (data.schema_format == "unixtime") == (wire == "iso"):
        raise Unsupported(f"format {_text(data.schema_format)} does not fit type {data.type}")
    as_iso = {"type": oai.DataType.STRING, "schema_format": "date-time", "default": None}
    made, schemas = original(data.model_copy(update=as_iso))
    zero = bool(extra.get("x-zero-is-null"))
    return _as(TimestampProperty, DateTimeProperty, made, wire=wire, zero_is_null=zero), schemas


def _as(cls: type[Any], base: type[Any], made: Any, **more: Any) -> Any:
    if isinstance(made, PropertyError):
        return made
    if not isinstance(made, base):
        raise GeneratorChanged(f"expected {base.__name__} and got {made!r}")
    return cls(**{field.name: getattr(made, field.name) for field in attrs.fields(base)}, **more)


def _class_name(ref: str, union: UnionProperty) -> str:
    name = ref.rsplit("/", 1)[-1]
    for inner in union.inner_properties:
        if isinstance(inner, ModelProperty) and inner.class_info.name == strings.ClassName(name, ""):
            return str(inner.class_info.name)
    raise Unsupported(f"the discriminator names {ref}, which is not in the oneOf")


def _text(value: Any) -> str:
    return value.get_untrusted_value() if isinstance(value, oai.UntrustedString) else str(value)
