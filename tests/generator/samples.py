"""Values that a JSON Schema allows: each member of each union, each value of each enum, each key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
_DEEPEST = 6
_FORMATS = {
    "date": ["2026-02-03"],
    "time": ["10:11:12Z", "10:11:12.500+01:00"],
    "duration": ["P3DT4H", "P1Y2M", "PT0.5S"],
    "uuid": ["5adf447b-c831-4133-855b-d056988b0b99", "5ADF447B-C831-4133-855B-D056988B0B99"],
    "byte": ["aGVsbG8="],
    "date-time": ["2026-11-23T05:06:12.554Z", "2026-11-23T05:06:12+02:00"],
}


class Samples:
    """Samples of the schemas of one document.

    Args:
        hidden: The annotation of omitted keys: writeOnly in a response, readOnly in a body.
    """

    def __init__(self, document: Document, hidden: str) -> None:
        self._document = document
        self._hidden = hidden

    def resolved(self, value: Any) -> Any:
        """Resolve a $ref, including the keywords beside it."""
        while isinstance(value, Mapping) and "$ref" in value:
            beside = {key: each for key, each in value.items() if key != "$ref"}
            target: Any = self._document
            for step in value["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            target = dict(target)
            value = {"allOf": [target, beside]} if beside.keys() & {"properties", "oneOf", "anyOf"} else target
        return value

    def of(self, schema: Any, depth: int = 0) -> list[Any]:
        """Return samples of a schema."""
        if isinstance(schema, bool):
            return [1]
        schema = self.resolved(schema)
        found = self._of(schema, depth)
        return [*found, None] if schema.get("nullable") and None not in found else found

    def _of(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        if "const" in schema:
            return [schema["const"]]
        for key in ("enum", "x-extensible-enum"):
            if schema.get(key):
                return [*schema[key]]
        for key in ("oneOf", "anyOf"):
            if any(self.resolved(each).keys() - {"required"} for each in schema.get(key, [])):
                return self._of_union(schema, key, depth)
        if "allOf" in schema:
            return self._of_all(schema, depth)
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, list):
            return [each for one in kind for each in self.of({**schema, "type": one}, depth)]
        if kind == "object":
            return self._of_object(schema, depth)
        if kind == "array":
            items = [each for one in schema.get("prefixItems", []) for each in self.of(one, depth + 1)[:1]]
            if not items and depth < _DEEPEST:
                items = self.of(schema.get("items", {}), depth + 1)
            return [items, []]
        number = schema.get("minimum", 0)
        plain = {"integer": [max(number, 7)], "number": [1.5, 2], "boolean": [True, False], "null": [None]}
        if kind == "integer" and schema.get("format") == "unixtime":
            return [1795410372]
        return plain.get(str(kind), _FORMATS.get(schema.get("format", ""), ["some text"]))

    def _of_union(self, schema: Mapping[str, Any], key: str, depth: int) -> list[Any]:
        outer = {name: each for name, each in schema.items() if name not in (key, "discriminator")}
        found = []
        discriminator = schema.get("discriminator")
        for member in schema[key]:
            for each in self.of(member, depth):
                if not isinstance(each, dict):
                    found.append(each)
                    continue
                whole = {**(self.of(outer, depth)[0] if "properties" in outer else {}), **each}
                name = discriminator["propertyName"] if discriminator else None
                if name and not self._is_constant(member, name):
                    ref = member.get("$ref", "")
                    kinds = [k for k, to in (discriminator or {}).get("mapping", {}).items() if ref.endswith(to)]
                    whole[name] = (kinds or [ref.rsplit("/", 1)[-1]])[0]
                found.append(whole)
        return found

    def _is_constant(self, member: Any, name: str) -> bool:
        whole = self.resolved(member)
        if whole.keys() & {"oneOf", "anyOf"}:
            return True  # a constant selects itself
        prop = self.resolved(whole.get("properties", {}).get(name, {}))
        return bool(prop.keys() & {"const", "enum"})

    def _of_all(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        own = {key: each for key, each in schema.items() if key != "allOf"}
        parts = [self.of(self._narrowing(part), depth) for part in schema["allOf"]]
        if own.keys() & {"properties", "type", "oneOf", "anyOf"}:
            parts.append(self.of(own, depth))
        objects = [part for part in parts if part and isinstance(part[0], dict)]
        if not objects:
            return min(parts, key=len)
        found = []
        for index in range(max(map(len, objects))):
            whole: dict[str, Any] = {}
            for part in objects:
                each = part[min(index, len(part) - 1)]
                whole |= each if isinstance(each, dict) else {}
            found.append(whole)
        return found

    def _narrowing(self, part: Any) -> Any:
        """Return a part of an allOf without properties that it only describes."""
        whole = self.resolved(part)
        named = {k: v for k, v in whole.get("properties", {}).items() if v == {} or v.keys() - {"description"}}
        return {**whole, "properties": named} if "properties" in whole else whole

    def _of_object(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        properties, required = schema.get("properties", {}), schema.get("required", [])
        known = {}
        for name, each in properties.items():
            is_left_out = depth >= _DEEPEST - 2 and name not in required
            if not is_left_out and not self.resolved(each if each is not True else {}).get(self._hidden):
                known[name] = self.of(each, depth + 1)
        known |= {name: [1] for name in required if name not in properties}
        more = schema.get("additionalProperties")
        if (more or more == {}) and depth < _DEEPEST:
            known["anything more"] = self.of(more, depth + 1)
        first = {name: each[0] for name, each in known.items()}
        return [first, *({**first, name: other} for name, each in known.items() for other in each[1:])]
