"""Reads the operations of the contract: names, arguments, responses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty

from arguments import ArgumentReader
from clients import Client, client_of
from contract import Unsupported, product_of
from emit import Emitter
from exchange import identifier, operations
from liquid import read_liquid
from rate_limits import read_rate_limits
from records import ITERATOR_OWN, MOST_BYTES, Argument, Module, Operation, Pages, RateLimit, Tag


def _tag(document: Mapping[str, Any], name: str, client: Client) -> Tag:
    """Return a tag; its description becomes the docstring of its class."""
    described = {str(strings.PythonIdentifier(each["name"], "tag")): each for each in document.get("tags", [])}
    description = described.get(name, {}).get("description") or f"The operations of {name}."
    return Tag(name, client.attribute(name), f"{strings.ClassName(name, '')}Resource", description)


def read_modules(
    document: Mapping[str, Any],
    data: GeneratorData,
    emitter: Emitter,
    clients: list[Client],
    problems: list[Unsupported],
) -> list[Module]:
    """Return every tag with its operations; unsupported parts are appended to `problems`."""
    raw = {}
    for (*_, method), path, operation in operations(document):
        name = identifier(operation["operationId"])
        if name in raw:
            raise Unsupported(
                f"two operations have the operationId {operation['operationId']}", ("paths", path, method)
            )
        raw[name] = (path, operation, document["paths"][path])
    classes = {str(each.class_info.name) for each in [*data.models, *data.enums]}
    modules = []
    for tag, collection in data.endpoint_collections_by_tag.items():
        read: list[Operation] = []
        owners: list[Client] = []
        for endpoint in collection.endpoints:
            path, operation, item = raw[str(endpoint.name)]
            try:
                client = client_of(clients, document, operation)
                reader = _Reader(document, emitter, classes, endpoint, str(tag), path, operation, item, client.settings)
                read.append(reader.operation())
                owners.append(client)
            except Unsupported as error:
                problems.append(error)
        methods = [each.verb for each in read] + [each.iterator for each in read if each.pages]
        if len({each.lower() for each in methods}) < len(methods):
            problems.append(Unsupported(f"{tag}: two methods have one name: {', '.join(sorted(methods))}"))
        if any(each != owners[0] for each in owners):
            problems.append(Unsupported(f"{tag}: its operations have the security of several clients", ("tags",)))
        client = owners[0] if owners else clients[0]
        modules.append(Module(_tag(document, str(tag), client), client, read))
    return modules


class _Reader(ArgumentReader):
    """Reads one operation, from the generator's endpoint and from the contract itself."""

    def operation(self) -> Operation:
        arguments = self.arguments() + ([MOST_BYTES] if self._answer == "file" else [])
        prop, returned = self._returned()
        summary = str(self._operation.get("summary") or self._called).strip()
        rate_limits = read_rate_limits(self._operation.get("x-rate-limit", []), self._at, product_of(self._document))
        return Operation(
            id=f"{self._tag}.{self._verb}",
            verb=self._verb,
            method=self._endpoint.method.upper(),
            path=self._path,
            summary=summary.removesuffix("."),
            description=self._operation.get("description", ""),
            arguments=arguments,
            return_kind=self._kind(prop) if prop else "Text()" if self._answer == "text" else "None",
            return_annotation=self._return_annotation(prop),
            returned=returned,
            rate_limits=rate_limits,
            pages=self._pages(arguments, prop),
            settings=self._settings(arguments, rate_limits),
            deprecated=bool(self._operation.get("deprecated")),
            properties=[argument.prop for argument in arguments if argument.prop] + ([prop] if prop else []),
        )

    @property
    def _unwrap(self) -> list[str]:
        return str(self._operation["x-unwrap"]).split(".") if "x-unwrap" in self._operation else []

    def _return_annotation(self, prop: Any) -> str:
        if prop is None:
            return {"text": "str", "file": "Download"}.get(self._answer, "None")
        annotation = self._annotation(prop)
        is_open = not self._may_be_absent or annotation == "Any" or annotation.endswith("None")
        return annotation if is_open else f"{annotation} | None"

    # --- responses ---

    def _returned(self) -> tuple[Any, str]:
        """Return the kind of a success (None if it is empty or not JSON), and its description."""
        (success,) = self._operation["responses"].values()
        described = success.get("description", "")
        if not success.get("content"):
            if self._unwrap:
                raise self._cannot("x-unwrap, and a success without JSON")
            return None, described
        prop = next(r.prop for r in self._endpoint.responses.patterns if r.status_code.range[0] // 100 == 2)
        for key in self._unwrap:
            if self._may_be_absent:
                raise self._cannot(f"x-unwrap: what may be absent cannot have the key {key}")
            prop = self._member(prop, key)
            self._may_be_absent = not prop.required
        return prop, described

    @property
    def _answer(self) -> str:
        """The kind of a success that is not JSON: text or file."""
        return str(self._operation.get("x-answer", ""))

    def _settings(self, arguments: list[Argument], rate_limits: list[RateLimit]) -> dict[str, str]:
        """Return the optional parts of the declaration, as source."""
        operation = self._operation
        by_name = {each.name: each.python_name for each in arguments if each.place in ("body", "file")}
        needed = operation.get("x-needs-one-of", ())
        if lost := [each for each in needed if each not in by_name]:
            raise self._cannot(f"x-needs-one-of: the body has no {lost[0]}")
        found = {"unwrap": _tuple(map(repr, self._unwrap))} if self._unwrap else {}
        found |= _given(
            may_be_absent=self._may_be_absent,
            wrap=self._wrap,
            always=self._always,
            retry_safe=bool(operation.get("x-retry-safe")),
        )
        if rate_limits:
            found["rate_limits"] = _tuple(each.declaration for each in rate_limits)
        return found | _given(
            liquid=read_liquid(operation.get("x-liquid", []), arguments, self._emitter, self._at),
            needs_one_of=tuple(by_name[each] for each in needed),
            body=operation.get("x-body"),
            body_is_optional=self._body_is_optional,
            accept=operation["x-accept"] if self._answer else None,
            not_found=operation.get("x-not-found"),
            anonymous=bool(operation.get("x-anonymous")),
        )

    def _pages(self, arguments: list[Argument], prop: Any) -> Pages | None:
        pages = self._operation.get("x-pages")
        if pages is None:
            return None
        by_name = {each.name: each for each in arguments if each.place == "query"}
        page = by_name.get("page")
        if page is None or not isinstance(page.prop, IntProperty) or not page.default:
            raise self._cannot("x-pages needs an optional integer parameter page in the query")
        for own in ITERATOR_OWN:
            if any(each.python_name == own.python_name for each in arguments):
                raise self._cannot(f"x-pages, and a parameter {own.name}: that is an argument of the iterator")
        unless = pages.get("unless")
        if unless is not None and unless not in by_name:
            raise self._cannot(f"x-pages: there is no parameter {unless}")
        items = pages.get("items")
        rows = self._member(prop, items) if items is not None else prop
        if not isinstance(rows, ListProperty) or not rows.required:
            raise self._cannot("x-pages: the rows must be an array that is always there; items is its key")
        return Pages(
            None if items is None else str(rows.python_name),
            self._annotation(rows.inner_property),
            None if unless is None else _is_given(by_name[unless]),
        )

    def _member(self, prop: Any, name: str) -> Any:
        for each in self._emitter.members(prop) if isinstance(prop, ModelProperty) else ():
            if each.name == name:
                return each
        raise self._cannot(f"the answer has no key {name}")


def _tuple(items: Iterable[str]) -> str:
    return f"({', '.join(items)},)"


def _given(**parts: Any) -> dict[str, str]:
    """Return the parts that are not empty, as source."""
    return {name: repr(value) for name, value in parts.items() if value not in (None, False, ())}


def _is_given(argument: Argument) -> str:
    return f"{argument.python_name} is {'True' if isinstance(argument.prop, BooleanProperty) else 'not None'}"
