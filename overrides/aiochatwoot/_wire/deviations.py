"""Values that deviate from the contract: kept unchanged, and reported with their JSON path.

Users see `Deviation`. Decoders note deviations as `Mismatch` rows, which are cheap to create: a linked path, the
expected kind, and the value. `describe` turns a row into a record that is safe to log.
"""

from __future__ import annotations

import json
import logging
import re
from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple, Protocol, TypeAlias

import attrs

from .._texts import data_in

logger = logging.getLogger("aiochatwoot.drift")
Path: TypeAlias = "tuple[Path | None, str | int] | None"
"""The position of a decoder: (path of the parent, key or index); None is the top of the body."""
# Texts that a log may quote: enum members, numbers and dates, but no names, mail addresses or prose.
_HARMLESS = re.compile(r"[A-Za-z0-9_:.+-]{1,32}", re.ASCII)
_MAX_LOGGED = 1000
_LONGEST_KEY = 64
_MOST_STEPS = 32
MOST_FOUND = 500
"""Maximum number of reported deviations of one response; further ones are counted."""
_SLICE = 0.01
"""Seconds of decoding before a long body yields to the event loop."""
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


class Mismatch(NamedTuple):
    """One deviation as a decoder notes it."""

    path: Path
    expected: str
    value: Any
    quotable: bool = True


class Findings(list[Mismatch]):
    """The deviations of one body: the first ones, and the number of others. It also holds the work for later slices.

    Attributes:
        most: Maximum number of held deviations.
        more: Number of further deviations.
        in_slices: Whether lists may postpone their rest when the slice is over.
    """

    def __init__(self, *, most: int = MOST_FOUND, in_slices: bool = False) -> None:
        super().__init__()
        self.most = most
        self.more = 0
        self.in_slices = in_slices
        self._later: deque[Callable[[], None]] = deque()
        self._new: list[Callable[[], None]] = []
        self._until = 0.0

    def append(self, row: Mismatch, /) -> None:
        """Add a deviation, or only count it if there are too many."""
        if len(self) < self.most:
            super().append(row)
        else:
            self.more += 1

    @property
    def is_complete(self) -> bool:
        """Whether no work is left for a later slice."""
        return not self._new and not self._later

    def begin(self) -> None:
        """Begin a slice."""
        self._until = perf_counter() + _SLICE

    def is_over(self) -> bool:
        """Return whether the slice is over, and decoding should yield to the event loop."""
        return perf_counter() >= self._until

    def put_off(self, rest: Callable[[], None]) -> None:
        """Postpone the rest of a list to a later slice."""
        self._new.append(rest)

    def go_on(self) -> None:
        """Decode for one slice. A postponed list is finished before work that was postponed after it."""
        self.begin()
        while not self.is_complete:
            self._later.extendleft(reversed(self._new))
            self._new.clear()
            self._later.popleft()()
            if self.is_over():
                return

    def forget(self) -> None:
        """Drop the remaining work: it refers to these findings, which would form a reference cycle."""
        self._later.clear()
        self._new.clear()

    def when_decoded(self, work: Callable[[], None]) -> None:
        """Run a function when all earlier postponed work is done."""
        if self._new:
            self.put_off(work)
        else:
            work()


@attrs.frozen
class Deviation:
    """One place where a response deviates from the contract.

    Attributes:
        operation: The operation, such as ``conversations.get``.
        path: The position in the body, as JSONPath (RFC 9535): ``$.messages[3].sender.type``. A key of more than 64
            characters is shortened; a key that looks like data is replaced by its kind: ``$.contacts[(mail address)]``.
        expected: The expectation of the contract, such as ``integer or null``.
        got: The JSON type of the received value, with an excerpt if that cannot hold personal data.
        contract: The version of the contract.
        more: On the last record of a response: the number of further deviations, which have no record.
    """

    operation: str
    path: str
    expected: str
    got: str
    contract: str
    more: int = 0

    @property
    def pattern(self) -> str:
        """The path with every array index as ``[*]``: equal for all elements of a list."""
        return re.sub(r"\[\d+\]", "[*]", self.path)

    def __str__(self) -> str:
        more = f" (and {self.more} more deviations)" if self.more else ""
        return f"{self.operation}: {self.path}: expected {self.expected}, got {self.got}{more}"


def describe(found: Mismatch, *, operation: str, contract: str, redact: Callable[[str], str] = str) -> Deviation:
    """Return the public record of a decoder's row; `redact` removes tokens from keys and values."""
    return Deviation(
        operation=operation,
        path=json_path(found.path, redact),
        expected=found.expected,
        got=excerpt(found.value, redact) if found.quotable else json_type(found.value),
        contract=contract,
    )


def json_path(path: Path, redact: Callable[[str], str] = str) -> str:
    """Format a linked path as JSONPath (RFC 9535): ``$.messages[3].sender``, ``$['odd key']``; a deep one is cut."""
    steps: list[str] = []
    while path is not None:
        if len(steps) == _MOST_STEPS:
            steps.append("…")
            break
        path, step = path
        if isinstance(step, int):
            steps.append(f"[{step}]")
        else:
            steps.append(_shown_key(redact(step)))
    return "$" + "".join(reversed(steps))


def _shown_key(key: str) -> str:
    """Format a key as a step of a path, safe to log: data is replaced by its kind, a long key is shortened."""
    if data := data_in(key[: 4 * _LONGEST_KEY]):
        return f"[({data})]"
    if len(key) > _LONGEST_KEY:
        key = key[:_LONGEST_KEY] + "…"
    if _IDENTIFIER.fullmatch(key):
        return f".{key}"
    escaped = "".join(f"\\{each}" if each in "\\'" else each if each.isprintable() else _escape(each) for each in key)
    return f"['{escaped}']"


def _escape(character: str) -> str:
    """Escape a character as JSON does; RFC 9535 has the same escapes."""
    return json.dumps(character)[1:-1]


def json_type(value: Any) -> str:
    """Return the JSON type of a decoded value; ``nothing`` for an absent key."""
    if value is None:
        return "null"
    for python, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, python):
            return name
    if isinstance(value, dict):
        return "object"
    return "array" if isinstance(value, list) else "nothing"


def excerpt(value: Any, redact: Callable[[str], str] = str) -> str:
    """Return the type of a value, with an excerpt if that is safe to log."""
    kind = json_type(value)
    if isinstance(value, str):
        is_harmless = _HARMLESS.fullmatch(value) and not data_in(value) and redact(value) == value
        return f"string {value!r}" if is_harmless else f"string of {len(value)} characters"
    if kind in ("boolean", "integer", "number"):
        text = "a huge one" if isinstance(value, int) and abs(value) >= 10**20 else repr(value)
        return f"{kind} {text}"
    if isinstance(value, dict | list):
        return f"{kind} of {len(value)}"
    return kind


class DriftHook(Protocol):
    """A function for ``on_drift=``."""

    def __call__(self, deviation: Deviation, /) -> object: ...


class DriftReporter:
    """Reports the deviations of one client: each one to a hook; to the log once for each kind and place."""

    def __init__(self, hook: DriftHook | None, contract: str) -> None:
        self._hook = hook
        self._contract = contract
        self._logged: set[tuple[str, str, str, bool]] = set()

    def report(
        self, rows: Findings, operation: str, redact: Callable[[str], str] = str, *, log: bool = True
    ) -> list[Deviation]:
        """Report to the hook and, unless disabled, to the log; returns the records, redacted by `redact`."""
        deviations = [describe(row, operation=operation, contract=self._contract, redact=redact) for row in rows]
        if rows.more:
            deviations[-1] = attrs.evolve(deviations[-1], more=rows.more)
        for deviation in deviations:
            if self._hook is not None:
                try:
                    self._hook(deviation)
                except Exception:  # a failing hook must not lose the response
                    logger.exception("A hook failed")
            kind = (deviation.operation, deviation.pattern, deviation.expected, deviation.more > 0)
            # Bounded: otherwise a server with data as keys would fill the memory of a long-lived client.
            if log and kind not in self._logged and len(self._logged) < _MAX_LOGGED:
                self._logged.add(kind)
                logger.warning("%s", deviation)
        return deviations
