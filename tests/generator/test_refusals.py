"""The driver refuses what it cannot turn into code, with the reason, and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Document, Generate, answer, small

pytestmark = pytest.mark.apart

CAT = {"type": "object", "properties": {"name": {"type": "string"}}}
DOG = {"type": "object", "properties": {"size": {"type": "integer"}}}
ANIMALS = {"Cat": CAT, "Dog": DOG}
REFS = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
JSON = "application/json"
PAGE = {"name": "page", "in": "query", "schema": {"type": "integer"}}
WRAPPED = {"type": "object", "required": ["cat"], "properties": {"cat": CAT}}
ROWS = {"type": "object", "required": ["rows"], "properties": {"rows": {"type": "array", "items": {"type": "integer"}}}}


def query(schema: Document, **more: Any) -> Document:
    return small(parameters=[{"name": "q", "in": "query", "schema": schema} | more])


def edited(document: Document, *path: str, value: Any) -> Document:
    """Return the document with another value at a path; None removes it."""
    *parents, last = path
    at = document
    for step in parents:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return document


OPERATION = ("paths", "/things", "post")
PAGED: Document = {"parameters": [PAGE], "answer": ROWS}

REFUSED: dict[str, tuple[Document | str | bytes, str]] = {
    # --- the document ---
    "not YAML": ("paths: [", "is not YAML"),
    "two keys with one name": ("paths: {}\npaths: {}", "is not YAML"),
    "not text": (b"\xff\xfe\x00\xd8", "is not YAML"),
    "empty": ("", "is no OpenAPI document"),
    "a text": ("hello", "is no OpenAPI document"),
    "no OpenAPI": ({"swagger": "2.0"}, "Swagger 2.0 is not supported"),
    "a $ref of a path": (
        edited(small(), "paths", "/more", value={"$ref": "#/x"}),
        "/more: the \\$ref #/x leads nowhere",
    ),
    # --- $ref to nowhere ---
    "$ref in a schema": (answer({"$ref": "#/components/schemas/Nowhere"}), "Nowhere leads nowhere"),
    "$ref in an answer": (small(answer={"$ref": "#/components/schemas/Nowhere"}), "Nowhere leads nowhere"),
    "$ref in a body": (
        small(body={"$ref": "#/components/schemas/Nowhere"}),
        "Nowhere leads nowhere in this document",
    ),
    "$ref of a parameter": (
        small(parameters=[{"$ref": "#/components/parameters/Nowhere"}]),
        "a parameter whose \\$ref leads nowhere",
    ),
    "$ref of an answer": (
        edited(small(), *OPERATION, "responses", value={"200": {"$ref": "#/components/responses/Nowhere"}}),
        "Nowhere leads nowhere in this document",
    ),
    # --- names ---
    "an operationId of another tag": (
        small(operationId="other_do"),
        "of post /things must be things_<verb>, not other",
    ),
    "an operationId in another style": (small(operationId="thingsDo"), "must be things_<verb>"),
    "no operationId": (edited(small(), *OPERATION, "operationId", value=None), "must be things_<verb>"),
    "an operationId without verb": (small(operationId="things_2"), "things_2: '2' is no name for a method"),
    "two operations with one id": (
        edited(small(), "paths", "/more", value=small()["paths"]["/things"]),
        "two operations have the operationId things_do",
    ),
    "a method that is an iterator's": (
        edited(
            small(**PAGED, operationId="things_list", x_pages={"items": "rows"}),
            *("paths", "/more"),
            value=small(operationId="things_iter")["paths"]["/things"],
        ),
        "things: two methods have one name: iter, iter, list",
    ),
    "a tag without description": (
        edited(small(), "tags", value=[{"name": "things"}]),
        "the tag things has no descript",
    ),
    "no tag": (edited(small(), *OPERATION, "tags", value=None), "must be default_<verb>"),
    "two classes in one module": (
        answer(
            {"$ref": "#/components/schemas/FooBAR"},
            FooBAR=CAT | {"properties": {"x": {"$ref": "#/components/schemas/FooBar"}}},
            FooBar=DOG,
        ),
        "FooBAR and FooBar would both be in models/foo_bar.py",
    ),
    # --- formats ---
    "unixtime as text": (
        answer({"type": "string", "format": "unixtime"}),
        "key: format unixtime does not fit type string",
    ),
    "unixtime without type": (answer({"format": "unixtime"}), "key: format unixtime does not fit type None"),
    "date-time as a number": (
        answer({"type": "integer", "format": "date-time"}),
        "format date-time does not fit type int",
    ),
    "date-time as an array": (
        answer({"type": "array", "format": "date-time"}),
        "format date-time does not fit type arr",
    ),
    "password as a number": (
        answer({"type": "integer", "format": "password"}),
        "format password does not fit type int",
    ),
    "zero as null of a number": (
        answer({"type": "integer", "x-zero-is-null": True}),
        "x-zero-is-null is for timestamps",
    ),
    "the future of a number": (answer({"type": "integer", "x-future": True}), "x-future is for timestamps"),
    # --- enums ---
    "enum: names that are the same": (answer({"type": "string", "enum": ["aB", "Ab"]}), "give them x-enum-varnames"),
    "enum: a control character": (
        answer({"type": "string", "enum": ["a\nb", "a\u2028b"]}),
        "give them x-enum-varnames",
    ),
    "enum: no name": (answer({"type": "string", "enum": ["a"], "x-enum-varnames": ["?"]}), "give them x-enum-varnames"),
    "enum: too few names": (
        answer({"type": "string", "enum": ["a", "b"], "x-enum-varnames": ["a"]}),
        "2 values and 1 x-",
    ),
    "enum: null only as a type": (answer({"type": ["string", "null"], "enum": ["a"]}), "key: null is one of its types"),
    "open enum of numbers": (answer({"type": "integer", "x-extensible-enum": [1]}), "x-extensible-enum is for strings"),
    "open enum without values": (answer({"type": "string", "x-extensible-enum": []}), "an enum needs a list of values"),
    # --- unions ---
    "a discriminator of another schema": (
        answer(
            {"oneOf": REFS, "discriminator": {"propertyName": "kind", "mapping": {"c": "#/components/schemas/Fish"}}},
            **ANIMALS,
        ),
        "key: the discriminator names #/components/schemas/Fish, which is not in the oneOf",
    ),
    "a discriminator of a string": (
        answer({"oneOf": [*REFS, {"type": "string"}], "discriminator": {"propertyName": "kind"}}, **ANIMALS),
        "key: a discriminator is for objects only",
    ),
    "a discriminator beside nothing": (
        answer(
            {"oneOf": REFS, "x-discriminator-beside": {"propertyName": "kind", "mapping": {"c": "Cat", "d": "Dog"}}},
            **ANIMALS,
        ),
        "Answer.key: there is no kind beside it",
    ),
    "a discriminator beside without mapping": (
        answer({"oneOf": REFS, "x-discriminator-beside": {"propertyName": "kind"}}, **ANIMALS),
        "key: x-discriminator-beside needs propertyName and mapping",
    ),
    "a discriminator beside with a strange default": (
        answer(
            {
                "oneOf": REFS,
                "x-discriminator-beside": {"propertyName": "k", "mapping": {"c": "Cat", "d": "Dog"}, "default": "e"},
            },
            **ANIMALS,
        ),
        "key: the default e is none of c, d",
    ),
    # --- parameters ---
    "a parameter without schema": (
        small(parameters=[{"name": "q", "in": "query", "content": {JSON: {"schema": CAT}}}]),
        "the parameter q: content is not supported; write a schema",
    ),
    "a map in the query": (query({"type": "object"}), "the parameter q has no form in a query"),
    "anything in the query": (query({}), "the parameter q has no form"),
    "null in the query": (query({"type": ["string", "null"]}, required=True), "the parameter q has no form"),
    "nulls in the query": (
        query({"type": "array", "items": {"type": ["string", "null"]}}),
        "the parameter q has no form",
    ),
    "a deep object": (query({"type": "string"}, style="deepObject"), "style: deepObject is not supported"),
    "an array in the path": (
        small(
            path="/things/{q}",
            parameters=[
                {"name": "q", "in": "path", "required": True, "schema": {"type": "array", "items": {"type": "string"}}}
            ],
        ),
        "things_do: the parameter q has no form in a path",
    ),
    "a list of lists in a header": (
        small(
            parameters=[
                {
                    "name": "X-Rows",
                    "in": "header",
                    "schema": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
                }
            ]
        ),
        r"is not allowed in header \(#/paths/~1things/post/parameters/0/schema\)$",
    ),
    "braces without parameter": (small(path="/things/{0}"), "Incorrect path templating for /things/{0}"),
    # --- bodies ---
    "a form that says what JSON says": (
        small(requestBody={"content": {JSON: {"schema": CAT}, "multipart/form-data": {"schema": CAT}}}),
        "things_do: multipart/form-data without a file",
    ),
    "x-wrap: another key": (small(body=CAT, x_wrap="dog"), "x-wrap: the body must have one key, dog, which is"),
    "x-wrap: more than one key": (
        small(body={"type": "object", "required": ["a"], "properties": {"a": CAT, "b": CAT}}, x_wrap="a"),
        "x-wrap: the body must have one key, a, which is a required object",
    ),
    "x-wrap: files": (
        small(
            requestBody={
                "required": True,
                "content": {JSON: {"schema": WRAPPED}, "multipart/form-data": {"schema": CAT}},
            },
            x_wrap="cat",
        ),
        "x-wrap, and multipart/form-data",
    ),
    "a body of another kind": (
        small(requestBody={"content": {"text/csv": {"schema": {"type": "string"}}}}),
        "a body of text/csv is not supported: JSON and forms are",
    ),
    **{
        f"an encoding of a form: {key}": (
            small(
                requestBody={
                    "content": {
                        form: {
                            "schema": {"type": "object", "properties": {"name": {"type": "string"}}},
                            "encoding": {"name": {key: value}},
                        }
                    }
                }
            ),
            f"{key} {re.escape(str(value))} of name is not supported in {form}",
        )
        for form, key, value in [
            ("multipart/form-data", "contentType", "application/xml"),
            ("application/x-www-form-urlencoded", "contentType", "application/json"),
            ("application/x-www-form-urlencoded", "explode", False),
            ("multipart/form-data", "headers", {"X-Name": {}}),
        ]
    },
    "x-liquid: no such key": (small(body=CAT, x_liquid=["dog"]), "x-liquid: the body has no dog"),
    "x-liquid: a key of text": (
        small(body=CAT, x_liquid=["name", "name.first"]),
        "x-liquid: the body has no name.first",
    ),
    "x-liquid: a key of the query": (small(parameters=[PAGE], x_liquid=["page"]), "x-liquid: the body has no page"),
    "x-needs-one-of: no such key": (
        small(body=CAT, x_needs_one_of=["name", "dog"]),
        "x-needs-one-of: the body has no dog",
    ),
    # --- responses ---
    "no success": (
        edited(small(), *OPERATION, "responses", value={"404": {"description": ""}}),
        "no response of a success: 200, 2XX, or default",
    ),
    "x-unwrap: no such key": (small(answer=ROWS, x_unwrap="data"), "things_do: the answer has no key data"),
    "x-unwrap: an array": (small(answer={"type": "array", "items": {}}, x_unwrap="data"), "no key data"),
    "x-unwrap: a key of what may be absent": (
        small(answer={"type": "object", "properties": {"cat": CAT}}, x_unwrap="cat.name"),
        "x-unwrap: what may be absent cannot have the key name",
    ),
    "x-unwrap: no content": (small(responses={"204": {"description": ""}}, x_unwrap="data"), "a success without JSON"),
    "x-pages: no such key": (small(**PAGED, x_pages={"items": "data"}), "the answer has no key data"),
    "x-pages: no key": (small(**PAGED, x_pages={}), "the rows must be an array that is always there"),
    "x-pages: no array": (
        small(parameters=[PAGE], answer=CAT | {"required": ["name"]}, x_pages={"items": "name"}),
        "the rows must be",
    ),
    "x-pages: an array that may be absent": (
        small(parameters=[PAGE], answer=ROWS | {"required": []}, x_pages={"items": "rows"}),
        "the rows must be",
    ),
    "x-pages: no page": (
        small(answer=ROWS, x_pages={"items": "rows"}),
        "needs an optional integer parameter page",
    ),
    "x-pages: a page that is text": (
        small(parameters=[PAGE | {"schema": {"type": "string"}}], answer=ROWS, x_pages={"items": "rows"}),
        "parameter page",
    ),
    "x-pages: a cursor": (
        small(parameters=[PAGE, PAGE | {"name": "cursor"}], answer=ROWS, x_pages={"items": "rows"}),
        "a parameter cursor: that is an argument of the iterator",
    ),
    "x-pages: a limit": (
        small(parameters=[PAGE, PAGE | {"name": "limit"}], answer=ROWS, x_pages={"items": "rows"}),
        "a parameter limit: that is an argument of the iterator",
    ),
    "x-pages: no such parameter": (
        small(**PAGED, x_pages={"items": "rows", "unless": "all"}),
        "x-pages: there is no parameter all",
    ),
}


@pytest.mark.parametrize(("contract", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(generate: Generate, tmp_path: Path, contract: Document | str | bytes, message: str) -> None:
    """The message has the reason and the name of the contract, and there is no output."""
    with pytest.raises(SystemExit, match=message) as stop:
        generate(contract, "--strict")

    assert str(stop.value).startswith(f"generate: {tmp_path / 'contract.yaml'}")
    assert "object at 0x" not in str(stop.value)
    assert [path.name for path in tmp_path.iterdir()] == ["contract.yaml"]


def test_the_smallest_contract_is_not_refused(generate: Generate) -> None:
    """The contract on which the refused ones are based is accepted."""
    assert (generate(small(**PAGED, x_pages={"items": "rows"})) / "api" / "things.py").exists()
