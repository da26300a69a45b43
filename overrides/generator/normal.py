"""Rewrites any OpenAPI document so that openapi-python-client's parser reads it without loss.

The parser supports a part of JSON Schema, and drops much of the rest. Each step rewrites an unsupported schema into a
supported one. A schema without a supported form is refused with its location. A rewrite that makes a type less precise
is noted. Schemas keep their location in the document as `x-at`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from combine import ANNOTATIONS, BESIDE_REF, Combiner, Schema
from contract import (
    SCHEMAS,
    At,
    Rewrite,
    Unsupported,
    component_at,
    places,
    pointer,
    references,
    resolve,
    rewritten,
    steps,
    unused,
    with_deprecation,
    without,
)
from exchange import Exchanges
from forms import drop_nulls
from unions import Unions, with_families

_MOST_ROUNDS = 6


def normalised(document: Schema, notes: list[str], problems: list[Unsupported]) -> Schema:
    """Return the document in the form that the parser supports.

    Args:
        document: A private copy, which is modified.
        notes: Notes on less precise parts are appended.
        problems: Unsupported parts are appended; the returned document no longer contains them.
    """
    drop_nulls(document)
    document = document | {"info": {"title": "", "version": "0", **document.get("info", {})}}
    document = rewritten(document, _Local(document).rewritten)
    document = Exchanges(document, notes, problems).rewritten()
    document = with_families(_hoisted(document))
    document = _checked(_pruned(document), problems)
    for _ in range(_MOST_ROUNDS):  # a copied component may contain parts that are not yet rewritten
        new = _rewritten_with(document, lambda combiner: lambda at, schema: combiner.combined(schema), problems)
        new = _rewritten_with(new, lambda combiner: Unions(combiner).rewritten, problems)
        if new == document:
            break
        document = new
    else:
        what = "allOf: a schema that is combined with itself, inside of itself"
        problems.append(Unsupported(what, _still_combined(document)))
    document = _without_cycles(_checked(document, problems), notes)
    document = rewritten(_without_doubled_titles(document), _with_required(document))
    return _pruned(document)


def _rewritten_with(
    document: Schema, rewrite_with: Callable[[Combiner], Rewrite], problems: list[Unsupported]
) -> Schema:
    combiner = Combiner(document)
    rewrite = rewrite_with(combiner)

    def one(at: At, schema: Schema) -> Schema:
        try:
            return rewrite(at, schema)
        except Unsupported as error:
            problems.append(error)
            return {}

    new: Schema = rewritten(document, one)
    if combiner.made:
        components = new.get("components", {})
        new["components"] = components | {"schemas": components.get("schemas", {}) | combiner.made}
    return new


def _still_combined(document: Schema) -> At:
    combiner = Combiner(document)
    for place in places(document):
        if place.kind == "schema" and combiner.combined(place.value) != place.value:
            return steps(str(place.value.get("x-at", "")))
    return ()


def _checked(document: Schema, problems: list[Unsupported]) -> Schema:
    """Return the document without broken $refs; these are appended to the problems."""

    def checked(at: At, schema: Schema) -> Schema:
        ref = schema.get("$ref")
        what = _why_not(document, ref) if isinstance(ref, str) and not resolve(document, schema)[1] else None
        if what is None:
            return schema
        problems.append(Unsupported(f"the $ref {ref} {what}", at))
        return {}

    found: Schema = rewritten(document, checked)
    return found


def _why_not(document: Schema, ref: str) -> str | None:
    """Return the reason why a $ref does not lead to a schema; None if there is none."""
    if not ref.startswith("#"):
        return "leads to another file: bundle them into one"
    seen: list[Any] = []
    at: Any = {"$ref": ref}
    while isinstance(at, dict) and "$ref" in at:
        if at["$ref"] in seen:
            return "leads to nothing but itself"
        seen.append(at["$ref"])
        at = document
        for step in steps(str(seen[-1]).removeprefix("#")):
            at = at.get(step) if isinstance(at, dict) else None
    return "leads nowhere in this document" if at is None and len(seen) == 1 else None


def _with_required(document: Schema) -> Rewrite:
    combiner = Combiner(document)

    def rewrite(at: At, schema: Schema) -> Schema:
        """Return a schema whose required keys are all properties, and none of them write-only.

        Responses never contain write-only keys, but requests must.
        """
        required = schema.get("required")
        if not isinstance(required, list) or (len(at) > 1 and at[-2] == "allOf"):
            return schema
        known = combiner.properties(schema)
        missing: Schema = {name: {} for name in required if name not in known and isinstance(name, str)}
        written = [name for name in required if known.get(name, {}).get("writeOnly")]
        new = dict(schema)
        if missing:
            new["properties"] = schema.get("properties", {}) | missing
        if written:
            new |= {"required": [each for each in required if each not in written], "x-required-in-body": written}
        return new

    return rewrite


class _Local:
    """Rewrites schemas without looking at other schemas."""

    def __init__(self, document: Schema) -> None:
        self._is_30 = str(document.get("openapi", "")).startswith("3.0")

    def rewritten(self, at: At, schema: Schema) -> Schema:
        schema = without(schema, "default")  # the server applies defaults
        if schema.get("deprecated") is True:
            schema["description"] = with_deprecation(schema.get("description"))
        if "$ref" in schema:
            return self._reference(at, schema)
        schema["x-at"] = pointer(at)
        if self._is_30 and schema.get("nullable") is True:
            schema = _nullable(schema)
        if self._is_30:
            schema.pop("nullable", None)
        kind = schema.get("type")
        if "array" in (kind if isinstance(kind, list) else [kind]) and not schema.keys() & {"items", "prefixItems"}:
            schema["items"] = {}
        if schema.get("prefixItems") and isinstance(schema.get("items"), bool):
            schema = without(schema, "items")  # the server checks the length
        if schema.get("patternProperties"):  # the document declares these keys by pattern
            schema = schema | {"additionalProperties": {}}
        return schema

    def _reference(self, at: At, schema: Schema) -> Schema:
        kept: Schema = {key: value for key, value in schema.items() if key in BESIDE_REF | {"$ref"}}
        rest = without(schema, *ANNOTATIONS, "$ref", "nullable")
        if self._is_30:
            if schema.get("nullable") is True:
                return {"anyOf": [kept, {"type": "null"}], "x-at": pointer(at)}
            return kept
        return {"allOf": [kept, rest], "x-at": pointer(at)} if _has_structure(rest) else kept


_STRUCTURE = {"type", "properties", "required", "items", "prefixItems", "additionalProperties", "enum", "const"}
_STRUCTURE |= {"format", "allOf", "anyOf", "oneOf"}


def _has_structure(schema: Schema) -> bool:
    """Return whether a schema has keys beyond the constraints that the server checks."""
    return bool(schema.keys() & _STRUCTURE)


def _nullable(schema: Schema) -> Schema:
    new = without(schema, "nullable")
    for key in ("oneOf", "anyOf"):
        if key in new:
            return new | {key: [*new[key], {"type": "null"}]}
    if "allOf" in new:
        outer = {key: new.pop(key) for key in ("description", "x-at") if key in new}
        return outer | {"anyOf": [new, {"type": "null"}]}
    if isinstance(new.get("type"), str):
        new["type"] = [new["type"], "null"]
    if isinstance(new.get("enum"), list) and None not in new["enum"]:
        new["enum"] = [*new["enum"], None]
    return new


def _hoisted(document: Schema) -> Schema:
    """Return the document with the targets of all $refs in schemas moved to the components."""
    made: dict[str, Schema] = {}
    names: dict[str, str] = {}
    taken = set(document.get("components", {}).get("schemas", {}))

    def hoist(at: At, schema: Schema) -> Schema:
        ref = schema.get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#/") or _is_component(ref):
            return schema
        if ref not in names:
            to, found = resolve(document, {"$ref": ref})
            if not found and to is not None:
                return schema
            name = unused("_".join(each for each in ref.split("/")[1:] if each not in _STEPS), taken, "_")
            taken.add(name)
            names[ref] = name
            made[name] = rewritten_schema(found)
        return schema | {"$ref": f"{SCHEMAS}{names[ref]}"}

    def rewritten_schema(schema: Schema) -> Schema:
        wrapped = {"components": {"schemas": {"x": schema}}}
        found: Schema = rewritten(wrapped, hoist)["components"]["schemas"]["x"]
        return found

    new = rewritten(document, hoist)
    if made:
        components = new.setdefault("components", {})
        components["schemas"] = components.get("schemas", {}) | made
    return new


_STEPS = {"components", "schemas", "properties", "paths", "responses", "content", "schema", "items"}
_STEPS |= {"$defs", "definitions"}


def _is_component(ref: str) -> bool:
    return ref.startswith(SCHEMAS) and "/" not in ref.removeprefix(SCHEMAS)


def _pruned(document: Schema) -> Schema:
    """Return the document without unused schemas, so that their errors do not matter."""
    schemas = document.get("components", {}).get("schemas", {})
    rest = without(document["components"], "schemas") if schemas else {}
    todo = [*references(document.get("paths", {})), *references(document.get("webhooks", {})), *references(rest)]
    seen: set[str] = set()
    while todo:
        name = str(steps(f"/{todo.pop()}")[-1])  # a discriminator may contain only the name
        if name in schemas and name not in seen:
            seen.add(name)
            todo += references(schemas[name])
    kept = {name: each for name, each in schemas.items() if name in seen}
    return document | {"components": rest | {"schemas": kept}} if schemas else document


def _without_cycles(document: Schema, notes: list[str]) -> Schema:
    """Return the document without recursive arrays, maps and unions, since Python has no class for them."""
    schemas = document.get("components", {}).get("schemas", {})
    aliases = {name: each for name, each in schemas.items() if not _makes_class(each)}
    state: dict[str, int] = {}

    def visit(name: str) -> None:
        state[name] = 1
        schemas[name] = _cut(schemas[name], name)
        state[name] = 2

    def _cut(value: Any, name: str) -> Any:
        if isinstance(value, list):
            return [_cut(each, name) for each in value]
        if not isinstance(value, dict):
            return value
        to = str(value.get("$ref", "")).removeprefix(SCHEMAS)
        if to in aliases:
            if state.get(to) == 1:
                notes.append(f"/components/schemas/{name}: {to} leads back to itself; inside of it is plain JSON")
                return {key: each for key, each in aliases[to].items() if key == "type"} | (
                    {"items": {}} if aliases[to].get("type") == "array" else {}
                )
            if to not in state:
                visit(to)
        return {key: _cut(each, name) for key, each in value.items()}

    if aliases:
        schemas = dict(schemas)
        for name in aliases:
            if name not in state:
                visit(name)
        return document | {"components": document["components"] | {"schemas": schemas}}
    return document


def _makes_class(schema: Any) -> bool:
    if not isinstance(schema, dict) or schema.keys() & {"oneOf", "anyOf"}:
        return False
    parts = schema.get("allOf", [])
    return bool(schema.get("properties")) or len(parts) > 1 or (len(parts) == 1 and "$ref" not in parts[0])


def _without_doubled_titles(document: Schema) -> Schema:
    """Return the document without titles that several schemas share, since the parser names classes after titles."""
    titles: dict[str, list[Any]] = {}
    for place in places(document):
        title = place.value.get("title")
        if place.kind == "schema" and isinstance(title, str):
            titles.setdefault(_letters(title), []).append(without(place.value, "title", "x-at", "description"))
    names = {_letters(name) for name in document.get("components", {}).get("schemas", {})}
    doubled = {title for title, of in titles.items() if any(each != of[0] for each in of)}

    def rewrite(at: At, schema: Schema) -> Schema:
        title = schema.get("title")
        if not isinstance(title, str):
            return schema
        other = _letters(title) in names and _letters(component_at(at) or "") != _letters(title)
        if other or _letters(title) in doubled or (schema.get("properties") is None and "enum" not in schema):
            return without(schema, "title")
        return schema

    return rewritten(document, rewrite)


def _letters(name: str) -> str:
    return "".join(each for each in name if each.isalnum()).lower()
