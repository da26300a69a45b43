"""Generates docs/versions.md: the additions of each Chatwoot version, from `x-since` in the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from aiochatwoot import models

from .contract import calls, document, envelopes

Document: TypeAlias = dict[str, Any]
HEAD = """\
# Versions of Chatwoot

This page lists what each version after 4.10.0 added; 4.10.0 has everything else. Older servers omit attributes
that they do not have, and ignore or reject arguments and values that they do not know. `make operations-table` writes
this page from [the contract](contract/index.md).
"""


def page() -> str:
    """Return the page: the additions of each version, newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for since, what in (*_of_operations(), *_of_schemas()):
        if what not in found[since]:
            found[since].append(what)
    newest = sorted(found, key=lambda since: [int(part) for part in since.split(".")], reverse=True)
    sections = (f"\n## {since}\n\n" + "".join(f"- `{what}`\n" for what in found[since]) for since in newest)
    return HEAD + ("".join(sections) or "\nNo additions of later versions are known.\n")


def _of_operations() -> Iterator[tuple[str, str]]:
    for path in document()["paths"].values():
        for method, shared in path.items():
            for operation in calls(shared) if method != "parameters" else ():
                yield from _of_operation(path, operation)


def _of_operation(path: Document, operation: Document) -> Iterator[tuple[str, str]]:
    tag = operation["tags"][0]
    name = f"{tag}.{operation['operationId'].removeprefix(f'{tag}_')}"
    if "x-since" in operation:
        yield operation["x-since"], name
    for parameter in map(_resolved, [*path.get("parameters", []), *operation.get("parameters", [])]):
        if "x-since" in parameter:
            yield parameter["x-since"], f"{name}({parameter['name'].removesuffix('[]')})"
    for media in _resolved(operation.get("requestBody", {})).get("content", {}).values():
        schema = _resolved(media["schema"])
        for key in envelopes(operation):
            schema = _resolved(schema["properties"][key])
        yield from _of_schema(schema, f"{name}({{}})")


def _of_schemas() -> Iterator[tuple[str, str]]:
    for name, schema in document()["components"]["schemas"].items():
        if name in models.__all__:
            yield from _of_schema(schema, f"{name}.{{}}", name)


def _of_schema(schema: Document, named: str, enum: str = "", at: str = "") -> Iterator[tuple[str, str]]:
    """Yield the parts of a schema that have a version, at any depth; schemas behind a $ref are handled separately."""
    since = schema.get("x-since")
    if isinstance(since, dict):
        yield from ((version, f"{enum or named.format(at)}: {value}") for value, version in since.items())
    elif since and at:
        yield since, named.format(at)
    inner = _resolved(schema) if not at else schema
    for part in [*inner.get("allOf", []), *inner.get("anyOf", []), *inner.get("oneOf", [])]:
        yield from _of_schema(part | {"x-since": None}, named, enum, at)
    for key in ("items", "additionalProperties"):
        if isinstance(inner.get(key), dict):
            yield from _of_schema(inner[key] | {"x-since": None}, named, enum, at)
    for key, each in inner.get("properties", {}).items():
        yield from _of_schema(each, named, "", f"{at}.{key}".lstrip("."))


def _resolved(value: Document) -> Document:
    while "$ref" in value:
        target: Any = document()
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        value = target
    return value
