"""Generated schemas: their code loses nothing and sends values unchanged, or they are refused by name.

jsonschema is the referee that decides which samples are valid.
"""

from __future__ import annotations

import importlib
import itertools
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # its types are a package of their own

from .conftest import ROOT, Document, Vendored, importable
from .samples import Samples

pytestmark = pytest.mark.apart

NAMES = ("A", "B", "C")
KEYS = st.sampled_from(["a", "b", "type", "id", "fooBar", "x-y", "class", "self", "kind"])
FORMATS = ("date", "uuid", "time", "duration", "byte", "date-time", "password", "email")
SCALARS: list[Document] = [
    *({"type": kind} for kind in ("string", "integer", "number", "boolean", "object", "array", "null")),
    *({"type": "string", "format": each} for each in FORMATS),
    *({"$ref": f"#/components/schemas/{name}"} for name in NAMES),
    *({"const": each} for each in ("x", "y", 1)),
    {},
    {"type": ["string", "null"]},
    {"type": ["integer", "string"]},
    {"enum": ["x", "y"]},
    {"type": "integer", "enum": [1, 2]},
    {"type": ["string", "null"], "enum": ["x", None]},
    {"type": "integer", "minimum": 1},
]
NOTES: list[Document] = [{}, {}, {"readOnly": True}, {"writeOnly": True}, {"deprecated": True}, {"title": "Some"}]
JUNK: list[Any] = [
    *(None, 1, "x", True, 1.5, [], {}, [1], [None], [{}], {"a": 1}, {"a": None, "z": [1]}, {"kind": "x"}),
    *([{"a": "x"}], {"type": "y", "id": []}, {"a": [{"b": {}}]}, {"b": {"a": 1}, "class": ["2026-02-03"]}),
]
_count = itertools.count()


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Document]) -> Document:
    """Objects with up to three properties, and perhaps additional ones."""
    drawn = draw(st.dictionaries(KEYS, inner, max_size=3))
    properties = {key: each | ({} if "$ref" in each else draw(st.sampled_from(NOTES))) for key, each in drawn.items()}
    required = [key for key in properties if draw(st.booleans())]
    others = draw(st.one_of(st.none(), st.booleans(), st.just({}), inner))
    return (
        {"type": "object", "properties": properties}
        | ({"required": required} if required else {})
        | ({} if others is None else {"additionalProperties": others})
    )


def composed(inner: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    """Schemas composed of others."""
    several = st.lists(inner, min_size=1, max_size=2)
    return st.one_of(
        objects(inner),
        st.builds(
            lambda key, of: {key: of}, st.sampled_from(["oneOf", "anyOf"]), st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(lambda of: {"type": "array", "items": of}, inner),
        st.builds(lambda of: {"type": "object", "additionalProperties": of}, inner),
        st.builds(lambda of: {"allOf": of}, several),
        st.builds(lambda of, own: {"allOf": of} | own, several, objects(inner)),
    )


SCHEMAS = st.recursive(st.sampled_from(SCALARS), composed, max_leaves=6)
COMPONENTS = st.fixed_dictionaries({"Top": SCHEMAS} | dict.fromkeys(NAMES, SCHEMAS))
TOP = {"$ref": "#/components/schemas/Top"}


def document(components: Document) -> Document:
    """Return a contract whose response has one key, and whose body has the same schema."""
    holder = {"type": "object", "required": ["key"], "properties": {"key": TOP}}
    answer = {"200": {"description": "", "content": {"application/json": {"schema": holder}}}}
    body = {"required": True, "content": {"application/json": {"schema": TOP}}}
    operations = {
        "get": {"tags": ["t"], "operationId": "t_get", "responses": answer},
        "post": {
            "tags": ["t"],
            "operationId": "t_post",
            "requestBody": body,
            "responses": {"204": {"description": ""}},
        },
    }
    return {"openapi": "3.1.0", "paths": {"/x": operations}, "components": {"schemas": components}}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """A copy of the package, in which each document has a folder."""
    folder = tmp_path_factory.mktemp("schemas")
    ignored = shutil.ignore_patterns("testing", "__pycache__")
    shutil.copytree(ROOT / "overrides" / "aiochatwoot", folder / "schemas_client", ignore=ignored)
    (folder / "config.yml").write_text("field_prefix: field_\npost_hooks: []\n")
    yield from importable(Vendored(folder, "schemas_client"))


# Failing examples are small already: shrinking would take minutes.
@settings(max_examples=60, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(components=COMPONENTS)
def test_any_schema(driver: ModuleType, package: Vendored, components: Document) -> None:
    """The code is generated and correct, or each problem is reported with its position."""
    contract = document(components)
    name = f"schema_{next(_count)}"
    refusal = None
    try:
        operations = generated(driver, package, name, contract)
        check_answers(package, operations["t.get"], contract)
        check_bodies(package, operations, contract)
    except SystemExit as stop:
        refusal = str(stop)
    finally:
        forget(package, name)

    assert refusal is None or all(re.search(r"json:\d+: .* \(#/\S*\)$", line) for line in refusal.splitlines())


def generated(driver: ModuleType, package: Vendored, name: str, contract: Document) -> dict[str, Any]:
    source = package.folder / "contract.json"
    source.write_text(json.dumps(contract, indent=1))
    driver.generate(driver.read(source), package.folder / "config.yml", package.folder / package.name / name)
    importlib.invalidate_caches()
    models = package(f".{name}.models")
    assert all(isinstance(getattr(models, each), type) for each in models.__all__)
    operations: dict[str, Any] = package(f".{name}.api").operations()
    return operations


def forget(package: Vendored, name: str) -> None:
    prefix = f"{package.name}.{name}"
    for each in [each for each in sys.modules if each == prefix or each.startswith(f"{prefix}.")]:
        del sys.modules[each]
    shutil.rmtree(package.folder / package.name / name, ignore_errors=True)


def is_valid(contract: Document, value: Any) -> bool:
    return bool(Draft202012Validator(TOP | {"components": contract["components"]}).is_valid(value))


def samples(contract: Document, hidden: str) -> list[Any]:
    """Valid samples of the schema. (The referee ignores formats, so some texts may be invalid.)"""
    found = [each for each in Samples(contract, hidden).of(TOP)[:40] if is_valid(contract, each)]
    return [each for each in found if not (has_formats(contract) and "some text" in json.dumps(each))]


def has_formats(contract: Document) -> bool:
    """Return whether there is text with a format, which may be written in another form than received."""
    return '"format"' in json.dumps(contract)


def check_answers(package: Vendored, operation: Any, contract: Document) -> None:
    """Assert that valid samples do not deviate, and that all samples are written back unchanged."""
    valid = samples(contract, "writeOnly")
    for value in [*valid, *JUNK]:
        found = package("._wire.deviations").Findings()
        content = json.dumps({"key": value}).encode()
        answer = package("._wire.operation").read_answer(operation, content, found)
        assert json.dumps({"key": value}, sort_keys=True) == json.dumps(answer.to_dict(), sort_keys=True)
        deviations = [row for row in found if row.expected != "no such key"]
        assert value not in valid or [(row.path, row.expected) for row in deviations] == [], value


def check_bodies(package: Vendored, operations: dict[str, Any], contract: Document) -> None:
    """Assert that a decoded valid sample can be sent, and is the same."""
    post = operations["t.post"]
    for value in samples(contract, "readOnly"):
        content = json.dumps({"key": value}).encode()
        found = package("._wire.deviations").Findings()
        given = package("._wire.operation").read_answer(operations["t.get"], content, found).key
        arguments = {each.argument: argument(package, each, given) for each in post.parameters}
        if "[null" in json.dumps(value) or ", null]" in json.dumps(value):
            continue  # free-form lists with null are refused: Rails would drop it
        sent = package("._wire.operation").prepare(post, arguments, SimpleNamespace(of_chatwoot=False)).content
        assert has_formats(contract) or json.dumps(value, sort_keys=True) == json.dumps(
            json.loads(sent), sort_keys=True
        )


def argument(package: Vendored, parameter: Any, given: Any) -> Any:
    """Return the argument of a call that sends the decoded value."""
    if parameter.place == "content":
        return given
    if isinstance(given, dict):
        return given.get(parameter.name, package().UNSET)
    (declared,) = (each for each in given._fields.values() if each.key == parameter.name)
    return getattr(given, declared.name) if given.has(declared.name) else package().UNSET


def test_the_package_is_that_of_this_test(package: Vendored) -> None:
    """The generated code uses the copy, not an installed package."""
    assert Path(package().__file__).is_relative_to(package.folder)
