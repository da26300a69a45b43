"""Contracts that are refused by name and line, with all problems at once."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from aiochatwoot import Chatwoot

from ..contract import CONTRACT, load
from .conftest import GENERATED, Generate

pytestmark = pytest.mark.apart

HEAD = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
tags: [{name: things, description: Things.}]
"""
OPERATION = """\
paths:
  /things:
    get:
      tags: [things]
      operationId: things_get
%s      responses:
        "200":
          description: Fine.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
"""
SCHEMAS = """\
components:
  schemas:
    Thing:
      type: object
      description: A thing.
      properties:
        id: {type: integer}
%s"""


def contract(operation: str = "", schemas: str = "") -> str:
    """A contract with these lines; the mark `<-` is in the line of the problem."""
    return HEAD + OPERATION % operation + SCHEMAS % schemas


IN_SCHEMAS = {
    "an extension that nobody knows": ("      x-unheard: 1  # <-\n", "unknown extension x-unheard"),
    "an extension out of place": (
        "        a: {type: integer, x-unwrap: data}  # <-\n",
        "x-unwrap has no meaning here: it belongs to the operation",
    ),
    "a misspelt extension": (
        "        a: {type: integer, format: unixtime, x-zero-is-nul: true}  # <-\n",
        "unknown extension x-zero-is-nul; is x-zero-is-null meant?",
    ),
    "a required name without property": (
        "      required:\n        - id\n        - idd  # <-\n",
        "Thing: idd is required, and no property; is id meant?",
    ),
    "a required name beside allOf": (
        (
            "    Other:\n      description: It.\n      allOf:\n        - $ref: '#/components/schemas/Thing'\n"
            "        - required: [id, name]  # <-\n"
        ),
        "Other.allOf.1: name is required, and no property",
    ),
    "a part of allOf that is missing": (
        (
            "    Other:\n      description: It.\n      allOf:\n        - $ref: '#/components/schemas/Thin'  # <-\n"
            "        - required: [id]\n"
        ),
        "the $ref #/components/schemas/Thin leads nowhere in this document",
    ),
    "colliding properties": (
        "        foo-bar: {type: integer}\n        foo.bar: {type: integer}  # <-\n",
        "Thing: foo-bar and foo.bar would both be the attribute foobar; remove one of them in an overlay",
    ),
    "colliding parts of allOf": (
        (
            "        foo-bar: {type: integer}\n    Other:\n      description: It.\n      allOf:\n"
            "        - $ref: '#/components/schemas/Thing'\n        - properties:\n            foo.bar: {}  # <-\n"
        ),
        "Other: foo-bar and foo.bar would both be the attribute foobar",
    ),
    "nullable": (
        "        a:\n          type: string\n          nullable: true  # <-\n",
        'Thing.a: nullable is of OpenAPI 3.0; in 3.1 write type: [string, "null"]',
    ),
    "nullable beside $ref": (
        "        a: {$ref: '#/components/schemas/Thing', nullable: true}  # <-\n",
        'in 3.1 write anyOf: [{$ref: "#/components/schemas/Thing"}, {type: "null"}]',
    ),
    "nullable beside a union": (
        "        a: {oneOf: [{type: string}, {type: integer}], nullable: true}  # <-\n",
        'in 3.1 write anyOf: [..., {type: "null"}]',
    ),
    "what $ref hides": (
        "        a: {$ref: '#/components/schemas/Thing', minProperties: 1}  # <-\n",
        "minProperties beside $ref is lost",
    ),
    "an undescribed enum": (
        "        a: {type: string, enum: [a, b]}  # <-\n",
        "Thing.a: an enum needs a description",
    ),
    "an undescribed open enum": (
        "    Word: {type: string, x-extensible-enum: [a], description: ' '}  # <-\n",
        "Word: an enum needs a description",
    ),
    "__getattr__": ("    __getattr__: {type: object}  # <-\n", "a schema cannot be called __getattr__"),
    "a module": ("    import_module: {type: object}  # <-\n", "called import_module: the package has import_module"),
    "a builtin": ("    AttributeError: {type: object}  # <-\n", "called AttributeError: the package has Attri"),
    "a title": ("        a: {type: object, title: getattr}  # <-\n", "called getattr: the package has getattr"),
    "a class that is its module": ("    文: {type: object}  # <-\n", "a schema cannot be called 文"),
    "a version without quotes": (
        "        a: {type: integer, x-since: 4.15}  # <-\n",
        'x-since: expected a version in quotes, such as "4.15.0", got 4.15',
    ),
    "versions of what is no enum": (
        "        a: {type: integer, x-since: {a: '4.15'}}  # <-\n",
        "expected a version in quotes",
    ),
    "a version of another value": (
        (
            "        a:\n          type: string\n          enum: [x]\n          description: It.\n"
            "          x-since:\n            y: '4.15'  # <-\n"
        ),
        "x-since: the enum has no value y",
    ),
    "a description of another value": (
        (
            "        a:\n          type: integer\n          enum: [1]\n          description: It.\n"
            "          x-enumDescriptions:\n            '2': Two.  # <-\n"
        ),
        "x-enumDescriptions: the enum has no value 2",
    ),
    "descriptions without values": (
        "        a: {type: string, enum: [x], description: It., x-enumDescriptions: [X.]}  # <-\n",
        "x-enumDescriptions: expected a description by value",
    ),
}
IN_OPERATIONS = {
    "a misspelt extension": ("      x-unwarp: data  # <-\n", "unknown extension x-unwarp; is x-unwrap meant?"),
    "an undescribed parameter": (
        (
            "      parameters:\n        - {name: a, in: query, description: It., schema: {}}\n"
            "        - {name: q, in: query, schema: {type: string}}  # <-\n"
        ),
        "the parameter q needs a description",
    ),
    "a nullable parameter": (
        "      parameters:\n        - {name: a, in: query, description: It., nullable: true}  # <-\n",
        "nullable is of OpenAPI 3.0",
    ),
    "a missing record that is a success": (
        "      x-not-found: 200  # <-\n",
        "expected the status of an error, got 200",
    ),
    "a limit without its rule": ("      x-rate-limit: {requests: 5}\n", "x-rate-limit needs rule, requests, seconds"),
    "a limit of no requests": (
        "      x-rate-limit: {rule: a, requests: none, seconds: 60, by: token}\n",
        "x-rate-limit: requests is a number from 1",
    ),
    "a limit by something else": (
        "      x-rate-limit: {rule: a, requests: 5, seconds: 60, by: [moon]}\n",
        "by is one or several of account, token, conversation, address",
    ),
}


@pytest.mark.parametrize(("lines", "message"), IN_SCHEMAS.values(), ids=IN_SCHEMAS)
def test_refused_in_schemas(generate: Generate, tmp_path: Path, lines: str, message: str) -> None:
    """Schemas that would lose something, or break the package, are reported with their line."""
    refused(generate, tmp_path, contract(schemas=lines), message)


@pytest.mark.parametrize(("lines", "message"), IN_OPERATIONS.values(), ids=IN_OPERATIONS)
def test_refused_in_operations(generate: Generate, tmp_path: Path, lines: str, message: str) -> None:
    """Errors in operations are refused with their position, too."""
    refused(generate, tmp_path, contract(operation=lines), message)


def refused(generate: Generate, folder: Path, text: str, message: str) -> None:
    lines = text.splitlines()
    (line,) = [number for number, each in enumerate(lines, 1) if "# <-" in each] or [
        number for number, each in enumerate(lines, 1) if "x-rate-limit" in each
    ]

    with pytest.raises(SystemExit) as stop:
        generate(text, "--strict")

    said = str(stop.value).splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"generate: {folder / 'contract.yaml'}:{line}: ")
    assert message in said[0]
    assert not (folder / "generated").exists()


def test_all_problems_at_once(generate: Generate) -> None:
    """All problems of a contract are reported, in its order."""
    text = contract("      x-unwarp: data\n", "        a: {type: string, nullable: true, x-sinse: '4.1'}\n")

    with pytest.raises(SystemExit) as stop:
        generate(text, "--strict")

    found = re.findall(r":(\d+): .*?(x-unwarp|x-sinse|nullable)", str(stop.value))
    assert found == [("9", "x-unwarp"), ("21", "x-sinse"), ("21", "nullable")]


def test_required_of_another_part(generate: Generate) -> None:
    """A part of an allOf may require a key of another part."""
    lines = "    Other:\n      allOf: [{$ref: '#/components/schemas/Thing'}, {required: [id]}]\n"

    assert generate(contract(schemas=lines)).exists()


# --- YAML ---


def bomb(levels: int) -> str:
    """Text in which each level has nine times the previous one."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return HEAD + "x-bomb:\n  " + "\n  ".join(lines) + "\n" + OPERATION % "" + SCHEMAS % ""


def test_a_yaml_bomb(generate: Generate) -> None:
    """Nested aliases are refused before they are expanded; the reported line is where they exceed the limit."""
    with pytest.raises(SystemExit, match=r"yaml:11: with its aliases written out it has more than 1000000 nodes"):
        generate(bomb(100))


def test_an_alias_of_itself(generate: Generate) -> None:
    """A recursive alias is refused."""
    with pytest.raises(SystemExit, match=r"yaml:4: what the anchor a names holds an alias of itself"):
        generate(HEAD + "x-a: &a [*a]\n")


def test_aliases_as_such(generate: Generate) -> None:
    """A schema may be written once and aliased twice."""
    aliases = "        a: &a {type: integer, x-since: '4.12', description: It.}\n        b: *a\n"
    shown = (generate(contract(schemas=aliases)) / "models" / "thing.py").read_text(encoding="utf-8")

    assert "a: It. Since Chatwoot 4.12.\n" in shown
    assert "b: It. Since Chatwoot 4.12.\n" in shown


def test_too_deep(generate: Generate) -> None:
    """Nesting that is too deep for parsers is refused."""
    with pytest.raises(SystemExit, match="is nested too deeply"):
        generate(HEAD + "x-a: " + "[" * 5000)


# --- the lists ---


@pytest.fixture
def checks(driver: ModuleType) -> ModuleType:
    """The module with the lists, as loaded by the driver."""
    assert driver.check
    return sys.modules["checks"]


def test_the_contract_lists_the_extensions(checks: ModuleType) -> None:
    """The contract's description explains exactly the extensions that the generator knows, and it uses no others."""
    text = load(CONTRACT)["info"]["description"]
    listed = re.findall(r"^- `(x-[a-zA-Z-]+)", text, re.MULTILINE)

    assert sorted(checks.EXTENSIONS) == sorted(listed)
    assert set(re.findall(r"\b(x-[a-zA-Z-]+):", CONTRACT.read_text(encoding="utf-8"))) <= set(listed)


def test_no_name_of_the_models_is_missed(checks: ModuleType) -> None:
    """Every foreign name that models/__init__.py uses is forbidden for schemas."""
    tree = ast.parse((GENERATED / "models" / "__init__.py").read_text(encoding="utf-8"))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    used = {each.id for each in names if isinstance(each.ctx, ast.Load)} - own - arguments

    assert {each for each in used if not each.startswith("__")} <= checks.OF_MODELS
    assert "AttributeError" in used


def test_no_name_of_the_client_is_missed(checks: ModuleType) -> None:
    """A tag becomes an attribute of the client: existing names are forbidden."""
    assert {each for each in dir(Chatwoot) if not each.startswith("_")} - {
        each["name"] for each in load(CONTRACT)["tags"]
    } <= checks.OF_CLIENTS
