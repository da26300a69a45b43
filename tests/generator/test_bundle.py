"""contract/, one file per tag, is bundled to openapi.yaml; problems are reported with the file."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
import yaml

from ..repository import load_module
from .conftest import DRIVER, ROOT

HEAD = "openapi: 3.1.0\ntags:\n  - name: teams\n  - name: labels\n"
TEAMS = 'paths:\n  /teams:\n    get: {tags: [teams]}\n\ncomponents:\n  schemas:\n    Team: {type: "null"}  # of users\n'
LABELS = "paths:\n  /labels:\n    get:\n      description: |\n        One.\n\n        Two.\n"
SHARED = "components:\n  parameters:\n    Page: {name: page, in: query}\n  schemas:\n    Id: {type: integer}\n"


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    """The module that bundles the files."""
    return load_module(DRIVER / "bundle.py")


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A small contract in several files."""
    texts = {"openapi": HEAD, "teams": TEAMS, "labels": LABELS, "shared": SHARED}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_bundle_has_all_that_the_files_have(bundle: ModuleType, contract: Path) -> None:
    """It has the paths and components of all files, in the order of the tags, with comments and empty lines."""
    text = bundle.bundle(contract)

    assert yaml.safe_load(text) == {
        **yaml.safe_load(HEAD),
        "paths": {**yaml.safe_load(TEAMS)["paths"], **yaml.safe_load(LABELS)["paths"]},
        "components": {
            "schemas": {"Team": {"type": "null"}, "Id": {"type": "integer"}},
            "parameters": {"Page": {"name": "page", "in": "query"}},
        },
    }
    assert "# of users" in text


def test_events_have_a_file(bundle: ModuleType, contract: Path) -> None:
    """The webhooks are in a file without a tag."""
    (contract / "events.yaml").write_text("webhooks:\n  thing_happened:\n    post: {}\n", encoding="utf-8")

    assert yaml.safe_load(bundle.bundle(contract))["webhooks"] == {"thing_happened": {"post": {}}}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("teams", TEAMS + "info: {}\n", "teams.yaml: info: has no place here; paths, webhooks, components have"),
        ("labels", TEAMS, "labels.yaml: paths: /teams is in teams.yaml, too"),
        ("shared", SHARED + "    Team: {}\n", "shared.yaml: schemas: Team is in teams.yaml, too"),
        ("shared", "- 1\n", "shared.yaml: expected a name at 0 spaces: - 1"),
        (
            "macros",
            "paths:\n",
            "each tag of openapi.yaml has a file, and each file a tag there; unpaired: macros.yaml",
        ),
        ("openapi", HEAD + "  - name: macros\n", "unpaired: macros.yaml"),
    ],
)
def test_a_file_that_does_not_fit_is_named(
    bundle: ModuleType, contract: Path, name: str, text: str, problem: str
) -> None:
    """A file that cannot be bundled is refused, with the reason."""
    (contract / f"{name}.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit) as caught:
        bundle.bundle(contract)

    assert problem in str(caught.value)


def test_the_check_compares_and_writes_nothing(bundle: ModuleType, contract: Path, tmp_path: Path) -> None:
    """An outdated bundle fails the check and stays unchanged; without --check it is written."""
    output = tmp_path / "bundle"
    output.write_text("old", encoding="utf-8")
    options = ["--folder", str(contract), "--output", str(output)]

    with pytest.raises(SystemExit, match="edit the files there, and run `make generate`"):
        bundle.main([*options, "--check"])
    assert output.read_text(encoding="utf-8") == "old"

    bundle.main(options)
    bundle.main([*options, "--check"])
    assert bundle.bundle(contract) == output.read_text(encoding="utf-8")


def test_the_bundle_here_is_made_of_the_files_here(bundle: ModuleType) -> None:
    """openapi.yaml equals the bundle of contract/."""
    assert bundle.bundle(ROOT / "contract") == (ROOT / "openapi.yaml").read_text(encoding="utf-8")
