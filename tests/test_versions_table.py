"""The page about versions of Chatwoot."""

from __future__ import annotations

from typing import Any

import pytest

from . import versions_table
from .contract import document


def test_what_came_when(monkeypatch: pytest.MonkeyPatch) -> None:
    """Operations, arguments, attributes at any depth and values are listed as users write them, newest first."""
    since = {"type": "integer", "x-since": "4.9.1"}
    label = {
        "type": "object",
        "x-since": "4.1",
        "allOf": [{"properties": {"a": since}}],
        "properties": {
            "b": {"type": "array", "items": {"type": "object", "properties": {"c": since}}},
            "word": {"enum": ["x", "y"], "x-since": {"y": "4.10"}},
            "whole": {"$ref": "#/components/schemas/NotAModel", "x-since": "4.10"},
        },
    }
    body = {"properties": {"label": {"type": "object", "properties": {"title": since}}}}
    operation = {
        "tags": ["labels"],
        "operationId": "labels_create",
        "x-since": "4.10",
        "x-wrap": "label",
        "parameters": [{"$ref": "#/components/parameters/Q"}],
        "requestBody": {"content": {"application/json": {"schema": body}}},
    }
    small: dict[str, Any] = {
        "paths": {"/labels": {"parameters": [{"name": "p"}], "post": operation}},
        "components": {
            "parameters": {"Q": {"name": "q[]", "x-since": "4.2"}},
            "schemas": {"Label": label, "NotAModel": label, "Role": {"enum": ["z"], "x-since": {"z": "4.2"}}},
        },
    }
    monkeypatch.setattr(versions_table, "document", lambda: small)

    shown = versions_table.page().removeprefix(versions_table.HEAD)

    assert shown == (
        "\n## 4.10\n\n- `labels.create`\n- `Label.word: y`\n- `Label.whole`\n"
        "\n## 4.9.1\n\n- `labels.create(title)`\n- `Label.a`\n- `Label.b.c`\n"
        "\n## 4.2\n\n- `labels.create(q)`\n- `Role: z`\n"
    )


def test_nothing_is_forgotten() -> None:
    """Every version in the contract has a section, and each addition is listed once."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            since = value.get("x-since", {})
            found.update(since.values() if isinstance(since, dict) else [since])
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(each)

    walk({"paths": document()["paths"], "components": document()["components"]})
    page = versions_table.page()

    assert {line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")} == found
