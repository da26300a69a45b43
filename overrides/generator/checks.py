"""Checks for errors that openapi-python-client's parser accepts, or reports less clearly."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from openapi_python_client import strings

from contract import At, Place, component_at, methods, places, resolve
from forms import malformed

Problem: TypeAlias = tuple[At, str]

# The top of the contract explains each extension. An extension in a place without meaning would be lost silently.
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "x-zero-is-null": ("schema",),
    "x-future": ("schema",),
    "x-extensible-enum": ("schema",),
    "x-enum-varnames": ("schema",),
    "x-enumDescriptions": ("schema",),
    "x-by-name": ("schema",),
    "x-discriminator-beside": ("schema",),
    "x-clients": ("document",),
    "x-unwrap": ("operation",),
    "x-wrap": ("operation",),
    "x-calls": ("operation",),
    "x-pages": ("operation",),
    "x-retry-safe": ("operation",),
    "x-not-found": ("operation",),
    "x-rate-limit": ("operation", "document"),
    "x-liquid": ("operation",),
    "x-needs-one-of": ("operation",),
    "x-since": ("operation", "parameter", "schema"),
    "x-evidence": ("operation", "parameter", "body", "schema"),
}
_BESIDE_REF = {"schema": {"$ref", "description", "x-since", "x-evidence"}}

_PREFIX = "field_"  # as in generator-config.yml

# Names used by models/__init__.py: a class or module with such a name would replace them.
OF_MODELS = {"Any", "AttributeError", "TYPE_CHECKING", "getattr", "globals", "import_module", "list", "sorted", "str"}
# Names that a client has besides its resources, and names used by api/__init__.py.
OF_CLIENTS = {"aclose", "attachments", "map", "request", "settings", "with_options", "with_raw_response"}
OF_CLIENTS |= {"cached_property", "import_module", "isinstance", "vars"}


def check(document: dict[str, Any], *, strict: bool, of_another: bool = False) -> list[Problem]:
    """Return all problems in the order of the document.

    Args:
        document: The document.
        strict: Also check the requirements of our own contract.
        of_another: Also report extensions without meaning for other products than Chatwoot.
    """
    # The other checks would fail on a malformed document.
    if found := [problem for place in places(document) for problem in malformed(place)]:
        return found
    checks = (*_CHECKS, *(_STRICT if strict else ()), *((_of_chatwoot,) if of_another else ()))
    return [problem for place in places(document) for each in checks for problem in each(place, document)]


def _openapi(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    given = document.get("openapi")
    if place.kind == "document" and "swagger" in document:
        yield (
            ("swagger",),
            f"Swagger {document['swagger']} is not supported: convert it to OpenAPI 3.0 or 3.1",
        )
    elif place.kind == "document" and not re.match(r"3\.[01](\.|$)", str(given)):
        yield ("openapi",), f"openapi: 3.0 and 3.1 are supported, not {given}"


def _extensions(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    for key in place.value:
        if not isinstance(key, str) or not key.startswith("x-"):
            continue
        of = EXTENSIONS.get(key)
        if of is None:
            near = difflib.get_close_matches(key, EXTENSIONS, 1)
            if near:
                yield (*place.at, key), f"unknown extension {key}; is {near[0]} meant?"
        elif place.kind not in of:
            yield (*place.at, key), f"{key} has no meaning here: it belongs to the {' or '.join(of)}"


def _of_chatwoot(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if "x-liquid" in place.value:
        yield (*place.at, "x-liquid"), "x-liquid is of Chatwoot's contract: another product has no such texts"


def _paths(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    path = str(place.at[-1]) if place.kind == "path" else ""
    if "#" in path or "?" in path:
        yield place.at, f"{path}: a path has no ? or #; write a parameter in: query"


def _unknown(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    for key in place.value:
        is_known = not isinstance(key, str) or not key.startswith("x-") or key in EXTENSIONS
        if not is_known and not difflib.get_close_matches(key, EXTENSIONS, 1):
            yield (*place.at, key), f"unknown extension {key}"


def _operation_ids(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Require explicit operation ids in our own contract, so that method names are stable."""
    if place.kind != "path" or place.at[0] == "webhooks":
        return
    for method, operation in methods(place.value):
        if "x-calls" not in operation:
            tag = str(strings.PythonIdentifier(str((operation.get("tags") or ["default"])[0]), "tag"))
            name = str(operation.get("operationId"))
            if not name.startswith(f"{tag}_"):
                yield (
                    (*place.at, method),
                    f"the operationId of {method} {place.at[-1]} must be {tag}_<verb>, not {name}",
                )


def _described(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.at[:1] == ("tags",) and not _text(place.value):
        yield place.at, f"the tag {place.value.get('name')} has no description"


def _versions(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    since, at = place.value.get("x-since"), (*place.at, "x-since")
    if since is None:
        return
    values = place.value.get("enum", place.value.get("x-extensible-enum"))
    if isinstance(since, dict) and isinstance(values, list):
        yield from (((*at, each), f"x-since: the enum has no value {each}") for each in since if each not in values)
    for each in since.values() if isinstance(since, dict) and values else [since]:
        if not isinstance(each, str) or not re.fullmatch(r"\d+(\.\d+){1,2}", each):
            yield at, f'x-since: expected a version in quotes, such as "4.15.0", got {each!r}'


def _enum_descriptions(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    described, at = place.value.get("x-enumDescriptions", {}), (*place.at, "x-enumDescriptions")
    if not isinstance(described, dict):
        yield at, "x-enumDescriptions: expected a description by value"
        return
    values = map(str, place.value.get("enum", place.value.get("x-extensible-enum", ())))
    for each in described.keys() - set(values):
        yield (*at, each), f"x-enumDescriptions: the enum has no value {each}"


def _not_found(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    status = place.value.get("x-not-found", 404)
    if type(status) is not int or status not in range(400, 600):
        yield (*place.at, "x-not-found"), f"x-not-found: expected the status of an error, got {status!r}"


def _beside(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.kind != "schema":  # in OpenAPI 3.1, schemas may have siblings of a $ref; in 3.0 these are ignored
        yield from _lost(place)


def _beside_in_schemas(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.kind == "schema":
        yield from _lost(place)


def _lost(place: Place) -> Iterator[Problem]:
    if "$ref" in place.value and place.kind != "path":
        beside = place.value.keys() - _BESIDE_REF.get(place.kind, {"$ref"}) - {"nullable"}
        for key in sorted(each for each in beside if each not in EXTENSIONS and not str(each).startswith("x-")):
            yield (*place.at, key), f"{key} beside $ref is lost: write it where the $ref leads, or allOf with both"


def _nullable(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if "nullable" not in place.value or place.kind not in ("schema", "parameter"):
        return
    if str(document.get("openapi")).startswith("3.0") and place.kind == "schema":
        return
    kind = place.value.get("type")
    form = f'type: [{kind}, "null"]' if isinstance(kind, str) else 'anyOf: [..., {type: "null"}]'
    if "$ref" in place.value:
        form = f'anyOf: [{{$ref: "{place.value["$ref"]}"}}, {{type: "null"}}]'
    yield (*place.at, "nullable"), f"{_name(place)}: nullable is of OpenAPI 3.0; in 3.1 write {form}"


def _required(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Check that `required` names properties of the schema, or of another part of the same allOf."""
    required = place.value.get("required")
    if place.kind != "schema" or not isinstance(required, list):
        return
    at = place.at[: -2 if len(place.at) > 1 and place.at[-2] == "allOf" else None]
    whole: Any = document
    for step in at:
        whole = whole[step]
    parts = whole.get("allOf")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        to, found = resolve(document, part)
        if to is not None and not found:  # its properties are unknown
            yield (*at, "allOf", index), f"the $ref {part['$ref']} leads nowhere in this document"
            return
    known = set(_properties(document, whole))
    for index, name in enumerate(required):
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            hint = f"; is {near[0]} meant?" if near else ""
            yield (*place.at, "required", index), f"{_name(place)}: {name} is required, and no property{hint}"


def _collisions(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.kind != "schema" or not place.value.keys() & {"properties", "allOf"}:
        return
    found = _properties(document, place.value, place.at)
    usual = {name: str(strings.PythonIdentifier(name, _PREFIX)) for name in found}
    alike = Counter(usual.values())
    names: dict[str, str] = {}
    for name, at in found.items():
        # Names that are equal in snake case keep their spelling: fooBar beside foo_bar.
        spelled = str(strings.PythonIdentifier(name, _PREFIX, skip_snake_case=True))
        attribute = usual[name] if alike[usual[name]] == 1 else spelled
        other = names.setdefault(attribute, name)
        if other != name:
            what = f"{other} and {name} would both be the attribute {attribute}; remove one of them in an overlay"
            yield at, f"{_name(place)}: {what}"


def _properties(document: Mapping[str, Any], schema: Any, at: At = (), depth: int = 0) -> dict[str, At]:
    """Return the locations of a schema's properties, including those in the parts of its allOf."""
    to, schema = resolve(document, schema)
    at = at if to is None else to
    if not isinstance(schema, dict) or depth > 50:
        return {}
    found: dict[str, At] = {}
    parts = schema.get("allOf")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        found |= _properties(document, part, (*at, "allOf", index), depth + 1)
    own = schema.get("properties")
    return found | {name: (*at, "properties", name) for name in (own if isinstance(own, dict) else {})}


def _enums(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.kind == "schema" and place.value.keys() & {"enum", "x-extensible-enum"} and not _text(place.value):
        yield place.at, f"{_name(place)}: an enum needs a description"


def _parameters(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Check that each parameter has a description; an operation's declaration overrides that of its path."""
    if place.kind != "path":
        return
    for method, operation in methods(place.value):
        effective: dict[Any, tuple[At, Any]] = {}
        for at, owner in ((place.at, place.value), ((*place.at, method), operation)):
            given = owner.get("parameters")
            for index, each in enumerate(given if isinstance(given, list) else []):
                to, parameter = resolve(document, each)
                if isinstance(parameter, dict):
                    where = (*at, "parameters", index) if to is None else to
                    effective[parameter.get("in"), parameter.get("name")] = (where, parameter)
        for at, parameter in effective.values():
            if parameter and not _text(parameter) and not _text(resolve(document, parameter.get("schema"))[1]):
                yield at, f"the parameter {parameter.get('name')} needs a description"


def _names(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Check names of schemas and titles: they become class names and, in snake case, module names."""
    if place.kind != "schema" or "$ref" in place.value:
        return
    for name in (component_at(place.at), place.value.get("title")):
        if not isinstance(name, str):
            continue
        cls = str(strings.ClassName(name, _PREFIX))
        module = str(strings.PythonIdentifier(cls, _PREFIX))
        taken = {cls, module} & OF_MODELS or ({cls} if cls == module else set())
        if taken or not cls.isidentifier() or name.startswith("__"):
            yield (
                place.at,
                f"a schema cannot be called {name}: the package has {', '.join(taken) or 'such names'} itself",
            )


def _tags(place: Place, document: Mapping[str, Any]) -> Iterator[Problem]:
    if place.at[:1] == ("tags",) and str(place.value.get("name")) in OF_CLIENTS:
        yield place.at, f"a tag cannot be called {place.value['name']}: the client has that itself"


def _name(place: Place) -> str:
    """Return the name of a place for error messages."""
    words = [str(step) for step in place.at if step not in ("components", "schemas", "properties", "paths")]
    return ".".join(words)


def _text(value: Any) -> bool:
    return isinstance(value, dict) and bool(str(value.get("description") or "").strip())


_CHECKS: tuple[Callable[[Place, dict[str, Any]], Iterator[Problem]], ...] = (
    _openapi,
    _extensions,
    _paths,
    _versions,
    _enum_descriptions,
    _not_found,
    _beside,
    _nullable,
    _collisions,
    _names,
    _tags,
)
_STRICT: tuple[Callable[[Place, dict[str, Any]], Iterator[Problem]], ...] = (
    _unknown,
    _beside_in_schemas,
    _required,
    _enums,
    _parameters,
    _operation_ids,
    _described,
)
