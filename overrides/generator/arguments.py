"""Reads the arguments of an operation: its parameters, its body, its files."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs
from openapi_python_client import strings
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from combine import Combiner
from contract import At, Unsupported, resolve, with_deprecation
from emit import Emitter, InModels, call, inner_properties, is_read_only, is_write_only, more, quote
from exchange import is_file, is_file_list
from properties import MapProperty
from records import PROGRESS, Argument, method_name
from schemas import text


class ArgumentReader:
    """Reads one operation, from the generator's endpoint and from the contract itself."""

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
        settings: Collection[str],
    ) -> None:
        self._document = document
        self._properties = Combiner(document).properties
        self._emitter = emitter
        self._in_models = InModels(classes)
        self._endpoint = endpoint
        self._where = path
        self._path = path.partition("#")[0]
        self._operation = operation
        self._wrap: str | None = operation.get("x-wrap")
        self._always: dict[str, Any] | None = None
        self._may_be_absent = False
        self._defaults = settings
        self._body_is_optional = False
        # If the path and the operation declare the same parameter, the operation's declaration counts.
        declared = [self._resolve(each) for each in [*item.get("parameters", []), *operation.get("parameters", [])]]
        self._parameters = {(each["in"], each["name"]): each for each in declared}
        self._id = str(endpoint.name)
        self._tag = tag
        self._called = str(
            operation.get("x-operation-id", operation["operationId"]) or f"{endpoint.method.upper()} {self._path}"
        )
        self._verb = method_name(operation.get("x-verb") or self._id.removeprefix(f"{tag}_"), self._called)

    def _kind(self, prop: Any) -> str:
        """Return the kind as source. A kind that needs models becomes a function, which loads them on first use."""
        kind = self._emitter.kind(prop)
        in_models = self._in_models(kind)
        return kind if in_models == ast.unparse(ast.parse(kind)) else f"lambda: {in_models}"

    def _annotation(self, prop: Any, *, given: bool = False) -> str:
        return self._in_models(self._emitter.annotation(prop, optional=None, given=given))

    def _cannot(self, why: str) -> Unsupported:
        return Unsupported(f"{self._called}: {why}", self._at)

    @property
    def _at(self) -> At:
        return ("paths", self._where, self._endpoint.method.lower())

    # --- arguments ---

    def arguments(self) -> list[Argument]:
        """Return all arguments; if several have the same name, those outside the path get their place as a suffix."""
        found = [*self._from_parameters(), *self._from_body(), *self._from_files()]
        names = Counter(each.python_name for each in found)
        for index, each in enumerate(found):
            if names[each.python_name] > 1 and each.place not in ("path", ""):
                found[index] = each.renamed(f"{each.python_name}_{'body' if each.place == 'content' else each.place}")
        names = Counter(each.python_name for each in found)
        if alike := [f"{each.place} {each.name}" for each in found if names[each.python_name] > 1]:
            raise self._cannot(f"two arguments have one name in Python: {', '.join(alike)}")
        return found

    def _from_parameters(self) -> Iterator[Argument]:
        of = {
            "path": self._endpoint.path_parameters,
            "query": self._endpoint.query_parameters,
            "header": self._endpoint.header_parameters,
            "cookie": self._endpoint.cookie_parameters,
        }
        found = {(place, text(prop.name)): prop for place, props in of.items() for prop in props}
        for place, name in self._parameters:
            if place not in of:
                raise self._cannot(f"the parameter {name}: in: {place} is not supported")
            if (place, name) not in found:
                raise self._cannot(f"the parameter {name} has no schema")
        rest = self._path
        for place, name in found:
            rest = rest.replace(f"{{{name}}}", "") if place == "path" else rest
        if "{" in rest or "}" in rest:
            raise self._cannot(f"there is no parameter for all that {self._path} has in braces")
        for (place, name), prop in found.items():
            parameter = self._parameters[place, name]
            required = prop.required and name not in self._defaults
            form = self._form_of(place, name, prop, parameter)
            annotation = self._annotation(prop, given=True)
            yield self._argument(
                place,
                name,
                prop,
                annotation if required or annotation.endswith("None") else f"{annotation} | None",
                "" if required else "None",
                _described(parameter, prop),
                [*form, *self._setting(name)],
                is_deprecated=bool(parameter.get("deprecated")),
            )

    def _form_of(self, place: str, name: str, prop: Any, parameter: Mapping[str, Any]) -> list[str]:
        """Return the parts of the declaration for the text form; refuse values without a text form."""
        usual = "form" if place in ("query", "cookie") else "simple"
        style = parameter.get("style", usual)
        explode = parameter.get("explode", style == "form")
        every = inner_properties(prop) if isinstance(prop, UnionProperty) else [prop]
        some = [each for each in every if not (isinstance(each, NoneProperty) and not prop.required)]
        lists = [each for each in some if isinstance(each, ListProperty)]
        objects = [each for each in some if isinstance(each, MapProperty | ModelProperty)]
        inner = [each for of in [*lists, *objects] for each in self._inside(of)]
        is_text = all(map(_is_scalar, [*inner, *(each for each in some if each not in lists and each not in objects)]))
        if not is_text or (place == "path" and (lists or objects)) or (place != "query" and objects):
            raise self._cannot(f"the parameter {name} has no form in a {place}")
        if objects and (style, explode) in (("form", True), ("deepObject", True), ("deepObject", False)):
            return ["deep=True"] if style == "deepObject" else []
        separators = {"form": ",", "simple": ",", "pipeDelimited": "|", "spaceDelimited": " "}
        if objects or style not in separators or (style != usual and place != "query"):
            raise self._cannot(f"the parameter {name}: style: {style} is not supported")
        if not lists or (explode and style == "form" and place == "query"):
            return []
        return [f"separator={quote(separators[style])}"]

    def _inside(self, prop: Any) -> list[Any]:
        """Return the types inside a list or object in a parameter; objects omit keys with null."""
        found = self._emitter.members(prop) if isinstance(prop, ModelProperty) else inner_properties(prop)
        return [
            each
            for one in found
            for each in (inner_properties(one) if isinstance(one, UnionProperty) else [one])
            if not (isinstance(each, NoneProperty) and isinstance(prop, ModelProperty))
        ]

    def _from_body(self) -> Iterator[Argument]:
        """Yield an argument for each key of a JSON body; a call sends only the keys that it passes."""
        if not self._endpoint.bodies:
            return
        body = self._endpoint.bodies[0]
        raw = self._resolve(self._operation["requestBody"])
        schema = next(iter(raw["content"].values()))["schema"]
        if self._operation.get("x-body") == "multipart" and not self._properties(schema):
            return  # only files, which `_from_files` reads
        if not isinstance(body.prop, ModelProperty) or more(body.prop) is not None:
            yield self._whole_body(body.prop, raw)
            return
        self._body_is_optional = not raw.get("required") and bool(body.prop.required_properties)
        model = body.prop
        if self._wrap is not None:
            model, schema = self._wrapped(model, schema)
        schemas, dependent = self._properties(schema), self._resolve(schema).get("dependentRequired", {})
        members = self._emitter.members(model)
        needed = {text(prop.name) for prop in members if prop.required or is_write_only(model, prop)}
        constants = {
            name: self._resolve(each)["const"]
            for name, each in schemas.items()
            if self._is_constant(each) and name in needed
        }
        given = [prop for prop in members if text(prop.name) not in constants and not is_read_only(model, prop)]
        # The constant part of the body. It is also set if the body has no other keys, so that an empty object is sent.
        self._always = constants if constants or not given else None
        for prop in given:
            is_required = text(prop.name) in needed
            yield self._argument(
                "body",
                text(prop.name),
                attrs.evolve(prop, required=is_required),
                *self._may_be_left_out(self._annotation(prop, given=True), is_required and not self._body_is_optional),
                prop.description,
                [
                    *(["json_in_form=True"] if text(prop.name) in self._json_in_form else []),
                    *(["beside_files=True"] if self._files.keys() & dependent.get(text(prop.name), ()) else []),
                    *self._setting(text(prop.name)),
                    *([f"elsewhere={found}"] if (found := self._elsewhere(text(prop.name))) else []),
                ],
                is_deprecated=self._is_deprecated(schemas[text(prop.name)]),
            )

    def _elsewhere(self, name: str) -> dict[str, str]:
        """Return the constants that other calls of the same operation send for a key, each with its method."""
        found: dict[str, str] = {}
        for where, item in self._document["paths"].items():
            path, _, called = where.partition("#")
            call = item.get(self._endpoint.method.lower())
            if (path, bool(called)) == (self._path, True) and where != self._where and "requestBody" in (call or {}):
                schema = next(iter(self._resolve(call["requestBody"])["content"].values()))["schema"]
                value = self._resolve(self._properties(schema).get(name, {})).get("const")
                if isinstance(value, str):
                    found[value] = f"{self._tag}.{called.removeprefix(f'{self._tag}_')}"
        return found

    def _setting(self, name: str) -> list[str]:
        """Return the part of the declaration that names the default setting."""
        return [f"setting={quote(name)}"] if name in self._defaults else []

    def _whole_body(self, prop: Any, raw: Mapping[str, Any]) -> Argument:
        """Return the body as one argument: a list, a map, a union, a scalar, or any JSON."""
        if self._wrap is not None:
            raise self._cannot("x-wrap needs a body that is one object")
        if self._operation.get("x-body") in ("form", "multipart"):
            raise self._cannot("a form must be one object with properties")
        is_required = bool(raw.get("required"))
        annotation = self._annotation(attrs.evolve(prop, required=True), given=True)
        description = raw.get("description") or prop.description
        return self._argument(
            "content", "body", prop, *self._may_be_left_out(annotation, is_required), description, [], is_required
        )

    @staticmethod
    def _may_be_left_out(annotation: str, required: bool) -> tuple[str, str]:
        """Return the annotation and default of a body key: None omits an optional key, unless the key can be null."""
        if required:
            return annotation, ""
        if annotation == "Any":
            return annotation, "UNSET"
        return (f"{annotation} | Unset", "UNSET") if annotation.endswith("None") else (f"{annotation} | None", "None")

    def _is_deprecated(self, schema: Mapping[str, Any]) -> bool:
        return bool(schema.get("deprecated") or self._resolve(schema).get("deprecated"))

    def _is_constant(self, schema: Mapping[str, Any]) -> bool:
        return "const" in self._resolve(schema)

    def _wrapped(self, model: ModelProperty, schema: Mapping[str, Any]) -> tuple[ModelProperty, Mapping[str, Any]]:
        """Return the object inside the envelope that `x-wrap` names; envelopes can be nested."""
        if "x-multipart" in self._operation:
            raise self._cannot("x-wrap, and multipart/form-data: there would be no place for the files")
        for key in str(self._wrap).split("."):
            inner = {text(prop.name): prop for prop in self._emitter.members(model)}
            prop = inner.get(key)
            if list(inner) != [key] or not isinstance(prop, ModelProperty) or not prop.required:
                raise self._cannot(f"x-wrap: the body must have one key, {key}, which is a required object")
            model, schema = prop, self._properties(schema)[key]
        return model, schema

    def _from_files(self) -> Iterator[Argument]:
        """Yield an argument for each file of a body that may be multipart/form-data."""
        if "x-multipart" not in self._operation:
            return
        found = self._files
        if not found and self._operation.get("x-body") != "multipart":
            raise self._cannot("multipart/form-data without a file: JSON says the same")
        whole = self._resolve(self._operation["x-multipart"]["schema"]).get("required", [])
        needed = whole if self._operation.get("x-body") == "multipart" else []
        for name, schema in found.items():
            is_list = not is_file(schema)
            # All parts of `message[attachments][]` form the name: the last one alone would be ambiguous.
            python_name = str(strings.PythonIdentifier(re.sub(r"\W+", "_", name).strip("_"), "file"))
            declaration = [quote("file"), quote(name), "ListOf(Anything())" if is_list else "Anything()"]
            declaration += ["required=True"] if name in needed else []
            yield Argument(
                "file",
                name,
                python_name,
                ("Sequence[Upload]" if is_list else "Upload") + ("" if name in needed else " | None"),
                "" if name in needed else "None",
                schema.get("description", ""),
                call("Parameter", *declaration, *([f"argument={quote(python_name)}"] if python_name != name else [])),
            )
        yield PROGRESS

    @property
    def _files(self) -> dict[str, Mapping[str, Any]]:
        """The schemas of the files in a body that may be multipart/form-data, by their keys."""
        properties = self._properties(self._operation.get("x-multipart", {}).get("schema", {}))
        schemas = {name: self._resolve(each) for name, each in properties.items()}
        return {name: each for name, each in schemas.items() if is_file(each) or is_file_list(self._document, each)}

    @property
    def _json_in_form(self) -> set[str]:
        """The keys whose values are sent as JSON text if the body is multipart/form-data."""
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
        settings: list[str],
        required: bool | None = None,
        *,
        is_deprecated: bool = False,
    ) -> Argument:
        python_name = str(prop.python_name)
        taken = ("on_progress", *(["max_bytes"] if self._operation.get("x-answer") == "file" else []))
        if python_name in taken:  # names that the method uses
            python_name += "_"
        declaration = [quote(place), quote(name), self._kind(prop)]
        if python_name != name:
            declaration.append(f"argument={quote(python_name)}")
        is_required = not default if required is None else required
        if is_required or (place == "body" and self._body_is_optional and prop.required):
            declaration.append("required=True")
        return Argument(
            place,
            name,
            python_name,
            annotation,
            default,
            description,
            call("Parameter", *declaration, *settings),
            prop,
            has_setting=any(each.startswith("setting=") for each in settings),
            is_deprecated=is_deprecated,
        )

    def _resolve(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = resolve(self._document, value)[1]
        return found


def _described(parameter: Mapping[str, Any], prop: Any) -> Any:
    description = parameter.get("description") or prop.description
    return with_deprecation(text(description or "")) if parameter.get("deprecated") else description


def _is_scalar(prop: Any) -> bool:
    return not isinstance(prop, AnyProperty | ListProperty | ModelProperty | NoneProperty | UnionProperty)
