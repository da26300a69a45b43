"""Reads and walks the contract, and prepares it for the parser of openapi-python-client."""

from __future__ import annotations

import copy
import hashlib
import itertools
import json
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node
from ruamel.yaml.reader import ReaderError

from bundle import Text, load

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
MOST_NODES = 1_000_000
"""Size limit for a document with expanded aliases: a few nested aliases could exhaust the memory."""

SCHEMAS = "#/components/schemas/"
At: TypeAlias = tuple[str | int, ...]
"""A location in a document: keys and indices from the top."""


class Unsupported(Exception):
    """A part of the contract that the driver cannot turn into code.

    Attributes:
        at: Its location, as far as known.
    """

    def __init__(self, what: str, at: At = ()) -> None:
        super().__init__(what)
        self.at = at


class Contradiction(Unsupported):
    """A schema without valid values."""


def pointer(at: At) -> str:
    """Return a location as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in at)


def steps(pointer: str) -> At:
    """Return the location of a JSON pointer."""
    return tuple(each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:])


def component_at(at: At) -> str | None:
    """Return the name of the component schema at a location, if that is one."""
    return str(at[2]) if at[:2] == ("components", "schemas") and len(at) == 3 else None


def name_of(ref: Any) -> str:
    """Return the name of the component in a $ref."""
    return str(ref).rsplit("/", 1)[-1]


def references(value: Any, skipped: Collection[str] = ("example", "examples")) -> Iterator[str]:
    """Yield all $refs in a value, including those in discriminators, except below the skipped keys."""
    if isinstance(value, list):
        for each in value:
            yield from references(each, skipped)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "$ref" and isinstance(each, str):
                yield each
            elif key == "mapping" and isinstance(each, dict):
                yield from map(str, each.values())
            elif key not in skipped:
                yield from references(each, skipped)


def without(mapping: Mapping[Any, Any], *keys: object) -> dict[Any, Any]:
    """Return a mapping without some of its keys."""
    return {key: value for key, value in mapping.items() if key not in keys}


def unused(name: str, taken: Container[str], separator: str = "") -> str:
    """Return an unused name: the given one, with a number if it is taken."""
    numbered = (f"{name}{separator}{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([name], numbered) if each not in taken)


@attrs.frozen
class Contract:
    """A contract that was read."""

    text: Text
    document: dict[str, Any]
    _root: MappingNode

    @property
    def path(self) -> Path:
        """The file or folder that was read."""
        return self.text.path

    @property
    def sha256(self) -> str:
        """The hash of the document, which line ends do not change."""
        return hashlib.sha256(self.text.content.replace(b"\r\n", b"\n")).hexdigest()

    def without(self, section: str) -> Contract:
        """Return a copy without a section of the document."""
        return attrs.evolve(self, document=without(self.document, section))

    def problem(self, at: At, what: str) -> str:
        """Return the message for a problem, with its line.

        `at` may go deeper than the document, and may be a place in the expanded document.
        """
        at = _before_expansion(self.document, at)
        node, line = self._root, self._root.start_mark.line
        for step in at:
            inner = _inner(node).get(str(step))
            if inner is None:
                break
            line, node = inner
        return f"{self.text.place(line)}: {what} (#{pointer(at)})"


def read(path: Path) -> Contract:
    """Read a contract: a document, or the files in a folder.

    Raises:
        SystemExit: it cannot be read, or is not a document.
    """
    try:
        text = load(path)
    except OSError as error:
        raise SystemExit(f"generate: {error}") from None
    try:
        constructor, parser = YAML(typ="safe").get_constructor_parser(text.content)
        root = (
            parser.get_single_node() if hasattr(parser, "get_single_node") else constructor.composer.get_single_node()
        )
        if root is not None:
            _size(root, text, {})
        document = None if root is None else constructor.construct_document(root)
        if isinstance(document, dict) and text.content.lstrip().startswith(b"{"):
            document = _as_json(text.content, document)
    except RecursionError:
        raise SystemExit(f"generate: {path} is nested too deeply") from None
    except (YAMLError, ValueError) as error:
        raise SystemExit(f"generate: {path} is not YAML: {_reason(error, text)}") from None
    if not isinstance(document, dict) or not isinstance(root, MappingNode):
        raise SystemExit(f"generate: {path} is no OpenAPI document")
    return Contract(text, document, root)


def _reason(error: Exception, text: Text) -> str:
    """Return the message of an error in YAML, with the places in the files that were read."""
    if isinstance(error, MarkedYAMLError):
        parts = [(error.context, error.context_mark), (error.problem, error.problem_mark)]
        return ", ".join(f"{text.place(mark.line)}: {what}" if mark else what for what, mark in parts if what)
    if isinstance(error, ReaderError):
        line = text.content.decode(errors="replace").count("\n", 0, error.position)
        return f"{text.place(line)}: {error.reason}"
    return str(error)


def _as_json(content: bytes, document: dict[str, Any]) -> Any:
    """Parse a document as JSON, since YAML does not join JSON's surrogate pairs; if it is not JSON, keep it."""
    try:
        return json.loads(content)
    except ValueError:
        return document


def _inner(node: Node) -> dict[str, tuple[int, Any]]:
    """Return the children of a node with their lines; the line of a mapping's value is that of its key."""
    if isinstance(node, MappingNode):
        return {key.value: (key.start_mark.line, value) for key, value in node.value}
    items = node.value if isinstance(node, CollectionNode) else []
    return {str(index): (each.start_mark.line, each) for index, each in enumerate(items)}


def _size(node: Node, text: Text, sizes: dict[int, int]) -> int:
    """Return the number of nodes in a node after the expansion of its aliases.

    Raises:
        SystemExit: an alias contains itself, or the node is too large.
    """
    place = text.place(node.start_mark.line)
    if id(node) not in sizes:
        sizes[id(node)] = 0
        sizes[id(node)] = 1 + sum(_size(each, text, sizes) for each in _parts(node))
    size = sizes[id(node)]
    if not size:
        raise SystemExit(f"generate: {place}: what the anchor {node.anchor} names holds an alias of itself")
    if size > MOST_NODES:
        raise SystemExit(f"generate: {place}: with its aliases written out it has more than {MOST_NODES} nodes")
    return size


def _parts(node: Node) -> Iterator[Node]:
    for each in node.value if isinstance(node, CollectionNode) else ():
        yield from each if isinstance(each, tuple) else (each,)


@attrs.frozen
class Place:
    """A part of the document with a known meaning.

    Attributes:
        kind: operation, parameter, schema, or other.
    """

    at: At
    kind: str
    value: Any

    def parts(self) -> Iterator[Place]:
        """Yield the direct parts of this part."""
        for part, kind in _PARTS[self.kind].items():
            key = part.rstrip(".*[]")
            value, at = self.value.get(key), (*self.at, key)
            if part == key:
                yield Place(at, kind, value)
            elif part.endswith(".*") and isinstance(value, dict):
                yield from (Place((*at, name), kind, each) for name, each in value.items())
            elif part.endswith("[]") and isinstance(value, list):
                yield from (Place((*at, index), kind, each) for index, each in enumerate(value))


# The parts of each kind of part: a plain name is a part, `.*` each value of a mapping, and `[]` each item of a list.
_PARTS: Mapping[str, Mapping[str, str]] = {
    "document": {
        "paths.*": "path",
        "webhooks.*": "path",
        "components": "components",
        "info": "other",
        "tags[]": "other",
        "servers[]": "other",
    },
    "components": {
        "schemas.*": "schema",
        "parameters.*": "parameter",
        "requestBodies.*": "body",
        "responses.*": "body",
        "headers.*": "parameter",
        "securitySchemes.*": "other",
        "examples.*": "other",
    },
    "path": {"parameters[]": "parameter", **dict.fromkeys(METHODS, "operation")},
    "operation": {
        "parameters[]": "parameter",
        "requestBody": "body",
        "responses.*": "body",
        "x-calls.*": "operation",
        "externalDocs": "other",
    },
    "body": {"content.*": "media", "headers.*": "parameter"},
    "parameter": {"schema": "schema", "content.*": "media"},
    "media": {"schema": "schema"},
    "schema": {
        **dict.fromkeys(("items", "additionalProperties", "not", "contains", "propertyNames"), "schema"),
        **{f"{each}[]": "schema" for each in ("allOf", "anyOf", "oneOf", "prefixItems")},
        **{f"{each}.*": "schema" for each in ("properties", "patternProperties", "$defs")},
        "discriminator": "other",
    },
    "other": {},
}


def places(document: dict[str, Any]) -> Iterator[Place]:
    """Yield all parts of a document, outer ones first. A part with several YAML aliases appears at each location."""
    todo = [Place((), "document", document)]
    while todo:
        place = todo.pop()
        yield place
        todo += reversed([part for part in place.parts() if isinstance(part.value, dict)])


Rewrite: TypeAlias = "Callable[[At, dict[str, Any]], dict[str, Any]]"


def rewritten(document: dict[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    """Return a copy of a document with a function applied to each schema, inner schemas first."""
    return _rewritten(Place((), "document", document), rewrite)


def _rewritten(place: Place, rewrite: Rewrite) -> dict[str, Any]:
    new = {key: copy.copy(value) for key, value in place.value.items()}
    for part in place.parts():
        *outer, last = part.at[len(place.at) :]
        value = part.value
        if outer and part.kind == "schema" and isinstance(value, bool):
            value = {} if value else {"not": {}}
        if isinstance(value, dict):
            (new[outer[0]] if outer else new)[last] = _rewritten(Place(part.at, part.kind, value), rewrite)
    return rewrite(place.at, new) if place.kind == "schema" else new


def methods(item: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the operations of a path with their methods."""
    every = [(method, item.get(method)) for method in METHODS] if isinstance(item, dict) else []
    return [(method, operation) for method, operation in every if isinstance(operation, dict)]


def resolve(document: Mapping[str, Any], value: Any) -> tuple[At | None, Any]:
    """Return the target of a $ref and its location (None if the value is not a $ref); the target is {} if not found."""
    at: At | None = None
    seen: set[str] = set()
    while isinstance(value, dict) and isinstance(ref := value.get("$ref"), str):
        at, value = (), {} if ref in seen else document
        seen.add(ref)
        for step in ref.removeprefix("#/").split("/"):
            step = step.replace("~1", "/").replace("~0", "~")
            at, value = (*at, step), value.get(step, {}) if isinstance(value, dict) else {}
    return at, value


def expand(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with each of an operation's `x-calls` as a separate operation.

    The paths of these operations have fragments, so that the keys stay distinct.
    """
    paths: dict[str, Any] = {}
    for path, item in (document.get("paths") or {}).items():
        rest = paths[path] = dict(item) if isinstance(item, dict) else item
        for method, operation in methods(item):
            if "x-calls" not in operation:
                continue
            del rest[method]
            shared = without(operation, "x-calls", "operationId")
            for name, call in operation["x-calls"].items():
                paths[f"{path}#{name}"] = without(item, *METHODS) | {method: shared | call | {"operationId": name}}
    return document | {"paths": paths}


def _before_expansion(document: Mapping[str, Any], at: At) -> At:
    """Return the location in the contract for one in the expanded document."""
    if at[:1] != ("paths",) or len(at) < 3 or at[1] in document["paths"]:
        return at
    path, _, name = str(at[1]).partition("#")
    operation = resolve(document, {"$ref": f"#{pointer(('paths', path, at[2]))}"})[1]
    call = operation.get("x-calls", {}).get(name) if isinstance(operation, dict) else None
    if call is None:
        return ("paths", path, *at[2:])
    is_own = len(at) == 3 or at[3] in call
    return ("paths", path, at[2], *(("x-calls", name) if is_own else ()), *at[3:])


def product_of(document: Mapping[str, Any]) -> str:
    """Return the name of the product for texts."""
    return str(document.get("x-product", "Chatwoot"))


def with_deprecation(description: Any) -> str:
    """Return the docstring text of a deprecated part."""
    return f"{str(description or '').strip()} Deprecated.".strip()
