"""Records of the requests that arrived and of those that the application executed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RecordedRequest:
    """A request as it came in. The token is not kept, only how it travelled.

    Attributes:
        method: In capitals.
        path: As sent, with its percent signs, without the query; of a contact's identifiers their names in braces.
        query: The parameters, in order; an `identifier_hash` is replaced.
        headers: By lower-case name; repeated ones are joined by ", ", and secrets are replaced.
        body: The bytes.
        token_headers: The headers that the client put a token into.
        token_arrived: Whether one of them got through to the application.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    token_headers: tuple[str, ...]
    token_arrived: bool

    def carries(self, marker: str) -> bool:
        """Whether the text is a value of the query, or somewhere a value in the JSON body; else a part of the body."""
        if any(value == marker for _, value in self.query):
            return True
        try:
            return _holds(json.loads(self.body), marker)
        except (ValueError, RecursionError):
            return marker.encode() in self.body


@dataclass(frozen=True)
class Execution:
    """A request that the application has executed, whatever became of its answer.

    Attributes:
        request: What was asked.
        status: The application's answer, below 400.
    """

    request: RecordedRequest
    status: int


class Executions:
    """Everything that the application has executed, in order: what it refused (4xx, 5xx) is not here.

    assert server.executions.count("POST", "/messages", marker="echo-1") <= 1
    """

    def __init__(self) -> None:
        self._all: list[Execution] = []

    def __iter__(self) -> Iterator[Execution]:
        return iter(list(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def __repr__(self) -> str:
        return f"<Executions {[(each.request.method, each.request.path) for each in self]}>"

    def count(self, method: str | None = None, path: str = "", *, marker: str | None = None) -> int:
        """How many there were.

        Args:
            method: In capitals; None for every one.
            path: The whole path, or how it ends.
            marker: A text that the request carries: an `echo_id`, a value of the query (see `carries`).
        """
        return sum(
            method in (None, each.request.method)
            and each.request.path.endswith(path)
            and (marker is None or each.request.carries(marker))
            for each in self
        )

    def add(self, execution: Execution) -> None:
        """Count one more; the server does."""
        self._all.append(execution)

    def clear(self) -> None:
        """Count from here on."""
        self._all.clear()


def _holds(value: Any, marker: str) -> bool:
    if isinstance(value, dict):
        return any(_holds(each, marker) for each in value.values())
    if isinstance(value, list):
        return any(_holds(each, marker) for each in value)
    return bool(value == marker)
