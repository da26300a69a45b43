"""Generates docs/contract/coverage.md: the evidence for each operation, for contributors."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from aiochatwoot.generated.api import operations

from .called import CALLS
from .called_of_clients import PLATFORM, PUBLIC
from .contract import document
from .replayed import EXCHANGES, NEVER_SENT, operation_of

HEAD = """\
# Coverage

What shows that each operation of [the contract](index.md) works, for whoever changes it. `make operations-table` writes
this page.

- **Captured**: how many responses of real servers (4.10.0 and 4.16.2) there are to it, successes and errors. All are
  replayed: the call sends the recorded method, path, query and JSON, and what it reads is written again without a loss.
- **Served**: FakeChatwoot has it, and its response fits the contract without a deviation.
- **Lines by hand**: methods are generated; some have lines beside that.
"""


def page(resources: Mapping[str, type[Any]]) -> str:
    """Return the page.

    Args:
        resources: The class of each tag's resource.
    """
    found = [operation_of(each) for name, each in EXCHANGES.items() if name not in NEVER_SENT]
    captured = [each["operationId"] for each in found if each is not None]
    known, served = operations(), {*CALLS, *PLATFORM, *PUBLIC}
    counts = (len(known), len(set(captured)), len(served))
    lines = [HEAD, "There are {} operations; of {} there are captures, and {} are served.\n".format(*counts)]
    lines += ["| operation | captured | served | lines by hand |", "|---|---:|---|---:|"]
    for each in known.values():
        tag, _, verb = each.id.partition(".")
        count = captured.count(f"{tag}_{verb}") or "–"
        is_served = "yes" if each.id in served else "no"
        lines.append(f"| `{each.id}` | {count} | {is_served} | {_by_hand(resources[tag], verb)} |")
    lines += ["", "What has more to it than one request is written by hand:", ""]
    lines += ["| call | lines |", "|---|---:|", *_written_by_hand(resources), ""]
    return "\n".join(lines)


def _by_hand(resource: type[Any], verb: str) -> int:
    method = getattr(resource, verb)
    return 0 if ".generated." in method.__module__ else len(inspect.getsourcelines(method)[0])


def _written_by_hand(resources: Mapping[str, type[Any]]) -> Iterator[str]:
    known = operations()
    for tag in (each["name"] for each in document()["tags"]):
        for name, method in inspect.getmembers(resources[tag], inspect.isfunction):
            if not name.startswith("_") and ".generated." not in method.__module__ and f"{tag}.{name}" not in known:
                yield f"| `{tag}.{name}` | {len(inspect.getsourcelines(method)[0])} |"
