"""What a change of the contract means to callers, said by `make contract-diff` and `make changelog-check`."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

from tools import contract_diff
from tools.annotations import lost
from tools.contract_diff import State, breaking_entries, check_changelog, differences, generated, next_version, report
from tools.surface import Change

from .repository import Repository

pytestmark = pytest.mark.apart

Document: TypeAlias = dict[str, Any]
TEXT, NUMBER, WHEN = {"type": "string"}, {"type": "integer"}, {"type": "integer", "format": "unixtime"}
NULLABLE = {"type": ["string", "null"]}


# --- types ---


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("str | None", "str", ["None"]),
        ("str", "str | None", []),
        ("Literal['a', 'b'] | Kind", "Literal['b', 'c'] | Kind", ["'a'"]),
        ("Literal['a']", "str", []),
        ("str", "Literal['a']", ["str"]),
        ("Literal[1]", "str", ["1"]),
        ("Kind", "str", []),
        ("str", "Kind", ["str"]),
        ("int", "float", []),
        ("bool", "float", []),
        ("float", "int", ["float"]),
        ("Any", "str", ["Any"]),
        ("list[str]", "Any", []),
        ("datetime.datetime", "dt.datetime | Unset", []),
        ("builtins.list[int]", "Sequence[int | None]", []),
        ("Sequence[int | None]", "Sequence[int]", ["Sequence[int | None]"]),
        ("Sequence[int]", "list[int]", ["Sequence[int]"]),
        ("dict[str, Any]", "Mapping[str, Any]", []),
        ("list[int]", "dict[str, int]", ["list[int]"]),
        ("list[int]", "str", ["list[int]"]),
        ("None", "Literal['a']", ["None"]),
    ],
)
def test_what_a_type_loses(old: str, new: str, gone: list[str]) -> None:
    """The alternatives that the other type does not have; members, subclasses and immutable views are had."""
    assert gone == lost(old, new, {"Kind": "str"})


# --- a contract and another ---


def answer(schema: Document) -> Document:
    return {"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}


def operation(
    name: str, *parameters: Document, body: Document | None = None, result: Document | None = None
) -> Document:
    made: Document = {"tags": ["things"], "operationId": f"things_{name}", "parameters": list(parameters)}
    made["responses"] = answer(result or {"$ref": "#/components/schemas/Thing"})
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def query(name: str, schema: Document, *, required: bool = False) -> Document:
    return {"name": name, "in": "query", "schema": schema, "required": required}


def model(required: str, **fields: Document) -> Document:
    return {"type": "object", "required": required.split(), "properties": fields}


def ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


OLD: Document = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "0.4.2"},
    "tags": [{"name": "things", "description": "Things."}],
    "paths": {
        "/things": {
            "get": operation(
                "find",
                query("q", TEXT),
                query("kind", ref("Kind")),
                query("size", NUMBER),
                query("page", NUMBER),
                query("old", TEXT),
                query("must", TEXT, required=True),
                query("colour", TEXT),
            ),
            "post": operation("create", body=model("draft", draft=ref("Draft"), note=TEXT)),
        },
        "/things/{thing_id}": {
            "parameters": [{"name": "thing_id", "in": "path", "required": True, "schema": NUMBER}],
            "get": operation("get"),
            "delete": operation("drop"),
            "patch": operation("update"),
        },
        "/things/all": {"get": operation("all", result={"type": "array", "items": TEXT})},
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "enum": ["a", "b"]},
            "Size": {"type": "string", "enum": ["s", "m"]},
            "Thing": model(
                "kept gone named sure",
                kept={"type": "string", "description": "As it was."},
                gone=NUMBER,
                named=WHEN,
                sure=TEXT,
                unsure=NULLABLE,
                kind=ref("Kind"),
                size=ref("Size"),
                when={"type": "string", "format": "date-time"},
                part=ref("Part"),
            ),
            "Part": model("title", title=TEXT),
            "Draft": model("name", name=TEXT, colour=TEXT, weight={"type": "number"}, note=NULLABLE),
            "Unused": model("", nothing=TEXT),
        }
    },
}


def changed() -> Document:
    new = copy.deepcopy(OLD)
    paths, schemas = new["paths"], new["components"]["schemas"]
    paths["/things"]["get"] = operation(
        "find",
        query("q", TEXT, required=True),
        query("kind", ref("Kind")),
        query("size", {"type": "string"}),
        query("page", {"type": ["integer", "string"]}),
        query("must", TEXT),
        query("color", TEXT),
        query("fresh", TEXT),
        query("needed", TEXT, required=True),
    )
    paths["/things"]["post"]["requestBody"]["content"]["application/json"]["schema"] = model(
        "draft", draft=ref("Draft"), note={"type": "string", "maxLength": 9}
    )
    item = paths["/things/{thing_id}"]
    item["delete"]["operationId"] = "things_remove"
    item["put"] = item.pop("patch")
    item["post"] = operation("copy")
    paths["/things/all"]["get"] = operation("all", result={"type": "array", "items": NULLABLE})
    schemas["Kind"]["enum"] = ["b", "c"]
    schemas["Size"]["enum"] = ["s", "m", "l"]
    schemas["Thing"] = model(
        "kept renamed sure unsure",
        kept={"type": "string", "description": "In other words."},
        renamed=WHEN,
        sure=NULLABLE,
        unsure=TEXT,
        kind=ref("Kind"),
        size=ref("Size"),
        when={"type": "integer", "format": "unixtime"},
        brand_new=TEXT,
        piece=ref("Piece"),
    )
    schemas["Piece"] = schemas.pop("Part")
    schemas["Draft"] = model("name note owner", name=NULLABLE, weight=NUMBER, note=TEXT, owner=TEXT, extra=TEXT)
    schemas["Another"] = schemas.pop("Unused")
    return new


def state(folder: Path, document: Document, label: str) -> State:
    folder.mkdir()
    path = folder / "contract.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    return generated(path, label, folder)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> State:
    return state(tmp_path_factory.mktemp("old") / "contract", OLD, "before")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> State:
    return state(tmp_path_factory.mktemp("new") / "contract", changed(), "after")


BREAKING = {
    # An argument may take more and never less, and none may be needed that was not.
    "things.find(q)": "changed argument: now required",
    "things.find(kind)": "changed argument: no longer takes 'a', takes 'c'",
    "things.find(size)": "changed argument: no longer takes int, takes str",
    "things.find(old)": "removed argument: str | None",
    "things.find(colour)": "removed argument: str | None",
    "things.find(needed)": "added argument: required str",
    "things.drop": "removed operation: DELETE /things/{thing_id}; renamed to things.remove?",
    # An answer, and what it is made of, may be less and never more.
    "things.all": "changed answer: may be list[str | None]",
    "Thing.gone": "removed field: int",
    "Thing.named": "removed field: datetime.datetime; renamed to renamed?",
    "Thing.part": "removed field: Part | Unset",
    "Thing.sure": "changed field: may be None",
    "Kind.A": "removed member: 'a'",
    "Part": "removed schema",
    # What callers make to pass it is as an argument.
    "Draft.colour": "removed field: str | Unset; renamed to extra?",
    "Draft.note": "changed field: now required",
    "Draft.weight": "changed field: no longer takes float",
    "Draft.owner": "added field: required str",
}
COMPATIBLE = {
    "things.find(page)": "changed argument: takes str",
    "things.find(must)": "changed argument: no longer required",
    "things.find(color)": "added argument: str | None",
    "things.find(fresh)": "added argument: str | None",
    "things.remove": "added operation: DELETE /things/{thing_id}",
    "things.copy": "added operation: POST /things/{thing_id}",
    "Thing.brand_new": "added field: str | Unset",
    "Thing.piece": "added field: Piece | Unset",
    "Thing.renamed": "added field: datetime.datetime",
    "Thing.unsure": "changed field: no longer None | Unset",
    "Kind.C": "added member: 'c'",
    "Size.L": "added member: 'l'",
    "Piece": "added schema",
    "Draft.name": "changed field: takes None",
    "Draft.extra": "added field: str | Unset",
    # The other end of the line sees these; callers do not.
    "things.update": "changed wire: request: PATCH /things/{thing_id} -> PUT /things/{thing_id}",
    "things.create(note)": "changed wire: schema: {type: string} -> {maxLength: 9, type: string}",
    "Thing.when": ("changed wire: schema: {format: date-time, type: string} -> {format: unixtime, type: integer}"),
    "Unused": "removed wire: a schema that is no class here",
    "Another": "added wire: a schema that is no class here",
}


def said(changes: list[Change], *, breaking: bool) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for change in changes:
        if change.breaking is breaking:
            text = f"{change.verb} {change.what}" + (f": {change.detail}" if change.detail else "")
            found.setdefault(change.subject, []).append(text)
    return {subject: " and ".join(texts) for subject, texts in found.items()}


def test_each_change_and_whether_it_breaks_callers(old: State, new: State) -> None:
    """Whether a change breaks depends on its direction: what callers pass, or what they get."""
    changes = differences(old, new)

    assert BREAKING == said(changes, breaking=True)
    assert COMPATIBLE == said(changes, breaking=False)


def test_no_change_is_said_twice(old: State, new: State) -> None:
    """What Python callers see is not repeated as a change on the wire."""
    subjects = [change.subject for change in differences(old, new)]

    assert sorted(set(subjects)) == sorted(subjects)


def test_the_report_names_both_sides_and_the_next_version(old: State, new: State) -> None:
    """Breaking changes come first, each in a line; the status says that there are some."""
    text, status = report(old, new)
    lines = text.splitlines()

    assert 1 == status
    assert "openapi.yaml: before -> after" == lines[0]
    assert "breaking    removed  field      Thing.gone: int" in lines
    assert "compatible  added    operation  things.copy: POST /things/{thing_id}" in lines
    assert sorted(lines[2:-3], key=lambda line: not line.startswith("breaking")) == lines[2:-3]
    assert f"{len(BREAKING)} breaking, {len(COMPATIBLE)} compatible" == lines[-2]
    assert lines[-1].startswith(f"version: {old.version} -> ")


def test_prose_is_nothing_that_callers_see(tmp_path: Path, old: State) -> None:
    """Other descriptions are a reason for a patch, and the same contract for nothing."""
    document = copy.deepcopy(OLD)
    document["components"]["schemas"]["Thing"]["properties"]["kept"]["description"] = "In other words."
    text, status = report(old, state(tmp_path / "prose", document, "after"))

    assert 0 == status
    assert "Only descriptions, examples and the like differ" in text
    assert ("openapi.yaml: before -> before\n\nNothing differs.", 0) == report(old, old)


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
    """Semantic Versioning, with its usual reading of major number 0: the minor number says that something broke."""
    kinds = {
        "breaking": Change("a.b", "removed", "operation", True),
        "added": Change("a.c", "added", "operation", False),
        "changed": Change("a.d", "changed", "wire", False),
    }
    found, why = next_version(version, [kinds[kind] for kind in changes.split()])

    assert expected == found
    assert f"the {raised} number" in why


# --- the changelog ---


def log(*breaking: str) -> str:
    entries = "\n".join(f"- {entry}" for entry in breaking)
    return f"# Changelog\n\n## Unreleased\n\n### Breaking\n\n{entries}\n\n### Added\n\n- `Thing.brand_new`.\n"


def test_entries_are_read_whole() -> None:
    """From every heading "Breaking" to the next heading, with the lines that an entry goes on in."""
    text = "## 2\n### Breaking\n\n- One\n  that goes on.\n- Two.\n\n### Added\n- Not.\n## 1\n### Breaking\n- Three.\n"

    assert {"One that goes on.", "Two.", "Three."} == breaking_entries(text)
    assert set() == breaking_entries("## 0.2.0\n\n### Added\n\n- Breaking news.\n")


def test_a_breaking_change_needs_an_entry(old: State, new: State) -> None:
    """Without entries all are missing; those that are named, or whose owner is, are not; compatible ones never are."""
    nothing, status = check_changelog(old, attrs.evolve(new, changelog="# Changelog\n"))
    assert 1 == status
    assert set(BREAKING) == set(re.findall(r"^breaking +\w+ +\w+ +([^\s:]+)", nothing, re.MULTILINE))
    assert "- `things.find` ..." in nothing

    some = log("`Thing` lost much,\n  and so did `chatwoot.things.find()`.", "Removed: `Kind.A`, `Part`.", "things.all")
    text, status = check_changelog(old, attrs.evolve(new, changelog=some))
    assert 1 == status
    assert {"things.drop", "things.all", "Draft.colour", "Draft.note", "Draft.weight", "Draft.owner"} == set(
        re.findall(r"^breaking +\w+ +\w+ +([^\s:]+)", text, re.MULTILINE)
    )

    every = log(*(f"`{subject}`" for subject in BREAKING))
    assert 0 == check_changelog(old, attrs.evolve(new, changelog=every))[1]


def test_an_entry_that_was_there_before_is_of_another_change(old: State, new: State) -> None:
    """Only what was written since then counts."""
    every = log(*(f"`{subject}`" for subject in BREAKING))

    assert 1 == check_changelog(attrs.evolve(old, changelog=every), attrs.evolve(new, changelog=every))[1]


# --- a repository ---


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """With the small contract in place of the real one, which takes seconds to parse."""
    repository = Repository(tmp_path_factory.mktemp("repository") / "copy")
    (repository.folder / "openapi.yaml").write_text(json.dumps(OLD, indent=1), encoding="utf-8")
    assert 0 == repository.run("make generate").returncode
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--amend", "--no-edit")
    return repository


@pytest.fixture
def repository(shared: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """A copy of this repository, in which the tool works: each test finds it clean, with one commit and no tag."""
    monkeypatch.setattr(contract_diff, "ROOT", shared.folder)
    first = shared.git("rev-parse", "HEAD")
    yield shared
    shared.git("reset", "--quiet", "--hard", first)
    for tag in shared.git("tag").split():
        shared.git("tag", "--delete", tag)
    if shared.git("remote"):
        shared.git("remote", "remove", "origin")


def break_callers(repository: Repository) -> None:
    """Rename an argument of hand-written code, and change a schema of the contract."""
    conversations = "overrides/aiochatwoot/_resources/conversations.py"
    repository.edit(conversations, "newest_first: bool = False,", "newest: bool = False,")
    contract = json.loads((repository.folder / "openapi.yaml").read_text(encoding="utf-8"))
    contract["components"]["schemas"]["Part"] = model("name", name=NUMBER)
    (repository.folder / "openapi.yaml").write_text(json.dumps(contract), encoding="utf-8")


def test_a_ref_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What breaks is found in hand-written code, and in code that was not even generated yet."""
    break_callers(repository)

    assert 1 == contract_diff.main(["HEAD"])
    shown = capsys.readouterr().out.splitlines()
    assert f"openapi.yaml: HEAD ({repository.git('rev-parse', '--short=7', 'HEAD')}) -> the working tree" == shown[0]
    assert [
        "breaking    removed  code       Conversations.history(newest_first): parameter was removed",
        "breaking    removed  field      Part.title: str",
    ] == [line for line in shown if line.startswith("breaking")]

    assert 1 == contract_diff.main(["--changelog", "HEAD"])
    assert "- `Conversations.history` ...\n" in capsys.readouterr().out


def test_a_file_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is the contract alone: the version is its own, and hand-written code is the same on both sides."""
    before = repository.folder / "before.yaml"
    before.write_text(json.dumps(OLD).replace("0.4.2", "3.1.4"), encoding="utf-8")
    break_callers(repository)

    assert 1 == contract_diff.main([str(before)])
    shown = capsys.readouterr().out.splitlines()
    assert f"openapi.yaml: {before} -> the working tree" == shown[0]
    assert 1 == len([line for line in shown if line.startswith("breaking")])
    assert shown[-1].startswith("version: 3.1.4 -> 4.0.0, ")


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nope", "'nope' is neither a file nor a commit, branch or tag of this clone"),
        ("--", "say with what: make contract-diff BASE=<a git ref, or a file>"),
        ("README.md", "README.md is not YAML"),
        (".gitignore", ".gitignore is no OpenAPI document"),
        ("empty", "has no contract with its code and changelog"),
    ],
)
def test_what_cannot_be_compared(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, base: str, message: str
) -> None:
    """The message names what was wrong, and the status is not that of a breaking change."""
    repository.git("tag", "empty", repository.git("commit-tree", repository.git("mktree"), "-m", "Empty"))
    monkeypatch.chdir(repository.folder)

    assert 2 == contract_diff.main([base])
    shown = capsys.readouterr()
    assert "" == shown.out
    assert shown.err.startswith("contract-diff: ")
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_without_git_there_are_files(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without git is told so; the check of the changelog has nothing to compare with there."""
    with monkeypatch.context() as without:
        without.setenv("PATH", str(repository.folder))
        assert (2, 0) == (contract_diff.main(["HEAD"]), contract_diff.main(["--changelog"]))

    shown = capsys.readouterr()
    assert "contract-diff: there is no git on this machine; compare with a file\n" == shown.err
    assert "compared with nothing" in shown.out


def test_what_the_changelog_is_compared_with(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The last release; before there is one, what is not on origin/main yet, or else the last commit.

    A clone of a single commit, such as CI makes, has nothing: that is said, and is no failure.
    """
    assert contract_diff.default_base() is None
    assert 0 == contract_diff.main(["--changelog"])
    assert "changelog: compared with nothing" in capsys.readouterr().out

    first = repository.git("rev-parse", "HEAD")
    repository.commit()
    repository.commit()
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("remote", "add", "origin", str(repository.folder))
    repository.git("update-ref", "refs/remotes/origin/main", first)
    assert first == contract_diff.default_base()
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("tag", "v0.1.0", first)
    assert "v0.1.0" == contract_diff.default_base()
    repository.git("tag", "v0.2.0")  # the release that this commit is: it is compared with the one before
    assert "v0.1.0" == contract_diff.default_base()
    repository.commit()
    assert "v0.2.0" == contract_diff.default_base()
