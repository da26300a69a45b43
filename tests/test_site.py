"""The check of the built documentation finds problems that Zensical does not report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import griffe
import pytest

import aiochatwoot
from aiochatwoot import models, testing
from tools import ROOT, agents, reference, site, surface

pytestmark = pytest.mark.apart


def test_paths_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with an absolute path of the checkout is named."""
    monkeypatch.setattr(site, "ROOT", tmp_path)
    (tmp_path / "index.html").write_text(f"{tmp_path}/x.py", encoding="utf-8")
    (tmp_path / "other.html").write_text('<a href="https://elsewhere.example/">', encoding="utf-8")
    assert list(site.check(tmp_path)) == ["index.html: has a path of this machine"]


def test_what_agents_read(tmp_path: Path) -> None:
    """`llms.txt` links to each page with its first sentence; `llms-full.txt` has all pages and every method."""
    agents.write(ROOT, tmp_path)
    listed = (tmp_path / "llms.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+\.md)\)", listed)
    assert set(links) >= {"index.md", "recipes/bot.md", "contract/index.md"}
    assert [link for link in links if not (tmp_path / link).is_file()] == []
    assert "- [Pagination and resuming](concepts/pagination.md): Chatwoot sends lists in pages" in listed
    whole = (tmp_path / "llms-full.txt").read_text(encoding="utf-8")
    assert "async def reply(chatwoot: Chatwoot" in whole  # from examples/bot.py, which the page includes
    assert "`await chatwoot.labels.get(label_id: int, *, account_id: int | None = None) -> models.Label`: " in whole
    assert "`chatwoot.conversations.iter(*, status: " in whole
    assert "chatwoot.testing." not in whole.partition("# Every method")[2]  # a module, not a resource


PUBLIC = """
from .client import Chatwoot
from . import models
__version__ = "1.0"
__all__ = ["Chatwoot", "__version__"]
"""
CLIENT = """
class Base:
    def list(self): ...
class Labels(Base): ...
class Chatwoot:
    labels: Labels
    def aclose(self): ...
"""


@pytest.mark.parametrize(
    ("anchors", "lacking"),
    [
        ("Chatwoot Chatwoot.labels Chatwoot.aclose __version__ client.Labels.list", []),
        ("Chatwoot Chatwoot.labels client.Chatwoot.aclose __version__ client.Base.list", []),
        ("Chatwoot Chatwoot.labels", ["Chatwoot.aclose", "__version__", "labels.list"]),
    ],
)
def test_what_the_reference_lacks(tmp_path: Path, anchors: str, lacking: list[str]) -> None:
    """Each public name and member needs an entry: its own, its class's, or its defining class's."""
    files = {"__init__.py": PUBLIC, "client.py": CLIENT, "models.py": "", "testing.py": "", "otel.py": ""}
    (tmp_path / "aiochatwoot").mkdir()
    for name, text in files.items():
        (tmp_path / "aiochatwoot" / name).write_text(text, encoding="utf-8")
    (tmp_path / "reference").mkdir()
    places = "".join(f'<h2 id="aiochatwoot.{each}"></h2>' for each in anchors.split())
    (tmp_path / "reference" / "index.html").write_text(places, encoding="utf-8")

    assert sorted(line.split()[5] for line in site.missing(tmp_path, tmp_path)) == lacking


@cache
def package() -> griffe.Module:
    """The package, as the API reference is built from it."""
    extensions = griffe.load_extensions(reference.EveryAttribute)
    loaded = griffe.load("aiochatwoot", extensions=extensions, docstring_parser="google", resolve_aliases=True)
    assert isinstance(loaded, griffe.Module)
    return loaded


def described(path: str) -> dict[str, griffe.DocstringAttribute]:
    """Return the attributes that the reference has for a class."""
    docstring = package()[path].docstring
    sections = docstring.parsed if docstring else []
    found = [each for each in sections if isinstance(each, griffe.DocstringSectionAttributes)]
    return {each.name: each for section in found for each in section.value}


@pytest.mark.parametrize(
    ("path", "cls"),
    [
        (f"{prefix}{name}", found)
        for prefix, module in (("", aiochatwoot), ("models.", models), ("testing.", testing))
        for name in module.__all__
        if attrs.has(found := getattr(module, name)) and not issubclass(found, BaseException)
    ],
)
def test_every_attribute_is_in_the_reference(path: str, cls: type[Any]) -> None:
    """Every field of a class is in the reference with its type, also if no docstring describes it."""
    fields = [each.name for each in attrs.fields(cls) if not each.name.startswith("_") and not each.inherited]
    found = described(path)
    assert fields == [name for name in found if name in fields]
    assert all(found[name].annotation is not None for name in fields)


def test_defaults_are_in_the_reference() -> None:
    """A default is shown as written; a model's key has only None, which its type shows."""
    policy = described("RetryPolicy")
    assert [policy[name].value for name in ("attempts", "base", "cap", "statuses")] == ["4", "0.5", "60.0", None]
    assert all(each.value is None for each in described("models.Message").values())


def test_a_result_is_one() -> None:
    """The lines of a result's description are one item, as configured in mkdocs.yml; by default griffe makes an item of
    each.
    """
    navigation = (Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8")
    assert "docstring_options: {returns_multiple_items: false}" in navigation
    docstring = package()["_resources.conversations.Conversations.history"].docstring
    assert docstring is not None
    (found,) = [
        each
        for each in docstring.parse("google", returns_multiple_items=False)
        if isinstance(each, griffe.DocstringSectionYields)
    ]
    assert [str(each.annotation) for each in found.value] == ["AsyncIterator[Message]"]


def test_every_public_member_is_described() -> None:
    """mkdocstrings omits members without a docstring, except for the attributes that `reference` adds.

    `make docs` checks the built pages; this test fails sooner.
    """
    public = surface.read(ROOT / "overrides")
    members = {
        subject: each.item
        for subject, each in public.items()
        if not isinstance(each.item, griffe.Parameter) and each.item.name[0] != "_"
    }
    undescribed = [
        subject
        for subject, each in members.items()
        if each.docstring is None
        and not any(
            each.name in described(owner.path.removeprefix("aiochatwoot."))
            for owner in (
                each.final_target.parent if isinstance(each, griffe.Alias) else each.parent,
                members.get(public[subject].owner),
            )
            if isinstance(owner, griffe.Class)
        )
    ]
    assert undescribed == []


def test_every_parameter_of_an_iterator_is_described() -> None:
    """The docstring of each iterator over pages describes each of its parameters."""
    iterators = [
        method
        for module in package()["generated.api"].modules.values()
        for each in module.classes.values()
        if each.name.endswith("Resource")
        for method in each.functions.values()
        if method.name.startswith("iter")
    ]
    undescribed = [
        f"{each.path}({name})" for each in iterators for name in parameters(each) - described_parameters(each)
    ]
    assert len(iterators) > 20
    assert undescribed == []


def parameters(method: griffe.Function) -> set[str]:
    return {each.name for each in method.parameters if each.name != "self"}


def described_parameters(method: griffe.Function) -> set[str]:
    sections = method.docstring.parsed if method.docstring else []
    found = [each for each in sections if isinstance(each, griffe.DocstringSectionParameters)]
    return {each.name for section in found for each in section.value}


def test_what_is_described_is_there() -> None:
    """No docstring describes an attribute that its class does not have; griffe itself checks only arguments."""
    wrong = [
        f"{each.path}.{name}"
        for each in classes(package())
        for name in described(each.path.removeprefix("aiochatwoot."))
        if name.rstrip(",") not in each.all_members
    ]
    assert wrong == []


def classes(found: griffe.Module | griffe.Class) -> Iterator[griffe.Class]:
    for member in found.members.values():
        if isinstance(member, griffe.Class):
            yield member
        if isinstance(member, griffe.Module | griffe.Class):
            yield from classes(member)
