"""What the contract says of the wire, keyed by what callers write, so that both sides of a change meet.

No library is used for it. Those that compare OpenAPI documents judge for who speaks HTTP, and know nothing of the
extensions (x-calls, x-unwrap and so on) that make the difference between the wire and the methods here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Document: TypeAlias = Mapping[str, Any]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PROSE = ("description", "summary", "title", "example", "examples", "externalDocs")
_BY_MEMBER = ("properties", "required", "enum", "x-enum-varnames")


def wire(document: Document) -> dict[str, dict[str, str]]:
    """The aspects of each ``conversations.list``, ``conversations.list(q)``, ``Label``, ``Label.title``."""
    found: dict[str, dict[str, str]] = {}
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            for name, operation in _calls(item.get(method)):
                merged = {**operation, "parameters": [*item.get("parameters", []), *operation.get("parameters", [])]}
                found |= _operation(document, name, f"{method.upper()} {path}", merged)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        found[name] = {"schema": _shown({key: value for key, value in schema.items() if key not in _BY_MEMBER})}
        for key, value in schema.get("properties", {}).items():
            found[f"{name}.{key}"] = {"schema": _shown(value), "required": str(key in schema.get("required", ()))}
    return found


def _calls(operation: Document | None) -> Iterator[tuple[str, Document]]:
    """An operation by its id; or each of its x-calls, with what it does not say itself."""
    if operation is None:
        return
    rest = {key: value for key, value in operation.items() if key != "x-calls"}
    for name, call in operation.get("x-calls", {operation.get("operationId", ""): {}}).items():
        yield name, rest | call


def _operation(
    document: Document, name: str, request: str, operation: Document
) -> Iterator[tuple[str, dict[str, str]]]:
    tag = next(iter(operation.get("tags", [])), "")
    subject = f"{tag}.{name.removeprefix(f'{tag}_')}"
    extensions = {key: _shown(value) for key, value in operation.items() if key.startswith("x-")}
    answers = {
        f"answer {status}": _shown(_schema(document, answer))
        for status, answer in operation.get("responses", {}).items()
        if str(status).startswith("2")
    }
    yield subject, {"request": request} | extensions | answers
    for each in operation["parameters"]:
        parameter = _resolve(document, each)
        yield (
            f"{subject}({_plain_name(parameter)})",
            {"place": parameter["in"], "schema": _shown(parameter.get("schema"))},
        )
    body = _resolve(document, _schema(document, operation.get("requestBody", {})))
    for key, value in body.get("properties", {}).items():
        yield f"{subject}({key})", {"place": "body", "schema": _shown(value)}


def _plain_name(parameter: Document) -> str:
    return str(parameter["name"]).removesuffix("[]")


def _schema(document: Document, node: Document) -> Document:
    """The schema of the first media type of a body or answer."""
    media: Document = next(iter(_resolve(document, node).get("content", {}).values()), {})
    schema: Document = media.get("schema", {})
    return schema


def _resolve(document: Document, node: Document) -> Document:
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _shown(node: Any) -> str:
    """A part of the contract without its prose, short."""
    return json.dumps(_bare(node), ensure_ascii=False, sort_keys=True, default=str).replace('"', "")


def _bare(node: Any) -> Any:
    if isinstance(node, Mapping):
        # Below `properties` the keys are names of fields, of which one may be called `title`.
        return {
            key: {name: _bare(each) for name, each in value.items()} if key == "properties" else _bare(value)
            for key, value in node.items()
            if key not in _PROSE
        }
    return [_bare(each) for each in node] if isinstance(node, list) else node
