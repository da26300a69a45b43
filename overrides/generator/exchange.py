"""Rewrites operations for the later steps: one body, one success, names, and no references.

JSON takes precedence among the media types of a body or success. Extensions hold data that only the runtime needs:
`x-body` (form, multipart, or a media type of JSON), `x-answer` (text, file), `x-anonymous`, `x-verb`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openapi_python_client import strings

from checks import OF_CLIENTS
from combine import Combiner, Schema
from contract import At, Unsupported, methods, pointer, resolve, unused, without

JSON = "application/json"
MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"
# OpenAPI ignores header parameters with these names; the client sets these headers.
_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
_IN_BRACES = re.compile(r"\{([^{}]+)\}")
_ENCODINGS = {
    "contentType": ("text/plain",),
    "style": ("form", "deepObject"),
    "explode": (True,),
    "allowReserved": (False,),
}
"""Encodings of form keys that have no effect."""


class Exchanges:
    """Rewrites the operations of one document."""

    def __init__(self, document: Schema, notes: list[str], problems: list[Unsupported]) -> None:
        self._document = document
        self._notes = notes
        self._problems = problems
        self._verbs: dict[str, set[str]] = {}

    def rewritten(self) -> Schema:
        """Return the document with its operations rewritten."""
        paths: Schema = {}
        for path, item in self._document.get("paths", {}).items():
            try:
                paths[path] = self._path(path, item)
            except Unsupported as error:
                self._problems.append(error)
        return self._document | {"paths": paths}

    def _path(self, path: str, item: Schema) -> Schema:
        at = ("paths", path)
        if "$ref" in item:
            _, target = resolve(self._document, item)
            if not target or not str(item["$ref"]).startswith("#/"):
                raise Unsupported(f"{path}: the $ref {item['$ref']} leads nowhere in this document", at)
            item = target | without(item, "$ref")
        if "servers" in item:
            raise Unsupported(f"{path}: servers of a path are not supported: the client has one base URL", at)
        new = dict(item)
        shared = self._parameters(at, new.get("parameters"))
        for method, operation in methods(item):
            try:
                new[method] = self._operation((*at, method), path, method, operation, shared)
            except Unsupported as error:
                self._problems.append(error)
                del new[method]
        if shared:
            new["parameters"] = shared
        return new

    def _operation(self, at: At, path: str, method: str, operation: Schema, shared: list[Schema]) -> Schema:
        if "servers" in operation:
            raise Unsupported(
                f"{_called(path, method, operation)}: servers of an operation are not supported: "
                "the client has one base URL",
                at,
            )
        new = dict(operation)
        new["parameters"] = self._with_undeclared(at, path, self._parameters(at, operation.get("parameters")), shared)
        if not new["parameters"]:
            del new["parameters"]
        if "requestBody" in operation:
            new |= self._body(at, operation)
        if "responses" in operation:
            new |= self._answer(at, operation)
        if operation.get("security") == []:
            new["x-anonymous"] = True
        return new | self._named(at, path, method, operation)

    # --- names ---

    def _named(self, at: At, path: str, method: str, operation: Schema) -> Schema:
        """Return the tag and the verb: `<tag>_<verb>` if the operationId has this form, otherwise derived names.

        If there is no tag, the first word of the path replaces it. The verb is the operationId in snake case, without
        the tag at its beginning or end, and without FastAPI's suffix of path and method. If there is no operationId,
        the verb consists of the method and the words of the path.
        """
        words = [each for each in re.split(r"[/:.]", _IN_BRACES.sub("", path)) if each]
        tags = operation.get("tags")
        tag = str(tags[0]) if isinstance(tags, list) and tags else (words[0] if words else "api")
        name = str(strings.PythonIdentifier(tag, "tag"))
        if name in OF_CLIENTS:
            raise Unsupported(
                f"{_called(path, method, operation)}: a tag cannot be called {tag}: the client has that itself", at
            )
        own = operation.get("operationId")
        is_by_hand = isinstance(own, str) and not own.endswith(_by_fastapi(path, method))
        if is_by_hand and str(own).startswith(f"{name}_") and own == identifier(str(own)):
            return {"tags": [tag]}
        verb, taken = self._derived(name, path, method, own), self._taken(name)
        verb = unused(verb, taken, "_")
        taken.add(verb)
        return {"tags": [tag], "operationId": identifier(f"{name}_{verb}"), "x-verb": verb, "x-operation-id": own}

    def _taken(self, tag: str) -> set[str]:
        """Return the verbs that are taken for a tag, including those of explicit operationIds."""
        if tag not in self._verbs:
            given = [str(each.get("operationId")) for _, _, each in operations(self._document)]
            self._verbs[tag] = {each.removeprefix(f"{tag}_") for each in given if each.startswith(f"{tag}_")}
        return self._verbs[tag]

    def _derived(self, tag: str, path: str, method: str, own: Any) -> str:
        if isinstance(own, str) and own.strip():
            verb = _snake(own.removesuffix(_by_fastapi(path, method)) or own)
            verb = verb.removeprefix(f"{tag}_").removesuffix(f"_{tag}")
        else:
            literal = _snake(_IN_BRACES.sub("", path)).removeprefix(tag).strip("_")
            by = [_snake(each) for each in _IN_BRACES.findall(path)]
            verb = "_".join(filter(None, [method, literal, "by" if by else "", *by]))
        verb = verb.strip("_") or method
        return verb if verb.isidentifier() else f"do_{verb}"

    # --- parameters ---

    def _parameters(self, at: At, given: Any) -> list[Schema]:
        found: list[Schema] = []
        for index, each in enumerate(given if isinstance(given, list) else []):
            parameter = resolve(self._document, each)[1]
            if not isinstance(parameter, dict) or not parameter:
                raise Unsupported("a parameter whose $ref leads nowhere", (*at, "parameters", index))
            if parameter.get("in") == "header" and str(parameter.get("name")).lower() in _IGNORED_HEADERS:
                continue
            content = parameter.get("content")
            if "schema" not in parameter and isinstance(content, dict) and content:
                raise Unsupported(
                    f"the parameter {parameter.get('name')}: content is not supported; write a schema",
                    (*at, "parameters", index),
                )
            name, place = parameter.get("name"), parameter.get("in")
            if place == "path" and f"{{{name}}}" not in str(at[1]):
                self._notes.append(f"{pointer(at)}: the parameter {name} is not in the path, and left out")
                continue
            again = next((one for one in found if (one.get("name"), one.get("in")) == (name, place)), None)
            if again is not None:
                found.remove(again)
                if _bare(again) != _bare(parameter):
                    self._notes.append(f"{pointer(at)}: of two parameters {name} the last is taken")
            found.append(parameter | ({"required": True} if place == "path" else {}))
        return found

    def _with_undeclared(self, at: At, path: str, own: list[Schema], shared: list[Schema]) -> list[Schema]:
        declared = {each.get("name") for each in [*own, *shared] if each.get("in") == "path"}
        missing = [name for name in _IN_BRACES.findall(path) if name not in declared]
        for name in missing:
            self._notes.append(f"{pointer(at)}: the parameter {name} of the path is not declared, and taken for text")
        return own + [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in missing]

    # --- bodies ---

    def _body(self, at: At, operation: Schema) -> Schema:
        body = resolve(self._document, operation["requestBody"])[1]
        content = _by_media_type(body)
        if not content:
            return {"requestBody": body}
        json = _json_of(content)
        taken = json or next((each for each in (URLENCODED, MULTIPART) if each in content), None)
        if taken is None:
            raise Unsupported(
                f"a body of {', '.join(content)} is not supported: JSON and forms are", (*at, "requestBody")
            )
        lost = [each for each in content if each not in (taken, MULTIPART)]
        if lost:
            self._notes.append(f"{pointer(at)}: the body is sent as {taken}, not as {', '.join(lost)}")
        media = content[taken] | {"schema": content[taken].get("schema", {})}
        new: Schema = {}
        if MULTIPART in content:
            new["x-multipart"] = content[MULTIPART] | {"schema": content[MULTIPART].get("schema", {})}
        if taken == MULTIPART:
            media = self._without_files(at, media)
            new["x-body"] = "multipart"
        elif taken != JSON:
            new["x-body"] = "form" if taken == URLENCODED else taken
        for form in {taken, MULTIPART} & {URLENCODED, MULTIPART} & content.keys():
            self._check_encoding((*at, "requestBody", "content", form), content[form], form)
        return new | {"requestBody": body | {"content": {JSON: media}}}

    def _check_encoding(self, at: At, media: Schema, form: str) -> None:
        """Refuse unsupported encodings of form keys. In multipart, parts with files may have any media type."""
        properties = Combiner(self._document).opened(media.get("schema", {}), pointer(at)).get("properties", {})
        for name, encoding in media.get("encoding", {}).items():
            for key, value in encoding.items():
                done = _ENCODINGS.get(key, ())
                if key == "contentType" and form == MULTIPART:
                    done = (value,) if self._is_file(properties.get(name)) else (*done, JSON)
                if value not in done:
                    raise Unsupported(f"{key} {value} of {name} is not supported in {form}", (*at, "encoding", name))

    def _without_files(self, at: At, media: Schema) -> Schema:
        whole = Combiner(self._document).opened(media["schema"], pointer(at))
        properties = whole.get("properties", {})
        fields = {name: each for name, each in properties.items() if not self._is_file(each)}
        required = [name for name in whole.get("required", []) if name in fields]
        new = whole | {"type": "object", "properties": fields, "required": required}
        return media | {"schema": new if fields else new | {"maxProperties": 0}}

    def _is_file(self, schema: Any) -> bool:
        whole = resolve(self._document, schema)[1]
        return is_file(whole) or is_file_list(self._document, whole)

    # --- responses ---

    def _answer(self, at: At, operation: Schema) -> Schema:
        """Return one success that replaces all successes of an operation. Error responses are not generated."""
        given = {str(code): resolve(self._document, each)[1] for code, each in operation["responses"].items()}
        for code, each in operation["responses"].items():
            if isinstance(each, dict) and "$ref" in each and not given[str(code)]:
                raise Unsupported(f"the $ref {each['$ref']} leads nowhere in this document", (*at, "responses", code))
        successes = {code: each for code, each in given.items() if code[0] == "2"}
        if not successes and "default" in given:
            successes = {"200": given["default"]}
        if not successes:
            raise Unsupported("there is no response of a success: 200, 2XX, or default", (*at, "responses"))
        contents = {code: _by_media_type(each) for code, each in successes.items()}
        json = {code: each[key] for code, each in contents.items() if (key := _json_of(each)) is not None}
        code, first = next(iter({code: successes[code] for code in json or contents}.items()))
        first = {"description": ""} | first  # required by OpenAPI, but missing in many documents
        is_empty = any(not each for each in contents.values())
        if json:
            self._note_others(at, contents)
            schemas: list[Any] = []
            for each in json.values():
                schema = each.get("schema", {})
                if _bare(schema) not in map(_bare, schemas):
                    schemas.append(schema)
            if is_empty:
                schemas.append({"type": "null"})
            schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas, "x-at": pointer((*at, "responses"))}
            return {"responses": {code: first | {"content": {JSON: {"schema": schema}}}}}
        types = [each for of in contents.values() for each in of]
        bare = without(first, "content")
        if not types:
            return {"responses": {code: bare}}
        kind = "text" if all(each.startswith("text/") for each in types) else "file"
        return {"responses": {code: bare}, "x-answer": kind, "x-accept": ", ".join(dict.fromkeys(types))}

    def _note_others(self, at: At, contents: Mapping[str, Mapping[str, Any]]) -> None:
        others = [each for content in contents.values() for each in content if not _is_json(each)]
        if others:
            self._notes.append(f"{pointer(at)}: of the success JSON is read, not {', '.join(dict.fromkeys(others))}")


def identifier(operation_id: str) -> str:
    """Return the parser's name for an operationId."""
    return str(strings.PythonIdentifier(operation_id, "field_"))


def _by_fastapi(path: str, method: str) -> str:
    """Return the suffix that FastAPI appends to a function's name in an operationId."""
    return re.sub(r"\W", "_", f"{path}_{method}")


def is_file(schema: Mapping[str, Any]) -> bool:
    """Return whether a schema describes a file in a form: `format: binary`, or `contentMediaType` in OpenAPI 3.1."""
    is_binary = schema.get("format") == "binary" or ("contentMediaType" in schema and "contentEncoding" not in schema)
    return schema.get("type", "string") == "string" and is_binary


def is_file_list(document: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Return whether a schema describes a list of files in a form."""
    return schema.get("type") == "array" and is_file(resolve(document, schema.get("items"))[1])


def operations(document: Mapping[str, Any]) -> Iterator[tuple[At, str, Schema]]:
    """Yield every operation with its location and path."""
    for path, item in document.get("paths", {}).items():
        for method, operation in methods(item):
            yield ("paths", path, method), path, operation


def _called(path: str, method: str, operation: Mapping[str, Any]) -> str:
    return str(operation.get("operationId") or f"{method.upper()} {path}")


def _by_media_type(body: Any) -> dict[str, Schema]:
    """Return the content of a body by media type, without parameters of media types."""
    content = body.get("content") if isinstance(body, dict) else None
    found: dict[str, Schema] = {}
    for name, media in (content if isinstance(content, dict) else {}).items():
        found.setdefault(str(name).partition(";")[0].strip().lower(), media if isinstance(media, dict) else {})
    return found


def _is_json(media_type: str) -> bool:
    return media_type in (JSON, "*/*", "application/*", "text/json") or media_type.endswith("+json")


def _json_of(content: Mapping[str, Any]) -> str | None:
    return JSON if JSON in content else next(filter(_is_json, content), None)


def _bare(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _bare(value) for key, value in schema.items() if key not in ("x-at", "description", "title")}


def _snake(text: str) -> str:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+|[^\W\d_]+", text)
    return "_".join(words).lower()
