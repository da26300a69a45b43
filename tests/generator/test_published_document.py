"""The generator accepts Chatwoot's own published document as a whole, and its client decodes recorded responses fully.

`tests/published/operations.json` has the published operations and components, without texts for readers. The exchanges
are those of `tests/captures`, and more of the published operations in `tests/published/exchanges.json`.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ..conftest import CAPTURES
from .conftest import Document, Generate, Vendored, importable, vendor

pytestmark = pytest.mark.apart

PUBLISHED = Path(__file__).parents[1] / "published"

CONTRADICTED = {
    "webhooks.list_all": "an array, and servers wrap it in an object",
    "conversation_assignments.assign_a_conversation": "an object, and servers send null where nobody is assigned",
    "reports.get_account_conversation_metrics": "an object, and for type=agent servers send an array",
}
"""Operations whose success has another JSON type than the document declares: the call raises an error with the body."""

WITHOUT_A_BODY = {"conversations.update_conversation", "messages.delete_a_message"}
"""Operations whose success has no body in the document, although servers send one."""


@cache
def document() -> Document:
    """Return the published operations as an OpenAPI document."""
    published = json.loads((PUBLISHED / "operations.json").read_text(encoding="utf-8"))
    paths: Document = {}
    for each in published["operations"]:
        rest = {key: value for key, value in each.items() if key not in ("path", "method")}
        paths.setdefault(each["path"], {})[each["method"].lower()] = rest
    return {
        "openapi": "3.0.4",
        "info": {"title": "Chatwoot", "version": "4"},
        "paths": paths,
        "components": published["components"],
    }


def exchanges() -> Iterator[tuple[str, Document]]:
    """Yield the recorded successes that have a body, by name."""
    for path in [*sorted(CAPTURES.rglob("*.json")), PUBLISHED / "exchanges.json"]:
        data = json.loads(path.read_text(encoding="utf-8"))
        for name, each in {"": data}.items() if "request" in data else data.items():
            if 200 <= each["status"] < 300 and each["body_text"].strip():
                yield f"{path.stem}:{name}", each


@pytest.fixture(scope="module")
def notes() -> list[str]:
    """The generator's notes."""
    return []


@pytest.fixture(scope="module")
def package(run_driver: Generate, tmp_path_factory: pytest.TempPathFactory, notes: list[str]) -> Iterator[Vendored]:
    """The vendored package with the code generated from the document."""
    with contextlib.redirect_stderr(io.StringIO()) as said:
        made = vendor(run_driver, tmp_path_factory.mktemp("published"), "published_client", document())
    notes += said.getvalue().splitlines()
    yield from importable(made)


@pytest.fixture(scope="module")
def operations(package: Vendored) -> dict[str, Any]:
    """The operations of the package, by id."""
    found: dict[str, Any] = package(".generated.api").operations()
    return found


def operation_of(operations: dict[str, Any], exchange: Document) -> Any:
    """Return the operation with an exchange's method and path; literal paths precede those with parameters."""
    path = exchange["request"]["path"].partition("?")[0]
    for each in sorted(operations.values(), key=lambda each: each.path.count("{")):
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each.path.rstrip("/")))
        if each.method == exchange["request"]["method"] and re.fullmatch(pattern, path.rstrip("/")):
            return each
    return None


def test_all_of_it_generates(package: Vendored, operations: dict[str, Any]) -> None:
    """Each operation of the document is a method, and each model and module can be imported."""
    declared = {(method.upper(), path) for path, item in document()["paths"].items() for method in item}
    models = package(".generated.models")

    assert {(each.method, each.path) for each in operations.values()} == declared
    assert len(operations) > 120
    assert len(models.__all__) > 100
    assert all(isinstance(getattr(models, name), type) for name in models.__all__)


def test_names_are_derived(operations: dict[str, Any]) -> None:
    """Method names are derived from operationIds in three forms, other than our contract's form."""
    assert operations.keys() >= {"contacts.contact_list", "agents.add_new_agent_to_account", "inboxes.get_inbox"}


def test_nothing_is_lost(package: Vendored, operations: dict[str, Any]) -> None:
    """Every recorded success of the operations is decoded, and encodes to the same JSON."""
    seen: set[str] = set()
    contradicted: dict[str, str | None] = {}
    bodiless: set[str] = set()
    for name, exchange in exchanges():
        operation = operation_of(operations, exchange)
        if operation is None:
            continue
        text = exchange["body_text"]
        try:
            value = decoded(package, operation, text)
        except package().DecodeError as error:
            contradicted[operation.id] = error.path
            continue
        if operation.returns is None:
            bodiless.add(operation.id)
            continue
        written = operation.returns.encode(value)
        assert json.dumps(json.loads(text), sort_keys=True) == json.dumps(written, sort_keys=True), name
        seen.add(operation.id)

    assert dict.fromkeys(CONTRADICTED, "$") == contradicted
    assert bodiless == WITHOUT_A_BODY
    assert len(seen) == 100


def decoded(package: Vendored, operation: Any, text: str) -> Any:
    """Decode the body of a success as a call of the operation does."""
    findings = package("._wire.deviations").Findings()
    return package("._wire.operation").read_answer(operation, text.encode(), findings)


def test_models_give_back_what_came(package: Vendored, operations: dict[str, Any]) -> None:
    """A contact is decoded as a model with nested models, and `to_dict` returns the received JSON."""
    (exchange,) = (each for name, each in exchanges() if name == "contact:")
    operation = operation_of(operations, exchange)
    contact = decoded(package, operation, exchange["body_text"])

    assert operation.id == "contacts.contact_details"
    assert type(contact).__module__.startswith("published_client.generated.models")
    assert json.loads(exchange["body_text"]) == contact.to_dict()


def test_notes_say_what_the_document_contradicts(notes: list[str], package: Vendored) -> None:
    """Each error in the document that can be corrected is noted once, with its location."""
    account = "/paths/~1api~1v1~1accounts~1{id}/get"

    assert f"note: {account}: the parameter account_id is not in the path, and left out" in notes
    assert f"note: {account}: the parameter id of the path is not declared, and taken for text" in notes
    assert len(notes) == len(set(notes)) < 20
