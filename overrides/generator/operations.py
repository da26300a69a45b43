"""Operations of the contract as templates need them: names, arguments, what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from openapi_python_client import strings
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty

from emit import Emitter, members, quote
from schemas import Unsupported

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@attrs.frozen
class Tag:
    """A tag: the resource class that is generated from it."""

    name: str
    class_name: str
    description: str


@attrs.frozen
class Argument:
    """One argument of an endpoint function: a parameter, or a key of the JSON body."""

    python_name: str
    annotation: str
    default: str
    description: Any
    declaration: str
    prop: Any

    @property
    def required(self) -> bool:
        return not self.default


@attrs.frozen
class Pages:
    """How a paged list is read: the key of its rows, their type, the parameter with which there is one page only."""

    items: str
    annotation: str
    unless: str | None


@attrs.frozen
class Operation:
    """An operation, ready to be written as code."""

    id: str
    verb: str
    method: str
    path: str
    summary: Any
    description: Any
    arguments: list[Argument]
    return_kind: str
    return_annotation: str
    returned: str
    unwrap: str | None
    retry_safe: bool
    pages: Pages | None
    properties: list[Any]

    @property
    def positional(self) -> list[Argument]:
        """What the path needs and no setting gives."""
        return [each for each in self.arguments if each.required and '"path"' in each.declaration]

    @property
    def keywords(self) -> list[Argument]:
        return [each for each in self.arguments if each not in self.positional]

    @property
    def iterator(self) -> str:
        """The name of the method that reads all pages: `iter` for `list`, `iter_search` for `search`."""
        return "iter" if self.verb == "list" else f"iter_{self.verb}"

    @property
    def filters(self) -> list[Argument]:
        """The keyword arguments of that method."""
        return [each for each in self.keywords if each.python_name != "page"]


def read_tags(document: Mapping[str, Any], data: GeneratorData) -> dict[str, Tag]:
    """The tags that have operations; each must be described, since its description documents the class."""
    described = {tag["name"]: tag.get("description", "") for tag in document.get("tags", [])}
    tags = {}
    for name in data.endpoint_collections_by_tag:
        if not described.get(str(name)):
            raise Unsupported(f"the tag {name} has no description")
        tags[str(name)] = Tag(str(name), f"{strings.ClassName(str(name), '')}Resource", described[str(name)])
    return tags


def read_operations(document: Mapping[str, Any], data: GeneratorData, emitter: Emitter) -> dict[str, Operation]:
    """Every operation by its id."""
    raw = {
        operation["operationId"]: (path, operation, item)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS and "operationId" in operation
    }
    operations = {}
    for tag, collection in data.endpoint_collections_by_tag.items():
        for endpoint in collection.endpoints:
            name = str(endpoint.name)
            if name not in raw or not name.startswith(f"{tag}_"):
                where = f"{endpoint.method} {endpoint.path.get_untrusted_value()}"
                raise Unsupported(f"the operationId of {where} must be {tag}_<verb>, not {name}")
            path, operation, item = raw[name]
            declared = [*operation.get("parameters", []), *item.get("parameters", [])]
            operations[name] = _operation(document, emitter, endpoint, str(tag), path, operation, declared)
    return operations


def _operation(
    document: Mapping[str, Any],
    emitter: Emitter,
    endpoint: Any,
    tag: str,
    path: str,
    operation: Mapping[str, Any],
    declared: list[Mapping[str, Any]],
) -> Operation:
    extras = {}
    for each in declared:
        parameter = _resolve(document, each)
        extras[parameter["in"], parameter["name"]] = parameter
    arguments = [
        _argument(document, emitter, place, prop, extras[place, prop.name.get_untrusted_value()])
        for place, props in (("path", endpoint.path_parameters), ("query", endpoint.query_parameters))
        for prop in props
    ]
    if endpoint.header_parameters or endpoint.cookie_parameters:
        raise Unsupported(f"{endpoint.name}: header and cookie parameters are not supported")
    arguments += _body(emitter, endpoint)
    names = [argument.python_name for argument in arguments]
    if len(set(names)) < len(names):
        raise Unsupported(f"{endpoint.name}: two arguments have one name: {sorted(names)}")
    prop, returned = _returned(endpoint, operation)
    return Operation(
        id=str(endpoint.name),
        verb=str(endpoint.name).removeprefix(f"{tag}_"),
        method=endpoint.method.upper(),
        path=path,
        summary=operation.get("summary", endpoint.name),
        description=operation.get("description", ""),
        arguments=arguments,
        return_kind=emitter.kind(prop) if prop else "None",
        return_annotation=emitter.annotation(prop, optional=None) if prop else "None",
        returned=returned,
        unwrap=operation.get("x-unwrap"),
        retry_safe=bool(operation.get("x-retry-safe")),
        pages=_pages(emitter, endpoint, operation, prop),
        properties=[argument.prop for argument in arguments] + ([prop] if prop else []),
    )


def _argument(
    document: Mapping[str, Any], emitter: Emitter, place: str, prop: Any, parameter: Mapping[str, Any]
) -> Argument:
    schema = _resolve(document, parameter["schema"])
    setting = parameter.get("x-setting")
    required = prop.required and not setting
    more = [f"{key}={schema[key]}" for key in ("minimum", "maximum") if key in schema]
    if required:
        more.append("required=True")
    if setting:
        more.append(f"setting={quote(setting)}")
    annotation = emitter.argument(prop)
    return Argument(
        python_name=str(prop.python_name),
        annotation=annotation if required or annotation.endswith("None") else f"{annotation} | None",
        default="" if required else "None",
        description=parameter.get("description", ""),
        declaration=", ".join(
            [quote(place), quote(parameter["name"]), emitter.kind(prop)]
            + ([f"argument={quote(prop.python_name)}"] if prop.python_name != parameter["name"] else [])
            + more
        ),
        prop=prop,
    )


def _body(emitter: Emitter, endpoint: Any) -> list[Argument]:
    """The keys of a JSON body, each an argument: a call names what it sends, and nothing else is sent."""
    if not endpoint.bodies:
        return []
    body = endpoint.bodies[0]
    if len(endpoint.bodies) > 1 or body.body_type != "json" or not isinstance(body.prop, ModelProperty):
        raise Unsupported(f"{endpoint.name}: the body must be one JSON object")
    arguments = []
    for prop in members(body.prop):
        annotation = emitter.argument(prop) if prop.required else _optional_key(emitter, prop)
        arguments.append(
            Argument(
                python_name=str(prop.python_name),
                annotation=annotation,
                default="" if prop.required else "UNSET",
                description=prop.description,
                declaration=", ".join(
                    [quote("body"), quote(prop.name.get_untrusted_value()), emitter.kind(prop)]
                    + ([f"argument={quote(prop.python_name)}"] if prop.python_name != prop.name else [])
                    + (["required=True"] if prop.required else [])
                ),
                prop=prop,
            )
        )
    return arguments


def _optional_key(emitter: Emitter, prop: Any) -> str:
    text = emitter.argument(attrs.evolve(prop, required=True))
    return text if text == "Any" else f"{text} | Unset"


def _returned(endpoint: Any, operation: Mapping[str, Any]) -> tuple[Any, str]:
    """What a successful answer holds (None: nothing), and its description."""
    successes = {code: r for code, r in operation["responses"].items() if str(code)[0] == "2"}
    if len(successes) != 1:
        raise Unsupported(f"{endpoint.name}: there must be one kind of success, not {len(successes)}")
    (success,) = successes.values()
    described = success.get("description", "")
    if "content" not in success:
        return None, described
    prop = next(r.prop for r in endpoint.responses.patterns if r.status_code.range[0] // 100 == 2)
    unwrap = operation.get("x-unwrap")
    return (_member(endpoint, prop, unwrap) if unwrap else prop), described


def _pages(emitter: Emitter, endpoint: Any, operation: Mapping[str, Any], prop: Any) -> Pages | None:
    pages = operation.get("x-pages")
    if pages is None:
        return None
    rows = prop if isinstance(prop, ListProperty) else _member(endpoint, prop, pages["items"])
    return Pages(pages["items"], emitter.annotation(rows.inner_property, optional=None), pages.get("unless"))


def _member(endpoint: Any, prop: Any, name: str) -> Any:
    for each in members(prop) if isinstance(prop, ModelProperty) else ():
        if each.name == name:
            return each
    raise Unsupported(f"{endpoint.name}: the answer has no key {name}")


def _resolve(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in value:
        target: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        value = target
    return value
