"""Reads `x-since`: the server versions that introduced attributes and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_python_client import strings

from contract import methods


def read_since(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions of attributes (``Model.attribute``) and operations (``tag.verb``)."""
    schemas = document.get("components", {}).get("schemas", {})
    return dict([*_of_operations(document), *(each for name in sorted(schemas) for each in _of(name, schemas[name]))])


def _of(name: str, schema: Any) -> Iterator[tuple[str, str]]:
    for part in schema.get("allOf", ()) if isinstance(schema, dict) else ():
        yield from _of(name, part)
    for key, each in schema.get("properties", {}).items() if isinstance(schema, dict) else ():
        if isinstance(each, dict) and isinstance(each.get("x-since"), str):
            yield f"{name}.{strings.PythonIdentifier(key, 'field_')}", each["x-since"]


def _of_operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for item in document.get("paths", {}).values():
        for _, operation in methods(item):
            if isinstance(operation.get("x-since"), str):
                tag = operation.get("tags", [""])[0]
                yield f"{tag}.{operation.get('operationId', '').removeprefix(f'{tag}_')}", operation["x-since"]
