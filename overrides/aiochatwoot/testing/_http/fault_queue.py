"""The queue of faults: which fault hits which request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from typing import Generic, Self, TypeAlias, TypeVar

import attrs

from ..faults import ConnectionFault, Fault
from .recording import RecordedRequest

F = TypeVar("F")
S = TypeVar("S")
AnyFault: TypeAlias = Fault | ConnectionFault
When: TypeAlias = Callable[[RecordedRequest], bool]


@attrs.frozen
class FaultHit:
    """An applied fault with its request; the request is None for a connection fault."""

    fault: AnyFault
    request: RecordedRequest | None


Struck = FaultHit
"""The former name of FaultHit."""


@attrs.frozen(eq=False)
class QueuedFault(Generic[F, S]):
    """A queued fault; equal faults are separate entries."""

    fault: F
    when: Callable[[S], bool] | None
    repeats: bool

    def fits(self, subject: S) -> bool:
        return self.when is None or self.when(subject)


class FaultScript(Generic[F, S]):
    """A queue of pending faults, usable from any thread. A change has taken effect when its method returns."""

    def __init__(self) -> None:
        self._turns: list[QueuedFault[F, S]] = []
        # Tests add faults in one thread while the server takes them in another.
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {len(self._turns)} to come>"

    @property
    def pending(self) -> tuple[F, ...]:
        """Faults from `add` and `scripted` that have not been applied yet; a connection fault until it ends."""
        with self._lock:
            return tuple(turn.fault for turn in self._turns if not turn.repeats)

    def add(self, *faults: F, when: Callable[[S], bool] | None = None) -> None:
        """Apply these faults to the next requests or deliveries, in order, once each, after the queued ones.

        Args:
            faults: One for each request or delivery; `faults.ok()` lets one through.
            when: Apply a fault only if this returns true for the request or delivery; others proceed normally and use
                up no fault. It is called in the server's thread.

        Raises:
            TypeError: an argument is not a fault.
            ValueError: `when` is given for a connection fault, which applies before there is a request.
        """
        self._put(faults, when, repeats=False)

    def always(self, fault: F, *, when: Callable[[S], bool] | None = None) -> None:
        """Apply a fault to every request or delivery for which `when` is true, until it is cleared.

        Faults from `add` take precedence; if several faults match, the first one added applies.

        Raises:
            ValueError: see `add`.
        """
        self._put([fault], when, repeats=True)

    @contextmanager
    def scripted(self, script: Iterable[F], *, when: Callable[[S], bool] | None = None) -> Generator[Self]:
        """Add faults for a block, like `add`; its end drops faults that were not applied."""
        turns = self._put(script, when, repeats=False)
        try:
            yield self
        finally:
            self._keep(lambda turn: turn not in turns)

    def clear(self) -> None:
        """Drop every pending fault, and open the port if it is closed. `struck` is unchanged."""
        self._keep(lambda _: False)

    # Used by the server only:

    def take(self, subject: S) -> F | None:
        """Take and record the fault for a request or a delivery; return None if there is none."""
        with self._lock:
            turn = next((each for each in self._ready() if each.fits(subject)), None)
            if turn is None:
                return None
            self._strike(turn.fault, subject)
        self.finish(turn)
        return turn.fault

    def finish(self, turn: QueuedFault[F, S], *, for_good: bool = False) -> None:
        """End a fault's turn; a repeating one stays queued, unless `for_good`."""
        if for_good or not turn.repeats:
            self._keep(lambda other: other is not turn)

    def _ready(self) -> Iterator[QueuedFault[F, S]]:
        """Yield the faults that may apply now, in order of precedence."""
        yield from sorted(self._turns, key=lambda turn: turn.repeats)

    def _strike(self, fault: F, subject: S) -> None:
        """Record that a fault was applied."""

    def _check(self, faults: list[F], when: Callable[[S], bool] | None) -> None:
        """Reject anything that is not a fault."""

    def _changed(self) -> None:
        """React to a change of the queue."""

    def _put(self, faults: Iterable[F], when: Callable[[S], bool] | None, *, repeats: bool) -> list[QueuedFault[F, S]]:
        given = list(faults)
        self._check(given, when)
        turns = [QueuedFault(fault, when, repeats) for fault in given]
        with self._lock:
            self._turns += turns
        self._changed()
        return turns

    def _keep(self, wanted: Callable[[QueuedFault[F, S]], bool]) -> None:
        with self._lock:
            self._turns = [turn for turn in self._turns if wanted(turn)]
        self._changed()


ConnectionTurn: TypeAlias = "QueuedFault[AnyFault, RecordedRequest]"


class Faults(FaultScript[AnyFault, RecordedRequest]):
    """The faults of requests and connections of one server.

    Attributes:
        struck: The faults applied, in order; may be cleared.
    """

    def __init__(self) -> None:
        super().__init__()
        self.struck: list[FaultHit] = []
        self._on_change: Callable[[], None] | None = None

    def __repr__(self) -> str:
        return f"<Faults {len(self._turns)} to come, {len(self.struck)} struck>"

    # Used by the server only:

    def next_connection_fault(self) -> ConnectionTurn | None:
        """Return the fault for the next connection; None if there is none."""
        with self._lock:
            scripted = [turn for turn in self._turns if not turn.repeats][:1]
            repeated = [turn for turn in self._turns if turn.repeats]
        return next((turn for turn in scripted + repeated if isinstance(turn.fault, ConnectionFault)), None)

    def watch(self, on_change: Callable[[], None] | None) -> None:
        """Call `on_change` after every change, in the thread that made it."""
        self._on_change = on_change

    def _ready(self) -> Iterator[ConnectionTurn]:
        scripted = [turn for turn in self._turns if not turn.repeats]
        yield from takewhile(lambda turn: isinstance(turn.fault, Fault), scripted)
        yield from [turn for turn in self._turns if turn.repeats and isinstance(turn.fault, Fault)]

    def _strike(self, fault: AnyFault, subject: RecordedRequest) -> None:
        self.struck.append(FaultHit(fault, subject))

    def _check(self, faults: list[AnyFault], when: When | None) -> None:
        for fault in faults:
            if not isinstance(fault, Fault | ConnectionFault):
                raise TypeError(f"faults: {fault!r} is no fault; they come from functions: faults.reset()")
        if when is not None and any(isinstance(fault, ConnectionFault) for fault in faults):
            raise ValueError("when: a connection has no request to look at yet")

    def _changed(self) -> None:
        # Never hold the lock here: this waits for the server's thread, which needs the lock.
        if self._on_change is not None:
            self._on_change()
