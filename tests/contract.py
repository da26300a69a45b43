"""Checks bodies against the contract, as read from openapi.yaml itself.

The decoder works from generated declarations. This is a second, slow reader of the same contract that shares no code
with it: if the two disagree about a body, one of them is wrong.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aiochatwoot._wire.deviations import _shown_key

Json = Any
CONTRACT = Path(__file__).parent.parent / "openapi.yaml"
MISSING: Any = object()


def load(path: Path) -> dict[str, Json]:
    """Parse a document of JSON or of YAML, with libyaml: a parser in Python takes seconds."""
    content = path.read_bytes()
    loaded: dict[str, Json] = (
        json.loads(content) if path.suffix == ".json" else yaml.load(content, Loader=yaml.CSafeLoader)
    )
    return loaded


@cache
def document() -> dict[str, Json]:
    """Return the parsed openapi.yaml."""
    return load(CONTRACT)


def calls(operation: dict[str, Json]) -> list[dict[str, Json]]:
    """Return an operation, or each of the calls that it consists of."""
    of = operation.get("x-calls", {})
    return [operation | call | {"operationId": name} for name, call in of.items()] or [operation]


def every_operation() -> Iterator[tuple[str, dict[str, Json]]]:
    """Return each operation by its operationId."""
    for item in document()["paths"].values():
        for method, shared in item.items():
            for each in calls(shared) if method != "parameters" else ():
                yield each["operationId"], each


def client_name(operation: dict[str, Json]) -> str:
    """Return the name of the client that has an operation, from its security."""
    required: Json = operation.get("security", document()["security"])
    scheme = next((name for each in required for name in each), None)
    (found,) = (name for name, each in document()["x-clients"].items() if each.get("security") == scheme)
    return str(found)


@cache
def client_of_tag(tag: str) -> str:
    """Return the name of the client that has the operations of a tag."""
    (found,) = {client_name(each) for _, each in every_operation() if tag in each["tags"]}
    return found


def attribute_of(tag: str) -> str:
    """Return the name of a tag's resource on its client."""
    return tag.removeprefix(f"{document()['x-clients'][client_of_tag(tag)].get('prefix', '')}_")


def envelopes(operation: dict[str, Json]) -> list[str]:
    """Return the keys of the envelopes around the body of a request."""
    return operation["x-wrap"].split(".") if "x-wrap" in operation else []


def component(name: str) -> dict[str, Json]:
    """Return a schema by its name."""
    return resolve({"$ref": f"#/components/schemas/{name}"})


def reference(value: dict[str, Json]) -> dict[str, Json]:
    """Resolve a `$ref`; return anything else unchanged."""
    while "$ref" in value:
        target: Json = document()
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        value = target
    return value


def resolve(schema: dict[str, Json]) -> dict[str, Json]:
    """Return a schema without `$ref` and `allOf` at its top."""
    schema = reference(schema)
    if "allOf" not in schema:
        return schema
    parts = [resolve(part) for part in schema["allOf"]]
    if len(parts) == 1:
        return parts[0]
    return {
        "type": "object",
        "properties": {key: value for part in parts for key, value in part.get("properties", {}).items()},
        "required": [key for part in parts for key in part.get("required", [])],
    }


def deviations(schema: dict[str, Json], value: Json, path: str = "$", holder: Json = None) -> Iterator[str]:
    """Return the JSON paths at which `value` violates `schema`."""
    schema = resolve(schema)
    if "oneOf" in schema or "anyOf" in schema:
        yield from _one_of(schema, value, path, holder)
        return
    types = schema.get("type", [])
    types = types if isinstance(types, list) else [types]
    if value is None and ("null" in types or not types):
        return
    if schema.get("format") in ("unixtime", "date-time"):
        if not _is_moment(value, zero=bool(schema.get("x-zero-is-null"))):
            yield path
        return
    is_typed = not types or any(_is_type(value, name) for name in types)
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if not is_typed or (values is not None and value not in values):
        yield path
    elif "properties" in schema:
        yield from _members(schema, value, path)
    elif isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from deviations(schema["items"], item, f"{path}[{index}]")


def _members(schema: dict[str, Json], value: Json, path: str) -> Iterator[str]:
    for key in schema.get("required", []):
        if key not in value:
            yield child(path, key)
    for key, item in value.items():
        if key not in schema["properties"]:
            yield child(path, key)
        else:
            yield from deviations(schema["properties"][key], item, child(path, key), holder=value)


def _one_of(schema: dict[str, Json], value: Json, path: str, holder: Json) -> Iterator[str]:
    every = schema.get("oneOf") or schema["anyOf"]
    choices = [choice for choice in every if choice != {"type": "null"}]
    if value is None and len(choices) < len(every):
        return
    empty = {"$ref": "#/components/schemas/EmptyObject"}
    if value == {} and isinstance(value, dict) and empty in choices:
        return
    full = [choice for choice in choices if choice != empty]
    beside = schema.get("x-discriminator-beside")
    discriminator = beside or schema.get("discriminator")
    if discriminator is None:
        assert len(full) == 1
        yield from deviations(full[0], value, path)
    elif not isinstance(value, dict):
        yield path
    elif beside:
        kind = holder.get(beside["propertyName"], beside["default"])
        if isinstance(kind, str) and kind in beside["mapping"]:
            yield from deviations({"$ref": beside["mapping"][kind]}, value, path)
    else:
        kind = value.get(discriminator["propertyName"], MISSING)
        if isinstance(kind, str) and kind in discriminator["mapping"]:
            yield from deviations({"$ref": discriminator["mapping"][kind]}, value, path)
        else:
            yield child(path, discriminator["propertyName"])


def _is_type(value: Json, name: str) -> bool:
    if name in ("integer", "number"):
        numbers = int if name == "integer" else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool)
    types = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}
    return isinstance(value, types[name])


def _is_moment(value: Json, *, zero: bool) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return math.isfinite(value) and -62135596800 <= value < 253402300799.9999995
    if not isinstance(value, str):
        return False
    if re.fullmatch(r"\s*-?\d{1,12}(\.\d{1,9})?\s*", value):
        return True
    if not re.match(r"\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value):
        return False
    try:
        dt.datetime.fromisoformat(value.strip().removesuffix(" UTC"))
    except ValueError:
        return False
    return True


def child(path: str, key: str) -> str:
    """Return the path of a key. (The display of keys has its own tests.)"""
    return path + _shown_key(key)
