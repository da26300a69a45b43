"""Writes the pages of the documentation that follow from the contract.

docs/operations.md has every operation, and what shows that it works; docs/versions.md what later versions of Chatwoot
brought; docs/contract/evidence.md what no capture shows; docs/reference/ the resources, models and enumerations, whose
text comes from their docstrings; mkdocs.yml the resources in its navigation.

python -m tests.operations_table [--check]
"""

from __future__ import annotations

import argparse
import enum
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from aiochatwoot import Chatwoot, models
from aiochatwoot.generated.api import operations

from . import evidence_table, versions_table
from .called import CALLS
from .contract import document
from .replayed import EXCHANGES, NEVER_SENT, operation_of

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NAVIGATION = ROOT / "mkdocs.yml"
RESOURCES = DOCS / "reference" / "resources"
ACCOUNT = "/api/v1/accounts/{account_id}"
HEAD = """\
# Operations

Every operation of [the contract](contract/index.md). Its method is generated; the last column has the
lines that it adds by hand. `make operations-table` writes this page.

- **Captured**: how many answers of real servers (4.10.0 and 4.16.2) there are to it, successes and errors. All are
  replayed: the call sends the recorded method, path, query and JSON, and what it reads is written again without a loss.
  Where there is none, the contract rests on the published operations and on Chatwoot's source.
- **Served**: FakeChatwoot has it, and its answer fits the contract without a deviation.

Paths are below `/api/v1/accounts/{account_id}`.
"""
MODELS = """\
# Models

What answers are read into: `from aiochatwoot import models`. A model has the attributes of its schema in the contract,
typed. `make operations-table` writes this list.

## What every model has

::: aiochatwoot._wire.model.Model
    options:
      show_root_heading: false
      show_root_toc_entry: false
"""
ENUMERATIONS = """\
# Enumerations

The values that the contract knows. They are open: a value that a newer server sends is a member of the same class,
compares equal to its text or number, and is written back as it came.
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
        sys.exit(f"not what the contract and the tests say: {names}; run `make operations-table`")


def _others(written: Iterable[Path]) -> list[Path]:
    return sorted(set(RESOURCES.glob("*.md")) - set(written))


def pages() -> dict[Path, str]:
    """Each page, and its text."""
    tags = [*(tag["name"] for tag in document()["tags"]), "attachments"]
    every = [getattr(models, name) for name in sorted(models.__all__)]
    enums = [each for each in every if issubclass(each, enum.Enum)]
    return {
        DOCS / "operations.md": page(),
        DOCS / "versions.md": versions_table.page(),
        DOCS / "contract" / "evidence.md": evidence_table.page(),
        DOCS / "reference" / "models.md": _listing(MODELS, [each for each in every if each not in enums]),
        DOCS / "reference" / "enumerations.md": _listing(ENUMERATIONS, enums),
        **{RESOURCES / f"{tag}.md": _resource_page(tag) for tag in tags},
        NAVIGATION: _navigation(tags),
    }


def _listing(head: str, classes: list[type[Any]]) -> str:
    own = "    options:\n      inherited_members: false\n"
    return head + "".join(f"\n::: aiochatwoot.models.{each.__name__}\n{own}" for each in classes)


def _navigation(tags: list[str]) -> str:
    entry = "          - {0}: reference/resources/{0}.md\n"
    entries = "".join(map(entry.format, tags))
    before, _, after = re.split(r"((?: +- \w+: reference/resources/\w+\.md\n)+)", NAVIGATION.read_text("utf-8"))
    return before + entries + after


def _resource_page(tag: str) -> str:
    resource = _resource(tag)
    options = "    options:\n      show_root_heading: false\n      show_root_toc_entry: false\n"
    return f"# chatwoot.{tag}\n\n::: {resource.__module__}.{resource.__qualname__}\n{options}"


def page() -> str:
    """The page."""
    found = [operation_of(each) for name, each in EXCHANGES.items() if name not in NEVER_SENT]
    captured = [each["operationId"] for each in found if each is not None]
    described = {tag["name"]: tag["description"] for tag in document()["tags"]}
    known = operations()
    counts = (len(known), len(set(captured)), len(CALLS))
    lines = [HEAD, "There are {} operations; of {} there are captures, and {} are served.\n".format(*counts)]
    for tag, description in described.items():
        of_tag = [each for each in known.values() if each.id.startswith(f"{tag}.")]
        lines += [f"## {tag}\n", f"{description}\n"]
        lines += ["| call | HTTP | captured | served | lines by hand |", "|---|---|---:|---|---:|"]
        for each in of_tag:
            verb = each.id.removeprefix(f"{tag}.")
            path = each.path.removeprefix(ACCOUNT) or "/"
            served = "yes" if each.id in CALLS else "no"
            count = captured.count(each.id) or "–"
            lines.append(f"| `{each.id}` | `{each.method} {path}` | {count} | {served} | {_by_hand(tag, verb)} |")
        lines.append("")
    lines += ["## Beside the operations\n", "What has more to it than one request is written by hand.\n"]
    lines += ["| call | lines |", "|---|---:|", *_written_by_hand(described), ""]
    return "\n".join(lines)


def _resource(tag: str) -> type[Any]:
    """The class of a resource of the client, with what is written by hand."""
    made = inspect.getattr_static(Chatwoot, tag)
    assert isinstance(made, cached_property)
    return type(getattr(Chatwoot("http://127.0.0.1", token="of-nobody", account_id=1), tag))


def _by_hand(tag: str, verb: str) -> int:
    method = getattr(_resource(tag), verb)
    return 0 if ".generated." in method.__module__ else len(inspect.getsourcelines(method)[0])


def _written_by_hand(tags: Any) -> Iterator[str]:
    known = operations()
    for tag in tags:
        for name, method in inspect.getmembers(_resource(tag), inspect.isfunction):
            if not name.startswith("_") and ".generated." not in method.__module__ and f"{tag}.{name}" not in known:
                yield f"| `{tag}.{name}` | {len(inspect.getsourcelines(method)[0])} |"


if __name__ == "__main__":
    main()
