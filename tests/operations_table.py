"""Writes the pages of the documentation that are generated from the contract and from the command.

docs/operations.md lists every operation; docs/versions.md the additions of later Chatwoot versions;
docs/contract/coverage.md the evidence for each operation, and evidence.md statements without a capture; docs/reference/
the resources, models and enumerations, with their docstrings; mkdocs.yml the resources in its navigation.
docs/command-line.md shows the help of each command, docs/index.md the output of one.

python -m tests.operations_table [--check]
"""

from __future__ import annotations

import argparse
import enum
import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import aiochatwoot
from aiochatwoot import models
from aiochatwoot._wire.operation import Operation
from aiochatwoot.generated.api import operations

from . import commands_page, coverage_table, evidence_table, versions_table
from .contract import attribute_of, client_of_tag, document, every_operation

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NAVIGATION = ROOT / "mkdocs.yml"
RESOURCES = DOCS / "reference" / "resources"
ACCOUNT = "/api/v1/accounts/{account_id}"
HEAD = """\
# Operations

Every operation of [the contract](contract/index.md), each with its method. `make operations-table` writes this page.

- **Since**: the version of Chatwoot that introduced the operation; 4.10.0 has all others.
- **Limit**: the server's rate limit for this operation, in addition to 3000 requests per minute and address.
  [Limits](concepts/limits.md) explains how the client keeps them.
"""
CLIENTS = {
    "Chatwoot": ("chatwoot", "For users and bots of an account.", ACCOUNT),
    "ChatwootPlatform": (
        "platform",
        "For platform apps, which create accounts, users and bots.",
        "/platform/api/v1",
    ),
    "ChatwootPublic": (
        "public",
        "For contacts, who write to an API inbox; sends no access token.",
        "/public/api/v1",
    ),
}
"""For each client: its name in examples, its users, and the common beginning of its paths."""
PERIODS = {60: "a minute", 3600: "an hour", 86400: "a day"}
MODELS = """\
# Models

Responses are decoded into these models: `from aiochatwoot import models`. A model has typed attributes for the
properties of its schema in the contract. `make operations-table` writes this list.

## Common methods

::: aiochatwoot._wire.model.Model
    options:
      show_root_heading: false
      show_root_toc_entry: false
"""
ENUMERATIONS = """\
# Enumerations

The values that the contract knows. Enumerations are open: an unknown value from a newer server also becomes a member
of the class, equals its text or number, and is written back unchanged.
`make operations-table` writes this list.
"""


def main() -> None:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    written = pages()
    if not parser.parse_args().check:
        for path, text in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for path in _others(written):
            path.unlink()
        return
    stale = [path for path, text in written.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    names = ", ".join(str(path.relative_to(ROOT)) for path in [*stale, *_others(written)])
    if names:
        sys.exit(f"not what the contract, the commands and the tests say: {names}; run `make operations-table`")


def _others(written: Iterable[Path]) -> list[Path]:
    return sorted(set(RESOURCES.glob("*.md")) - set(written))


def pages() -> dict[Path, str]:
    """Return each page with its text."""
    tags = [tag["name"] for tag in document()["tags"]]  # by importance for readers
    tags.insert(tags.index("messages") + 1, "attachments")
    every = [getattr(models, name) for name in sorted(models.__all__)]
    enums = [each for each in every if issubclass(each, enum.Enum)]
    return {
        DOCS / "operations.md": page(),
        DOCS / "versions.md": versions_table.page(),
        DOCS / "contract" / "evidence.md": evidence_table.page(),
        DOCS / "contract" / "coverage.md": coverage_table.page({tag: _resource(tag) for tag in tags}),
        DOCS / "reference" / "models.md": _listing(MODELS, [each for each in every if each not in enums]),
        DOCS / "reference" / "enumerations.md": _listing(ENUMERATIONS, enums),
        **{RESOURCES / f"{tag}.md": _resource_page(tag) for tag in tags},
        NAVIGATION: _navigation(tags),
        **commands_page.pages(),
    }


def _listing(head: str, classes: list[type[Any]]) -> str:
    own = "    options:\n      inherited_members: false\n"
    return head + "".join(f"\n::: aiochatwoot.models.{each.__name__}\n{own}" for each in classes)


def _navigation(tags: list[str]) -> str:
    names = {
        tag: tag if tag == "attachments" else tag.replace("_", ".", client_of_tag(tag) != "Chatwoot") for tag in tags
    }
    entries = "".join(f"          - {name}: reference/resources/{tag}.md\n" for tag, name in names.items())
    before, _, after = re.split(r"((?: +- [\w.]+: reference/resources/\w+\.md\n)+)", NAVIGATION.read_text("utf-8"))
    return before + entries + after


def _resource_page(tag: str) -> str:
    resource = _resource(tag)
    called = "chatwoot.attachments"
    if tag != "attachments":
        called = f"{CLIENTS[client_of_tag(tag)][0]}.{attribute_of(tag)}"
    options = "    options:\n      show_root_heading: false\n      show_root_toc_entry: false\n"
    return f"# {called}\n\n::: {resource.__module__}.{resource.__qualname__}\n{options}"


def page() -> str:
    """Return the page: clients, tags and operations."""
    described = {tag["name"]: tag["description"] for tag in document()["tags"]}
    since = {name: each.get("x-since", "") for name, each in every_operation()}
    lines = [HEAD]
    for client, (variable, about, base) in CLIENTS.items():
        lines += [f"## {client}\n", f"{about} Paths are below `{base}`.\n"]
        for tag in described:
            if client_of_tag(tag) == client:
                called = f"{variable}.{attribute_of(tag)}"
                lines += [f"### {called}\n", f"{described[tag]}\n", *_rows(tag, called, since), ""]
    return "\n".join(lines)


def _rows(tag: str, called: str, since: Mapping[str, str]) -> Iterator[str]:
    yield "| call | does | HTTP | since | limit |"
    yield "|---|---|---|---|---|"
    resource, summaries = _resource(tag), {name: each["summary"] for name, each in every_operation()}
    for each in operations().values():
        of, _, verb = each.id.partition(".")
        if of != tag:
            continue
        name = f"{tag}_{verb}"
        anchor = f"reference/resources/{tag}.md#{resource.__module__}.{resource.__qualname__}.{verb}"
        path = each.path.removeprefix(CLIENTS[client_of_tag(tag)][2]) or "/"
        http = f"`{each.method} {path}`"
        summary = " ".join(summaries[name].split())
        yield f"| [`{called}.{verb}`]({anchor}) | {summary} | {http} | {since[name]} | {_limit(each)} |"


def _limit(operation: Operation[Any]) -> str:
    """Format the limits of an operation on its newest servers."""
    newest = {rule.rule: rule for rule in sorted(operation.rate_limits, key=lambda rule: _numbers(rule.since))}
    return "; ".join(f"{each.requests} {PERIODS[each.seconds]}, by {' and '.join(each.by)}" for each in newest.values())


def _numbers(version: str | None) -> list[int]:
    return [int(each) for each in (version or "0").split(".")]


def _resource(tag: str) -> type[Any]:
    """Return the class of a resource on its client, including handwritten methods."""
    options: dict[str, dict[str, Any]] = {"ChatwootPublic": {}}
    kind = getattr(aiochatwoot, "Chatwoot" if tag == "attachments" else client_of_tag(tag))
    name = tag if tag == "attachments" else attribute_of(tag)
    made = inspect.getattr_static(kind, name)
    assert isinstance(made, cached_property)
    return type(getattr(kind("http://127.0.0.1", **options.get(kind.__name__, {"token": "of-nobody"})), name))


if __name__ == "__main__":
    main()
