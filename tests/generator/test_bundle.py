"""contract/, one file per tag, is joined to openapi.yaml; problems are reported with the file and line to edit."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
import yaml

from .conftest import ROOT, files

HEAD = """\
openapi: 3.1.0
info: {title: Small, version: '1'}
tags:
  - name: teams
    description: Teams.
  - name: labels
    description: Labels.
"""
TEAMS = """\
paths:
  /teams:
    get:
      tags: [teams]
      operationId: teams_get
      responses:
        "200":
          description: A team.
          content: {application/json: {schema: {$ref: "#/components/schemas/Team"}}}

components:
  schemas:
    Team: {type: object, properties: {id: {$ref: "#/components/schemas/Id"}}}  # of users
"""
LABELS = """\
paths:
  /labels:
    get:
      tags: [labels]
      operationId: labels_list
      description: |
        One.

        Two.
      responses: {"204": {description: Nothing.}}
"""
SHARED = """\
components:
  parameters:
    Page: {name: page, in: query, schema: {type: integer}}
  schemas:
    Id: {type: integer}
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A small contract in several files."""
    folder = tmp_path / "contract"
    folder.mkdir()
    texts = {"openapi": HEAD, "teams": TEAMS, "labels": LABELS, "shared": SHARED}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def joined(driver: ModuleType, contract: Path) -> str:
    """Return the document of the files."""
    text: bytes = driver.read(contract).text.content
    return text.decode()


def test_the_bundle_has_all_that_the_files_have(driver: ModuleType, contract: Path) -> None:
    """The bundle has the paths and components of all files, by tag, with comments and empty lines."""
    text = joined(driver, contract)

    assert yaml.safe_load(text) == {
        **yaml.safe_load(HEAD),
        "paths": {**yaml.safe_load(TEAMS)["paths"], **yaml.safe_load(LABELS)["paths"]},
        "components": {
            "schemas": {**yaml.safe_load(TEAMS)["components"]["schemas"], "Id": {"type": "integer"}},
            "parameters": yaml.safe_load(SHARED)["components"]["parameters"],
        },
    }
    assert "# of users" in text


def test_events_have_a_file(driver: ModuleType, contract: Path) -> None:
    """The webhooks are in a file without a tag."""
    (contract / "events.yaml").write_text("webhooks:\n  thing_happened:\n    post: {}\n", encoding="utf-8")

    assert yaml.safe_load(joined(driver, contract))["webhooks"] == {"thing_happened": {"post": {}}}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("teams", TEAMS + "info: {}\n", "teams.yaml:14: info: has no place here; paths, webhooks, components have"),
        ("teams", "paths: {}\n", "teams.yaml:1: expected a name at 2 spaces: {}"),
        ("labels", TEAMS, "labels.yaml:2: paths: /teams is in teams.yaml, too"),
        ("shared", SHARED + "    Team: {}\n", "shared.yaml:6: schemas: Team is in teams.yaml, too"),
        ("shared", "- 1\n", "shared.yaml:1: expected a name at 0 spaces: - 1"),
        (
            "macros",
            "paths:\n",
            "each tag of openapi.yaml has a file, and each file a tag there; unpaired: macros.yaml",
        ),
        ("openapi", HEAD + "  - name: macros\n", "unpaired: macros.yaml"),
        ("shared", SHARED + "    A: {x: 1", "shared.yaml:6: while parsing a flow mapping, "),
        ("shared", SHARED + "    Id: {}\n", "shared.yaml:6: schemas: Id is in shared.yaml, too"),
        ("shared", SHARED + "    A: {x: 1, x: 2}\n", 'shared.yaml:6: found duplicate key "x"'),
        ("labels", LABELS + "    #\x01\n", "labels.yaml:11: special characters are not allowed"),
        ("teams", "paths:\n  /teams: &a [*a]\n", "teams.yaml:2: what the anchor a names holds an alias of itself"),
    ],
)
def test_a_file_that_does_not_fit_is_named(
    driver: ModuleType, contract: Path, name: str, text: str, problem: str
) -> None:
    """A file that cannot be joined or parsed is refused, with its line and the reason."""
    (contract / f"{name}.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit) as caught:
        driver.read(contract)

    assert str(caught.value).startswith("generate: ")
    assert problem in str(caught.value)


def test_a_file_that_is_not_text_is_named(driver: ModuleType, contract: Path) -> None:
    """A file in another encoding than UTF-8 is refused, with the line of the first wrong byte."""
    (contract / "labels.yaml").write_bytes(LABELS.encode() + b"  # \xff\n")

    with pytest.raises(SystemExit) as caught:
        driver.read(contract)

    assert str(caught.value) == f"generate: {contract / 'labels.yaml'}:11: is not text in UTF-8"


@pytest.mark.parametrize(
    ("name", "before", "after", "problem"),
    [
        ("teams", "schemas/Team", "schemas/Tean", "9: the $ref #/components/schemas/Tean leads nowhere"),
        ("teams", "schemas/Id", "schemas/Ix", "13: the $ref #/components/schemas/Ix leads nowhere"),
        ("shared", "type: integer}\n", "type: int}\n", "5: type: expected one of string"),
        ("labels", "      operationId: labels_list\n", "", "3: the operationId of get /labels must be labels_<verb>"),
        ("labels", "Two.", "Two.\n      deprecated: 1", "10: deprecated: expected true or false, got 1"),
        ("openapi", "    description: Labels.\n", "", "6: the tag labels has no description"),
        ("openapi", "openapi: 3.1.0", "openapi: 2.0.0", "1: openapi: 3.0 and 3.1 are supported, not 2.0.0"),
    ],
)
def test_a_problem_is_where_it_is_edited(
    driver: ModuleType, contract: Path, name: str, before: str, after: str, problem: str
) -> None:
    """A problem of the joined document is reported with the file of the contract and the line there."""
    path = contract / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    with pytest.raises(SystemExit) as caught:
        driver.main(["--strict", "--contract", str(contract), "--output", str(contract.parent / "generated")])

    assert str(caught.value).startswith(f"generate: {path}:{problem}")


def test_a_failure_leaves_both_outputs(driver: ModuleType, contract: Path) -> None:
    """openapi.yaml and the code are written together, after the generation succeeded; --check only compares them."""
    folder = contract.parent
    generate = ["--contract", str(contract), "--output", str(folder / "generated")]
    driver.main(generate)
    written = files(folder)
    assert written["openapi.yaml"].decode() == joined(driver, contract)
    driver.main([*generate, "--check"])

    (contract / "shared.yaml").write_text(SHARED.replace("integer", "int"), encoding="utf-8")
    with pytest.raises(SystemExit, match="expected one of string"):
        driver.main(generate)
    (contract / "shared.yaml").write_text(f"{SHARED}    # More.\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=rf"differs: __init__.py\n  differs: {folder / 'openapi.yaml'}\nRun `make gen"):
        driver.main([*generate, "--check"])
    (folder / "openapi.yaml").unlink()
    with pytest.raises(SystemExit, match=r"differs: .*openapi\.yaml"):
        driver.main([*generate, "--check"])

    after = files(folder)
    unchanged = [name for name in written if name.startswith("generated/")]
    assert {name: after[name] for name in unchanged} == {name: written[name] for name in unchanged}


def test_only_the_document_of_the_code_is_written(driver: ModuleType, contract: Path, tmp_path: Path) -> None:
    """A document that was not joined is refused before anything is written; code elsewhere leaves it alone."""
    document, code = contract.parent / "openapi.yaml", contract.parent / "generated"
    document.write_text("hand: written\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"openapi\.yaml was not joined from"):
        driver.main(["--contract", str(contract), "--output", str(code)])
    assert not code.exists()
    driver.main(["--contract", str(contract), "--output", str(tmp_path / "elsewhere" / "generated")])
    assert document.read_text(encoding="utf-8") == "hand: written\n"
    document.unlink()
    document.mkdir()
    with pytest.raises(SystemExit, match=r"^generate: .*openapi\.yaml"):
        driver.main(["--contract", str(contract), "--output", str(code)])
    assert not code.exists()


def test_the_document_here_is_made_of_the_files_here(driver: ModuleType) -> None:
    """openapi.yaml equals the files of contract/, joined."""
    assert joined(driver, ROOT / "contract") == (ROOT / "openapi.yaml").read_text(encoding="utf-8")
