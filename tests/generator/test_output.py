"""The files that a run of the driver writes, and the files that it leaves unchanged."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ..contract import CONTRACT, calls, load
from .conftest import DRIVER, GENERATED, Document, Generate, files, small

pytestmark = pytest.mark.apart


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DRIVER / "generate.py"), *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def sources() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(GENERATED.rglob("*.py"))]


# --- the same bytes, each time ---


def test_code_depends_on_the_contract_alone(tmp_path: Path) -> None:
    """A run writes the committed code, from any folder, with any hash seed, and with schemas in any order."""
    document = load(CONTRACT)
    document["components"]["schemas"] = dict(reversed(document["components"]["schemas"].items()))
    contract, output = tmp_path / "contract.json", tmp_path / "generated"
    contract.write_text(json.dumps(document), encoding="utf-8")

    result = run("--contract", str(contract), "--output", str(output), cwd=DRIVER, PYTHONHASHSEED="4242")

    assert result.returncode == 0
    assert without_header(files(GENERATED)) == without_header(files(output))


def without_header(code: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files except the one with the hash of the contract."""
    return {name: content for name, content in code.items() if name != "__init__.py"}


def test_the_header_names_the_contract(generate: Generate) -> None:
    """The header has the contract's version and the hash of its text, for any line ends, and no date."""
    content = CONTRACT.read_bytes()
    header = (GENERATED / "__init__.py").read_text(encoding="utf-8")
    assert b"\r" not in content
    assert f"contract {load(CONTRACT)['info']['version']}, sha256 {hashlib.sha256(content).hexdigest()}\n" in header

    lines = json.dumps(TEAM, indent=1).encode()
    expected = files(generate(lines))
    assert expected == files(generate(lines.replace(b"\n", b"\r\n")))


def test_check_notices_a_contract_that_changed_in_its_prose_alone(generate: Generate, output: Path) -> None:
    """The header is compared, too: equal code of a changed contract is stale."""
    before = files(output)

    with pytest.raises(SystemExit, match=r"differs: __init__\.py") as stop:
        generate(TEAM | {"info": {"title": "Small", "version": "2"}}, "--check")

    assert str(stop.value).count("differs:") == 1
    assert files(output) == before


# --- --check ---


TEAM = small(
    schemas={"Team": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    answer={"$ref": "#/components/schemas/Team"},
)


@pytest.fixture
def output(generate: Generate) -> Path:
    """The code of a small contract, to be modified."""
    return generate(TEAM)


@pytest.mark.parametrize("spoil", ["edit", "add", "remove"])
def test_check_names_each_difference_and_touches_nothing(generate: Generate, output: Path, spoil: str) -> None:
    """An edited, surplus or missing file fails the check, which names it, and changes nothing."""
    if spoil == "edit":
        (output / "models" / "team.py").write_text("edited")
    elif spoil == "add":
        (output / "models" / "left_over.py").write_text("")
    else:
        (output / "models" / "team.py").unlink()
    before = files(output)
    expected = {
        "edit": "differs: models/team.py",
        "add": "stale:   models/left_over.py",
        "remove": "missing: models/team.py",
    }

    with pytest.raises(SystemExit) as stop:
        generate(TEAM, "--check")

    message = str(stop.value)
    assert [line.strip() for line in message.splitlines() if line.startswith("  ")] == [expected[spoil]]
    assert "make generate" in message
    assert files(output) == before


def test_check_without_any_output_fails(generate: Generate, tmp_path: Path) -> None:
    """Without output everything is missing, and stays so."""
    with pytest.raises(SystemExit, match=r"missing: __init__\.py"):
        generate(small(), "--check")

    assert not (tmp_path / "generated").exists()


def test_check_does_not_mind_compiled_code(generate: Generate, output: Path) -> None:
    """Compiled files of imported modules are not a difference."""
    (output / "__pycache__").mkdir()
    (output / "__pycache__" / "x.pyc").write_bytes(b"")

    generate(TEAM, "--check")


# --- replacing ---


def test_no_stale_file_survives(generate: Generate, output: Path) -> None:
    """A run replaces the whole folder, and leaves nothing beside it."""
    before = files(output)
    beside = sorted(each.name for each in output.parent.iterdir())
    (output / "models" / "left_over.py").write_text("")
    (output / "api" / "gone").mkdir()

    generate(TEAM)

    assert files(output) == before
    assert not (output / "api" / "gone").exists()
    assert sorted(each.name for each in output.parent.iterdir()) == beside


def test_failure_leaves_the_output_as_it_was(generate: Generate, output: Path) -> None:
    """If a run fails, the old code remains."""
    before = files(output)

    with pytest.raises(SystemExit):
        generate(small(answer={"type": "integer", "format": "date-time"}))

    assert files(output) == before


def test_what_was_written_by_hand_is_not_replaced(generate: Generate, tmp_path: Path) -> None:
    """A folder that the generator did not write is left unchanged."""
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated" / "__init__.py").write_text('"""Mine."""\n')

    with pytest.raises(SystemExit, match="was not generated, and is not replaced"):
        generate(small())

    assert (tmp_path / "generated" / "__init__.py").read_text() == '"""Mine."""\n'


def test_failed_tool_stops_the_run(generate: Generate, tmp_path: Path) -> None:
    """A failing formatter is an error with its message."""
    config = tmp_path / "config.yml"
    config.write_text('post_hooks: ["echo cannot format >&2; exit 2"]')

    with pytest.raises(SystemExit, match="cannot format"):
        generate(small(), "--config", str(config))

    assert not (tmp_path / "generated").exists()


# --- the content ---


def test_code_is_async_only() -> None:
    """Each operation has one function, which is async; only iterators are not awaited."""
    trees = [ast.parse(path.read_text()) for path in sorted((GENERATED / "api").glob("[!_]*.py"))]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    methods = [
        node
        for tree in trees
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.FunctionDef)
    ]

    assert functions == []
    assert {ast.unparse(node.returns).split("[")[0] for node in methods if node.returns} == {"Paginator"}


def test_nothing_of_the_stock_templates_is_left() -> None:
    """The generator's own templates have pitfalls; none of their code is in the output."""
    traps = [
        "HTTPStatus(",  # raises ValueError for 520, before anyone sees the response
        "get_httpx_client",  # a client without a timeout
        "AuthenticatedClient",  # the token in its repr
        "boundary",
        "+++",
        "isoparse",
        "fromisoformat",
        "response.json()",
        "from_dict",
        "types import",
        "raise_on_unexpected_status",
    ]
    found = [trap for trap in traps for content in files(GENERATED).values() if trap.encode() in content]

    assert found == []


def test_code_imports_nothing_but_the_package() -> None:
    """Imports are relative, so that the package can be vendored under any name, or from the standard library."""
    modules = {
        node.module
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 0
    } | {
        alias.name
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }

    assert {str(module).split(".")[0] for module in modules} - set(sys.stdlib_module_names) == set()


def words(text: object) -> str:
    return " ".join(str(text).split())


def test_docstrings_hold_what_the_contract_says() -> None:
    """Docstrings contain the contract's descriptions of operations, arguments and response bodies."""
    document = load(CONTRACT)
    missing = [
        (operation["operationId"], expected)
        for item in document["paths"].values()
        for method, shared in item.items()
        if method != "parameters"
        for operation in calls(shared)
        for expected in _texts(document, item, operation)
        if words(expected) not in _docstring(operation)
    ]

    assert missing == []


def _docstring(operation: Document) -> str:
    """Return the docstring of an operation's method."""
    tag = operation["tags"][0]
    verb = operation["operationId"].removeprefix(f"{tag}_")
    return _docstrings(tag)[verb]


@cache
def _docstrings(tag: str) -> dict[str, str]:
    """Return the docstrings of a resource's methods, by their names."""
    tree = ast.parse((GENERATED / "api" / f"{tag}.py").read_text(encoding="utf-8"))
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.AsyncFunctionDef)]
    return {each.name: words(ast.get_docstring(each) or "") for each in functions}


def _texts(document: Document, item: Document, operation: Document) -> list[str]:
    def resolve(value: Document) -> Document:
        while "$ref" in value:
            kind, name = value["$ref"].split("/")[-2:]
            own = {key: text for key, text in value.items() if key == "description"}
            value = document["components"][kind][name] | own
        return value

    successes = [resolve(each) for status, each in operation["responses"].items() if status[0] == "2"]
    described = [
        *(resolve(each) for each in [*item.get("parameters", []), *operation.get("parameters", [])]),
        *(each for each in successes if each.get("content")),
    ]
    if "requestBody" in operation:
        schema = resolve(next(iter(resolve(operation["requestBody"])["content"].values()))["schema"])
        for key in operation.get("x-wrap", "").split(".") if "x-wrap" in operation else ():
            schema = resolve(schema["properties"][key])
        described += [resolve(each) for each in schema.get("properties", {}).values() if "const" not in each]
    texts = [operation["summary"].removesuffix("."), operation.get("description", "")]
    return texts + [each.get("description", "") for each in described]


def test_only_methods_with_a_result_have_a_returns_section() -> None:
    """A docstring has the section "Returns" if the method returns something, and none if it returns None."""
    methods = [
        node for tree in sources() for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef) and node.returns
    ]
    wrong = [
        each.name
        for each in methods
        if ("Returns:" in (ast.get_docstring(each) or "")) == (ast.unparse(each.returns or each) == "None")
    ]

    assert {"None", "models.Label"} <= {ast.unparse(each.returns or each) for each in methods}
    assert wrong == []


def test_every_class_and_attribute_is_described() -> None:
    """The description of every generated schema and property is in the code, word for word."""
    document = load(CONTRACT)
    classes = {
        node.name: words(ast.get_docstring(node))
        for path in (GENERATED / "models").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    schemas = {name: schema for name, schema in document["components"]["schemas"].items() if name in classes}
    missing = [
        (name, text)
        for name, schema in schemas.items()
        for text in [schema.get("description"), *(p.get("description") for p in schema.get("properties", {}).values())]
        if words(text or "") not in classes[name]
    ]

    assert "Conversation" in schemas
    assert missing == []
    assert [name for name, doc in classes.items() if doc == name] == []
