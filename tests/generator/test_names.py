"""Derived names of methods, and harmless mistakes in contracts."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import OK, Generate, small

pytestmark = pytest.mark.apart

NAMES = {
    "camel case": ("listPets", ["pets"], "/pets", "list"),
    "the tag at its beginning": ("pets_find_all", ["pets"], "/pets", "find_all"),
    "dashes": ("create-an-account", ["Accounts"], "/accounts", "create_an_account"),
    "of FastAPI": ("read_item_items__item_id__get", ["items"], "/items/{item_id}", "read_item"),
    "none": (None, ["pets"], "/pets/{pet_id}/toys", "get_toys_by_pet_id"),
    "a keyword": ("pets_import", ["pets"], "/pets", "import_"),
    "a number": ("2fa", ["pets"], "/pets", "do_2_fa"),
    "no tag": ("findPets", None, "/pets", "find"),
}


def operation(**more: Any) -> dict[str, Any]:
    """Return an operation with the given parts, without those that are None."""
    return {key: value for key, value in more.items() if value is not None} | {"responses": OK}


@pytest.mark.parametrize(("operation_id", "tags", "path", "verb"), NAMES.values(), ids=NAMES)
def test_derived(generate: Generate, operation_id: str | None, tags: list[str] | None, path: str, verb: str) -> None:
    """A name is derived from the operationId, or from the method and the path."""
    paths = {path: {"get": operation(operationId=operation_id, tags=tags)}}
    output = generate({"openapi": "3.1.0", "info": {"title": "Names"}, "paths": paths})

    modules = [each for each in (output / "api").iterdir() if each.name != "__init__.py"]
    assert [f"{(tags or ['pets'])[0].lower()}.py"] == [each.name for each in modules]
    assert f"    async def {verb}(" in modules[0].read_text(encoding="utf-8")


def test_the_same_name_twice(generate: Generate) -> None:
    """Equal derived names are numbered; explicit ones stay."""
    ids = {"/a": "pets_get", "/b": "getPets", "/c": "get-pets"}
    paths = {path: {"get": operation(operationId=each, tags=["pets"])} for path, each in ids.items()}
    source = (generate({"openapi": "3.1.0", "info": {}, "paths": paths}) / "api" / "pets.py").read_text()

    assert all(f"    async def {each}(" in source for each in ("get", "get_2", "get_3"))


def test_attributes_that_differ_by_capitals(generate: Generate) -> None:
    """Keys that are one name in snake case keep their spelling, also where a part of an allOf brings one of them."""
    base = {"type": "object", "properties": {"fooBar": {}, "a-b": {}, "ab": {}}}
    whole = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"foo_bar": {}, "FooBar": {}}}]}
    output = generate(small(answer={"$ref": "#/components/schemas/Whole"}, schemas={"Base": base, "Whole": whole}))
    source = (output / "models" / "whole.py").read_text()

    assert re.findall(r"^    (\w+): Any", source, re.MULTILINE) == ["fooBar", "a_b", "ab", "foo_bar", "FooBar"]


def test_what_only_one_side_sends_is_declared(generate: Generate) -> None:
    """Required keys that only one side sends are declared as such, also in an object of a body."""
    keys = {"pin": {"type": "string", "writeOnly": True}, "code": {"type": "string", "readOnly": True}}
    owner = {"type": "object", "required": ["pin", "code"], "properties": keys}
    body = {"type": "object", "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}}
    output = generate(small(body=body, schemas={"Owner": owner}))
    source = (output / "models" / "owner.py").read_text()

    assert 'pin: str | None = field(Plain("string"), default=None, write_only=True)' in source
    assert 'code: str = field(Plain("string"), read_only=True)' in source


def test_enum_members_that_differ_by_signs_or_capitals(generate: Generate) -> None:
    """The names of such members show the difference, not the order."""
    kinds = {"type": "string", "enum": ["asc", "ASC", "a-b", "a b", "<", "<="]}
    (enum,) = (generate(small(answer=kinds)) / "models").glob("things_*.py")
    members = dict(re.findall(r'^    (\w+) = "(.*)"$', enum.read_text(), re.MULTILINE))

    assert members == {
        "ASC_LOWER": "asc",
        "ASC": "ASC",
        "A_MINUS_B": "a-b",
        "A_SPACE_B": "a b",
        "LESS": "<",
        "LESS_EQUAL": "<=",
    }


def test_a_name_of_one_word(generate: Generate) -> None:
    """An operationId that is only the verb does not collide with itself."""
    paths = {"/a": {"get": operation(operationId="export", tags=["pets"])}}
    source = (generate({"openapi": "3.1.0", "info": {}, "paths": paths}) / "api" / "pets.py").read_text()

    assert "    async def export(" in source


def test_parameters_that_contradict(driver: ModuleType, generate: Generate, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two parameters the last is used, one that the path lacks is omitted; both are noted."""
    parameters = [
        {"name": "q", "in": "query", "schema": {"type": "integer"}},
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "id", "in": "path", "schema": {"type": "string"}},
    ]
    source = (generate(small(parameters=parameters)) / "api" / "things.py").read_text()

    assert "q: str | None = None" in source
    assert capsys.readouterr().err.splitlines() == [
        "note: /paths/~1things/post: of two parameters q the last is taken",
        "note: /paths/~1things/post: the parameter id is not in the path, and left out",
    ]


def test_all_problems_at_once(generate: Generate, tmp_path: Path) -> None:
    """Problems of schemas and of operations are in one report, each with its pointer."""
    odd = {"type": "object", "properties": {"a": {"type": "integer", "format": "date"}, "b": {"format": "unixtime"}}}
    nested = {"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": "array", "items": {}}}}
    with pytest.raises(SystemExit) as stop:
        generate(small(answer=odd, parameters=[nested]))

    at = "#/paths/~1things/post"
    properties = f"{at}/responses/200/content/application~1json/schema/properties"
    lines = str(stop.value).splitlines()
    assert [each.split(" ")[-1] for each in lines] == [f"({properties}/a)", f"({properties}/b)", f"({at})"]
