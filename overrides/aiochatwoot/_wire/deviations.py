"""A value that deviates from the contract: kept unchanged, and reported with its JSON path.

`Deviation` is what users see. Decoders find deviations as `Mismatch` rows, cheap to make: where (a linked path),
what was expected, and the value itself; `describe` turns a row into a record that is safe to log.
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
"""Where a decoder stands: (path of the parent, key or index); None is the top of the body."""
# What may be quoted in a log: what an enum member, a number or a date looks like. Not names, mail, text.
_HARMLESS = re.compile(r"[A-Za-z0-9_:.+-]{1,32}", re.ASCII)
_MAX_LOGGED = 1000
_LONGEST_KEY = 64
_MOST_STEPS = 32
MOST_FOUND = 500
"""How many deviations of one response are reported; the rest is counted."""
_SLICE = 0.01
"""Seconds for which a long body is decoded before the event loop has its turn."""
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


class Mismatch(NamedTuple):
    """One deviation as a decoder notes it."""

    path: Path
    expected: str
    value: Any
    quotable: bool = True


class Findings(list[Mismatch]):
    """The deviations of one body: the first ones, and how many more there are. Also what is put off for a later slice.

    Attributes:
        most: How many are held.
        more: How many came after these.
        in_slices: Whether lists may put off what is left of them when the slice is over.
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
        """Hold a deviation, or count it."""
        if len(self) < self.most:
            super().append(row)
        else:
            self.more += 1

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left for a later slice."""
        return not self._new and not self._later

    def begin(self) -> None:
        """Begin a slice."""
        self._until = perf_counter() + _SLICE

    def is_over(self) -> bool:
        """Whether the event loop should have its turn."""
        return perf_counter() >= self._until

    def put_off(self, rest: Callable[[], None]) -> None:
        """Leave the rest of a list to a later slice."""
        self._new.append(rest)

    def go_on(self) -> None:
        """Decode for one slice. A list that was put off comes before what was put off after it."""
        self.begin()
        while not self.is_complete:
            self._later.extendleft(reversed(self._new))
            self._new.clear()
            self._later.popleft()()
            if self.is_over():
                return

    def forget(self) -> None:
        """Drop what is left: it refers to these findings, which would be garbage in a circle."""
        self._later.clear()
        self._new.clear()

    def when_decoded(self, work: Callable[[], None]) -> None:
        """Do something as soon as nothing of what was decoded before is put off."""
        if self._new:
            self.put_off(work)
        else:
            work()


@attrs.frozen
class Deviation:
    """One place where a response deviates from the contract.

    Attributes:
        operation: The operation, such as ``conversations.get``.
        path: Where in the body, as JSONPath (RFC 9535): ``$.messages[3].sender.type``. A key of more than 64
            characters is shortened; one that looks like data is named: ``$.contacts[(mail address)]``.
        expected: What the contract has there, such as ``integer or null``.
        got: The JSON type of what came, with an excerpt where one cannot hold personal data.
        contract: The version of the contract.
        more: On the last record of a response: how many more deviations it has, which have no record.
    """

    operation: str
    path: str
    expected: str
    got: str
    contract: str
    more: int = 0

    @property
    def pattern(self) -> str:
        """The path with every array index as ``[*]``: the same for each element of a list."""
        return re.sub(r"\[\d+\]", "[*]", self.path)

    def __str__(self) -> str:
        more = f" (and {self.more} more deviations)" if self.more else ""
        return f"{self.operation}: {self.path}: expected {self.expected}, got {self.got}{more}"


def describe(found: Mismatch, *, operation: str, contract: str, redact: Callable[[str], str] = str) -> Deviation:
    """The public record of a row that a decoder noted; `redact` takes tokens out of keys and values."""
    return Deviation(
        operation=operation,
        path=json_path(found.path, redact),
        expected=found.expected,
        got=excerpt(found.value, redact) if found.quotable else json_type(found.value),
        contract=contract,
    )


def json_path(path: Path, redact: Callable[[str], str] = str) -> str:
    """A linked path as JSONPath (RFC 9535): ``$.messages[3].sender``, ``$['odd key']``; the end of a very deep one."""
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
    """A key as a step of a path, safe to log: one that looks like data is named, a long one shortened."""
    if data := data_in(key[: 4 * _LONGEST_KEY]):
        return f"[({data})]"
    if len(key) > _LONGEST_KEY:
        key = key[:_LONGEST_KEY] + "…"
    if _IDENTIFIER.fullmatch(key):
        return f".{key}"
    escaped = "".join(f"\\{each}" if each in "\\'" else each if each.isprintable() else _escape(each) for each in key)
    return f"['{escaped}']"


def _escape(character: str) -> str:
    """Escapes of JSON, which RFC 9535 has too."""
    return json.dumps(character)[1:-1]


def json_type(value: Any) -> str:
    """What JSON calls the type of a decoded value; ``nothing`` for a key that did not come."""
    if value is None:
        return "null"
    for python, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, python):
            return name
    if isinstance(value, dict):
        return "object"
    return "array" if isinstance(value, list) else "nothing"


def excerpt(value: Any, redact: Callable[[str], str] = str) -> str:
    """The type of a value, and so much of it as is harmless in a log."""
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
    """A function to pass as ``on_drift=``."""

    def __call__(self, deviation: Deviation, /) -> object: ...


class DriftReporter:
    """Where the deviations of one client go: to a hook, each of them; to the log, once for each kind and place."""

    def __init__(self, hook: DriftHook | None, contract: str) -> None:
        self._hook = hook
        self._contract = contract
        self._logged: set[tuple[str, str, str, bool]] = set()

    def report(
        self, rows: Findings, operation: str, redact: Callable[[str], str] = str, *, log: bool = True
    ) -> list[Deviation]:
        """Tell the hook and, unless told not to, the log; give back the records, without what `redact` takes out."""
        deviations = [describe(row, operation=operation, contract=self._contract, redact=redact) for row in rows]
        if rows.more:
            deviations[-1] = attrs.evolve(deviations[-1], more=rows.more)
        for deviation in deviations:
            if self._hook is not None:
                try:
                    self._hook(deviation)
                except Exception:  # the response is not lost for it
                    logger.exception("A hook failed")
            kind = (deviation.operation, deviation.pattern, deviation.expected, deviation.more > 0)
            # Bounded: a server whose keys are data would otherwise fill the memory of a long-lived client.
            if log and kind not in self._logged and len(self._logged) < _MAX_LOGGED:
                self._logged.add(kind)
                logger.warning("%s", deviation)
        return deviations
