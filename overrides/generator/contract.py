"""The contract as a document: read, and as the parser of openapi-python-client takes it."""

from __future__ import annotations

from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def expand(document: dict[str, Any]) -> dict[str, Any]:
    """The document as the generator reads it: each of the `x-calls` of an operation as an operation of its own.

    Their paths have a fragment, which makes them keys of their own. Of the media types of a body the generator sees
    JSON; multipart/form-data beside it is only a way to send the same with files, and stands in `x-multipart`.
    """
    paths: dict[str, Any] = {}
    for path, item in document.get("paths", {}).items():
        rest = paths[path] = dict(item) if isinstance(item, dict) else item
        for method in METHODS if isinstance(item, dict) else ():
            calls = item[method].get("x-calls") if isinstance(item.get(method), dict) else None
            if calls is None:
                continue
            shared = {key: value for key, value in rest.pop(method).items() if key not in ("x-calls", "operationId")}
            for name, call in calls.items():
                only = {key: value for key, value in item.items() if key not in METHODS}
                paths[f"{path}#{name}"] = only | {method: shared | call | {"operationId": name}}
    for item in paths.values():
        for method in METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), dict):
                item[method] = _beside_json(item[method])
    return document | {"paths": paths}


def _beside_json(operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody")
    content = body.get("content") if isinstance(body, dict) else None
    if not isinstance(content, dict) or set(content) != {"application/json", "multipart/form-data"}:
        return operation
    assert isinstance(body, dict)
    only = {"application/json": content["application/json"]}
    return operation | {"requestBody": body | {"content": only}, "x-multipart": content["multipart/form-data"]}
