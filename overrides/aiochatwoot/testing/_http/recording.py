"""Records of received requests, and of requests that the application executed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RecordedRequest:
    """A received request. It records which headers carried the token, but not the token.

    Attributes:
        method: In capitals.
        path: The raw path, percent-encoded, without the query; a contact's identifiers are replaced by names in braces.
        query: The parameters, in order; an `identifier_hash` is replaced.
        headers: By lower-case name; repeated ones are joined by ", ", and secrets are replaced.
        body: The bytes.
        token_headers: The headers in which the client sent a token.
        token_arrived: Whether a token reached the application.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    token_headers: tuple[str, ...]
    token_arrived: bool

    def carries(self, marker: str) -> bool:
        """Return whether the text is a value in the query or in a JSON body, or part of any other body."""
        if any(value == marker for _, value in self.query):
            return True
        try:
            return _holds(json.loads(self.body), marker)
        except (ValueError, RecursionError):
            return marker.encode() in self.body


@dataclass(frozen=True)
class Execution:
    """A request that the application executed, even if its response was lost.

    Attributes:
        request: The request.
        status: The application's status, below 400.
    """

    request: RecordedRequest
    status: int


class Executions:
    """The requests that the application executed, in order; refused requests (4xx, 5xx) are not among them.

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
        """Count matching executions.

        Args:
            method: The method in capitals; None for all.
            path: The whole path, or its end.
            marker: A text that the request carries: an `echo_id`, a value of the query (see `carries`).
        """
        return sum(
            method in (None, each.request.method)
            and each.request.path.endswith(path)
            and (marker is None or each.request.carries(marker))
            for each in self
        )

    def add(self, execution: Execution) -> None:
        """Add an execution. Only the server calls this."""
        self._all.append(execution)

    def clear(self) -> None:
        """Remove all executions."""
        self._all.clear()


def _holds(value: Any, marker: str) -> bool:
    if isinstance(value, dict):
        return any(_holds(each, marker) for each in value.values())
    if isinstance(value, list):
        return any(_holds(each, marker) for each in value)
    return bool(value == marker)
