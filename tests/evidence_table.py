"""Builds docs/contract/evidence.md from `x-evidence`: the parts of the contract that no captured response shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .contract import document

HEAD = """\
# Evidence

For contributors. The contract is written from responses of real servers (4.10.0 and 4.16.2). This page lists the rest:

- **Source**: a rule read in Chatwoot's source code. *Not captured*: no recorded response shows it.
- **The published page**: Chatwoot's own API description, if it differs from real responses or is the only source.

`make operations-table` writes this page from the `x-evidence` of the contract.

## Envelopes of requests

Rails reads a bare JSON body as if it were in the controller's envelope. The contract sends a bare body if a recorded
request shows that servers accept it: `articles_create_flat`, `portals_create_flat` and `profile_update_flat`
in `tests/captures/v4_16_2/breadth.json`. Operations without such a recording keep `x-wrap`, and so do those of
categories: Rails wraps the columns of a model only, so a bare body loses `related_category_ids`.
"""
METHODS = ("get", "post", "put", "patch", "delete")
NAMED = ("operationId", "name")
PLACES = {"properties", "responses", "schema", "allOf", "oneOf", "items", "x-calls", *METHODS}
"""Keys that do not name the part of the contract below them."""


def page() -> str:
    """Return the page: a table of operations and a table of components."""
    found = document()
    paths = _rows([*_found(found["paths"], ())])
    components = _rows([row for kind in found["components"].values() for row in _found(kind, ())])
    return f"{HEAD}\n## Operations\n\n{paths}\n## Components\n\n{components}"


def _rows(rows: list[tuple[tuple[str, ...], str]]) -> str:
    lines = (f"| `{' '.join(where)}` | {' '.join(text.split())} |\n" for where, text in rows)
    return "| where | evidence |\n|---|---|\n" + "".join(lines)


def _found(at: Any, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the location of each `x-evidence`, beginning with its operation or component, and its text."""
    if isinstance(at, list):
        for each in at:
            yield from _found(each, where)
        return
    if not isinstance(at, dict):
        return
    name = next((at[key] for key in NAMED if isinstance(at.get(key), str)), None)
    where = (name,) if name and "operationId" in at else (*where, name) if name else where
    if "x-evidence" in at:
        yield where, at["x-evidence"]
    for key, value in at.items():
        is_name = not name and key not in PLACES
        yield from _found(value, (*where, key) if is_name and not key.startswith("/") else where)
