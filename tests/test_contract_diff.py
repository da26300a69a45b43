"""Breaking and compatible changes, as reported by `make contract-diff` and `make changelog-check`."""

from __future__ import annotations

import copy
import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tools import ROOT, contract_diff, surface
from tools.annotations import lost
from tools.contract_diff import (
    Change,
    State,
    breaking_entries,
    check_changelog,
    differences,
    generated,
    next_version,
    report,
)
from tools.surface import Surface

from .repository import Repository

pytestmark = pytest.mark.apart

Document: TypeAlias = dict[str, Any]
TEXT, NUMBER, WHEN = {"type": "string"}, {"type": "integer"}, {"type": "integer", "format": "unixtime"}
NULLABLE = {"type": ["string", "null"]}


# --- types ---


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("str | None", "str", "None"),
        ("str", "str | None", ""),
        ("Literal['a', 'b'] | Kind", "Literal['b', 'c'] | Kind", "Literal['a']"),
        ("Literal['a']", "str", ""),
        ("str", "Literal['a']", "str"),
        ("Literal[1]", "str", "Literal[1]"),
        ("Kind", "str", ""),
        ("str", "Kind", "str"),
        ("int", "float", ""),
        ("bool", "float", ""),
        ("float", "int", "float"),
        ("Any", "str", "Any"),
        ("list[str]", "Any", ""),
        ("datetime.datetime", "dt.datetime | Unset", ""),
        ("builtins.list[int]", "Sequence[int | None]", ""),
        ("Sequence[int | None]", "Sequence[int]", "Sequence[int | None]"),
        ("Sequence[int]", "list[int]", "Sequence[int]"),
        ("dict[str, Any]", "Mapping[str, Any]", ""),
        ("list[int]", "dict[str, int]", "list[int]"),
        ("list[int]", "str", "list[int]"),
        ("None", "Literal['a']", "None"),
    ],
)
def test_what_a_type_loses(old: str, new: str, gone: str) -> None:
    """Alternatives that the other type lacks are reported; members, subclasses and immutable views are not."""
    assert lost(old, new, {"Kind": "str"}) == gone


# --- a contract and another ---


def answer(schema: Document) -> Document:
    return {"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}


def operation(
    name: str, *parameters: Document, body: Document | None = None, result: Document | None = None
) -> Document:
    made: Document = {
        "tags": ["things"],
        "operationId": f"things_{name}",
        "parameters": [{"description": "It."} | each for each in parameters],
    }
    made["responses"] = answer(result or {"$ref": "#/components/schemas/Thing"})
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def query(name: str, schema: Document, *, required: bool = False) -> Document:
    return {"name": name, "in": "query", "schema": schema, "required": required, "description": "One of them."}


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
            "post": operation("create", body=model("draft", draft=ref("Draft"), size=NUMBER)),
        },
        "/things/{thing_id}": {
            "parameters": [
                {"name": "thing_id", "in": "path", "required": True, "description": "It.", "schema": NUMBER}
            ],
            "get": operation("get"),
            "delete": operation("drop"),
            "patch": operation("update"),
        },
        "/things/all": {"get": operation("all", result={"type": "array", "items": TEXT})},
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "description": "It.", "enum": ["a", "b"]},
            "Size": {"type": "string", "description": "It.", "enum": ["s", "m"]},
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
    paths["/things"]["post"] = operation(
        "create", body=model("draft", draft=ref("Draft"), size=NUMBER | {"minimum": 2})
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


def said(changes: list[Change], *, breaking: bool) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for change in changes:
        if change.breaking is breaking:
            text = f"{change.verb} {change.what}" + (f": {change.detail}" if change.detail else "")
            found.setdefault(change.subject, []).append(text)
    return {subject: " and ".join(texts) for subject, texts in found.items()}


def test_each_change_and_whether_it_breaks_callers(old: State, new: State) -> None:
    """Whether a change is breaking depends on its direction: passed by callers, or returned to them."""
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


def test_deprecations_are_lines_of_their_own(tmp_path: Path) -> None:
    """A new deprecation of an operation, argument, class or attribute is listed, and is not breaking."""
    old = state(tmp_path / "old", OLD, "old")
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


def test_the_key_of_an_argument_is_a_matter_of_the_wire(tmp_path: Path) -> None:
    """Callers' code stays the same; the line shows how the request differs."""
    same = (model("a", a=TEXT), model("", a=TEXT))
    old = variant(tmp_path / "old", query("labels[]", {"type": "array", "items": TEXT}), *same)
    new = variant(tmp_path / "new", query("labels", {"type": "array", "items": TEXT}), *same)

    assert said(differences(old.surface, new.surface), breaking=False) == {
        "things.find(labels)": "changed argument: sent as: query labels[] -> query labels"
    }
    assert said(differences(old.surface, new.surface), breaking=True) == {}


# --- code ---


def package(folder: Path, **modules: str) -> Surface:
    """Return the surface of a package with these modules."""
    init = "from .client import Chatwoot\nfrom .generated import models\n__version__ = '1.0'\n"
    empty = {"generated.__init__": "", "testing": "", "otel": ""}
    for name, text in ({"__init__": init + "__all__ = ['Chatwoot', '__version__']\n"} | empty | modules).items():
        path = folder / "aiochatwoot" / f"{name.replace('.', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return surface.read(folder)


ONE_FILE_EACH = {
    "client": """
        from functools import cached_property
        from .things import Things
        class Chatwoot:
            @cached_property
            def things(self) -> Things: ...
        """,
    "things": """
        from .base import Base
        class Things(Base):
            def iterate(self, size: int = 3, page: int = 1) -> Thing: ...
        """,
    "base": """
        class Base:
            async def get(self, *, id: int, q: str | None = None) -> Thing: ...
        """,
    "generated.models.__init__": """
        from .size import Size
        from .thing import Part, Thing
        __all__ = ["Part", "Size", "Thing"]
        """,
    "generated.models.thing": """
        class Thing:
            title: str
            size: Size | None = field(default=None)
        class Part(Thing): ...
        """,
    "generated.models.size": """
        class Size(OpenStrEnum):
            S = "s"
            M = "m"
        """,
}
ONE_FILE = """
    class Things:
        async def get(self, *, id: int, q: str | None = None) -> Thing: ...
        def iterate(self, size: int = 3, page: int = 1) -> Thing: ...
    class Chatwoot:
        things: Things = Resource()
"""


def test_it_does_not_matter_where_something_is_defined(tmp_path: Path) -> None:
    """Other modules and base classes make no difference to callers."""
    models = (
        ONE_FILE_EACH["generated.models.thing"]
        + ONE_FILE_EACH["generated.models.size"]
        + """
        __all__ = ["Part", "Size", "Thing"]
        """
    )
    old = package(tmp_path / "old", **ONE_FILE_EACH)
    new = package(tmp_path / "new", **{"client": ONE_FILE, "generated.models": models})

    assert differences(old, new) == []
    assert new.keys() >= {"things.get", "things.get(q)", "things.iterate(size)", "Thing.size", "Size.S"}


@pytest.mark.parametrize(
    ("module", "before", "after", "lines"),
    [
        ("base", "async def", "def", ["things.get: kind: method with await -> method"]),
        ("base", "id: int, ", "", ["things.get(id): int"]),
        ("base", "id: int,", "id: int, other: str,", ["things.get(other): required str"]),
        ("base", "str | None = None", "str", ["things.get(q): now required"]),
        ("things", "size: int = 3", "size: int = 4", ["things.iterate(size): default: 3 -> 4"]),
        ("things", "page", "start: int = 1, page", ["things.iterate(page): position: 2 -> 3"]),
        ("things", "-> Thing", "-> Thing | None", ["things.iterate: may be None"]),
        (
            "things",
            "def iterate",
            "iterate: int #",
            ["things.iterate: kind: method -> attribute"],
        ),
        ("client", "Things: ...", "int: ...", ["things.get: Thing", "things.iterate: Thing"]),
        ("generated.models.size", '"m"', '"l"', ["Size.M: value: 'm' -> 'l'"]),
        ("generated.models.size", 'M = "m"', "", ["Size.M: 'm'"]),
        (
            "generated.models.thing",
            "Part(Thing)",
            "Part",
            ["Part: no longer a Thing", "Part.size: Size | None", "Part.title: str"],
        ),
    ],
)
def test_what_breaks_in_code(tmp_path: Path, module: str, before: str, after: str, lines: list[str]) -> None:
    """Changes that griffe finds are reported, and others, too: annotations and values of enums."""
    old = package(tmp_path / "old", **ONE_FILE_EACH)
    new = package(tmp_path / "new", **ONE_FILE_EACH | {module: ONE_FILE_EACH[module].replace(before, after)})

    assert [f"{each.subject}: {each.detail}" for each in differences(old, new) if each.breaking] == lines


CLIENT_OF_PLATFORMS = """
    from functools import cached_property
    class Users:
        def token(self, user_id: int) -> str: ...
    class ChatwootPlatform:
        @cached_property
        def users(self) -> Users: ...
    class Chatwoot: ...
    """
EVENTS = """
    from .client import Chatwoot
    class Event: ...
    def unwrap(body: bytes) -> Event: ...
    def _hidden(): ...
    """


def test_other_clients_and_modules_are_seen(tmp_path: Path) -> None:
    """What callers write: `platform.users.token`, `webhooks.unwrap`; what a module only imports is none of it."""
    init = "from .client import Chatwoot, ChatwootPlatform\n__version__ = '1.0'\n"
    names = {"__init__": init + "__all__ = ['Chatwoot', 'ChatwootPlatform', '__version__']\n"}
    old = package(tmp_path / "old", **names, client=CLIENT_OF_PLATFORMS, webhooks=EVENTS)
    client, webhooks = CLIENT_OF_PLATFORMS.replace("user_id", "number"), EVENTS.replace("-> Event", "-> Event | None")
    new = package(tmp_path / "new", **names, client=client, webhooks=webhooks)

    assert said(differences(old, new), breaking=True) == {
        "platform.users.token(number)": "added argument: required int",
        "platform.users.token(user_id)": "removed argument: int",
        "webhooks.unwrap": "changed method: may be None",
    }
    assert [subject for subject in old if "_hidden" in subject or subject == "webhooks.Chatwoot"] == []


def test_the_public_modules_are_those_of_the_page() -> None:
    """What is compared is what the page of compatibility calls public."""
    page = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")
    assert {*re.findall(r"`aiochatwoot\.(\w+)`", page.partition("export, with")[0])} == {*surface.MODULES}


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
    """Semantic Versioning, with its usual reading for major version 0: breaking changes raise the minor number."""
    kinds = {
        "breaking": Change("a.b", "removed", "method", True),
        "added": Change("a.c", "added", "method", False),
        "changed": Change("a.d", "changed", "wire", False),
    }
    found, why = next_version(version, [kinds[kind] for kind in changes.split()])

    assert found == expected
    assert f"the {raised} number" in why


# --- the changelog ---


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


# --- a repository ---

GENERATE = ".venv/bin/python overrides/generator/generate.py --strict"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The copy with the small contract, since the real one takes seconds to parse."""
    repository = Repository(tmp_path_factory.mktemp("repository") / "copy")
    (repository.folder / "openapi.yaml").write_text(json.dumps(OLD, indent=1), encoding="utf-8")
    assert repository.run(GENERATE).returncode == 0
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--amend", "--no-edit")
    return repository


@pytest.fixture
def repository(shared: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """A copy of this repository in which the tool works; it is clean for each test, with one commit and no tag."""
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
    assert repository.run(GENERATE).returncode == 0


def test_a_ref_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Breaking changes are found in hand-written and in generated code."""
    break_callers(repository)

    assert contract_diff.main(["HEAD"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert f"openapi.yaml: HEAD ({repository.git('rev-parse', '--short=7', 'HEAD')}) -> the working tree" == shown[0]
    field, argument = (line for line in shown if line.startswith("breaking"))
    assert field == "breaking    removed  attribute  Part.title: str"
    assert argument.startswith("breaking    removed  argument   conversations.history(newest_first): bool")

    assert contract_diff.main(["--changelog", "HEAD"]) == 1
    assert "- `conversations.history` ...\n" in capsys.readouterr().out


def test_a_file_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is only the contract: its version is its own, and hand-written code counts as equal."""
    before = repository.folder / "before.yaml"
    before.write_text(json.dumps(OLD).replace("0.4.2", "3.1.4"), encoding="utf-8")
    break_callers(repository)

    assert contract_diff.main([str(before)]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"openapi.yaml: {before} -> the working tree"
    assert len([line for line in shown if line.startswith("breaking")]) == 1
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
    """The message names the problem, and the status is not that of a breaking change."""
    repository.git("tag", "empty", repository.git("commit-tree", repository.git("mktree"), "-m", "Empty"))
    monkeypatch.chdir(repository.folder)

    assert contract_diff.main([base]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("contract-diff: ")
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_without_git_there_are_files(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git, the message says so; the changelog check has nothing to compare with."""
    with monkeypatch.context() as without:
        without.setenv("PATH", str(repository.folder))
        assert (contract_diff.main(["HEAD"]), contract_diff.main(["--changelog"])) == (2, 0)

    shown = capsys.readouterr()
    assert shown.err == "contract-diff: there is no git on this machine; compare with a file\n"
    assert "compared with nothing" in shown.out


def test_what_the_changelog_is_compared_with(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The changelog is compared with the last release; before the first, with origin/main or else the last commit.

    A clone of a single commit, as in CI, has none of these: the check reports that, and passes.
    """
    assert contract_diff.default_base() == ""
    assert contract_diff.main(["--changelog"]) == 0
    assert "changelog: compared with nothing" in capsys.readouterr().out

    first = repository.git("rev-parse", "HEAD")
    repository.commit()
    repository.commit()
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("remote", "add", "origin", str(repository.folder))
    repository.git("update-ref", "refs/remotes/origin/main", first)
    assert contract_diff.default_base() == first
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("tag", "v0.1.0", first)
    assert contract_diff.default_base() == "v0.1.0"
    repository.git("tag", "v0.2.0")  # a release of this commit is compared with the one before
    assert contract_diff.default_base() == "v0.1.0"
    repository.commit()
    assert contract_diff.default_base() == "v0.2.0"
