"""The queue of faults: which fault hits which request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from typing import TypeAlias

import attrs

from ..faults import ConnectionFault, Fault
from .recording import RecordedRequest

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
class QueuedFault:
    """A fault in its place: two equal faults have two turns."""

    fault: AnyFault
    when: When | None
    repeats: bool

    def fits(self, request: RecordedRequest) -> bool:
        return self.when is None or self.when(request)


class Faults:
    """The faults of one server. Use it from any thread; what it returns from has taken effect.

    Attributes:
        struck: What was done, in order; may be cleared.
    """

    def __init__(self) -> None:
        self.struck: list[FaultHit] = []
        self._turns: list[QueuedFault] = []
        # Tests add faults in their own thread while the server takes them in its own.
        self._lock = threading.RLock()
        self._on_change: Callable[[], None] | None = None

    def __repr__(self) -> str:
        return f"<Faults {len(self._turns)} to come, {len(self.struck)} struck>"

    @property
    def pending(self) -> tuple[AnyFault, ...]:
        """What `add` and `scripted` were given and has not struck yet; a connection's fault until it is over."""
        with self._lock:
            return tuple(turn.fault for turn in self._turns if not turn.repeats)

    def add(self, *faults: AnyFault, when: When | None = None) -> None:
        """Strike the next requests, in this order, each once; after the ones that are there already.

        Args:
            faults: One for each request; `faults.ok()` lets one through.
            when: Only requests for which it is true; the others are answered as ever and use up nothing. It is
                called in the server's thread.

        Raises:
            TypeError: something that is no fault.
            ValueError: `when` is given for the fault of a connection, at a time when there is no request yet.
        """
        self._put(faults, when, repeats=False)

    def always(self, fault: AnyFault, *, when: When | None = None) -> None:
        """Strike every request for which `when` is true, until it is cleared.

        What `add` was given goes first; of several that fit, the first that was added strikes.

        Raises:
            ValueError: as `add`.
        """
        self._put([fault], when, repeats=True)

    @contextmanager
    def scripted(self, script: Iterable[AnyFault], *, when: When | None = None) -> Generator[Faults]:
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

    def take(self, request: RecordedRequest) -> Fault | None:
        """The fault for a request, which is then used up."""
        with self._lock:
            for turn in self._for_requests():
                if turn.fits(request):
                    break
            else:
                return None
            self.struck.append(FaultHit(turn.fault, request))
        self.finish(turn)
        assert isinstance(turn.fault, Fault)
        return turn.fault

    def _for_requests(self) -> Iterator[QueuedFault]:
        scripted = [turn for turn in self._turns if not turn.repeats]
        yield from takewhile(lambda turn: isinstance(turn.fault, Fault), scripted)
        yield from [turn for turn in self._turns if turn.repeats and isinstance(turn.fault, Fault)]

    def next_connection_fault(self) -> QueuedFault | None:
        """The fault for the next connection."""
        with self._lock:
            scripted = [turn for turn in self._turns if not turn.repeats][:1]
            repeated = [turn for turn in self._turns if turn.repeats]
        return next((turn for turn in scripted + repeated if isinstance(turn.fault, ConnectionFault)), None)

    def finish(self, turn: QueuedFault, *, for_good: bool = False) -> None:
        """A turn is over; one that repeats comes again, unless it is for good."""
        if for_good or not turn.repeats:
            self._keep(lambda other: other is not turn)

    def watch(self, on_change: Callable[[], None] | None) -> None:
        """Call this after every change, in the thread that made it."""
        self._on_change = on_change

    def _put(self, faults: Iterable[AnyFault], when: When | None, *, repeats: bool) -> list[QueuedFault]:
        turns = [QueuedFault(fault, when, repeats) for fault in faults]
        for turn in turns:
            if not isinstance(turn.fault, Fault | ConnectionFault):
                raise TypeError(f"faults: {turn.fault!r} is no fault; they come from functions: faults.reset()")
        if when is not None and any(isinstance(turn.fault, ConnectionFault) for turn in turns):
            raise ValueError("when: a connection has no request to look at yet")
        with self._lock:
            self._turns += turns
        self._changed()
        return turns

    def _keep(self, wanted: Callable[[QueuedFault], bool]) -> None:
        with self._lock:
            self._turns = [turn for turn in self._turns if wanted(turn)]
        self._changed()

    def _changed(self) -> None:
        # Never under the lock: the server's thread needs it to do what is waited for here.
        if self._on_change is not None:
            self._on_change()
