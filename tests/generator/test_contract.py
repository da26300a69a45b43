"""openapi.yaml matches its examples, the captures of real servers and the published page."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import ValidationError  # type: ignore[import-untyped] # types-jsonschema is not installed
from jsonschema.validators import extend  # type: ignore[import-untyped]
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import validate
from ruamel.yaml import YAML

import aiochatwoot
from aiochatwoot.generated import api

from ..contract import CONTRACT, calls, document, reference
from ..replayed import EXCHANGES, NEVER_SENT, NOTHING, operation_of, operations
from .conftest import Document, extended

pytestmark = pytest.mark.apart

PUBLISHED = Path(__file__).parents[1] / "published"
METHODS = ("get", "put", "post", "delete", "patch")
ERRORS = {401: "Unauthorized", 404: "NotFound", 422: "Unprocessable", 429: "TooManyRequests", 500: "ServerFault"}


def one_of(validator: Any, choices: Any, value: Any, schema: Document) -> Iterator[Any]:
    """Check `oneOf`. With a discriminator, the object must be valid for its own kind only."""
    discriminator = schema.get("discriminator")
    if discriminator is None or not isinstance(value, dict) or not value:
        yield from OAS31Validator.VALIDATORS["oneOf"](validator, choices, value, schema)
        return
    kind = value.get(discriminator["propertyName"])
    if kind in discriminator["mapping"]:
        yield from validator.descend(value, {"$ref": discriminator["mapping"][kind]})
    else:
        yield ValidationError(f"{kind!r} is no {discriminator['propertyName']}")


Validator: Any = extend(OAS31Validator, {"oneOf": one_of})


def errors(schema: Document, value: Any) -> list[str]:
    """Return the paths and reasons of all deviations of a value from a schema of the contract."""
    root = {"paths": document()["paths"], "components": document()["components"]} | schema
    validator = Validator(root, format_checker=oas31_format_checker)
    return [f"{leaf.json_path}: {leaf.message}" for error in validator.iter_errors(value) for leaf in leaves(error)]


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the errors of a value; for a failed choice, the errors of the member that matches best."""
    choices: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        choices.setdefault(inner.schema_path[0], []).append(inner)
    near = [found for found in choices.values() if all(each.relative_path for each in found)]
    if not near:
        yield error
    else:
        for inner in min(near, key=len):
            yield from leaves(inner)


SENT = {name: each for name, each in EXCHANGES.items() if name not in NEVER_SENT}
FAILED = {name: each for name, each in EXCHANGES.items() if each.status >= 400 and each.media_type != "text/html"}


# --- examples ---


def examples(at: Any, path: str = "#") -> Iterator[tuple[str, Document, Any]]:
    """Yield every example of the contract: its location, its schema and its value."""
    if isinstance(at, list):
        for index, item in enumerate(at):
            yield from examples(item, f"{path}/{index}")
    if not isinstance(at, dict):
        return
    if "schema" in at and "example" in at:
        yield path, at["schema"], at["example"]
    for name, each in at.get("examples", {}).items() if "schema" in at else ():
        yield f"{path}/{name}", at["schema"], reference(each)["value"]
    if "example" in at and "type" in at:
        yield path, at, at["example"]
    for key, item in at.items():
        if key not in ("example", "examples", "value"):
            yield from examples(item, f"{path}/{key}")


@pytest.mark.parametrize(("schema", "value"), [pytest.param(s, v, id=path) for path, s, v in examples(document())])
def test_examples_are_valid(schema: Document, value: Any) -> None:
    """Each example matches its schema."""
    assert errors(schema, value) == []


def prose(at: Any, path: str = "#") -> Iterator[str]:
    """Yield the locations of keys that contain spaces and have no value, as parts of unquoted texts have."""
    for key, each in at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ():
        if " " in str(key) and each is None:
            yield f"{path}/{key}"
        yield from prose(each, f"{path}/{key}")


def test_texts_with_commas_are_quoted() -> None:
    """In YAML, a comma ends an unquoted text inside braces, and the rest becomes a key; all such texts are quoted."""
    assert [*prose(document())] == []


def test_examples_are_used() -> None:
    """Each example in the components is used."""
    text = json.dumps(document()["paths"])
    left = [
        name for name in document()["components"].get("examples", {}) if f"#/components/examples/{name}" not in text
    ]

    assert left == []


# --- captures ---


@pytest.mark.parametrize("name", SENT)
def test_captures_of_operations_are_valid(name: str) -> None:
    """The recorded requests and responses of the contract's operations match the contract."""
    exchange = SENT[name]
    operation = operation_of(exchange)
    assert operation is not None
    content = reference(operation["responses"][str(exchange.status)]).get("content")
    if content is not None and (exchange.body is not None or exchange.status < 300):
        assert exchange.media_type in content
        assert errors(content[exchange.media_type]["schema"], exchange.body) == []
    if exchange.status < 300 and exchange.sent is not NOTHING:
        body = reference(operation["requestBody"])["content"]["application/json"]
        assert errors(body["schema"], exchange.sent) == []


NOT_CAPTURED = {
    "agents.update",
    "contacts.filter",
    "contacts.merge",
    "conversations.reporting_events",
    "custom_filters.get",
    "labels.update",
    "messages.translate",
}
"""Operations without a recorded success. Their declarations follow the published page and the server's source."""


def test_captures_cover_the_operations() -> None:
    """Each other operation has a recorded success, which is replayed; the contract marks these operations."""
    every = {operation["operationId"]: operation for _, _, operation in operations()}
    succeeded = {str((operation_of(each) or {})["operationId"]) for each in SENT.values() if each.status < 300}
    answers = {name: each["responses"].get("200", {}).get("x-evidence", "") for name, each in every.items()}

    called = {name: f"{each['tags'][0]}.{name.removeprefix(each['tags'][0] + '_')}" for name, each in every.items()}
    advice = "add captures of a success to tests/captures/, or the names to NOT_CAPTURED in this file"
    assert {called[name] for name in set(every) - succeeded} == NOT_CAPTURED, advice
    advice = "the x-evidence of the 200 responses in contract/<tag>.yaml says 'not captured' for exactly these"
    assert {called[name] for name, text in answers.items() if "ot captured" in text} == NOT_CAPTURED, advice


@pytest.mark.parametrize("name", FAILED)
def test_captured_errors_are_valid(name: str) -> None:
    """Each error of a server matches the contract's schema for its status; the body of a 403 matches any error."""
    exchange, responses = FAILED[name], document()["components"]["responses"]
    declared = [responses[ERRORS[exchange.status]]] if exchange.status in ERRORS else list(responses.values())
    schemas = [
        each["content"][exchange.media_type]["schema"] for each in declared if exchange.media_type in each["content"]
    ]

    assert exchange.status in {*ERRORS, 403}
    assert exchange.body is None or [] in [errors(schema, exchange.body) for schema in schemas]


@pytest.mark.parametrize("name", [name for name, each in EXCHANGES.items() if each.media_type == "text/html"])
def test_captured_pages_are_of_no_operation(name: str) -> None:
    """Servers send HTML only for unknown routes, invalid JSON, and operations for which the contract declares it."""
    exchange, operation = EXCHANGES[name], operation_of(EXCHANGES[name])
    if exchange.status != 400:
        assert exchange.status == 404
        assert operation is None or "text/html" in reference(operation["responses"]["404"])["content"]


# --- the published page ---


def published() -> Any:
    return json.loads((PUBLISHED / "conversation_details.json").read_text(encoding="utf-8"))


def test_published_example_differs_where_the_contract_says_so() -> None:
    """The example of the page is valid, except for timestamps that servers send as text."""
    expected = [
        "$.messages[0].updated_at: 0 is not of type 'string'",
        "$.last_non_activity_message.updated_at: 0 is not of type 'string'",
        "$.snoozed_until: 0 is not of type 'string', 'null'",
    ]
    schemas = document()["components"]["schemas"]

    assert sorted(expected) == sorted(errors({"$ref": "#/components/schemas/Conversation"}, published()))
    assert "The published page has an integer" in schemas["Message"]["properties"]["updated_at"]["x-evidence"]
    assert "The published page has an integer" in schemas["Conversation"]["properties"]["snoozed_until"]["x-evidence"]


def test_published_error_is_valid() -> None:
    """The page's error matches its schema in the contract."""
    value = json.loads((PUBLISHED / "error.json").read_text(encoding="utf-8"))

    assert errors({"$ref": "#/components/schemas/DocumentedError"}, value) == []


def undescribed(schema: Document, value: Any, path: str = "$") -> Iterator[str]:
    """Yield the paths of keys that the contract does not have, or has without a type and not as free-form."""
    schema = reference(schema)
    choices = [each for kind in ("oneOf", "anyOf", "allOf") for each in schema.get(kind, [])]
    if choices:
        found = [list(undescribed(choice, value, path)) for choice in choices]
        yield from min(found, key=len)
    elif isinstance(value, list):
        for item in value:
            yield from undescribed(schema["items"], item, f"{path}[0]")
    elif isinstance(value, dict) and "properties" in schema:
        for key, item in value.items():
            if key not in schema["properties"]:
                yield f"{path}.{key}"
            else:
                yield from undescribed(schema["properties"][key], item, f"{path}.{key}")
    elif "type" not in schema and not str(schema.get("description")).startswith("Free-form"):
        yield path


def test_published_properties_are_in_the_contract() -> None:
    """The contract has every property of the page, with a type or as a free-form value."""
    assert list(undescribed({"$ref": "#/components/schemas/Conversation"}, published())) == []


def test_published_parameters_are_in_the_contract() -> None:
    """The contract has every parameter of the page: two in the path, and the token."""
    operation = document()["paths"]["/api/v1/accounts/{account_id}/conversations/{conversation_id}"]["get"]
    parameters = [reference(each) for each in operation["parameters"]]
    key = document()["components"]["securitySchemes"]["userApiKey"]

    assert [(each["in"], each["name"], each["required"]) for each in parameters] == [
        ("path", "account_id", True),
        ("path", "conversation_id", True),
    ]
    assert [reference(each["schema"])["type"] for each in parameters] == ["integer", "integer"]
    assert (key["type"], key["in"], key["name"]) == ("apiKey", "header", "api_access_token")


# --- the contract as a whole ---


def test_it_is_openapi() -> None:
    """The contract, with the extension of these tests, is valid OpenAPI 3.1."""
    validate(extended())


def test_an_operation_has_the_bodies_of_its_calls() -> None:
    """A reader without support for `x-calls` finds the bodies of all calls of an operation in its own body."""
    several = [each for item in document()["paths"].values() for each in item.values() if "x-calls" in each]
    assert several
    for operation in several:
        of_calls = [call["requestBody"]["content"]["application/json"]["schema"] for call in calls(operation)]
        assert operation["requestBody"]["content"]["application/json"]["schema"]["oneOf"] == of_calls


def test_every_reader_of_yaml_reads_the_same() -> None:
    """YAML 1.1 and 1.2 parsers read the same document, although 1.1 reads `on` as true."""
    for read in (yaml.safe_load, YAML(typ="safe").load):
        assert document() == read(CONTRACT.read_text(encoding="utf-8"))


def test_clients_exist() -> None:
    """`x-clients` names classes of the package, and settings that these accept."""
    for name, each in document()["x-clients"].items():
        client = getattr(aiochatwoot, name)
        assert set(each.get("settings", ())) <= set(inspect.signature(client).parameters)
        assert issubclass(client, getattr(api, f"{each.get('prefix', '').title()}Resources"))


def test_every_value_of_an_enum_is_described() -> None:
    """Each enum and each of its values has a description."""
    schemas = document()["components"]["schemas"]
    enums = {name: each for name, each in schemas.items() if each.keys() & {"enum", "x-extensible-enum"}}
    undescribed = [
        f"{name}: {value}"
        for name, each in enums.items()
        for value in each.get("enum", each.get("x-extensible-enum"))
        if value is not None and not each.get("x-enumDescriptions", {}).get(str(value))
    ]
    assert len(enums) > 50
    assert undescribed == []


def test_extensions_are_explained() -> None:
    """The description of the contract explains every extension in use."""
    used = set(re.findall(r'"(x-[a-zA-Z-]+)":', json.dumps(document())))
    widely_known = {"x-enum-varnames"}

    assert {each for each in used if each not in document()["info"]["description"]} - widely_known == set()
