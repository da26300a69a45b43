"""A small contract before and after changes, and the code generated from it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, TypeAlias

from tools.contract_diff import Change, State, generated

Document: TypeAlias = dict[str, Any]
TEXT, NUMBER, WHEN = {"type": "string"}, {"type": "integer"}, {"type": "integer", "format": "unixtime"}
NULLABLE = {"type": ["string", "null"]}


def answer(schema: Document) -> Document:
    return {"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}


def operation(
    name: str, *parameters: Document, body: Document | None = None, result: Document | None = None
) -> Document:
    made: Document = {
        "tags": ["things"],
        "operationId": f"things_{name}",
        "parameters": [{"description": "It."} | each for each in parameters],
    }
    made["responses"] = answer(result or {"$ref": "#/components/schemas/Thing"})
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def query(name: str, schema: Document, *, required: bool = False) -> Document:
    return {"name": name, "in": "query", "schema": schema, "required": required, "description": "One of them."}


def model(required: str, **fields: Document) -> Document:
    return {"type": "object", "required": required.split(), "properties": fields}


def ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


OLD: Document = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "0.4.2"},
    "tags": [{"name": "things", "description": "Things."}],
    "paths": {
        "/things": {
            "get": operation(
                "find",
                query("q", TEXT),
                query("kind", ref("Kind")),
                query("size", NUMBER),
                query("page", NUMBER),
                query("old", TEXT),
                query("must", TEXT, required=True),
                query("colour", TEXT),
            ),
            "post": operation("create", body=model("draft", draft=ref("Draft"), size=NUMBER)),
        },
        "/things/{thing_id}": {
            "parameters": [
                {"name": "thing_id", "in": "path", "required": True, "description": "It.", "schema": NUMBER}
            ],
            "get": operation("get"),
            "delete": operation("drop"),
            "patch": operation("update"),
        },
        "/things/all": {"get": operation("all", result={"type": "array", "items": TEXT})},
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "description": "It.", "enum": ["a", "b"]},
            "Size": {"type": "string", "description": "It.", "enum": ["s", "m"]},
            "Thing": model(
                "kept gone named sure",
                kept={"type": "string", "description": "As it was."},
                gone=NUMBER,
                named=WHEN,
                sure=TEXT,
                unsure=NULLABLE,
                kind=ref("Kind"),
                size=ref("Size"),
                when={"type": "string", "format": "date-time"},
                part=ref("Part"),
            ),
            "Part": model("title", title=TEXT),
            "Draft": model("name", name=TEXT, colour=TEXT, weight={"type": "number"}, note=NULLABLE),
            "Unused": model("", nothing=TEXT),
        }
    },
}


def changed() -> Document:
    new = copy.deepcopy(OLD)
    paths, schemas = new["paths"], new["components"]["schemas"]
    paths["/things"]["get"] = operation(
        "find",
        query("q", TEXT, required=True),
        query("kind", ref("Kind")),
        query("size", {"type": "string"}),
        query("page", {"type": ["integer", "string"]}),
        query("must", TEXT),
        query("color", TEXT),
        query("fresh", TEXT),
        query("needed", TEXT, required=True),
    )
    paths["/things"]["post"] = operation(
        "create", body=model("draft", draft=ref("Draft"), size=NUMBER | {"minimum": 2})
    )
    item = paths["/things/{thing_id}"]
    item["delete"]["operationId"] = "things_remove"
    item["put"] = item.pop("patch")
    item["post"] = operation("copy")
    paths["/things/all"]["get"] = operation("all", result={"type": "array", "items": NULLABLE})
    schemas["Kind"]["enum"] = ["b", "c"]
    schemas["Size"]["enum"] = ["s", "m", "l"]
    schemas["Thing"] = model(
        "kept renamed sure unsure",
        kept={"type": "string", "description": "In other words."},
        renamed=WHEN,
        sure=NULLABLE,
        unsure=TEXT,
        kind=ref("Kind"),
        size=ref("Size"),
        when={"type": "integer", "format": "unixtime"},
        brand_new=TEXT,
        piece=ref("Piece"),
    )
    schemas["Piece"] = schemas.pop("Part")
    schemas["Draft"] = model("name note owner", name=NULLABLE, weight=NUMBER, note=TEXT, owner=TEXT, extra=TEXT)
    schemas["Another"] = schemas.pop("Unused")
    return new


def state(folder: Path, document: Document, label: str) -> State:
    folder.mkdir()
    path = folder / "contract.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    return generated(path, label, folder)


def said(changes: list[Change], *, breaking: bool) -> dict[str, str]:
    """Return the reported details of the breaking or the compatible changes, by subject."""
    found: dict[str, list[str]] = {}
    for change in changes:
        if change.breaking is breaking:
            text = f"{change.verb} {change.what}" + (f": {change.detail}" if change.detail else "")
            found.setdefault(change.subject, []).append(text)
    return {subject: " and ".join(texts) for subject, texts in found.items()}
