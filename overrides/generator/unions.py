"""Rewrites oneOf and anyOf for openapi-python-client's parser: one level deep, each with its discriminator.

Nested unions become one union, and discriminators list all kinds. If the document has no discriminator, but constants
distinguish the members, one is added. Members of the same scalar type become one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from combine import ANNOTATIONS, Combiner, Schema
from contract import SCHEMAS, At, Unsupported, component_at, name_of, without

NUMBER = "integer:\0"
"""Prefix of a discriminator's integer kinds."""
_STEPS = ("items", "schema", "content", "properties")
"""Steps of a location that do not describe it."""


class Unions:
    """Rewrites the unions of one document. Inline members that a discriminator names become components."""

    def __init__(self, combiner: Combiner) -> None:
        self._combiner = combiner
        self._within: list[str] = []

    def rewritten(self, at: At, schema: Schema) -> Schema:
        """Return a schema whose oneOf or anyOf has the parser's form."""
        for key in ("oneOf", "anyOf"):
            if not isinstance(schema.get(key), list) or not schema[key]:
                continue
            if all(not each.keys() - ANNOTATIONS - {"required"} for each in schema[key]):
                return without(schema, key)  # the server checks it
            if schema.keys() & {"properties", "allOf", "additionalProperties"}:
                schema = self._distributed(at, schema, key)
            with self._inside(f"{SCHEMAS}{component}" if (component := component_at(at)) else ""):
                schema = self._flat(at, schema, key)
            schema = self._scalars(schema, key)
            if len(schema.get(key, ())) == 1 and not schema.keys() & {"discriminator", "allOf"}:
                schema = without(schema, key) | {"allOf": schema[key]}
            elif key in schema:
                schema = self._discriminated(at, schema, key)
        return schema

    @contextmanager
    def _inside(self, ref: str) -> Iterator[None]:
        self._within.append(ref)
        try:
            yield
        finally:
            self._within.pop()

    def _distributed(self, at: At, schema: Schema, key: str) -> Schema:
        """Move the properties beside a union into each of its members."""
        outer = without(schema, key, "discriminator")
        plain = without(outer, *ANNOTATIONS)
        refs: dict[str, str] = {}
        members = []
        for index, member in enumerate(schema[key]):
            whole = self._combiner.combined({"allOf": [member, plain]})
            whole.pop("title", None)
            ref = member.get("$ref")
            name = name_of(ref) if ref else f"{_last_name(at)}_{index}"
            made = self._combiner.component(name, whole)
            refs |= {str(ref): made} if ref else {}
            members.append({"$ref": made})
        new = {name: value for name, value in outer.items() if name in ANNOTATIONS} | {key: members}
        if (discriminator := schema.get("discriminator")) is not None:
            new["discriminator"] = discriminator | {"mapping": self._mapping(schema, key, refs)}
        return new

    def _mapping(self, schema: Schema, key: str, refs: dict[str, str]) -> dict[str, str]:
        mapping = schema["discriminator"].get("mapping") or {
            name_of(each["$ref"]): each["$ref"] for each in schema[key] if "$ref" in each
        }
        return {kind: refs.get(_full(ref), ref) for kind, ref in mapping.items()}

    def _flat(self, at: At, schema: Schema, key: str) -> Schema:
        """Return a union without nested unions, and without itself as a member."""
        members: list[Schema] = []
        discriminators = [schema["discriminator"]] if "discriminator" in schema else []
        mapping = dict(schema.get("discriminator", {}).get("mapping") or {})
        is_changed = False
        for member in schema[key]:
            if member.get("$ref") in self._within:
                is_changed = True
                continue
            whole = self._combiner.target(member)
            inner = next((name for name in ("oneOf", "anyOf") if whole.get(name)), None)
            is_more = inner is None or whole.keys() - ANNOTATIONS - {inner, "discriminator"}
            if inner is None or is_more or self._combiner.leads_to_itself(str(member.get("$ref"))):
                members.append(member)
                continue
            with self._inside(str(member.get("$ref", ""))):
                whole = self.rewritten(at, whole)
            if inner not in whole:
                members.append(member)
                continue
            is_changed = True
            members += [each for each in whole[inner] if each not in members]
            if "discriminator" in whole:
                discriminators.append(whole["discriminator"])
                mapping = {kind: ref for kind, ref in mapping.items() if _full(ref) != member.get("$ref")}
                mapping |= whole["discriminator"].get("mapping", {})
        if not is_changed:
            return schema
        if not members:
            raise Unsupported(f"{key}: it leads to nothing but itself", at)
        new = schema | {key: members}
        keys = {each.get("propertyName") for each in discriminators}
        if len(keys) == 1:
            new["discriminator"] = {"propertyName": keys.pop(), "mapping": mapping}
        elif len(keys) > 1:
            raise Unsupported(
                f"{key}: a union of unions with the discriminators {', '.join(sorted(map(str, keys)))}", at
            )
        return new

    def _scalars(self, schema: Schema, key: str) -> Schema:
        """Merge members that are all constants, enums or text into one enum."""
        wholes = [self._combiner.target(each) for each in schema[key]]
        null = [each for each in wholes if each.get("type") == "null" or ("const" in each and each["const"] is None)]
        others = [each for each in wholes if each not in null]
        known = [_values(each) for each in others]
        if "discriminator" in schema or len(others) < 2 or not any(known):
            return schema
        plain = [each for each, values in zip(others, known, strict=True) if values is None]
        if any(_is_just_text(each) is False for each in plain):
            return schema
        values = list(dict.fromkeys(value for each in known for value in each or ()))
        of = {type(value) for value in values}
        if len(of) != 1 or (plain and of != {str}):
            return schema
        kind = {str: "string", int: "integer", bool: "boolean", float: "number"}.get(of.pop(), "string")
        rest = without(schema, key)
        nullable: Schema = {"type": [kind, "null"] if null else kind}
        if plain:
            return rest | nullable | {"x-extensible-enum": values}
        return rest | nullable | {"enum": [*values, *([None] if null else [])]}

    def _discriminated(self, at: At, schema: Schema, key: str) -> Schema:
        """Return a union whose discriminator names each kind of each object."""
        objects = [each for each in schema[key] if self._is_object(each)]
        given = schema.get("discriminator")
        if not isinstance(given, dict):
            return self._told_apart(at, schema, key, objects)
        name = given.get("propertyName")
        mapping = {kind: _full(ref) for kind, ref in (given.get("mapping") or {}).items()}
        complete: dict[Any, str] = {}
        members = list(schema[key])
        for each in objects:
            constants = self._kinds(each, name)
            if constants is not None and None in constants:
                raise Unsupported(f"discriminator {name}: kinds are text or integers", at)
            ref = each.get("$ref")
            if ref is None:
                title = str(each.get("title") or f"{_last_name(at)}_{'_'.join(map(_written, constants or [name]))}")
                ref = self._combiner.component(title, each)
                members[members.index(each)] = {"$ref": ref}
            named = [kind for kind, leads_to in mapping.items() if leads_to == ref]
            odd = [
                kind for kind in named if constants and kind not in constants and kind not in map(_written, constants)
            ]
            if odd:
                said = ", ".join(map(_written, constants or ()))
                raise Unsupported(f"discriminator {name}: {odd[0]} leads to {ref}, whose {name} is {said}", at)
            for kind in constants or self._as_numbers(each, name, named) or [name_of(ref)]:
                if complete.setdefault(kind, ref) != ref:
                    raise Unsupported(f"discriminator {name}: {kind} leads to {complete[kind]} and to {ref}", at)
        strays = {kind: ref for kind, ref in mapping.items() if ref not in complete.values()}
        return schema | {
            key: members,
            "discriminator": {"propertyName": name, "mapping": _in_order(mapping, complete | strays)},
        }

    def _told_apart(self, at: At, schema: Schema, key: str, objects: list[Schema]) -> Schema:
        """Add a discriminator to a union if a key has distinct constants in each of its objects."""
        if len(objects) < 2 or "x-discriminator-beside" in schema:
            return schema
        for name in self._combiner.properties(objects[0]):
            kinds = [self._kinds(each, name) for each in objects]
            every = [kind for each in kinds for kind in each or ()]
            if all(kinds) and None not in every and len(set(every)) == len(every):
                return self._discriminated(at, schema | {"discriminator": {"propertyName": name}}, key)
        return schema

    def _is_object(self, schema: Schema) -> bool:
        whole = self._combiner.target(schema)
        return bool(self._combiner.properties(whole)) or (
            whole.get("type") == "object" and whole.get("maxProperties") != 0
        )

    def _kinds(self, schema: Schema, name: Any) -> list[str | None] | None:
        """Return the values of a key, if the schema lists them; None among them stands for a value that is not a kind.

        The parser supports only text as kinds, so integers get the prefix `NUMBER`.
        """
        prop = self._combiner.properties(schema).get(name)
        values = None if prop is None else _values(self._combiner.target(prop))
        if values is None:
            return None
        some = [each for each in values if each is not None]
        return [each if isinstance(each, str) else f"{NUMBER}{each}" if type(each) is int else None for each in some]

    def _as_numbers(self, schema: Schema, name: Any, kinds: list[str]) -> list[str]:
        """Return the kinds of a mapping, with the prefix `NUMBER` if the key is an integer."""
        prop = self._combiner.target(self._combiner.properties(schema).get(name, {}))
        is_number = prop.get("type") == "integer"
        return [f"{NUMBER}{kind}" if is_number and not kind.startswith(NUMBER) else kind for kind in kinds]


def with_families(document: Schema) -> Schema:
    """Convert the discriminator of a parent schema to a union of the schemas whose allOf refers to the parent.

    OpenAPI allows any schema based on the parent in its place.
    """
    schemas = document.get("components", {}).get("schemas", {})
    children = {name: list(_children(schemas, name)) for name, each in schemas.items() if _is_parent(each)}
    if not children:
        return document
    unions: dict[str, Schema] = {}
    renamed: dict[str, str] = {}
    for name, built in children.items():
        schemas = schemas | {name: without(schemas[name], "discriminator")}
        if not built:
            continue
        given = schemas[name], document["components"]["schemas"][name]["discriminator"]
        mapping = {kind: _full(ref) for kind, ref in (given[1].get("mapping") or {}).items()}
        members = dict.fromkeys([*mapping.values(), *(f"{SCHEMAS}{each}" for each in built)])
        mapping |= {name_of(each): each for each in members if each not in mapping.values()}
        union = f"{name}Union"
        renamed[f"{SCHEMAS}{name}"] = f"{SCHEMAS}{union}"
        unions[union] = {
            "oneOf": [{"$ref": each} for each in members],
            "discriminator": {"propertyName": given[1].get("propertyName"), "mapping": mapping},
        }
    components = document["components"] | {"schemas": schemas}
    moved: Schema = _renamed(document | {"components": components}, renamed)
    moved["components"]["schemas"] |= unions
    return moved


def _renamed(value: Any, renamed: dict[str, str], key: str = "") -> Any:
    """Return a value with renamed $refs, except in an allOf."""
    if isinstance(value, list):
        return [each if key == "allOf" and _is_reference(each) else _renamed(each, renamed) for each in value]
    if not isinstance(value, dict):
        return value
    new = {name: _renamed(each, renamed, str(name)) for name, each in value.items()}
    if isinstance(new.get("$ref"), str):
        new["$ref"] = renamed.get(new["$ref"], new["$ref"])
    return new


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "$ref" in value


def _is_parent(schema: Any) -> bool:
    return isinstance(schema, dict) and "discriminator" in schema and not schema.keys() & {"oneOf", "anyOf"}


def _children(schemas: Schema, name: str) -> Iterator[str]:
    for other, each in schemas.items():
        parts = each.get("allOf", []) if isinstance(each, dict) else []
        if any(isinstance(part, dict) and part.get("$ref") == f"{SCHEMAS}{name}" for part in parts):
            yield other
            yield from _children(schemas, other)


def kind_of(kind: Any) -> Any:
    """Return a kind of a mapping as text or integer."""
    is_number = isinstance(kind, str) and kind.startswith(NUMBER)
    return int(kind.removeprefix(NUMBER)) if is_number else kind


def _written(kind: Any) -> str:
    """Return a kind as in the document's mapping."""
    return str(kind).removeprefix(NUMBER)


def _values(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return values if isinstance(values, list) and values else None


def _is_just_text(schema: Schema) -> bool:
    rest = schema.keys() - ANNOTATIONS - {"type", "minLength", "maxLength", "pattern"}
    return not rest and schema.get("type") == "string"


def _in_order(given: dict[Any, str], complete: dict[Any, str]) -> dict[Any, str]:
    """Return the kinds in the order of the document."""
    return {kind: complete[kind] for kind in [*given, *complete] if kind in complete}


def _full(ref: Any) -> str:
    text = str(ref)
    return text if text.startswith("#") or "/" in text else f"{SCHEMAS}{text}"


def _last_name(at: At) -> str:
    names = [step for step in at if isinstance(step, str) and step.isidentifier() and step not in _STEPS]
    return names[-1] if names else "member"
