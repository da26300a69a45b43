"""Reads `x-since`: the server versions that introduced parts of the API."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from openapi_python_client import strings

from contract import methods, places, product_of, resolve


def with_versions(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with `x-since` added to the descriptions; all generated texts come from these.

    For the values of an enum, `described_members` reads `x-since` itself.
    """
    document, of = copy.deepcopy(document), product_of(document)
    for value in {id(place.value): place.value for place in places(document)}.values():
        since = value.get("x-since")
        if not isinstance(since, str):
            continue
        described = [value, resolve(document, value)[1], resolve(document, value.get("schema"))[1]]
        texts = [str(each.get("description") or "").strip() for each in described if isinstance(each, dict)]
        text = next(filter(None, texts), "")
        value["description"] = f"{text}{_between(value, text)}{since_line(since, of)}"
    return document


def since_line(since: str, of: str) -> str:
    """Return the text about a version for docstrings."""
    return f"Since {of} {since}."


def _between(value: dict[str, Any], text: str) -> str:
    """Return the separator for an added sentence: a new paragraph for operations, otherwise a space."""
    if not text:
        return ""
    if "responses" in value:
        return "\n\n"
    return " " if text[-1] in ".!?)" else ". "


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
