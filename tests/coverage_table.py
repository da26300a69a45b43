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

For contributors: the evidence that each operation of [the contract](index.md) works. `make operations-table` writes
this page.

- **Captured**: the number of recorded responses of real servers (4.10.0 and 4.16.2), successes and errors. The tests
  replay all of them: the call sends the recorded method, path, query and JSON, and decodes the response without loss.
- **Served**: whether FakeChatwoot supports the operation, with a response that matches the contract.
- **Lines by hand**: the number of hand-written lines; the methods themselves are generated.
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
    lines = [HEAD, "There are {} operations; {} have captures, and {} are served.\n".format(*counts)]
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
