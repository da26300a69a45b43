"""Extends openapi-python-client's schema parser.

The parser drops unknown parts: extensions, discriminators and formats. The classes in properties.py extend its classes
by these parts, and `install` makes its single entry point, `property_from_data`, return them. `$ref`, lists, unions and
maps all use this function, so timestamps are recognised everywhere.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from openapi_python_client import schema as oai
from openapi_python_client import strings
from openapi_python_client.parser import openapi
from openapi_python_client.parser import properties as parser
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties.enum_property import EnumProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.model_property import ModelProperty, process_model
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.schema.ref import Ref

import properties as ours
from contract import Unsupported, name_of, steps, without
from members import member_names
from reserved import RESERVED_WORDS
from since import since_line
from unions import kind_of
from versions import GeneratorChanged

_NUMERIC: Mapping[Any, str] = {oai.DataType.INTEGER: "epoch", oai.DataType.NUMBER: "epoch_float"}
_NULL = oai.DataType.NULL
problems: list[Unsupported] = []
_original: Callable[..., tuple[Any, Any]] = parser.property_from_data
_original_sanitize = strings.sanitize


def install() -> None:
    """Replace `property_from_data` in every module that imported it, and install our naming rules."""
    for module in list(sys.modules.values()):
        if getattr(module, "property_from_data", None) is _original:
            module.property_from_data = property_from_data  # type: ignore[attr-defined]
    problems.clear()
    parser.process_model = _process_model  # type: ignore[attr-defined, assignment]
    openapi.deepcopy = _copied  # type: ignore[attr-defined, assignment]
    strings.RESERVED_WORDS = RESERVED_WORDS
    strings.sanitize = _sanitize


def _process_model(model: ModelProperty, *, schemas: Any, config: Any) -> Any:
    """Read the properties of a model, unless the array or union that contains it has done so."""
    is_read = model.required_properties is not None
    return schemas if is_read else process_model(model, schemas=schemas, config=config)


def _copied(endpoint: Any) -> Any:
    """Return a copy of an endpoint that shares its models, unlike the parser's own copies."""
    lists: dict[str, Any] = {name: [*value] for name, value in vars(endpoint).items() if isinstance(value, list)}
    responses = endpoint.responses
    return dataclasses.replace(
        endpoint,
        **lists,
        relative_imports=set(endpoint.relative_imports),
        responses=attrs.evolve(responses, patterns=[*responses.patterns]),
    )


def _sanitize(value: str) -> str:
    """Return the characters of a name that Python allows in identifiers, in Python's normal form (NFKC)."""
    return _original_sanitize(unicodedata.normalize("NFKC", value))


def is_empty(prop: Any) -> bool:
    """Return whether a property is an object that allows no keys: the contract's form for unknown content."""
    return isinstance(prop, ModelProperty) and prop.data.maxProperties == 0


def text(value: Any) -> str:
    """Return text of the contract without the parser's wrapper, which marks it as untrusted."""
    return value.get_untrusted_value() if isinstance(value, oai.UntrustedString | Ref) else str(value)


def property_from_data(
    name: Any, required: bool, data: Any, schemas: Any, parent_name: Any, config: Any, **more: Any
) -> tuple[Any, Any]:
    """Return the property for a schema, as the parser's own function does, including the parts that the parser drops.

    An unsupported part becomes a problem with its location, and the parser continues.
    """
    try:
        made, after = _property(name, required, data, schemas, parent_name, config, **more)
        if (taken := _taken(made)) is None or not isinstance(data, oai.Schema):
            return made, after
        title = f"{taken or text(data.title or name)}2"
        named = data.model_copy(update={"title": oai.UntrustedString(title)})
        return property_from_data(name, required, named, schemas, parent_name, config, **more)
    except Unsupported as error:
        at = steps(text((data.model_extra or {}).get("x-at", "")))
        problem = error if error.at else Unsupported(str(error), at)
        if (problem.at, str(problem)) not in {(each.at, str(each)) for each in problems}:
            problems.append(problem)
        return _original(name, required, oai.Schema(), schemas, parent_name, config)


def _taken(made: Any) -> str | None:
    """Return the class name if another class already has it; "" for an enum, None if there is no conflict."""
    said = str(made.detail) if isinstance(made, PropertyError) else ""
    found = re.match(r'Attempted to generate duplicate models with name "(\w+)"|Found conflicting enums named', said)
    return (found[1] or "") if found else None


def _property(
    name: Any, required: bool, data: Any, schemas: Any, parent_name: Any, config: Any, **more: Any
) -> tuple[Any, Any]:

    def original(data: Any) -> tuple[Any, Any]:
        return _original(name, required, data, schemas, parent_name, config, **more)

    if isinstance(data, oai.Reference):
        made, schemas = original(data)
        beside = data.model_extra or {}
        if beside.get("x-by-name") is True:
            made = _by_name(name, made)
        return _described(made, beside.get("description")), schemas
    extra = data.model_extra or {}
    if "x-by-name" in extra:
        raise Unsupported(f"{text(name)}: x-by-name stands beside the $ref of an enum")
    of_moments = [key for key in ("x-zero-is-null", "x-future") if extra.get(key)]
    if of_moments and data.schema_format not in ("unixtime", "date-time"):
        raise Unsupported(f"{text(name)}: {of_moments[0]} is for timestamps")
    if isinstance(data.const, str | int) and not isinstance(data.const, bool):
        data = data.model_copy(update={"const": None, "enum": [data.const]})  # an equivalent form
    elif data.const is not None:
        kind = data.type if data.type is not None else _type_of(data.const)
        data = data.model_copy(update={"const": None, "type": kind})
    if data.enum and not _has_members(data.enum):
        kinds = list(dict.fromkeys(map(_type_of, data.enum)))
        given = data.type if data.type is not None else kinds if len(kinds) > 1 else kinds[0]
        data = data.model_copy(update={"enum": None, "type": given})
    if data.enum or "x-extensible-enum" in extra:
        return _enum(original, name, data, extra)
    if isinstance(data.type, list):
        return original(data)  # a union: the parser calls this function again for each type
    if data.type != _NULL and data.schema_format in ("unixtime", "date-time"):
        return _timestamp(original, name, data, extra)
    if data.type != _NULL and data.schema_format == "password":
        if data.type != oai.DataType.STRING:
            raise Unsupported(f"{text(name)}: format password does not fit type {data.type}")
        made, schemas = original(data.model_copy(update={"schema_format": None}))
        return _as(ours.SecretProperty, made), schemas
    if data.type != _NULL and (format_ := text(data.schema_format or "")) in ours.FORMATS:
        if data.type not in (None, oai.DataType.STRING):
            raise Unsupported(f"{text(name)}: format {format_} does not fit type {data.type}")
        plain = {"schema_format": None, "type": oai.DataType.STRING}
        made, schemas = original(data.model_copy(update=plain))
        return _as(ours.FormattedProperty, made, of=format_), schemas
    if data.schema_format == "binary":  # text, except in forms
        data = data.model_copy(update={"schema_format": None})
    if _is_map(data):
        values = data.additionalProperties
        value = values if isinstance(values, oai.Schema | oai.Reference) else oai.Schema()
        of = oai.UntrustedString(f"{text(name)}_value")
        inner, schemas = property_from_data(of, True, value, schemas, parent_name, config, **more)
        if isinstance(inner, PropertyError):
            return inner, schemas
        made, _ = original(oai.Schema().model_copy(update={"description": data.description}))
        return _as(ours.MapProperty, made, value=inner), schemas
    made, schemas = original(data)
    if isinstance(made, IntProperty | FloatProperty | StringProperty) and ours.BOUNDS in extra:
        return _bounded(made, extra[ours.BOUNDS]), schemas
    if isinstance(made, UnionProperty) and (data.discriminator or "x-discriminator-beside" in extra):
        return _discriminated(name, data, extra, made, schemas), schemas
    is_alias = len(data.allOf + data.anyOf + data.oneOf) == 1
    return (_described(made, data.description) if is_alias else made), schemas


_TYPES_OF = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


def _type_of(value: Any) -> oai.DataType:
    value = text(value) if isinstance(value, oai.UntrustedString) else value
    return oai.DataType(_TYPES_OF.get(type(value), "null"))


def _has_members(values: list[Any]) -> bool:
    """Return whether Python can have an enum with these values: only texts, or only integers."""
    types = {_type_of(each) for each in values if each is not None}
    return not types or types in ({oai.DataType.STRING}, {oai.DataType.INTEGER})


def _is_map(data: oai.Schema) -> bool:
    is_object = data.type == oai.DataType.OBJECT or (data.type is None and data.additionalProperties)
    is_more = data.properties or data.allOf or data.anyOf or data.oneOf
    return bool(is_object) and not is_more and data.maxProperties != 0 and data.additionalProperties is not False


def _described(made: Any, description: Any) -> Any:
    """Set the description of a use of a component.

    `made` is already a copy of the component. It is modified in place, since the parser keeps it to complete it later.
    """
    if description and not isinstance(made, PropertyError):
        made.description = oai.UntrustedString(text(description))
    return made


def _by_name(name: Any, made: Any) -> Any:
    if isinstance(made, PropertyError):
        return made
    if not isinstance(made, EnumProperty) or made.value_type is not int:
        raise Unsupported(f"{text(name)}: x-by-name is for an enum of integers")
    return _as(ours.NamedEnumProperty, made)


def _bounded(made: Any, bounds: Mapping[str, float]) -> Any:
    if isinstance(made, StringProperty):
        return _as(ours.BoundedTextProperty, made, bounds={"min_length": int(bounds.get("minLength", 0))})
    bounds = without(bounds, "minLength")
    if isinstance(made, IntProperty):
        return _as(ours.BoundedIntProperty, made, bounds={key: int(value) for key, value in bounds.items()})
    return _as(ours.BoundedFloatProperty, made, bounds=bounds)


def _timestamp(
    original: Callable[[Any], tuple[Any, Any]], name: Any, data: oai.Schema, extra: Mapping[str, Any]
) -> tuple[Any, Any]:
    wire = _NUMERIC.get(data.type, "iso")
    is_text = data.type in (None, oai.DataType.STRING)
    if (data.schema_format == "unixtime") == (wire == "iso") or (wire == "iso" and not is_text):
        raise Unsupported(f"{text(name)}: format {text(data.schema_format)} does not fit type {data.type}")
    as_iso = {"type": oai.DataType.STRING, "schema_format": "date-time", "default": None}
    made, schemas = original(data.model_copy(update=as_iso))
    more = {"zero_is_null": bool(extra.get("x-zero-is-null")), "future": bool(extra.get("x-future"))}
    return _as(ours.TimestampProperty, made, wire=wire, **more), schemas


def _enum(
    original: Callable[[Any], tuple[Any, Any]], name: Any, data: oai.Schema, extra: Mapping[str, Any]
) -> tuple[Any, Any]:
    is_extensible = "x-extensible-enum" in extra
    listed = extra["x-extensible-enum"] if is_extensible else data.enum
    if not isinstance(listed, list) or not listed:
        raise Unsupported(f"{text(name)}: an enum needs a list of values")
    types = data.type if isinstance(data.type, list) else [data.type]
    values = [value for value in listed if value is not None]
    is_nullable = None in listed or (is_extensible and _NULL in types)
    if _NULL in types and not is_nullable:
        raise Unsupported(f"{text(name)}: null is one of its types, but not in its enum")
    if is_nullable and values:
        # The parser represents null by a union. The title keeps the class name that the enum has without null.
        some = [each for each in types if each != _NULL]
        listed_in = "x-extensible-enum" if is_extensible else "enum"
        as_one = {"type": some[0] if len(some) == 1 else some, "title": data.title or name, listed_in: values}
        plain = data.model_copy(update=as_one)
        null = oai.Schema(type=_NULL)
        return original(data.model_copy(update={"type": None, "enum": None, "oneOf": [plain, null], "default": None}))
    if is_extensible and types != [oai.DataType.STRING]:
        raise Unsupported(f"{text(name)}: x-extensible-enum is for strings")
    update: dict[str, Any] = {"enum": values}
    if "x-enum-varnames" not in extra and (names := member_names([*map(_raw, values)])) is not None:
        update["x-enum-varnames"] = names
    try:
        made, schemas = original(data.model_copy(update=update) if values else data)
    except ValueError:  # two values have the same name
        raise _nameless(name, values) from None
    if isinstance(made, EnumProperty):
        _check_enum(name, values, extra.get("x-enum-varnames"), made)
    since, about = extra.get("x-since"), extra.get("x-enumDescriptions")
    if is_extensible or isinstance(since, dict) or isinstance(about, dict):
        cls = ours.ExtensibleEnumProperty if is_extensible else ours.DescribedEnumProperty
        more = {"since": since if isinstance(since, dict) else {}, "about": about if isinstance(about, dict) else {}}
        made = _as(cls, made, **more)
        if not isinstance(made, PropertyError):
            by_name = {**schemas.classes_by_name, made.class_info.name: made}
            schemas = attrs.evolve(schemas, classes_by_name=by_name)
    return made, schemas


def _raw(value: Any) -> Any:
    return text(value) if isinstance(value, oai.UntrustedString) else value


def _check_enum(name: Any, values: list[Any], varnames: list[str] | None, made: EnumProperty) -> None:
    """Refuse enums for which the parser omits members, because names collide or have characters that it cannot use."""
    if varnames is not None and len(varnames) != len(values):
        raise Unsupported(f"{text(name)}: there are {len(values)} values and {len(varnames)} x-enum-varnames")
    if list(enum_members(made).values()) != values or not all(key.isidentifier() for key in made.values):
        raise _nameless(name, values)


def _nameless(name: Any, values: list[Any]) -> Unsupported:
    shown = [*map(_raw, values)]
    return Unsupported(f"{text(name)}: the values of the enum {shown} need names: give them x-enum-varnames")


def enum_members(prop: EnumProperty) -> dict[str, str | int]:
    """Return the members of an enum by name. The parser keeps texts as they appear between double quotes in code."""
    return {key: json.loads(f'"{value}"') if isinstance(value, str) else value for key, value in prop.values.items()}


def described_members(prop: EnumProperty, of: str) -> dict[str, str]:
    """Return the descriptions of enum members by name, without members that have none; `of` is the product's name."""
    if not isinstance(prop, ours.DescribedEnumProperty):
        return {}
    texts = {
        name: [prop.about.get(str(value)), since_line(prop.since[value], of) if value in prop.since else None]
        for name, value in enum_members(prop).items()
    }
    return {name: " ".join(map(text, filter(None, both))) for name, both in texts.items() if any(both)}


def _discriminated(name: Any, data: oai.Schema, extra: Mapping[str, Any], made: UnionProperty, schemas: Any) -> Any:
    beside = extra.get("x-discriminator-beside")
    if beside is None:
        assert data.discriminator is not None
        key = text(data.discriminator.propertyName)
        refs = {text(kind): text(ref) for kind, ref in (data.discriminator.mapping or {}).items()}
        default = None
        if not refs:  # OpenAPI: without a mapping, the names of the schemas are the kinds
            of = [text(each.ref) for each in data.oneOf + data.anyOf if isinstance(each, oai.Reference)]
            refs = {name_of(ref): ref for ref in of}
    else:
        if not {"propertyName", "mapping"} <= set(beside):
            raise Unsupported(f"{text(name)}: x-discriminator-beside needs propertyName and mapping")
        key, refs, default = beside["propertyName"], beside["mapping"], beside.get("default")
    objects = [each for each in made.inner_properties if not isinstance(each, NoneProperty) and not is_empty(each)]
    if not all(isinstance(each, ModelProperty) for each in objects):
        raise Unsupported(f"{text(name)}: a discriminator is for objects only")
    names = {str(each.class_info.name) for each in objects if isinstance(each, ModelProperty)}
    mapping = {kind_of(kind): _class_name(name, ref, names, schemas) for kind, ref in refs.items()}
    if names != set(mapping.values()):
        raise Unsupported(f"{text(name)}: no kind leads to {', '.join(sorted(names - set(mapping.values())))}")
    if default is not None and default not in mapping:
        raise Unsupported(f"{text(name)}: the default {default} is none of {', '.join(mapping)}")
    return _as(
        ours.DiscriminatedProperty,
        made,
        key=key,
        mapping=mapping,
        beside=beside is not None,
        default_choice=default,
    )


def _class_name(name: Any, ref: str, names: set[str], schemas: Any) -> str:
    path = ref.removeprefix("#") if ref.startswith("#") else f"/components/schemas/{ref}"
    found = schemas.classes_by_reference.get(oai.UntrustedString(path))
    if not isinstance(found, ModelProperty) or str(found.class_info.name) not in names:
        raise Unsupported(f"{text(name)}: the discriminator names {ref}, which is not in the oneOf")
    return str(found.class_info.name)


def _as(cls: type[Any], made: Any, **more: Any) -> Any:
    """Convert a property of the parser to one of our classes, which extend the parser's classes."""
    if isinstance(made, PropertyError):
        return made
    base = next(each for each in cls.__mro__ if each.__module__ != cls.__module__)
    if not isinstance(made, base):
        raise GeneratorChanged(f"expected {base.__name__} and got {made!r}")
    return cls(**{field.name: getattr(made, field.name) for field in attrs.fields(base)}, **more)
