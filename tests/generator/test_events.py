"""Webhooks of a contract: a model for each event, and enums that are written by name."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Document, Generate, small

pytestmark = pytest.mark.apart

KIND: Document = {"type": "integer", "enum": [0, 1], "x-enum-varnames": ["begun", "ended"], "description": "How far."}
EVENT: Document = {
    "type": "object",
    "required": ["event", "kind"],
    "properties": {
        "event": {"type": "string"},
        "kind": {"$ref": "#/components/schemas/Kind", "x-by-name": True},
        "other": {"oneOf": [{"$ref": "#/components/schemas/Kind", "x-by-name": True}, {"type": "null"}]},
    },
}


def contract(schema: Any = None, **event: Any) -> Document:
    """A contract with one event."""
    document = small(schemas={"ThingHappened": EVENT | event, "Kind": KIND})
    body = {"application/json": {"schema": schema or {"$ref": "#/components/schemas/ThingHappened"}}}
    return document | {"webhooks": {"thing_happened": {"post": {"requestBody": {"content": body}, "responses": {}}}}}


def test_events_have_models(generate: Generate) -> None:
    """The model of an event is generated with its dependencies, although no operation uses it; a table lists it."""
    output = generate(contract(), "--strict")

    assert '"thing_happened": "ThingHappened"' in (output / "events.py").read_text(encoding="utf-8")
    model = (output / "models" / "thing_happened.py").read_text(encoding="utf-8")
    assert "kind: Kind = field(Named(Kind))" in model
    assert "other: Kind | None = field(Named(Kind, nullable=True), default=None)" in model
    assert (output / "models" / "kind.py").is_file()


def test_without_events(generate: Generate) -> None:
    """A contract without webhooks has no table."""
    assert not (generate(small()) / "events.py").exists()


def test_packages_have_no_events(driver: ModuleType, tmp_path: Path) -> None:
    """Packages of other products have none: problems of their webhooks are ignored."""
    source = tmp_path / "contract.yaml"
    source.write_text(json.dumps(contract({"type": "string"})), encoding="utf-8")
    driver.main(["--contract", str(source), "--package", "things", "--output", str(tmp_path)])

    assert not (tmp_path / "things" / "events.py").exists()
    assert not (tmp_path / "things" / "models" / "thing_happened.py").exists()


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (contract({"type": "string"}), "thing_happened: an event is a POST of an object, by the $ref of a component"),
        (contract({"$ref": "#/components/schemas/Kind"}), "thing_happened: an event is a POST of an object"),
        (small() | {"webhooks": {"thing_happened": {}}}, "thing_happened: an event is a POST of an object"),
        (
            contract(properties={"kind": {"$ref": "#/components/schemas/ThingHappened", "x-by-name": True}}),
            "kind: x-by-name is for an enum of integers",
        ),
        (
            contract(properties={"kind": KIND | {"x-by-name": True}}),
            "kind: x-by-name stands beside the $ref of an enum",
        ),
    ],
)
def test_what_is_no_event_is_refused(generate: Generate, document: Document, problem: str) -> None:
    """An event that is not an object, and a value without a name, are refused, with the problem."""
    with pytest.raises(SystemExit) as caught:
        generate(document)

    assert problem in str(caught.value)
