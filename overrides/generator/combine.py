"""Replaces an allOf by one schema, if openapi-python-client's parser would merge properties itself.

The parser's merge modifies the properties of the parts, which other schemas share, and keeps the first of two
definitions. This module intersects the parts as schemas before the parser reads them. If several parts define a
property, it becomes an allOf of the definitions, which is intersected in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from contract import SCHEMAS, Contradiction, Unsupported, name_of, references, resolve, steps, unused, without

Schema: TypeAlias = "dict[str, Any]"

ANNOTATIONS = {"description", "title", "default", "example", "examples", "deprecated", "externalDocs", "xml"}
ANNOTATIONS |= {"$comment", "readOnly", "writeOnly", "x-at", "x-evidence", "x-since"}
BESIDE_REF = {"deprecated", "description", "x-by-name", "x-evidence", "x-since", "readOnly", "writeOnly"}
"""The siblings of a $ref that count, since they describe this use of a component."""
_OBJECT = {"type", "properties", "required", "discriminator"} | ANNOTATIONS
_DEEPEST = 30


class Combiner:
    """Combines the schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.made: dict[str, Schema] = {}
        self._recursive: dict[str, bool] = {}

    def component(self, name: str, schema: Schema) -> str:
        """Make a schema a component, and return its $ref. A discriminator can only name components."""
        taken = self._document.get("components", {}).get("schemas", {}).keys() | self.made.keys()
        free = unused(name, taken)
        self.made[free] = schema
        return f"{SCHEMAS}{free}"

    def combined(self, schema: Schema) -> Schema:
        """Return a schema without an allOf that the parser would merge; leave other schemas unchanged."""
        parts = schema.get("allOf")
        if not isinstance(parts, list) or not all(isinstance(each, dict) for each in parts):
            return schema
        own = without(schema, "allOf")
        if _is_empty(own) and len(parts) == 1:
            beside = {key: value for key, value in own.items() if "$ref" not in parts[0] or key in BESIDE_REF}
            one: Schema = parts[0] | beside
            return one
        if self._is_simple([*parts, *([] if _is_empty(own) else [own])]):
            of_parts = [name for name in own.get("required", ()) if name not in own.get("properties", {})]
            # The parser ignores these keys, except in a part.
            is_told = not of_parts or {"required": of_parts} in parts
            return schema if is_told else schema | {"allOf": [*parts, {"required": of_parts}]}
        return self._intersection([*parts, own], schema.get("x-at", ""), 0)

    def _is_simple(self, parts: list[Schema]) -> bool:
        """Return whether the parser has nothing to merge, because the parts are objects without common properties."""
        seen: set[str] = set()
        for part in parts:
            names = self._own_properties(part, 0)
            if names is None or seen & names:
                return False
            seen |= names
        return True

    def _own_properties(self, part: Schema, depth: int) -> set[str] | None:
        """Return the property names of an object, or of an allOf of objects; None for any other schema."""
        is_reference = "$ref" in part
        whole = self.target(part)
        if depth > _DEEPEST or whole.keys() - _OBJECT - {"allOf"} or whole.get("type", "object") != "object":
            return None
        if not is_reference and "allOf" in whole:
            return None  # the parser reads the part's properties, but not its allOf
        properties = whole.get("properties", {})
        if any(isinstance(each, dict) and each.keys() & {"readOnly", "writeOnly"} for each in properties.values()):
            return None  # the parser looks these up in the schema itself
        names = set(properties)
        for each in whole.get("allOf", []):
            inner = self._own_properties(each, depth + 1)
            if inner is None or inner & names:
                return None
            names |= inner
        return names

    def target(self, schema: Mapping[str, Any]) -> Schema:
        """Return the schema itself, or the target of its $ref."""
        name = str(schema.get("$ref", "")).removeprefix(SCHEMAS)
        if name in self.made:
            return self.made[name]
        found = resolve(self._document, schema)[1]
        return found if isinstance(found, dict) else {}

    def properties(self, schema: Mapping[str, Any], depth: int = 0) -> dict[str, Schema]:
        """Return the properties of a schema, including those in the parts of its allOf."""
        whole = self.target(schema)
        found: dict[str, Schema] = {}
        for part in whole.get("allOf", []) if depth < _DEEPEST else []:
            found |= self.properties(part, depth + 1)
        return found | {name: each for name, each in whole.get("properties", {}).items() if isinstance(each, dict)}

    def leads_to_itself(self, ref: str) -> bool:
        """Return whether a component contains itself at any depth, without an object's properties in between."""
        if ref not in self._recursive:
            todo, seen = [ref], set[str]()
            while todo:
                inner = references(self.target({"$ref": todo.pop()}), skipped=("properties", "discriminator"))
                found = [each for each in inner if each not in seen]
                seen.update(found)
                todo += found
            self._recursive[ref] = ref in seen
        return self._recursive[ref]

    def _intersection(self, parts: list[Schema], at: str, depth: int) -> Schema:
        whole: Schema = {}
        for part in parts:
            whole = self.both(whole, part, at, depth)
        return whole | ({"x-at": at} if at and "$ref" not in whole else {})

    def both(self, first: Schema, second: Schema, at: str, depth: int) -> Schema:
        """Return the intersection of two schemas."""
        if depth > _DEEPEST:
            raise Unsupported("allOf: schemas that lead to each other cannot be combined", steps(at))
        for one, other in ((first, second), (second, first)):
            if self._adds_nothing(one, other, depth):
                return {**other, **(_kept(one) if one is second else {})}
        for one, other in ((first, second), (second, first)):
            whole = self.opened(one, at, depth)
            for key in ("oneOf", "anyOf"):
                if key in whole:
                    return self._of_union(whole, key, other, at, depth)
        return self._of_plain(self.opened(first, at, depth), self.opened(second, at, depth), at, depth)

    def _adds_nothing(self, one: Schema, other: Schema, depth: int) -> bool:
        """Return whether `one` accepts every value that `other` accepts."""
        if _is_empty(one) or _bare(one) == _bare(other):
            return True
        if "$ref" in one:
            return "$ref" in other and one["$ref"] in self._bases(other)
        if one.keys() - ANNOTATIONS == {"type"} and "$ref" in other:
            return _types(one) == {self._type(self.target(other), depth)}
        return False

    def _type(self, schema: Schema, depth: int) -> Any:
        if "type" in schema or depth > _DEEPEST:
            return schema.get("type") if isinstance(schema.get("type"), str) else None
        if "properties" in schema:
            return "object"
        inner = {self._type(self.target(each), depth + 1) for each in schema.get("allOf", []) if isinstance(each, dict)}
        return next(iter(inner)) if len(inner) == 1 else None

    def _bases(self, schema: Schema, depth: int = 0) -> Iterator[str]:
        """Yield the $refs that a schema is based on, including its own."""
        if "$ref" in schema and depth < _DEEPEST:
            yield schema["$ref"]
            whole = resolve(self._document, {"$ref": schema["$ref"]})[1]
            for part in whole.get("allOf", []) if isinstance(whole, dict) else []:
                if isinstance(part, dict):
                    yield from self._bases(part, depth + 1)

    def opened(self, schema: Schema, at: str, depth: int = 0) -> Schema:
        """Return a schema with its $ref and allOf resolved."""
        if "$ref" in schema:
            schema = without(self.target(schema), "x-at", "title") | _kept(schema)
        if "allOf" not in schema:
            return schema
        parts = [*schema["allOf"], without(schema, "allOf")]
        return self.opened(self._intersection(parts, at, depth + 1), at, depth + 1)

    def _of_union(self, union: Schema, key: str, other: Schema, at: str, depth: int) -> Schema:
        """Return the members of a union that are compatible with another schema, each intersected with it."""
        rest = without(union, key, "discriminator")
        other = self.both(other, rest, at, depth + 1) if not _is_empty(rest) else other
        found: list[Schema] = []
        mapping = dict(union.get("discriminator", {}).get("mapping") or {})
        for member in union[key]:
            if member.get("$ref") is not None and member.get("$ref") == other.get("$ref"):
                found = [member]
                break
            try:
                narrowed = self.both(member, other, at, depth + 1)
            except Contradiction:
                continue
            if "discriminator" in union and "$ref" in member and "$ref" not in narrowed:
                name = name_of(member["$ref"])
                narrowed = {"$ref": self.component(name, narrowed)}
                if name not in map(name_of, mapping.values()):
                    mapping[name] = narrowed["$ref"]
                mapping = {kind: narrowed["$ref"] if name_of(ref) == name else ref for kind, ref in mapping.items()}
            found.append(narrowed)
        if not found:
            raise Contradiction("allOf: no value is valid for all of its parts", steps(at))
        if len(found) == 1:
            return found[0]
        given = union.get("discriminator")
        return {key: found} | ({"discriminator": given | ({"mapping": mapping} if mapping else {})} if given else {})

    def _of_plain(self, first: Schema, second: Schema, at: str, depth: int) -> Schema:
        whole = first | without(second, "x-at", "title")
        types = _narrowed(_types(first), _types(second))
        if types is not None:
            if not types:
                raise Contradiction(f"allOf: {_words(first)} and {_words(second)} exclude each other", steps(at))
            whole["type"] = next(iter(types)) if len(types) == 1 else sorted(types)
        for key in first.keys() & second.keys():
            one, other = first[key], second[key]
            if key in ("enum", "x-extensible-enum"):
                whole[key] = [each for each in one if each in other]
                if not whole[key]:
                    raise Contradiction("allOf: its enums have no value in common", steps(at))
            elif key in ("const", "format", "pattern") and one != other:
                if key == "pattern":
                    continue  # the server checks both
                raise Contradiction(f"allOf: {key} cannot be {one!r} and {other!r}", steps(at))
            elif key == "required":
                whole[key] = [*one, *(each for each in other if each not in one)]
            elif key.startswith("min") and isinstance(one, int | float):
                whole[key] = max(one, other)
            elif key.startswith("max") and isinstance(one, int | float):
                whole[key] = min(one, other)
            elif key == "properties":
                whole[key] = one | {
                    name: self._pair(one[name], each, depth) if name in one else each for name, each in other.items()
                }
            elif key in ("items", "additionalProperties"):
                whole[key] = self._pair(one, other, depth)
        if "enum" in whole:
            whole.pop("x-extensible-enum", None)
        return whole

    def _pair(self, one: Any, other: Any, depth: int) -> Any:
        if one is False or other is False:
            return False
        if not isinstance(one, dict) or not isinstance(other, dict):
            return one if isinstance(one, dict) else other
        return self.both(one, other, str(other.get("x-at") or one.get("x-at") or ""), depth + 1)


def _is_empty(schema: Schema) -> bool:
    return not schema.keys() - ANNOTATIONS


def _bare(schema: Schema) -> Schema:
    return without(schema, *ANNOTATIONS)


def _kept(schema: Schema) -> Schema:
    """Return the annotations that are kept when a schema is combined with another."""
    return {key: schema[key] for key in ("description", "readOnly", "writeOnly") if key in schema}


def _types(schema: Mapping[str, Any]) -> set[str] | None:
    """Return the types of a schema; None if it has none."""
    kind = schema.get("type")
    if kind is None and "properties" in schema:
        return {"object"}
    return None if kind is None else {kind} if isinstance(kind, str) else set(kind)


def _narrowed(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return one or other
    both = _with_integers(one) & _with_integers(other)
    return both - {"integer"} if "number" in both else both


def _with_integers(types: set[str]) -> set[str]:
    return types | {"integer"} if "number" in types else types


def _words(schema: Schema) -> str:
    return "/".join(sorted(_types(schema) or {"any"}))
