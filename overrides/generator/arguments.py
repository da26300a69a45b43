"""Reads the arguments of an operation: its parameters, its body, its files."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from contract import At
from emit import Emitter, InModels, call, inner_properties, quote
from exchange import is_file
from records import PROGRESS, Argument, method_name
from schemas import Unsupported, text


class ArgumentReader:
    """Reads one operation, from what the generator made of it and from the contract itself."""

    def __init__(
        self,
        document: Mapping[str, Any],
        emitter: Emitter,
        classes: Collection[str],
        endpoint: Any,
        tag: str,
        path: str,
        operation: Mapping[str, Any],
        item: Mapping[str, Any],
    ) -> None:
        self._document = document
        self._emitter = emitter
        self._in_models = InModels(classes)
        self._endpoint = endpoint
        self._where = path
        self._path = path.partition("#")[0]
        self._operation = operation
        self._wrap: str | None = operation.get("x-wrap")
        self._always: dict[str, Any] | None = None
        self._may_be_absent = False
        # Of two parameters with one name, that of the operation counts.
        declared = [self._resolve(each) for each in [*item.get("parameters", []), *operation.get("parameters", [])]]
        self._parameters = {(each["in"], each["name"]): each for each in declared}
        self._id = str(endpoint.name)
        self._tag = tag
        self._called = str(
            operation.get("x-operation-id", operation["operationId"]) or f"{endpoint.method.upper()} {self._path}"
        )
        self._verb = method_name(operation.get("x-verb") or self._id.removeprefix(f"{tag}_"), self._called)

    def _kind(self, prop: Any) -> str:
        """Its kind, as source: in a function where that loads models, which is done when it is needed."""
        kind = self._emitter.kind(prop)
        in_models = self._in_models(kind)
        return kind if in_models == ast.unparse(ast.parse(kind)) else f"lambda: {in_models}"

    def _annotation(self, prop: Any, *, given: bool = False) -> str:
        return self._in_models(self._emitter.annotation(prop, optional=None, given=given))

    def _cannot(self, why: str) -> Unsupported:
        return Unsupported(f"{self._called}: {why}", self._at)

    @property
    def _at(self) -> At:
        path, _, call = self._where.partition("#")
        at = ("paths", path, self._endpoint.method.lower())
        return (*at, "x-calls", call) if call else at

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
            annotation = self._annotation(prop, given=True)
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
            annotation = self._annotation(prop, given=True)
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
        found = {name: each for name, each in schemas.items() if is_file(each) or self._is_file_list(each)}
        if not found:
            raise self._cannot("multipart/form-data without a file: JSON says the same")
        for name, schema in found.items():
            is_list = not is_file(schema)
            python_name = str(strings.PythonIdentifier(name, "file"))
            declaration = [quote("file"), quote(name), "ListOf(Anything())" if is_list else "Anything()"]
            yield Argument(
                "file",
                name,
                python_name,
                "Sequence[Upload] | None" if is_list else "Upload | None",
                "None",
                schema.get("description", ""),
                call("Parameter", *declaration, *([f"argument={quote(python_name)}"] if python_name != name else [])),
            )
        yield PROGRESS

    def _is_file_list(self, schema: Mapping[str, Any]) -> bool:
        return schema.get("type") == "array" and is_file(self._resolve(schema["items"]))

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
        if python_name in ("on_progress", "read_pages"):  # names that the method has a use for
            python_name += "_"
        declaration = [quote(place), quote(name), self._kind(prop)]
        if python_name != name:
            declaration.append(f"argument={quote(python_name)}")
        if not default:
            declaration.append("required=True")
        return Argument(
            place,
            name,
            python_name,
            annotation,
            default,
            description,
            call("Parameter", *declaration, *more),
            prop,
            has_setting=any(each.startswith("setting=") for each in more),
        )

    def _properties(self, schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        schema = self._resolve(schema)
        for part in schema.get("allOf", []):
            yield from self._properties(part)
        yield from schema.get("properties", {}).items()

    def _resolve(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in value:
            target: Any = self._document
            for step in value["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            value = target
        return value


def _is_scalar(prop: Any) -> bool:
    return not isinstance(prop, AnyProperty | ListProperty | ModelProperty | NoneProperty | UnionProperty)
