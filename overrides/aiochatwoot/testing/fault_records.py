"""Faults as data; `faults` makes them, `strikes` does to a request what they say."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Literal, TypeAlias

import attrs

DoorKind: TypeAlias = Literal["refuse", "unreachable", "reset_on_accept", "slow_accept"]


@attrs.frozen
class Answer:
    """An answer as it goes over the wire: status, headers (names in lower case) and the bytes of the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of the first header of that name."""
        return next((value for key, value in self.headers if key == name), None)

    def with_header(self, name: str, value: str) -> Answer:
        """The same answer with one header of that name."""
        kept = tuple((key, old) for key, old in self.headers if key != name)
        return attrs.evolve(self, headers=(*kept, (name, value)))


Edit: TypeAlias = Callable[[Answer], Answer]


@attrs.frozen
class SetHeader:
    """An edit: one header of that name."""

    name: str
    value: str

    def __call__(self, answer: Answer) -> Answer:
        return answer.with_header(self.name, self.value)


@attrs.frozen
class Lengthen:
    """An edit: a Content-Length that is `by` bytes more than the body, never less than 0."""

    by: int

    def __call__(self, answer: Answer) -> Answer:
        return answer.with_header("content-length", str(max(0, len(answer.body) + self.by)))


@attrs.frozen
class GzipCutShort:
    """An edit: the first half of the body's gzip."""

    def __call__(self, answer: Answer) -> Answer:
        whole = gzip.compress(answer.body, mtime=0)
        half = attrs.evolve(answer, body=whole[: len(whole) // 2])
        return Lengthen(0)(half.with_header("content-encoding", "gzip"))


@attrs.frozen(kw_only=True, repr=False)
class Fault:
    """What is done to one request. Equal where everything is; printed by its name.

    Attributes:
        name: What it is, for people.
        executes: Whether the application sees the request, before anything else.
        answer: In place of the application's own.
        edits: What is changed in the answer, one after the other.
        delay: Seconds before the answer.
        silent: There is no answer.
        raw: Bytes in place of an answer.
        size: So many bytes of the body are sent at most.
        piece: The body is sent in pieces of so many bytes.
        pause: Seconds before each piece.
        end: Afterwards the connection is kept for the next request, closed (FIN), reset (RST), or left hanging.
    """

    name: str
    executes: bool = True
    answer: Answer | None = None
    edits: tuple[Edit, ...] = ()
    delay: float = 0
    silent: bool = False
    raw: bytes | None = None
    size: int | None = None
    piece: int | None = None
    pause: float = 0
    end: Literal["keep", "close", "reset", "hang"] = "keep"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


@attrs.frozen(kw_only=True, repr=False)
class ConnectionFault:
    """What is done to connections, before there is a request: nothing is executed.

    It has its turn when it is the first in its script. Then idle connections are closed, and answers on the others
    are the last ones there, so that the next request of a client needs a new connection and meets the fault.

    Attributes:
        name: What it is, for people.
        kind: Which of the four.
        seconds: For how long (`refuse`, `unreachable`; None is until it is cleared), or how late (`slow_accept`).
    """

    name: str
    kind: DoorKind
    seconds: float | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


OK = Fault(name="ok")
