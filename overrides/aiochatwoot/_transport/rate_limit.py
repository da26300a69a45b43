"""Requests as many as the server takes: Chatwoot's limit, met before it must refuse.

Chatwoot (rack-attack) counts requests by address and clock minute, 3000 of them by default, and answers what is over
with a 429 that does not say how long to wait. The next minute always has room. So a request takes a place in the first
minute that has one, and waits for that minute to begin. Libraries for rate limits pace evenly (leaky buckets) or by
sliding windows: they would spread over a minute what it could have had at once, and still not meet its end.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from .._wire.timestamps import header_date

WINDOW = 60.0
"""Seconds."""


class RateLimiter:
    """Places in the clock minutes of one server. It holds nothing of an event loop: clients of several may share it.

    The server's minute is known from the ``date`` of its answers, which has whole seconds, and the time they took: as
    an interval, which each answer can only narrow. A minute has begun when it has by the latest reading of that
    interval; and what is sent near its end counts for the next one too, since it may arrive there.

    Args:
        limit: Requests a minute.
        clock: Epoch seconds by the clock of this machine.
        sleep: Waits for seconds.
    """

    def __init__(
        self,
        limit: int,
        *,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.limit = limit
        self._configured = limit
        self._clock = clock or time.time
        self._sleep = sleep
        self._slowest, self._fastest = -1.0, 1.0  # the server's clock minus ours, in seconds
        self._reserved: defaultdict[int, int] = defaultdict(int)
        self._sent: defaultdict[int, int] = defaultdict(int)
        self._refused: Counter[int] = Counter()

    def lower(self, limit: int) -> None:
        """Take on a limit, if it is lower than the one there is."""
        self._configured = min(self._configured, limit)
        self.limit = min(self.limit, limit)

    def wait(self) -> float:
        """Seconds until the first minute that has a place begins; 0 if it is this one."""
        return self._begins(self._first()) if self._first() > self._window() else 0.0

    async def acquire(self, allow: Callable[[float], object] | None = None) -> int:
        """Take a place, and wait for its minute; gives back the minute. Then `begin`, or `give_back`.

        Args:
            allow: Told before each wait how many seconds it will take; refuses it by raising an error.
        """
        while True:
            window = self._first()
            if allow is not None and window > self._window():
                allow(self._begins(window))
            self._reserved[window] += 1
            is_good = False
            try:
                while self._window() < window:
                    await self._sleep(self._begins(window))
                # Meanwhile the limit may have turned out to be lower, or the minute to be over.
                is_good = window == self._window() and self._has_place(window, own=1)
            finally:
                if not is_good:
                    self.give_back(window)
            if is_good:
                return window

    def give_back(self, window: int) -> None:
        """The place will not be used."""
        self._reserved[window] -= 1

    def begin(self, window: int) -> bool:
        """Use the place, now; False if its minute is over, or turned out to be full, and the place is gone."""
        self.give_back(window)
        if window != self._window() or window in self._refused:
            return False
        self._sent[window] += 1
        if self._clock() + self._fastest >= (window + 1) * WINDOW:
            self._sent[window + 1] += 1
        return True

    def release(self, window: int, status: int | None, date: str | None, sent: float) -> None:
        """An answer came (`status` is None if none did).

        Args:
            window: What `acquire` gave, and `begin` agreed to.
            status: The status code; 429 tells that the minute has no more places.
            date: The answer's ``date`` header.
            sent: When the request was sent, epoch seconds by the clock of this machine.
        """
        now = self._clock()
        self._learn(date, sent, now)
        if status == 429:
            # Others may share the address: what went through is what there is for us.
            self._refused[window] += 1
            self.limit = max(1, min(self.limit, self._sent[window] - self._refused[window]))
        elif status is not None and window not in self._refused and self.limit < self._configured:
            self.limit += 1  # back to what was configured, slowly: a place for each answer of a minute without refusal
        for old in [each for each in self._sent if each < self._window() - 1]:
            del self._sent[old]
            self._reserved.pop(old, None)
            self._refused.pop(old, None)

    def _first(self) -> int:
        window = self._window()
        while not self._has_place(window):
            window += 1
        return window

    def _has_place(self, window: int, own: int = 0) -> bool:
        return window not in self._refused and self._sent[window] + self._reserved[window] - own < self.limit

    def _window(self) -> int:
        return int((self._clock() + self._slowest) // WINDOW)

    def _begins(self, window: int) -> float:
        return max(0.0, window * WINDOW - self._slowest - self._clock())

    def _learn(self, date: str | None, sent: float, now: float) -> None:
        server = header_date(date)
        if server is None:
            return
        slowest, fastest = server - now, server + 1.0 - sent
        if slowest > self._fastest or fastest < self._slowest:
            # A clock was set, or this is the first that we hear of it.
            self._slowest, self._fastest = slowest, fastest
        else:
            self._slowest, self._fastest = max(self._slowest, slowest), min(self._fastest, fastest)


_limiters: WeakValueDictionary[tuple[str, str, int | None], RateLimiter] = WeakValueDictionary()


def shared_limiter(origin: tuple[str, str, int | None], limit: int) -> RateLimiter:
    """The limiter of an origin: its clients in this process share one, with the lowest limit of any of them."""
    limiter = _limiters.get(origin)
    if limiter is None:
        limiter = _limiters[origin] = RateLimiter(limit)
    else:
        limiter.lower(limit)
    return limiter
