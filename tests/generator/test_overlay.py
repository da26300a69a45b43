"""Corrections of a contract in an OpenAPI Overlay: their effects, and their errors."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest

from .conftest import Document, Generate, files

pytestmark = pytest.mark.untraced

HEAD = "overlay: 1.0.0\ninfo: {title: Corrections, version: 1.0.0}\nactions:\n"
Correct: TypeAlias = Callable[..., dict[str, str]]


def shop() -> Document:
    """A contract as a framework may write it, with unwanted ids, tag and schema name."""
    answer = {
        "200": {
            "description": "Fine.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BikeOut"}}},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "tags": [{"name": "bike-controller", "description": "Bikes."}],
        "paths": {
            "/bikes": {
                "get": {"tags": ["bike-controller"], "operationId": "getAllUsingGET_1", "responses": answer},
                "post": {"tags": ["bike-controller"], "operationId": "internalOnly", "responses": answer},
            },
            "/bikes/{id}": {
                "get": {
                    "tags": ["bike-controller"],
                    "operationId": "one",
                    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "responses": answer,
                }
            },
        },
        "components": {
            "schemas": {
                "BikeOut": {
                    "type": "object",
                    "properties": {
                        "kind": {"$ref": "#/components/schemas/Kind"},
                        "sold": {"type": "string"},
                        "made_at": {"type": "string"},
                    },
                },
                "Kind": {"enum": [1, 2], "type": "integer"},
            }
        },
    }


@pytest.fixture
def correct(generate: Generate, tmp_path: Path) -> Correct:
    """Return the generated files for the contract with these actions, by path."""

    def run(*actions: str, contract: Document | str | None = None, head: str = HEAD) -> dict[str, str]:
        overlay = tmp_path / "corrections.yaml"
        overlay.write_text(head + "".join(f"  - {each}\n" for each in actions), encoding="utf-8")
        made = generate(shop() if contract is None else contract, "--overlay", str(overlay))
        return {name: content.decode() for name, content in files(made).items()}

    return run


def test_rename_an_operation(correct: Correct) -> None:
    """`operationId: <tag>_<verb>` names a method."""
    made = correct("{target: \"$.paths['/bikes'].get\", update: {operationId: bike_controller_list}}")
    assert "async def list(self)" in made["api/bike_controller.py"]
    assert "get_all" not in made["api/bike_controller.py"]


def test_rename_a_tag(correct: Correct) -> None:
    """Scalars are replaced; a filter selects them anywhere."""
    made = correct(
        "{target: \"$.paths.*.*.tags[?@ == 'bike-controller']\", update: bikes}",
        "{target: \"$.tags[?@.name == 'bike-controller']\", update: {name: bikes}}",
    )
    assert 'class BikesResource(Resource):\n    """Bikes."""' in made["api/bikes.py"]
    assert "api/bike_controller.py" not in made


def test_rename_a_schema_and_members(correct: Correct) -> None:
    """A title names a class, x-enum-varnames the members of an enumeration."""
    made = correct(
        "{target: $.components.schemas.BikeOut, update: {title: Bicycle}}",
        "{target: $.components.schemas.Kind, update: {x-enum-varnames: [CITY, RACE]}}",
    )
    assert "class Bicycle(Model):" in made["models/bicycle.py"]
    assert "CITY = 1\n    RACE = 2" in made["models/kind.py"]


def test_drop_an_operation(correct: Correct) -> None:
    """A removed operation is not generated, and all others are."""
    made = correct("{target: \"$.paths['/bikes'].post\", remove: true}")
    assert "internal_only" not in made["api/bike_controller.py"]
    assert "async def one(" in made["api/bike_controller.py"]


def test_fix_a_schema(correct: Correct) -> None:
    """Objects are merged, entries appended, and `remove` deletes keys first."""
    bike = "target: $.components.schemas.BikeOut"
    made = correct(
        f"{{{bike}, update: {{required: [made_at], properties: {{made_at: {{format: date-time}}}}}}}}",
        f"{{{bike}.required, update: kind}}",
        f"{{{bike}.properties.sold, remove: true}}",
        f"{{{bike}, update: {{properties: {{sold: {{type: [boolean, 'null']}}}}, required: [sold]}}}}",
    )
    model = made["models/bike_out.py"]
    assert "made_at: datetime.datetime = field" in model
    assert "kind: Kind = field" in model
    assert 'sold: bool | None = field(Plain("boolean", nullable=True))' in model


def test_aliases_are_changed_apart(correct: Correct) -> None:
    """A YAML alias is changed only at the target's position."""
    contract = """
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      tags: [t]
      responses:
        200: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}
components:
  schemas:
    A: &a {type: object, properties: {x: {type: string}}}
    B: *a
    C: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/B'}}}
"""
    made = correct(
        "{target: $.components.schemas.A, update: {required: [x]}}",
        "{target: $.components.schemas.B.properties.x, update: {type: integer}}",
        '{target: "$.paths[\'/a\'].get", update: {responses: {"200": {description: Both.}}}}',
        contract=contract,
    )
    assert "x: str = field" in made["models/a.py"]
    assert "x: int | None = field" in made["models/b.py"]
    assert "Both." in made["api/t.py"]


def test_several_overlays(generate: Generate, tmp_path: Path) -> None:
    """Overlays are applied in the given order."""
    for name, title in (("first", "One"), ("second", "Two")):
        action = f"  - {{target: $.components.schemas.BikeOut, update: {{title: {title}}}}}\n"
        (tmp_path / name).write_text(HEAD + action, encoding="utf-8")
    made = generate(shop(), "--overlay", str(tmp_path / "first"), "--overlay", str(tmp_path / "second"))
    assert (made / "models" / "two.py").exists()


# --- errors of an overlay ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (
            "{target: \"$.paths['/bike'].get\", update: {}}",
            "$.paths['/bike'].get: selects nothing in {contract}, from ['/bike'] on; there is /bikes",
        ),
        (
            "{target: $.components.schemas.BikeOut.propertys.sold, remove: true}",
            ".propertys.sold: selects nothing in {contract}, from .propertys on; there is properties",
        ),
        ("{target: '$.tags[?@.name == \"x\"]', update: {}}", 'selects nothing in {contract}, from [?@.name == "x"] on'),
        ("{target: '$.tags[3]', update: {}}", "$.tags[3]: selects nothing in {contract}, from [3] on"),
        ("{target: '$.info.title.x', update: {}}", "selects nothing in {contract}, from .x on"),
        ("{target: paths, update: {}}", "paths: a JSONPath begins with $"),
        (
            "{target: '$.paths[', update: {}}",
            "'[' is not supported: names, ['names'], [0], *, .. and [?@.name == 'value'] are",
        ),
        (
            "{target: '$.tags[0:2]', update: {}}",
            "'[0:2]': one selector in brackets is supported, and they must be closed",
        ),
        ("{target: \"$['a','b']\", update: {}}", "one selector in brackets is supported"),
        (
            "{target: '$.tags[?length(@) > 1]', update: {}}",
            "is no test that is supported: [?@.name], [?@.name == 'value'] and != are",
        ),
        ("{target: '$.tags[?@.name == x]', update: {}}", "x is no text, number, true, false or null"),
        ("{target: $.info, update: text}", "$.info: an object can be updated with an object only; remove it first"),
        ("{target: $, remove: true}", "$: the whole contract cannot be removed"),
        ("{target: $.info}", "an action needs update, or remove: true (#/actions/0)"),
        ("{target: $.info, remove: false}", "an action needs update, or remove: true (#/actions/0)"),
        ("{update: {}}", "an action needs a target: a JSONPath (#/actions/0)"),
        (
            "{target: $.info, updates: {}, update: {}}",
            "an action has no updates; is update meant? (#/actions/0/updates)",
        ),
        ("{target: $.info, copy: $.tags, update: {}}", "an action has no copy (#/actions/0/copy)"),
    ],
)
def test_wrong_actions(correct: Correct, action: str, expected: str, tmp_path: Path) -> None:
    """Each is refused with its line and its target; nothing is written."""
    with pytest.raises(SystemExit) as refused:
        correct(action)
    message = str(refused.value)
    assert message.startswith(f"generate: {tmp_path / 'corrections.yaml'}:4: ")
    assert expected.format(contract=tmp_path / "contract.yaml") in message
    assert not (tmp_path / "generated").exists()


def test_all_that_is_wrong_at_once(correct: Correct) -> None:
    """Every target that selects nothing is named, with its line."""
    with pytest.raises(SystemExit) as refused:
        correct("{target: $.a, update: {}}", "{target: $.info, update: {x-a: b}}", "{target: $.b, remove: true}")
    assert [int(line.split(":")[2]) for line in str(refused.value).splitlines()] == [4, 6]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("overlay: 2.0.0\nactions:\n", "overlay: 1.0.0 and 1.1.0 are supported, not 2.0.0"),
        ("actions:\n", "overlay: 1.0.0 and 1.1.0 are supported, not None"),
        ("overlay: 1.0.0\nactions: {}\nx-a:\n", "actions: expected a list of actions"),
    ],
)
def test_no_overlay(correct: Correct, head: str, expected: str) -> None:
    """A document that is not an overlay is refused."""
    with pytest.raises(SystemExit) as refused:
        correct("{target: $.info, update: {}}", head=head)
    assert expected in str(refused.value)


# --- JSONPath ----------------------------------------------------------------------------------------------------

DOCUMENT: Any = {
    "a": {"b": [{"n": "x", "v": 1}, {"n": "y"}, "x"], "c d": {"b": True}, "e'f": 0},
    "200": {"b": None},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$", [()]),
        ("$.a['c d']", [("a", "c d")]),
        ('$["a"]["c d"].b', [("a", "c d", "b")]),
        (r"$.a['e\'f']", [("a", "e'f")]),
        ("$['200']", [("200",)]),
        ("$.a.b[0]", [("a", "b", 0)]),
        ("$.a.b[-1]", [("a", "b", 2)]),
        ("$.a.b[*].n", [("a", "b", 0, "n"), ("a", "b", 1, "n")]),
        ("$.*.b", [("a", "b"), ("200", "b")]),
        ("$..b", [("a", "b"), ("200", "b"), ("a", "c d", "b")]),
        ("$..['b'][0]", [("a", "b", 0)]),
        ("$..*[?@.v]", [("a", "b", 0)]),
        ("$.a.b[?(@.n=='y')]", [("a", "b", 1)]),
        ("$.a.b[?@['n'] != 'x']", [("a", "b", 1), ("a", "b", 2)]),
        ('$.a.b[?@ == "x"]', [("a", "b", 2)]),
        ("$.a[?@.b == true]", [("a", "c d")]),
        ("$.a[?@[0].v == 1]", [("a", "b")]),
        ("$.a.b[?@.v == true]", []),
        ("$[?@.b == null]", [("200",)]),
        ("$.a.b.n", []),
    ],
)
def test_json_paths(driver: ModuleType, path: str, expected: list[Any]) -> None:
    """The part of RFC 9535 that targets need is supported."""
    overlay = importlib.import_module("overlay")
    assert sorted(map(str, expected)) == sorted(map(str, overlay.select(DOCUMENT, overlay.parse(path))))


def test_keys_that_yaml_reads_as_numbers(driver: ModuleType) -> None:
    """YAML's key `200:` is selected as text, as in JSON."""
    overlay = importlib.import_module("overlay")
    assert overlay.select({"responses": {200: {}}}, overlay.parse("$.responses['200']")) == [("responses", 200)]
