"""What the contract says of the wire, keyed by what callers write, so that both sides of a change meet.

No library is used for it. Those that compare OpenAPI documents judge for who speaks HTTP, and know nothing of the
extensions (x-calls, x-unwrap and so on) that make the difference between the wire and the methods here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

from openapi_python_client.strings import PythonIdentifier

from .surface import Change

Document: TypeAlias = dict[str, Any]
Wire: TypeAlias = Mapping[str, Document]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PROSE = ("description", "summary", "title", "example", "examples", "externalDocs")
_BY_MEMBER = ("properties", "required", "enum", "x-enum-varnames")
_ALTERNATIVES = ("anyOf", "oneOf", "allOf")
_BOUNDS = {"minimum": 1, "exclusiveMinimum": 1, "maximum": -1, "exclusiveMaximum": -1} | {
    f"{end}{of}": sign for end, sign in (("min", 1), ("max", -1)) for of in ("Length", "Items", "Properties")
}
"""What limits a value, and whether more of it (1) or less (-1) is narrower."""


def wire(document: Document) -> Wire:
    """The aspects of each ``conversations.list``, ``conversations.list(q)``, ``Label``, ``Label.title``."""
    found: dict[str, Document] = {}
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            for name, operation in _calls(item.get(method)):
                merged = {**operation, "parameters": [*item.get("parameters", []), *operation.get("parameters", [])]}
                found |= _operation(document, name, f"{method.upper()} {path}", merged)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        found[name] = _aspects(document, {key: value for key, value in schema.items() if key not in _BY_MEMBER})
        for key, value in schema.get("properties", {}).items():
            required = {"required": key in schema.get("required", ())}
            found[f"{name}.{_plain(key)}"] = {"key": key} | required | _aspects(document, value)
    return found


def _calls(operation: Document | None) -> Iterator[tuple[str, Document]]:
    """An operation by its id; or each of its x-calls, with what it does not say itself."""
    if operation is None:
        return
    rest = {key: value for key, value in operation.items() if key != "x-calls"}
    for name, call in operation.get("x-calls", {operation.get("operationId", ""): {}}).items():
        yield name, rest | call


def _operation(document: Document, name: str, request: str, operation: Document) -> Iterator[tuple[str, Document]]:
    tag = next(iter(operation.get("tags", [])), "")
    subject = f"{tag}.{name.removeprefix(f'{tag}_')}"
    answers = {
        f"answer {status}": _schema(document, answer)
        for status, answer in operation.get("responses", {}).items()
        if str(status).startswith("2")
    }
    said = {key: value for key, value in operation.items() if key.startswith("x-") or key == "deprecated"}
    yield subject, {"request": request} | said | answers
    for each in operation["parameters"]:
        parameter = _resolve(document, each)
        aspects = _aspects(document, parameter.get("schema", {}), parameter)
        yield f"{subject}({_plain(parameter['name'])})", {"key": parameter["name"], "place": parameter["in"]} | aspects
    body = _resolve(document, _schema(document, operation.get("requestBody", {})))
    for key, value in body.get("properties", {}).items():
        yield f"{subject}({_plain(key)})", {"key": key, "place": "body"} | _aspects(document, value)


def _plain(key: str) -> str:
    """The name that a key has in Python."""
    return str(PythonIdentifier(key, "field_"))


def _aspects(document: Document, schema: Document, owner: Document | None = None) -> Document:
    """What is said of a schema, or of the parameter that has it."""
    deprecated = (owner or schema).get("deprecated", False)
    inlined = _inlined(document, {key: value for key, value in schema.items() if key != "deprecated"})
    return {"schema": inlined} | ({"deprecated": True} if deprecated else {})


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


def _inlined(document: Document, schema: Document) -> Document:
    """A schema with what it refers to, but for what is a class and so has a name that callers know."""
    target = _resolve(document, schema)
    if target is not schema:
        return schema if "properties" in target or "enum" in target else _inlined(document, target)
    inner = {key: [_inlined(document, each) for each in schema[key]] for key in _ALTERNATIVES if key in schema}
    return {**schema, **inner, **({"items": _inlined(document, schema["items"])} if "items" in schema else {})}


def compare(
    before: Wire, after: Wire, *, known: AbstractSet[str], classes: AbstractSet[str], passed: AbstractSet[str]
) -> Iterator[Change]:
    """What changed on the wire.

    Args:
        known: What is said to have changed anyway.
        classes: Schemas that are classes; of others, such as a body, callers know the keys as arguments.
        passed: Those of them that callers make.
    """
    for subject in after:
        owner = subject.partition(".")[0]
        is_argument, old, new = "(" in subject, before.get(subject), after[subject]
        if owner[0].isupper() and owner not in classes:
            continue
        needed = owner in passed and new.get("required", False)
        if old is None:
            if needed and owner in before:
                yield Change(subject, "added", "attribute", True, "required")
            continue
        broken = [f"key: {old['key']} -> {new['key']}"] if old.get("key") != new.get("key") and not is_argument else []
        broken += ["now required"] if needed and not old["required"] else []
        if is_argument or owner in passed:
            broken += _narrower(old.get("schema", {}), new.get("schema", {}))
        if broken:
            yield Change(subject, "changed", "argument" if is_argument else "attribute", True, "; ".join(broken))
        if new.get("deprecated") and not old.get("deprecated"):
            yield Change(subject, "changed", "wire", False, "deprecated")
        if subject not in known and not broken:
            aspects = [each for each in {**old, **new} if each not in ("deprecated", "required")]
            shown = [(each, _shown(old.get(each, "none")), _shown(new.get(each, "none"))) for each in aspects]
            rest = "; ".join(f"{aspect}: {was} -> {now}" for aspect, was, now in shown if was != now)
            yield from [Change(subject, "changed", "wire", False, rest)] if rest else []


def _narrower(old: Document, new: Document) -> Iterator[str]:
    """The bounds that let less through than before."""
    for bound, sign in _BOUNDS.items():
        if bound in new and (bound not in old or sign * new[bound] > sign * old[bound]):
            yield f"{bound}: {old.get(bound, 'none')} -> {new[bound]}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"pattern: {old.get('pattern', 'none')} -> {new['pattern']}"
    if "items" in old and "items" in new:
        yield from _narrower(old["items"], new["items"])
    for key in _ALTERNATIVES:
        for one, other in zip(old.get(key, ()), new.get(key, ()), strict=False):
            yield from _narrower(one, other)


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
