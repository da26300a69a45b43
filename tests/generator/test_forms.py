"""Documents that are not valid OpenAPI are refused in OpenAPI's terms: each fault with its position, all at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Document, Generate, small

pytestmark = pytest.mark.apart

SCHEMAS: dict[str, tuple[Any, str]] = {
    "type": ("any", "type: expected one of string, number, .*, or a list of them, got 'any'"),
    "required": (True, "required: expected a list of keys, in the object that has this property, got True"),
    "items": ([{"type": "string"}], "items: expected a schema; prefixItems has a list of them, got a list"),
    "enum": ("a", "enum: expected a list of values, got 'a'"),
    "properties": (["a"], "properties: expected an object with schemas, got a list"),
    "allOf": ({"type": "object"}, "allOf: expected a list of schemas, got an object"),
    "oneOf": (["a"], r"oneOf\.0: expected a schema, got 'a'"),
    "discriminator": ("kind", "discriminator: expected an object with a propertyName, and perhaps .*, got 'kind'"),
    "additionalProperties": ("yes", "additionalProperties: expected a schema, got 'yes'"),
    "minimum": ("1", "minimum: expected a number, got '1'"),
    "nullable": ("yes", "nullable: expected true or false, got 'yes'"),
    "dependentRequired": (["a"], "dependentRequired: expected an object with lists of keys, got a list"),
    "$ref": (5, r"\$ref: expected text, got 5"),
}
OPERATIONS: dict[str, tuple[Any, str]] = {
    "parameters": ({"name": "a"}, "parameters: expected a list of parameters, got an object"),
    "tags": ("t", "tags: expected a list of names, got 't'"),
    "operationId": (7, "operationId: expected text, got 7"),
    "security": ("key", "security: expected a list, got 'key'"),
    "responses": ([1], "responses: expected an object with names, got a list"),
    "requestBody": ({"required": "yes"}, "required: expected true or false, got 'yes'"),
}


def refusal(generate: Generate, document: Document) -> list[str]:
    """Return the driver's message, without the name of the contract."""
    with pytest.raises(SystemExit) as stop:
        generate(document)
    return [line.partition("contract.yaml:")[2].partition(": ")[2] for line in str(stop.value).splitlines()]


@pytest.mark.parametrize("key", SCHEMAS)
def test_schemas(generate: Generate, tmp_path: Path, key: str) -> None:
    """The message has the key, what OpenAPI requires, the actual value, and the JSON pointer; nothing is written."""
    value, message = SCHEMAS[key]
    with pytest.raises(
        SystemExit, match=rf"contract\.yaml:\d+: {message} \(#/components/schemas/A/{re.escape(key)}(/0)?\)$"
    ):
        generate(small(schemas={"A": {key: value}}))

    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("name", "shown"), [("1", "1"), ("true", "True"), ("2026-01-02", r"datetime\.date\(2026, 1, 2\)")]
)
def test_names_that_yaml_takes_for_values(generate: Generate, name: str, shown: str) -> None:
    """A property whose YAML name is not text is refused by name; quoted, it is accepted."""
    text = f"""
openapi: 3.1.0
info: {{title: Small, version: "1"}}
paths:
  /things:
    get:
      tags: [things]
      responses:
        200:
          description: Fine.
          content: {{application/json: {{schema: {{type: object, properties: {{{name}: {{type: string}}}}}}}}}}
"""
    with pytest.raises(SystemExit, match=rf"expected text as a name: write it in quotes, got {shown} \(#/paths/.*\)$"):
        generate(text)
    generate(text.replace(f"{name}:", f"'{name}':"))


@pytest.mark.parametrize("key", OPERATIONS)
def test_operations(generate: Generate, key: str) -> None:
    """Errors of form in operations are reported, too."""
    value, message = OPERATIONS[key]
    with pytest.raises(
        SystemExit, match=rf"contract\.yaml:\d+: {message} \(#/paths/~1things/post/{key}(/required)?\)$"
    ):
        generate(small(**{key: value}))


def test_all_at_once(generate: Generate) -> None:
    """All errors of form are reported together."""
    document = small(
        parameters=[{"name": "a", "in": "body", "schema": {}}, {"in": "query", "schema": {"type": "file"}}],
        schemas={"A": {"properties": {"a": "string", "b": {"required": False}}}},
    )
    document["paths"]["/things"]["get"] = {}
    document["paths"]["/things"]["post"]["responses"] = {"20X": {"description": ""}}

    places = [line.rpartition(" (")[2].removesuffix(")") for line in refusal(generate, document)]
    assert places == [
        "#/paths/~1things/get",
        "#/paths/~1things/post/responses/20X",
        "#/paths/~1things/post/parameters/0/in",
        "#/paths/~1things/post/parameters/1",
        "#/paths/~1things/post/parameters/1/schema/type",
        "#/components/schemas/A/properties/a",
        "#/components/schemas/A/properties/b/required",
    ]


def test_what_is_missing(generate: Generate) -> None:
    """The error names a missing required key."""
    document = small(parameters=[{"in": "query", "schema": {}}], responses=None)

    assert refusal(generate, document) == [
        "an operation needs responses (#/paths/~1things/post)",
        "a parameter needs name (#/paths/~1things/post/parameters/0)",
    ]


def test_problems_of_one_model_and_of_several_operations(generate: Generate) -> None:
    """Other problems are reported together, too: neither a property nor an operation hides another."""
    nowhere = {"$ref": "#/components/schemas/Nowhere"}
    apart = {"allOf": [{"type": "string"}, {"type": "integer"}]}
    document = small(answer={"type": "object", "properties": {"a": nowhere, "b": apart, "c": {"oneOf": [apart]}}})
    document["paths"]["/other"] = {"get": {"responses": {"404": {"description": ""}}}}
    document["paths"]["/third"] = {"servers": [], "get": {"responses": {"404": {"description": ""}}}}
    at = "#/paths/~1things/post/responses/200/content/application~1json/schema/properties"

    assert sorted(refusal(generate, document)) == [
        "/third: servers of a path are not supported: the client has one base URL (#/paths/~1third)",
        f"allOf: string and integer exclude each other ({at}/b)",
        f"allOf: string and integer exclude each other ({at}/c/oneOf/0)",
        f"the $ref #/components/schemas/Nowhere leads nowhere in this document ({at}/a)",
        "there is no response of a success: 200, 2XX, or default (#/paths/~1other/get/responses)",
    ]


def test_keys_that_are_null_are_not_there(generate: Generate) -> None:
    """A key without a value is null in YAML, and counts as absent."""
    document = small(answer={"type": "object", "properties": None, "description": None}, parameters=None, summary=None)
    document["paths"]["/things"]["post"] |= {"requestBody": None, "security": None}

    assert (generate(document) / "api" / "things.py").exists()


def test_names_that_are_taken(generate: Generate) -> None:
    """Two classes whose derived names are equal get numbers."""
    letters = {"type": "object", "properties": {"c": {"type": "object", "properties": {"x": {"type": "integer"}}}}}
    kinds = {"type": "object", "properties": {"c": {"type": "string", "enum": ["x"]}}}
    more = {
        "b_c": {"type": "object", "properties": {"y": {"type": "string"}}},
        "k_c": {"type": "string", "enum": ["y"]},
    }
    schemas = {"A": {"type": "object", "properties": {"b": letters, "k": kinds} | more}}
    models = generate(small(answer={"$ref": "#/components/schemas/A"}, schemas=schemas)) / "models"

    assert {path.stem for path in models.glob("*.py")} > {"a", "ab", "abc", "abc2", "ak", "akc"}
    assert len({path.stem for path in models.glob("*.py")}) == 8


def test_problems_of_calls(generate: Generate) -> None:
    """A problem of `x-calls` is reported at its position: in the call, or in the shared part."""
    document = small()
    operation = document["paths"]["/things"]["post"]
    operation["parameters"] = [{"name": "a", "in": "header", "content": {"text/plain": {}}}]
    operation["x-calls"] = {"things_do": {"responses": {"404": {"description": ""}}}, "things_undo": {"parameters": []}}
    document["paths"]["/other"] = {"get": {"x-calls": {"things_go": {"responses": {"404": {"description": ""}}}}}}
    at = "#/paths/~1things/post"

    assert refusal(generate, document) == [
        f"the parameter a: content is not supported; write a schema ({at}/parameters/0)",
        "there is no response of a success: 200, 2XX, or default (#/paths/~1other/get/x-calls/things_go/responses)",
    ]
    operation["parameters"] = []
    assert refusal(generate, document) == [
        f"there is no response of a success: 200, 2XX, or default ({at}/x-calls/things_do/responses)",
        "there is no response of a success: 200, 2XX, or default (#/paths/~1other/get/x-calls/things_go/responses)",
    ]
