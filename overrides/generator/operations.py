"""Operations of the contract as templates need them: names, arguments, what comes back."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from openapi_python_client import strings
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from emit import Emitter, inner_properties, quote
from schemas import Unsupported, text

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@attrs.frozen
class Tag:
    """A tag: the resource class that is generated from it."""

    name: str
    class_name: str
    description: str


@attrs.frozen
class Argument:
    """One argument of an endpoint function: a parameter, or a key of the JSON body.

    Attributes:
        place: Where it goes: path, query, body, or file.
        name: Its name there.
        default: Its default in Python, as source; empty where a call must have it.
        declaration: The arguments of its `Parameter`, as source.
    """

    place: str
    name: str
    python_name: str
    annotation: str
    default: str
    description: Any
    declaration: str
    prop: Any = None


@attrs.frozen
class Pages:
    """How a paged list is read.

    Attributes:
        rows: The attribute of a page that holds its rows; None where the page itself is the array.
        annotation: The type of a row.
        single: The condition, as source, under which there is one page only; None where there always are more.
        prop: A row.
    """

    rows: str | None
    annotation: str
    single: str | None
    prop: Any


@attrs.frozen
class Operation:
    """An operation, ready to be written as code."""

    id: str
    verb: str
    method: str
    path: str
    summary: str
    description: Any
    arguments: list[Argument]
    return_kind: str
    return_annotation: str
    returned: str
    unwrap: list[str]
    may_be_absent: bool
    wrap: str | None
    always: dict[str, Any] | None
    retry_safe: bool
    pages: Pages | None
    properties: list[Any]

    @property
    def positional(self) -> list[Argument]:
        """What the path needs and no setting gives."""
        return [each for each in self.arguments if each.place == "path" and not each.default]

    @property
    def keywords(self) -> list[Argument]:
        """All other arguments."""
        return [each for each in self.arguments if each.place != "path" or each.default]

    @property
    def has_files(self) -> bool:
        """Whether a call of it can send files."""
        return any(each.place == "file" for each in self.arguments)

    @property
    def iterator(self) -> str:
        """The name of the method that reads all pages: `iter` for `list`, `iter_search` for `search`."""
        return "iter" if self.verb == "list" else f"iter_{self.verb}"

    @property
    def filters(self) -> list[Argument]:
        """The keyword arguments of that method."""
        return [each for each in self.keywords if each.name != "page"]


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


def read_tags(document: Mapping[str, Any], data: GeneratorData) -> dict[str, Tag]:
    """The tags that have operations; each must be described, since its description documents the class."""
    described = {
        str(strings.PythonIdentifier(tag["name"], "tag")): tag.get("description") for tag in document.get("tags", [])
    }
    tags = {}
    for name in map(str, data.endpoint_collections_by_tag):
        description = described.get(name)
        if not description:
            raise Unsupported(f"the tag {name} has no description")
        tags[name] = Tag(name, f"{strings.ClassName(name, '')}Resource", description)
    return tags


def read_operations(document: Mapping[str, Any], data: GeneratorData, emitter: Emitter) -> dict[str, Operation]:
    """Every operation by its id."""
    raw = {}
    for path, item in document["paths"].items():
        if "$ref" in item:
            raise Unsupported(f"{path}: a $ref of a whole path is not supported")
        for method in METHODS:
            if method in item:
                name = item[method].get("operationId")
                if name is not None and name in raw:
                    raise Unsupported(f"two operations have the operationId {name}")
                raw[name] = (path, item[method], item)
    operations: dict[str, Operation] = {}
    for tag, collection in data.endpoint_collections_by_tag.items():
        methods: list[str] = []
        for endpoint in collection.endpoints:
            name = str(endpoint.name)
            if name not in raw or not name.startswith(f"{tag}_"):
                where = f"{endpoint.method} {text(endpoint.path)}"
                raise Unsupported(f"the operationId of {where} must be {tag}_<verb>, not {name}")
            made = operations[name] = _Reader(document, emitter, endpoint, str(tag), *raw[name]).operation()
            methods += [made.verb, made.iterator] if made.pages else [made.verb]
        if len(set(methods)) < len(methods):
            raise Unsupported(f"{tag}: two methods have one name: {', '.join(sorted(methods))}")
    return operations


class _Reader:
    """Reads one operation, from what the generator made of it and from the contract itself."""

    def __init__(
        self,
        document: Mapping[str, Any],
        emitter: Emitter,
        endpoint: Any,
        tag: str,
        path: str,
        operation: Mapping[str, Any],
        item: Mapping[str, Any],
    ) -> None:
        self._document = document
        self._emitter = emitter
        self._endpoint = endpoint
        self._path = path.partition("#")[0]
        self._operation = operation
        self._wrap: str | None = operation.get("x-wrap")
        self._always: dict[str, Any] | None = None
        self._may_be_absent = False
        # Of two parameters with one name, that of the operation counts.
        declared = [self._resolve(each) for each in [*item.get("parameters", []), *operation.get("parameters", [])]]
        self._parameters = {(each["in"], each["name"]): each for each in declared}
        self._id = str(endpoint.name)
        self._verb = _method_name(self._id, tag)

    def operation(self) -> Operation:
        arguments = [*self._from_parameters(), *self._from_body(), *self._from_files()]
        names = [argument.python_name for argument in arguments]
        if len(set(names)) < len(names):
            raise self._cannot(f"two arguments have one name: {', '.join(sorted(names))}")
        prop, returned = self._returned()
        summary = str(self._operation.get("summary") or self._id).strip()
        return Operation(
            id=self._id,
            verb=self._verb,
            method=self._endpoint.method.upper(),
            path=self._path,
            summary=summary.removesuffix("."),
            description=self._operation.get("description", ""),
            arguments=arguments,
            return_kind=self._emitter.kind(prop) if prop else "None",
            return_annotation=self._annotation(prop),
            returned=returned,
            unwrap=self._unwrap,
            may_be_absent=self._may_be_absent,
            wrap=self._wrap,
            always=self._always,
            retry_safe=bool(self._operation.get("x-retry-safe")),
            pages=self._pages(arguments, prop),
            properties=[argument.prop for argument in arguments if argument.prop] + ([prop] if prop else []),
        )

    @property
    def _unwrap(self) -> list[str]:
        return str(self._operation["x-unwrap"]).split(".") if "x-unwrap" in self._operation else []

    def _annotation(self, prop: Any) -> str:
        annotation = self._emitter.annotation(prop, optional=None) if prop else "None"
        is_open = not self._may_be_absent or annotation == "Any" or annotation.endswith("None")
        return annotation if is_open else f"{annotation} | None"

    def _cannot(self, why: str) -> Unsupported:
        return Unsupported(f"{self._id}: {why}")

    # --- arguments ---

    def _from_parameters(self) -> Iterator[Argument]:
        of = {"path": self._endpoint.path_parameters, "query": self._endpoint.query_parameters}
        found = {(place, text(prop.name)): prop for place, props in of.items() for prop in props}
        for place, name in self._parameters:
            if place not in of:
                raise self._cannot("header and cookie parameters are not supported")
            if (place, name) not in found:
                raise self._cannot(f"the parameter {name} has no schema")
        rest = self._path
        for place, name in found:
            rest = rest.replace(f"{{{name}}}", "") if place == "path" else rest
        if "{" in rest or "}" in rest:
            raise self._cannot(f"there is no parameter for all that {self._path} has in braces")
        for (place, name), prop in found.items():
            parameter = self._parameters[place, name]
            setting = parameter.get("x-setting")
            required = prop.required and not setting
            self._check_text(place, name, prop, parameter)
            annotation = self._emitter.annotation(prop, optional=None, given=True)
            yield self._argument(
                place,
                name,
                prop,
                annotation if required or annotation.endswith("None") else f"{annotation} | None",
                "" if required else "None",
                parameter.get("description") or prop.description,
                [f"setting={quote(setting)}"] if setting else [],
            )

    def _check_text(self, place: str, name: str, prop: Any, parameter: Mapping[str, Any]) -> None:
        """In a URL everything is text: what has no usual form there would be sent as Python prints it."""
        usual = {"path": "simple", "query": "form"}[place]
        is_list = isinstance(prop, ListProperty)
        if parameter.get("style", usual) != usual or (is_list and not parameter.get("explode", True)):
            raise self._cannot(f"the parameter {name}: of the styles only {usual} with explode is supported")
        inner = inner_properties(prop) if is_list or isinstance(prop, UnionProperty) else [prop]
        for each in inner:
            is_null = isinstance(each, NoneProperty) and not is_list and not prop.required
            if (is_list and place == "path") or (not is_null and not _is_scalar(each)):
                raise self._cannot(f"the parameter {name} has no form in a {place}")

    def _from_body(self) -> Iterator[Argument]:
        """The keys of a JSON body, each an argument: a call names what it sends, and nothing else is sent."""
        if not self._endpoint.bodies:
            return
        body = self._endpoint.bodies[0]
        if len(self._endpoint.bodies) > 1 or body.body_type != "json" or not isinstance(body.prop, ModelProperty):
            raise self._cannot("the body must be one JSON object with properties")
        raw = self._resolve(self._operation["requestBody"])
        if not raw.get("required") and body.prop.required_properties:
            raise self._cannot("a body with required keys must be required itself")
        model, schema = body.prop, next(iter(raw["content"].values()))["schema"]
        if self._wrap is not None:
            model, schema = self._wrapped(model, schema)
        schemas = dict(self._properties(schema))
        constants = {name: self._resolve(each)["const"] for name, each in schemas.items() if self._is_constant(each)}
        # What is always sent; an object, too, where it is all that there is: else there would be no body.
        self._always = constants if constants or not self._emitter.members(model) else None
        for prop in self._emitter.members(model):
            if text(prop.name) in constants:
                continue
            annotation = self._emitter.annotation(prop, optional=None, given=True)
            yield self._argument(
                "body",
                text(prop.name),
                prop,
                *self._may_be_left_out(annotation, prop.required),
                prop.description,
                ["json_in_form=True"] if text(prop.name) in self._json_in_form else [],
            )

    @staticmethod
    def _may_be_left_out(annotation: str, required: bool) -> tuple[str, str]:
        """The annotation and default of a key of the body: None leaves it out, unless it can be null."""
        if required:
            return annotation, ""
        if annotation == "Any":
            return annotation, "UNSET"
        return (f"{annotation} | Unset", "UNSET") if annotation.endswith("None") else (f"{annotation} | None", "None")

    def _is_constant(self, schema: Mapping[str, Any]) -> bool:
        return "const" in self._resolve(schema)

    def _wrapped(self, model: ModelProperty, schema: Mapping[str, Any]) -> tuple[ModelProperty, Mapping[str, Any]]:
        """What is inside of the one key of the body."""
        inner = {text(prop.name): prop for prop in self._emitter.members(model)}
        prop = inner.get(str(self._wrap))
        if list(inner) != [self._wrap] or not isinstance(prop, ModelProperty) or not prop.required:
            raise self._cannot(f"x-wrap: the body must have one key, {self._wrap}, which is a required object")
        if "x-multipart" in self._operation:
            raise self._cannot("x-wrap, and multipart/form-data: there would be no place for the files")
        return prop, dict(self._properties(schema))[str(self._wrap)]

    def _from_files(self) -> Iterator[Argument]:
        """The files of a body that may be multipart/form-data, each an argument."""
        if "x-multipart" not in self._operation:
            return
        schemas = {
            name: self._resolve(each) for name, each in self._properties(self._operation["x-multipart"]["schema"])
        }
        found = {name: each for name, each in schemas.items() if _is_file(each) or self._is_file_list(each)}
        if not found:
            raise self._cannot("multipart/form-data without a file: JSON says the same")
        for name, schema in found.items():
            is_list = not _is_file(schema)
            python_name = str(strings.PythonIdentifier(name, "file"))
            declaration = [quote("file"), quote(name), "ListOf(Anything())" if is_list else "Anything()"]
            yield Argument(
                "file",
                name,
                python_name,
                "Sequence[Upload] | None" if is_list else "Upload | None",
                "None",
                schema.get("description", ""),
                ", ".join(declaration + ([f"argument={quote(python_name)}"] if python_name != name else [])),
            )

    def _is_file_list(self, schema: Mapping[str, Any]) -> bool:
        return schema.get("type") == "array" and _is_file(self._resolve(schema["items"]))

    @property
    def _json_in_form(self) -> set[str]:
        """The keys whose values are sent as JSON text where the body is multipart/form-data."""
        encodings = self._operation.get("x-multipart", {}).get("encoding", {})
        return {name for name, each in encodings.items() if each.get("contentType") == "application/json"}

    def _argument(
        self,
        place: str,
        name: str,
        prop: Any,
        annotation: str,
        default: str,
        description: Any,
        more: list[str],
    ) -> Argument:
        python_name = str(prop.python_name)
        if python_name in ("client", "on_progress", self._id):  # names that the function has already
            python_name += "_"
        declaration = [quote(place), quote(name), self._emitter.kind(prop)]
        if python_name != name:
            declaration.append(f"argument={quote(python_name)}")
        if not default:
            declaration.append("required=True")
        return Argument(place, name, python_name, annotation, default, description, ", ".join(declaration + more), prop)

    def _properties(self, schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        schema = self._resolve(schema)
        for part in schema.get("allOf", []):
            yield from self._properties(part)
        yield from schema.get("properties", {}).items()

    # --- what comes back ---

    def _returned(self) -> tuple[Any, str]:
        """What a successful answer holds (None: nothing), and its description."""
        successes = {code: r for code, r in self._operation["responses"].items() if str(code)[0] == "2"}
        if len(successes) != 1:
            raise self._cannot(f"there must be one kind of success, not {len(successes)}")
        success = self._resolve(*successes.values())
        described = success.get("description", "")
        content = success.get("content")
        if not content:
            if self._unwrap:
                raise self._cannot("x-unwrap, and a success without content")
            return None, described
        if list(content) != ["application/json"]:
            raise self._cannot(f"a success must be application/json, not {', '.join(content)}")
        prop = next(r.prop for r in self._endpoint.responses.patterns if r.status_code.range[0] // 100 == 2)
        for key in self._unwrap:
            if self._may_be_absent:
                raise self._cannot(f"x-unwrap: what may be absent cannot have the key {key}")
            prop = self._member(prop, key)
            self._may_be_absent = not prop.required
        return prop, described

    def _pages(self, arguments: list[Argument], prop: Any) -> Pages | None:
        pages = self._operation.get("x-pages")
        if pages is None:
            return None
        by_name = {each.name: each for each in arguments if each.place == "query"}
        page = by_name.get("page")
        if page is None or not isinstance(page.prop, IntProperty) or not page.default:
            raise self._cannot("x-pages needs an optional integer parameter page in the query")
        if any(each.python_name == "limit" for each in arguments):
            raise self._cannot("x-pages, and a parameter limit: that is an argument of the iterator")
        unless = pages.get("unless")
        if unless is not None and unless not in by_name:
            raise self._cannot(f"x-pages: there is no parameter {unless}")
        items = pages.get("items")
        rows = self._member(prop, items) if items is not None else prop
        if not isinstance(rows, ListProperty) or not rows.required:
            raise self._cannot("x-pages: the rows must be an array that is always there; items is its key")
        return Pages(
            None if items is None else str(rows.python_name),
            self._emitter.annotation(rows.inner_property, optional=None),
            None if unless is None else _is_given(by_name[unless]),
            rows.inner_property,
        )

    def _member(self, prop: Any, name: str) -> Any:
        for each in self._emitter.members(prop) if isinstance(prop, ModelProperty) else ():
            if each.name == name:
                return each
        raise self._cannot(f"the answer has no key {name}")

    def _resolve(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in value:
            target: Any = self._document
            for step in value["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            value = target
        return value


def _is_file(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and schema.get("format") == "binary"


def _is_given(argument: Argument) -> str:
    return f"{argument.python_name} is {'True' if isinstance(argument.prop, BooleanProperty) else 'not None'}"


def _is_scalar(prop: Any) -> bool:
    return not isinstance(prop, AnyProperty | ListProperty | ModelProperty | NoneProperty | UnionProperty)


def _method_name(name: str, tag: str) -> str:
    """The name of an operation without its tag, where Python has a use for it with an underscore.

    (A method called `list` is worth the trouble that it makes; the templates know of it.)
    """
    verb = name.removeprefix(f"{tag}_")
    if not verb.isidentifier() or verb.startswith("_"):
        raise Unsupported(f"{name}: {verb!r} is no name for a method")
    taken = {"bool", "builtins", "datetime", "dict", "float", "int", "str"}
    return f"{verb}_" if keyword.iskeyword(verb) or verb in taken else verb
