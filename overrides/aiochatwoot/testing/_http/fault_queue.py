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
    """What was done to what: a fault, and the request, which is None for a fault of a connection."""

    fault: AnyFault
    request: RecordedRequest | None


Struck = FaultHit
"""The former name of FaultHit."""


@attrs.frozen(eq=False)
class QueuedFault(Generic[F, S]):
    """A fault in its place: two equal faults have two turns."""

    fault: F
    when: Callable[[S], bool] | None
    repeats: bool

    def fits(self, subject: S) -> bool:
        return self.when is None or self.when(subject)


class FaultScript(Generic[F, S]):
    """Faults that are to come. Use it from any thread; what it returns from has taken effect."""

    def __init__(self) -> None:
        self._turns: list[QueuedFault[F, S]] = []
        # Tests add faults in their own thread while the server takes them in its own.
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {len(self._turns)} to come>"

    @property
    def pending(self) -> tuple[F, ...]:
        """What `add` and `scripted` were given and has not struck yet; a connection's fault until it is over."""
        with self._lock:
            return tuple(turn.fault for turn in self._turns if not turn.repeats)

    def add(self, *faults: F, when: Callable[[S], bool] | None = None) -> None:
        """Strike what comes next, in this order, each once; after the ones that are there already.

        Args:
            faults: One for each request or delivery; `faults.ok()` lets one through.
            when: Only those for which it is true; the others go on as ever and use up nothing. It is called in the
                server's thread.

        Raises:
            TypeError: something that is no fault.
            ValueError: `when` is given for the fault of a connection, at a time when there is no request yet.
        """
        self._put(faults, when, repeats=False)

    def always(self, fault: F, *, when: Callable[[S], bool] | None = None) -> None:
        """Strike everything for which `when` is true, until it is cleared.

        What `add` was given goes first; of several that fit, the first that was added strikes.

        Raises:
            ValueError: as `add`.
        """
        self._put([fault], when, repeats=True)

    @contextmanager
    def scripted(self, script: Iterable[F], *, when: Callable[[S], bool] | None = None) -> Generator[Self]:
        """As `add`, for a block: what has not struck at its end does not strike any more."""
        turns = self._put(script, when, repeats=False)
        try:
            yield self
        finally:
            self._keep(lambda turn: turn not in turns)

    def clear(self) -> None:
        """Forget every fault that is still to come, and open the port if it is closed. `struck` stays."""
        self._keep(lambda _: False)

    # What follows is for the server.

    def take(self, subject: S) -> F | None:
        """The fault for a request or a delivery, which is then used up."""
        with self._lock:
            turn = next((each for each in self._ready() if each.fits(subject)), None)
            if turn is None:
                return None
            self._strike(turn.fault, subject)
        self.finish(turn)
        return turn.fault

    def finish(self, turn: QueuedFault[F, S], *, for_good: bool = False) -> None:
        """A turn is over; one that repeats comes again, unless it is for good."""
        if for_good or not turn.repeats:
            self._keep(lambda other: other is not turn)

    def _ready(self) -> Iterator[QueuedFault[F, S]]:
        """Those that may strike now, in the order in which they are asked."""
        yield from sorted(self._turns, key=lambda turn: turn.repeats)

    def _strike(self, fault: F, subject: S) -> None:
        """A fault strikes."""

    def _check(self, faults: list[F], when: Callable[[S], bool] | None) -> None:
        """Refuse what is no fault."""

    def _changed(self) -> None:
        """The script is another one."""

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
        struck: What was done, in order; may be cleared.
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
        # Never under the lock: the server's thread needs it to do what is waited for here.
        if self._on_change is not None:
            self._on_change()
