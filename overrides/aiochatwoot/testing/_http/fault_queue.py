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
    """A fault and the request it hit; the request is None for a connection fault."""

    fault: AnyFault
    request: RecordedRequest | None


Struck = FaultHit
"""The former name of FaultHit."""


@attrs.frozen(eq=False)
class QueuedFault(Generic[F, S]):
    """A queued fault: two equal faults are separate entries."""

    fault: F
    when: Callable[[S], bool] | None
    repeats: bool

    def fits(self, subject: S) -> bool:
        return self.when is None or self.when(subject)


class FaultScript(Generic[F, S]):
    """Pending faults. Usable from any thread; a change has taken effect when its call returns."""

    def __init__(self) -> None:
        self._turns: list[QueuedFault[F, S]] = []
        # Tests add faults in their own thread while the server takes them in its own.
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
            when: Apply only where it returns true; other requests proceed normally and use up no fault. It is called
                in the server's thread.

        Raises:
            TypeError: an argument is not a fault.
            ValueError: `when` is given for a connection fault, which applies before there is a request.
        """
        self._put(faults, when, repeats=False)

    def always(self, fault: F, *, when: Callable[[S], bool] | None = None) -> None:
        """Apply a fault wherever `when` is true, until it is cleared.

        Faults from `add` go first; of several that match, the first one added applies.

        Raises:
            ValueError: as `add`.
        """
        self._put([fault], when, repeats=True)

    @contextmanager
    def scripted(self, script: Iterable[F], *, when: Callable[[S], bool] | None = None) -> Generator[Self]:
        """As `add`, for a block: faults that were not applied by its end are dropped."""
        turns = self._put(script, when, repeats=False)
        try:
            yield self
        finally:
            self._keep(lambda turn: turn not in turns)

    def clear(self) -> None:
        """Drop every pending fault, and open the port if it is closed. `struck` stays."""
        self._keep(lambda _: False)

    # What follows is for the server.

    def take(self, subject: S) -> F | None:
        """Take the fault for a request or a delivery."""
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
        """The faults that may apply now, in order of precedence."""
        yield from sorted(self._turns, key=lambda turn: turn.repeats)

    def _strike(self, fault: F, subject: S) -> None:
        """Record that a fault was applied."""

    def _check(self, faults: list[F], when: Callable[[S], bool] | None) -> None:
        """Reject anything that is not a fault."""

    def _changed(self) -> None:
        """Called when the script has changed."""

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

    # What follows is for the server.

    def next_connection_fault(self) -> ConnectionTurn | None:
        """The fault for the next connection."""
        with self._lock:
            scripted = [turn for turn in self._turns if not turn.repeats][:1]
            repeated = [turn for turn in self._turns if turn.repeats]
        return next((turn for turn in scripted + repeated if isinstance(turn.fault, ConnectionFault)), None)

    def watch(self, on_change: Callable[[], None] | None) -> None:
        """Call this after every change, in the thread that made it."""
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
        # Never under the lock: the server's thread needs it to complete the work awaited here.
        if self._on_change is not None:
            self._on_change()
