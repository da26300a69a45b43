"""Breaking and compatible changes, as reported by `make contract-diff` and `make changelog-check`."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tools.contract_diff import (
    Change,
    State,
    breaking_entries,
    check_changelog,
    differences,
    next_version,
    report,
)

from .changes import NUMBER, OLD, TEXT, Document, changed, model, query, said, state

pytestmark = pytest.mark.apart


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> State:
    return state(tmp_path_factory.mktemp("old") / "contract", OLD, "before")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> State:
    return state(tmp_path_factory.mktemp("new") / "contract", changed(), "after")


BREAKING = {
    # An argument may accept more values, never fewer, and no new argument may be required.
    "things.create(size)": "changed argument: minimum: none -> 2",
    "things.drop": "removed method: DELETE /things/{thing_id}",
    "things.find(colour)": "removed argument: str",
    "things.find(kind)": "changed argument: no longer takes Literal['a']; takes Literal['c']",
    "things.find(needed)": "added argument: required str",
    "things.find(old)": "removed argument: str",
    "things.find(q)": "changed argument: now required",
    "things.find(size)": "changed argument: no longer takes int; takes str",
    # A result, and its parts, may become narrower, never wider; its keys are those of `to_dict()`.
    "Kind.A": "removed value: 'a'",
    "Part": "removed class",
    "Thing.gone": "removed attribute: int",
    "Thing.named": "removed attribute: datetime.datetime",
    "Thing.part": "removed attribute: Part | None",
    "Thing.sure": "changed attribute: may be None",
    "things.all": "changed method: may be list[str | None]",
    # Objects that callers build as arguments follow the rules of arguments.
    "Draft.colour": "removed attribute: str | None",
    "Draft.note": "changed attribute: now required; no longer takes None",
    "Draft.owner": "added attribute: required str",
    "Draft.weight": "changed attribute: no longer takes float",
}
COMPATIBLE = {
    "Draft.extra": "added attribute: str | None",
    "Draft.name": "changed attribute: takes None",
    "Kind.C": "added value: 'c'",
    "Piece": "added class",
    "Size.L": "added value: 'l'",
    "Thing.brand_new": "added attribute: str | None",
    "Thing.piece": "added attribute: Piece | None",
    "Thing.renamed": "added attribute: datetime.datetime",
    "Thing.unsure": "changed attribute: no longer None",
    "things.copy": "added method: POST /things/{thing_id}",
    "things.find(color)": "added argument: str",
    "things.find(fresh)": "added argument: str",
    "things.find(must)": "changed argument: no longer required",
    "things.find(page)": "changed argument: takes str",
    "things.remove": "added method: DELETE /things/{thing_id}",
    # Only the server sees these changes.
    "things.update": "changed method: request: PATCH /things/{thing_id} -> PUT /things/{thing_id}",
}


def test_each_change_and_whether_it_breaks_callers(old: State, new: State) -> None:
    """The direction decides whether a change breaks callers: passed by them, or returned to them."""
    changes = differences(old.surface, new.surface)

    assert said(changes, breaking=True) == BREAKING
    assert said(changes, breaking=False) == COMPATIBLE


def variant(folder: Path, labels: Document, thing: Document, draft: Document) -> State:
    """Return the small contract with another parameter, returned model or passed model."""
    document = copy.deepcopy(OLD)
    document["paths"]["/things"]["get"]["parameters"] = [labels]
    document["components"]["schemas"] |= {"Thing": thing, "Draft": draft, "Code": TEXT | {"maxLength": 9}}
    return state(folder, document, folder.name)


def test_keys_and_bounds(tmp_path: Path) -> None:
    """The keys of a model are those of `to_dict()`; a narrower bound makes the client refuse values that it sent
    before.

    This holds only for passed values: returned ones may become narrower.
    """
    amount = {"type": "integer", "minimum": 1, "maximum": 9}
    labels = {"type": "array", "items": amount}
    old = variant(
        tmp_path / "old",
        query("labels[]", labels),
        model("team_id amount", team_id=NUMBER, amount=amount),
        model("", team_id=NUMBER, less=amount, more=amount, code=TEXT, choice={"anyOf": [NUMBER, TEXT]}),
    )
    new = variant(
        tmp_path / "new",
        query("labels", {"type": "array", "items": amount | {"maximum": 8}}),
        model("teamId amount", teamId=NUMBER, amount=amount | {"minimum": 2}),
        model(
            "",
            team_id=NUMBER,
            less=amount | {"minimum": 2, "maximum": 8},
            more=amount | {"minimum": 0, "maximum": 10},
            code=TEXT,
            choice={"anyOf": [NUMBER | {"minimum": 1}, TEXT]},
        ),
    )
    changes = differences(old.surface, new.surface)

    assert said(changes, breaking=True) == {
        "Draft.choice": "changed attribute: minimum: none -> 1",
        "Draft.less": "changed attribute: minimum: 1 -> 2; maximum: 9 -> 8",
        "Thing.team_id": "changed attribute: key: team_id -> teamId",
        "things.find(labels)": "changed argument: maximum: 9 -> 8; sent as: query labels[] -> query labels",
    }
    assert said(changes, breaking=False) == {
        "Draft.more": "changed attribute: minimum: 1 -> 0; maximum: 9 -> 10",
        "Thing.amount": "changed attribute: minimum: 1 -> 2",
    }


def test_deprecations_are_lines_of_their_own(tmp_path: Path, old: State) -> None:
    """A new deprecation of an operation, argument, class or attribute is listed, and is not breaking."""
    document = copy.deepcopy(OLD)
    document["paths"]["/things/all"]["get"]["deprecated"] = True
    document["paths"]["/things"]["get"]["parameters"][0]["deprecated"] = True
    body = document["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    body["properties"]["size"] |= {"deprecated": True}
    schemas = document["components"]["schemas"]
    schemas["Part"]["deprecated"] = True
    schemas["Thing"]["properties"]["sure"] = TEXT | {"deprecated": True}
    new = state(tmp_path / "new", document, "new")
    changes = differences(old.surface, new.surface)

    assert said(changes, breaking=True) == {}
    assert said(changes, breaking=False) == {
        "Part": "changed class: now deprecated",
        "Thing.gone": "changed attribute: now deprecated",
        "Thing.part": "changed attribute: now deprecated",
        "Thing.sure": "changed attribute: now deprecated",
        "things.all": "changed method: now deprecated",
        "things.create(size)": "changed argument: now deprecated",
        "things.find(q)": "changed argument: now deprecated",
    }
    assert said(differences(new.surface, old.surface), breaking=True) == {}


def test_the_key_of_an_argument_is_a_matter_of_the_wire(tmp_path: Path, old: State) -> None:
    """Callers' code stays the same; the line shows how the request differs."""
    document = copy.deepcopy(OLD)
    document["paths"]["/things"]["get"]["parameters"][0]["name"] = "q[]"
    new = state(tmp_path / "new", document, "new")

    assert said(differences(old.surface, new.surface), breaking=False) == {
        "things.find(q)": "changed argument: sent as: query q -> query q[]"
    }
    assert said(differences(old.surface, new.surface), breaking=True) == {}


def test_the_report_names_both_sides_and_the_next_version(old: State, new: State) -> None:
    """Breaking changes come first, one per line; the exit status indicates them."""
    text, status = report(old, new)
    lines = text.splitlines()

    assert status == 1
    assert lines[0] == "openapi.yaml: before -> after"
    assert "breaking    removed  attribute  Thing.gone: int" in lines
    assert "compatible  added    method     things.copy: POST /things/{thing_id}" in lines
    assert sorted(lines[2:-3], key=lambda line: not line.startswith("breaking")) == lines[2:-3]
    assert f"{len(BREAKING)} breaking, {len(COMPATIBLE)} compatible" == lines[-2]
    assert lines[-1].startswith(f"version: {old.version} -> ")


def test_prose_is_nothing_that_callers_see(tmp_path: Path, old: State) -> None:
    """Changed descriptions are not reported."""
    document = copy.deepcopy(OLD)
    document["components"]["schemas"]["Thing"]["properties"]["kept"]["description"] = "In other words."

    expected = "openapi.yaml: before -> after\n\nNothing differs that a caller's code can see."
    assert report(old, state(tmp_path / "prose", document, "after")) == (expected, 0)


@pytest.mark.parametrize(
    ("version", "changes", "expected", "raised"),
    [
        ("0.4.2", "breaking added", "0.5.0", "minor"),
        ("0.4.2", "added changed", "0.4.3", "patch"),
        ("0.4.2", "", "0.4.3", "patch"),
        ("1.4.2", "breaking added", "2.0.0", "major"),
        ("1.4.2", "added changed", "1.5.0", "minor"),
        ("1.4.2", "changed", "1.4.3", "patch"),
        ("1.4.2", "", "1.4.3", "patch"),
        ("1.0", "", "1.0.1", "patch"),
        ("0.5.0.dev1", "breaking", "0.6.0", "minor"),
    ],
)
def test_the_version_that_the_changes_ask_for(version: str, changes: str, expected: str, raised: str) -> None:
    """The next version follows Semantic Versioning; before 1.0, breaking changes raise the minor number."""
    kinds = {
        "breaking": Change("a.b", "removed", "method", True),
        "added": Change("a.c", "added", "method", False),
        "changed": Change("a.d", "changed", "wire", False),
    }
    found, why = next_version(version, [kinds[kind] for kind in changes.split()])

    assert found == expected
    assert f"the {raised} number" in why


def log(*breaking: str) -> str:
    entries = "\n".join(f"- {entry}" for entry in breaking)
    return f"# Changelog\n\n## Unreleased\n\n### Breaking\n\n{entries}\n\n### Added\n\n- `Thing.brand_new`.\n"


def test_entries_are_read_whole() -> None:
    """Entries are read from every heading "Breaking" to the next heading, with their continuation lines."""
    text = "## 2\n### Breaking\n\n- One\n  that goes on.\n- Two.\n\n### Added\n- Not.\n## 1\n### Breaking\n- Three.\n"

    assert breaking_entries(text) == {"One that goes on.", "Two.", "Three."}
    assert breaking_entries("## 0.2.0\n\n### Added\n\n- Breaking news.\n") == set()


def test_a_breaking_change_needs_an_entry(old: State, new: State) -> None:
    """Breaking changes need an entry that names them or their owner; compatible ones never do."""
    nothing, status = check_changelog(old, replace(new, changelog="# Changelog\n"))
    assert status == 1
    assert set(re.findall(r"^breaking +\w+ +\w+ +([^\s:]+)", nothing, re.MULTILINE)) == set(BREAKING)
    assert "- `things.find` ..." in nothing

    some = log("`Thing` lost much,\n  and so did `chatwoot.things.find()`.", "Removed: `Kind.A`, `Part`.", "things.all")
    text, status = check_changelog(old, replace(new, changelog=some))
    assert status == 1
    assert set(re.findall(r"^breaking +\w+ +\w+ +([^\s:]+)", text, re.MULTILINE)) == {
        "things.drop",
        "things.all",
        "things.create(size)",
    } | {f"Draft.{name}" for name in ("colour", "note", "weight", "owner")}

    every = log(*(f"`{subject}`" for subject in BREAKING))
    assert check_changelog(old, replace(new, changelog=every))[1] == 0


def test_an_entry_that_was_there_before_is_of_another_change(old: State, new: State) -> None:
    """Only entries added since then count."""
    every = log(*(f"`{subject}`" for subject in BREAKING))

    assert check_changelog(replace(old, changelog=every), replace(new, changelog=every))[1] == 1
