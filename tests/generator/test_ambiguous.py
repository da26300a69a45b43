"""Values that other readers confuse are decoded, written back and sent unchanged."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Document, Generate, Vendored, importable, small
from .loopback import loopback

pytestmark = pytest.mark.apart

MOMENT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
MOMENTS = {"type": "string", "format": "date-time"}


def kind(constant: Any, **properties: Any) -> Document:
    """An object whose key `kind` has one value."""
    return {"type": "object", "required": ["kind"], "properties": {"kind": {"const": constant}} | properties}


def by(schema: Document, *names: str, **mapping: str) -> Document:
    """A union distinguished by the key `kind`."""
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    discriminator = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
    return schema | {"oneOf": refs, "discriminator": discriminator}


SCHEMAS: Document = {
    "One": kind(1, a=MOMENTS),
    "Two": kind(2, b={"type": "string"}),
    "Lion": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "integer"}, "at": MOMENTS}},
    "Bear": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "integer"}}},
    "Good": kind(True, value={"type": "integer"}),
    "Bad": kind(False, error={"type": "string"}),
}
ANSWER: Document = {
    "type": "object",
    "properties": {
        "numbered": by({}, "One", "Two"),
        "untold": {"oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}]},
        "mapped": by({}, "Lion", "Bear", **{"10": "Lion", "20": "Bear"}),
        "done": {"anyOf": [{"$ref": "#/components/schemas/Good"}, {"$ref": "#/components/schemas/Bad"}]},
        "when": {"anyOf": [MOMENTS, {"type": "integer"}, {"type": "null"}]},
        "size": {"anyOf": [{"type": "number"}, MOMENTS, {"type": "string"}]},
        "pair": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False},
        "extra": {"type": "object", "properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": MOMENTS}},
    },
}
BODY: Document = {
    "type": "object",
    "required": ["sure"],
    "properties": {
        "sure": {"const": True},
        "notify": {"const": True},
        "free": {},
        "map": {"type": "object", "additionalProperties": True},
        "of": by({}, "One", "Two"),
    },
}


@pytest.fixture(scope="module")
def package(driver: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """The client of a product with these schemas."""
    folder = tmp_path_factory.mktemp("ambiguous")
    contract = small(schemas=SCHEMAS, answer=ANSWER, body=BODY)
    (folder / "contract.json").write_text(json.dumps(contract), encoding="utf-8")
    driver.main(["--contract", str(folder / "contract.json"), "--output", str(folder), "--package", "ambiguous_client"])
    yield from importable(Vendored(folder, "ambiguous_client"))


async def answered(package: Vendored, answer: Any, **arguments: Any) -> tuple[Any, Any]:
    """Return the decoded response, and the body that was sent for it; deviations are errors."""
    async with loopback() as server, package().Client(base_url=server.base_url, drift="strict") as client:
        server.answer(answer)
        return await client.things.do(**arguments), server.last.json


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("numbered", {"kind": 1, "a": "2026-01-02T03:04:05Z"}, "One"),
        ("numbered", {"kind": 2, "b": "x"}, "Two"),
        ("untold", {"kind": 2, "b": "x"}, "Two"),
        ("mapped", {"kind": 10, "at": "2026-01-02T03:04:05Z"}, "Lion"),
        ("mapped", {"kind": 20}, "Bear"),
        ("done", {"kind": True, "value": 1}, "dict"),
        ("done", {"kind": False, "error": "x"}, "dict"),
        ("when", 5, "int"),
        ("when", None, "NoneType"),
        ("when", "2026-01-02T03:04:05Z", "datetime"),
        ("size", 1.5, "float"),
        ("size", 2, "int"),
        ("size", "large", "str"),
        ("size", "2026-01-02T03:04:05Z", "datetime"),
        ("pair", [1, "x"], "list"),
        ("extra", {"a": "b", "x-c": "2026-01-02T03:04:05Z"}, "ThingsDoResponse200Extra"),
    ],
)
async def test_what_is_read(package: Vendored, key: str, value: Any, read: str) -> None:
    """A number beside a timestamp stays a number; integers select a model, booleans do not; nothing is lost."""
    given, _ = await answered(package, {key: value})
    found = getattr(given, key)

    assert type(found).__name__ == read
    assert given.to_dict() == {key: value}


async def test_what_is_sent(package: Vendored) -> None:
    """A required constant is sent automatically; free-form lists keep their nulls."""
    models = package(".models")
    _, sent = await answered(package, {})
    assert sent == {"sure": True}

    one = models.One.from_dict({"kind": 1, "a": "2026-01-02T03:04:05Z"})
    _, sent = await answered(package, {}, notify=True, free=[None, {"a": [None]}], map={"a": [1, None]}, of=one)
    assert {key: value for key, value in sent.items() if key != "of"} == {
        "sure": True,
        "notify": True,
        "free": [None, {"a": [None]}],
        "map": {"a": [1, None]},
    }
    assert sent["of"] == {"kind": 1, "a": "2026-01-02T03:04:05Z"}
    _, sent = await answered(package, {}, of={"kind": 1, "a": MOMENT})
    assert sent["of"] == {"kind": 1, "a": "2026-01-02T03:04:05.000Z"}


@pytest.mark.parametrize(
    "beside",
    [
        {"allOf": [{"$ref": "#/components/schemas/Two"}], "required": ["b"]},
        {"allOf": [{"$ref": "#/components/schemas/Two"}, {"required": ["b"]}]},
        {"$ref": "#/components/schemas/Two", "required": ["b"]},
    ],
)
def test_required_beside_what_has_the_property(generate: Generate, beside: Document) -> None:
    """Wherever `required` is, a key that it names is a required argument."""
    made = generate(small(schemas=SCHEMAS | {"Alone": beside}, body={"$ref": "#/components/schemas/Alone"}))
    assert "async def do(self, *, b: str) -> Any:" in (made / "api" / "things.py").read_text(encoding="utf-8")


def test_a_union_of_one(generate: Generate) -> None:
    """A union of one schema is that schema: its keys are arguments, and keywords beside it count."""
    one = {"oneOf": [{"$ref": "#/components/schemas/Two"}], "required": ["b"], "description": "Alone."}
    made = generate(small(schemas=SCHEMAS | {"Alone": one}, body={"$ref": "#/components/schemas/Alone"}))
    assert "async def do(self, *, b: str) -> Any:" in (made / "api" / "things.py").read_text(encoding="utf-8")


def test_what_a_discriminator_cannot_be(generate: Generate, tmp_path: Path) -> None:
    """Kinds must be text or integers, and a mapping's kinds those of its members; others are refused by name."""
    with pytest.raises(SystemExit, match=r"discriminator kind: kinds are text or integers \(#/components/schemas/U\)"):
        generate(small(schemas=SCHEMAS | {"U": by({}, "Good", "Bad")}, answer={"$ref": "#/components/schemas/U"}))
    union = by({}, "One", "Two", **{"1": "Two", "2": "One"})
    with pytest.raises(SystemExit, match=r"discriminator kind: 2 leads to #/components/schemas/One, whose kind is 1"):
        generate(small(schemas=SCHEMAS | {"U": union}, answer={"$ref": "#/components/schemas/U"}))
