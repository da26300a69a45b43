"""Checks the JSON types of all parts of a document that the generator reads, as OpenAPI requires them.

openapi-python-client's parser reports such errors in terms of its own classes, and later code would fail elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from contract import METHODS, At, Place, places

_Wrong: TypeAlias = "Iterator[tuple[At, str, Any]]"
"""The location of an error in a value, the expected form, and the actual value."""
_Form: TypeAlias = "Callable[[Any], _Wrong]"
TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")


def _if(is_right: Callable[[Any], object], what: str) -> _Form:
    def form(value: Any) -> _Wrong:
        if not is_right(value):
            yield (), what, value

    return form


def _is(what: str, *types: type[Any]) -> _Form:
    return _if(lambda value: type(value) in types, what)


def _each(form: _Form, of: type[Any], what: str) -> _Form:
    """Return a form for a list, or an object with any keys, whose members all have the given form."""

    def every(value: Any) -> _Wrong:
        if type(value) is not of:
            yield (), what, value
            return
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from (((key, *at), expected, got) for at, expected, got in form(member))

    return every


def _items(value: Any) -> _Wrong:
    yield from _if(lambda value: not isinstance(value, list), "a schema; prefixItems has a list of them")(value)
    if not isinstance(value, list):
        yield from _SCHEMA(value)


def _required(value: Any) -> _Wrong:
    if isinstance(value, bool):
        yield (), "a list of keys, in the object that has this property", value
    else:
        yield from _each(_TEXT, list, "a list of keys")(value)


def _is_type(value: Any) -> bool:
    listed = value if isinstance(value, list) and value else [value]
    return all(isinstance(each, str) and each in TYPES for each in listed)


def _is_discriminator(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("propertyName"), str):
        return False
    mapping = value.get("mapping") or {}
    return isinstance(mapping, dict) and all(isinstance(each, str) for each in mapping.values())


_TEXT, _FLAG, _OBJECT = _is("text", str), _is("true or false", bool), _is("an object", dict)
_LIST, _NUMBER, _SCHEMA = _is("a list", list), _is("a number", int, float), _is("a schema", dict, bool)
_TYPE = _if(_is_type, f"one of {', '.join(TYPES)}, or a list of them")
_IN = _if(("path", "query", "header", "cookie").__contains__, "path, query, header or cookie; a body is a requestBody")
_ENUM = _if(lambda value: isinstance(value, list) and value, "a list of values")
_DISCRIMINATOR = _if(_is_discriminator, "an object with a propertyName, and perhaps a mapping of kinds to schemas")
_SCHEMAS = _each(_SCHEMA, list, "a list of schemas")
_SCHEMAS_BY_NAME = _each(_SCHEMA, dict, "an object with schemas")


def _by_name(value: Any) -> _Wrong:
    yield from _SCHEMAS_BY_NAME(value)
    for key in value if isinstance(value, dict) else ():
        if not isinstance(key, str):  # YAML reads unquoted 1, true and 2026-01-01 as other types
            yield (key,), "text as a name: write it in quotes", key


_KEYS_BY_NAME = _each(_each(_TEXT, list, "a list of keys"), dict, "an object with lists of keys")
_OBJECTS = _each(_OBJECT, dict, "an object with names")
_PARAMETERS = _each(_OBJECT, list, "a list of parameters")
_PROSE = {"description": _TEXT, "summary": _TEXT, "deprecated": _FLAG}

_FORMS: Mapping[str, Mapping[str, _Form]] = {
    "document": {"paths": _OBJECTS, "components": _OBJECT, "info": _OBJECT}
    | {"tags": _each(_OBJECT, list, "a list of objects"), "servers": _LIST, "security": _LIST},
    "components": {"schemas": _by_name}
    | dict.fromkeys(("parameters", "requestBodies", "responses", "headers", "securitySchemes"), _OBJECTS),
    "path": {"parameters": _PARAMETERS, "$ref": _TEXT} | dict.fromkeys(METHODS, _OBJECT),
    "operation": _PROSE
    | {"parameters": _PARAMETERS, "responses": _OBJECTS, "requestBody": _OBJECT, "operationId": _TEXT}
    | {"tags": _each(_TEXT, list, "a list of names"), "security": _LIST, "servers": _LIST},
    "parameter": {"name": _TEXT, "in": _IN, "schema": _SCHEMA, "content": _OBJECTS, "required": _FLAG, "$ref": _TEXT}
    | {"style": _TEXT, "explode": _FLAG}
    | _PROSE,
    "body": {"content": _OBJECTS, "description": _TEXT, "required": _FLAG, "$ref": _TEXT},
    "media": {"schema": _SCHEMA, "encoding": _OBJECTS},
    "schema": {"type": _TYPE, "items": _items, "required": _required, "enum": _ENUM, "discriminator": _DISCRIMINATOR}
    | {"additionalProperties": _SCHEMA, "dependentRequired": _KEYS_BY_NAME}
    | dict.fromkeys(("properties", "patternProperties", "$defs"), _by_name)
    | dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _SCHEMAS)
    | dict.fromkeys(("title", "description", "format", "pattern", "$ref"), _TEXT)
    | dict.fromkeys(("minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems"), _NUMBER)
    | dict.fromkeys(("minProperties", "maxProperties"), _NUMBER)
    | dict.fromkeys(("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"), _FLAG),
    "other": {},
}


def malformed(place: Place) -> Iterator[tuple[At, str]]:
    """Yield the parts of a place whose JSON types violate OpenAPI; keys with null count as absent."""
    for key, form in _FORMS[place.kind].items():
        if place.value.get(key) is not None:
            for at, expected, got in form(place.value[key]):
                name = ".".join(map(str, (key, *at)))
                yield (*place.at, key, *at), f"{name}: expected {expected}, got {_shown(got)}"
    yield from _missing(place)
    responses = place.value.get("responses")
    for code in responses if place.kind == "operation" and isinstance(responses, dict) else ():
        if not re.fullmatch(r"[1-5](\d\d|XX)|default|x-.*", str(code)):
            yield (*place.at, "responses", code), f"responses: {code} is no status code, 2XX or default"


def _missing(place: Place) -> Iterator[tuple[At, str]]:
    if place.kind == "parameter" and "headers" not in place.at and "$ref" not in place.value:
        yield from ((place.at, f"a parameter needs {key}") for key in ("name", "in") if place.value.get(key) is None)
    is_whole = place.kind == "operation" and not {"x-calls"} & {*place.value, *map(str, place.at)}
    if is_whole and place.value.get("responses") is None:
        yield place.at, "an operation needs responses"


def drop_nulls(document: dict[str, Any]) -> None:
    """Remove keys with the value null from the parts of a document."""
    for place in places(document):
        for key in [key for key in _FORMS[place.kind] if key in place.value and place.value[key] is None]:
            del place.value[key]


def _shown(value: Any) -> str:
    """Return a value in a short form."""
    words: dict[type[Any], str] = {dict: "an object", list: "a list"}
    return words[type(value)] if type(value) in words and value else repr(value)[:40]
