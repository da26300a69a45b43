"""openapi.yaml itself: its examples, the captures of real servers and the published page are what it says."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import ValidationError  # type: ignore[import-untyped] # its types are a package of their own
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
    """`oneOf`, but with a discriminator the object has to be valid as what it says that it is, and as nothing else."""
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
    """The paths at which a value is not what the contract says, and why."""
    root = {"paths": document()["paths"], "components": document()["components"]} | schema
    validator = Validator(root, format_checker=oas31_format_checker)
    return [f"{leaf.json_path}: {leaf.message}" for error in validator.iter_errors(value) for leaf in leaves(error)]


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of a choice none of whose members fits: what is wrong with the one that comes nearest."""
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
    """Every example of the contract: where it is, its schema, its value."""
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
    """An example is what its schema says."""
    assert errors(schema, value) == []


def prose(at: Any, path: str = "#") -> Iterator[str]:
    """The places of keys that are words of a text."""
    for key, each in at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ():
        if " " in str(key) and each is None:
            yield f"{path}/{key}"
        yield from prose(each, f"{path}/{key}")


def test_texts_with_commas_are_quoted() -> None:
    """Between braces YAML ends a text without quotes at a comma, and takes the rest for a key."""
    assert [*prose(document())] == []


def test_examples_are_used() -> None:
    """No example is left over in the components."""
    text = json.dumps(document()["paths"])
    left = [
        name for name in document()["components"].get("examples", {}) if f"#/components/examples/{name}" not in text
    ]

    assert left == []


# --- captures ---


@pytest.mark.parametrize("name", SENT)
def test_captures_of_operations_are_valid(name: str) -> None:
    """What real servers answered to the operations of the contract, and took from them, is what the contract says."""
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
"""Operations of which no success was recorded: they rest on what is published, and on the server's source."""


def test_captures_cover_the_operations() -> None:
    """Of every other operation there is a recorded success, which is replayed; of these the contract says so."""
    every = {operation["operationId"]: operation for _, _, operation in operations()}
    succeeded = {str((operation_of(each) or {})["operationId"]) for each in SENT.values() if each.status < 300}
    answers = {name: each["responses"].get("200", {}).get("x-evidence", "") for name, each in every.items()}

    called = {name: f"{each['tags'][0]}.{name.removeprefix(each['tags'][0] + '_')}" for name, each in every.items()}
    assert {called[name] for name in set(every) - succeeded} == NOT_CAPTURED
    assert {called[name] for name, text in answers.items() if "ot captured" in text} == NOT_CAPTURED


@pytest.mark.parametrize("name", FAILED)
def test_captured_errors_are_valid(name: str) -> None:
    """Whatever was asked, a server's error is what the contract has for its status (or, of a 403, for another)."""
    exchange, responses = FAILED[name], document()["components"]["responses"]
    declared = [responses[ERRORS[exchange.status]]] if exchange.status in ERRORS else list(responses.values())
    schemas = [
        each["content"][exchange.media_type]["schema"] for each in declared if exchange.media_type in each["content"]
    ]

    assert exchange.status in {*ERRORS, 403}
    assert exchange.body is None or [] in [errors(schema, exchange.body) for schema in schemas]


@pytest.mark.parametrize("name", [name for name, each in EXCHANGES.items() if each.media_type == "text/html"])
def test_captured_pages_are_of_no_operation(name: str) -> None:
    """A page of HTML answers what the server has no route for, or a body that is no JSON; the contract knows which."""
    exchange, operation = EXCHANGES[name], operation_of(EXCHANGES[name])
    if exchange.status != 400:
        assert exchange.status == 404
        assert operation is None or "text/html" in reference(operation["responses"]["404"])["content"]


# --- the published page ---


def published() -> Any:
    return json.loads((PUBLISHED / "conversation_details.json").read_text(encoding="utf-8"))


def test_published_example_differs_where_the_contract_says_so() -> None:
    """The example of the page is valid, but for the moments that servers write as text."""
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
    """The page's error is in the contract as the page has it."""
    value = json.loads((PUBLISHED / "error.json").read_text(encoding="utf-8"))

    assert errors({"$ref": "#/components/schemas/DocumentedError"}, value) == []


def undescribed(schema: Document, value: Any, path: str = "$") -> Iterator[str]:
    """The paths of keys that the contract does not have, or has without saying what they are."""
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
    """Every property of the page is in the contract, with a type, or as the free form that it is."""
    assert list(undescribed({"$ref": "#/components/schemas/Conversation"}, published())) == []


def test_published_parameters_are_in_the_contract() -> None:
    """So is every parameter of the page: two of the path, and the token."""
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


def test_the_extended_contract_is_openapi() -> None:
    """The extended contract of the tests is valid OpenAPI 3.1; `make contract` asks the same of the contract."""
    validate(extended())


def test_an_operation_has_the_bodies_of_its_calls() -> None:
    """A reader that does not know `x-calls` finds the bodies of all calls of an operation beside its path."""
    several = [each for item in document()["paths"].values() for each in item.values() if "x-calls" in each]
    assert several
    for operation in several:
        of_calls = [call["requestBody"]["content"]["application/json"]["schema"] for call in calls(operation)]
        assert operation["requestBody"]["content"]["application/json"]["schema"]["oneOf"] == of_calls


def test_every_reader_of_yaml_reads_the_same() -> None:
    """YAML 1.1, which many tools know alone, knows no question mark inside of braces, and takes `on` for true."""
    for read in (yaml.safe_load, YAML(typ="safe").load):
        assert document() == read(CONTRACT.read_text(encoding="utf-8"))


def test_clients_exist() -> None:
    """`x-clients` names the clients of the package, and settings that each has."""
    for name, each in document()["x-clients"].items():
        client = getattr(aiochatwoot, name)
        assert set(each.get("settings", ())) <= set(inspect.signature(client).parameters)
        assert issubclass(client, getattr(api, f"{each.get('prefix', '').title()}Resources"))


def test_every_value_of_an_enum_is_described() -> None:
    """An enum has a description, and each of its values; the one value of a constant follows from its schema."""
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
    """Every extension that the contract uses is explained at its top."""
    used = set(re.findall(r'"(x-[a-zA-Z-]+)":', json.dumps(document())))
    widely_known = {"x-enum-varnames"}

    assert {each for each in used if each not in document()["info"]["description"]} - widely_known == set()
