"""Buckets: each counts the requests that one rule of the server counts together, by window."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

from .._wire.timestamps import header_date

WINDOW = 60
"""Seconds: the length of the window for all requests of an address, and for refusals without a known rule."""
NEAR = 0.9
"""The fraction of its limit from which a bucket may explain a refusal."""
_REMEMBERED = 2
_PERIODS = {60: "a minute", 3600: "an hour", 86400: "a day"}


class Bucket:
    """Counts requests in fixed windows, aligned to multiples of their length since the epoch, as the server does.

    All times are epoch seconds by the server's clock, windows are numbered from the epoch.

    A refusal closes the window in which the request was sent, and sets a learnt limit: the number of accepted requests
    in that window or the one before. The limit applies to the next two windows. A long window far below its limit is
    closed for one minute only: another rule may have refused.

    Attributes:
        rule: The name of the rule.
        configured: Requests in a window; infinite if unknown.
        seconds: The length of a window.
    """

    __slots__ = (
        "_closed",
        "_closed_until",
        "_full",
        "_learnt",
        "_refused",
        "_sent",
        "_taken",
        "configured",
        "rule",
        "seconds",
    )

    def __init__(self, rule: str, limit: float, seconds: int) -> None:
        self.rule = rule
        self.configured = limit
        self.seconds = seconds
        self._taken: dict[int, int] = {}  # sent, or reserved
        self._sent: dict[int, int] = {}
        self._refused: dict[int, int] = {}
        self._closed: set[int] = set()
        self._closed_until = -math.inf
        self._learnt: tuple[int, float] = (-1, math.inf)  # the window in which it was learnt
        self._full = (0, 0)  # (begin, end) of the windows without room, end excluded

    def window(self, at: float) -> int:
        """Return the window of a time."""
        return int(at // self.seconds)

    def limit(self, window: int) -> float:
        """Return the limit of requests in a window."""
        taught, learnt = self._learnt
        return min(self.configured, learnt) if taught < window <= taught + _REMEMBERED else self.configured

    @property
    def limit_in_words(self) -> str:
        """Return the limit as text."""
        if math.isinf(self.configured):
            return f"the server's rate limit of {self.rule}"
        name = "" if self.rule == "requests" else f" {self.rule}"
        period = _PERIODS.get(self.seconds, f"in {self.seconds} s")
        return f"the rate limit{name} of {self.configured} requests {period}"

    def is_near(self, window: int) -> bool:
        """Return whether a window was nearly full."""
        taught, learnt = self._learnt
        return self._sent.get(window, 0) >= NEAR * (learnt if taught == window else self.limit(window))

    def earliest(self, at: float) -> float:
        """Return the first time from `at` on that has room."""
        at = max(at, self._closed_until)
        first = window = self.window(at)
        begin, end = self._full
        if begin <= first <= end:
            window = end
        else:
            begin = first
        while window in self._closed or self._taken.get(window, 0) >= self.limit(window):
            window += 1
        self._full = (begin, window)
        return max(at, float(window * self.seconds))

    def is_open(self, window: int, now: float) -> bool:
        """Return whether a place of a window can be used now."""
        return window == self.window(now) and window not in self._closed and now >= self._closed_until

    def has_room_for_all(self, window: int) -> bool:
        """Return whether the taken places of a window do not exceed its limit."""
        return self._taken.get(window, 0) <= self.limit(window)

    def take(self, window: int) -> None:
        """Reserve a place in a window."""
        self._taken[window] = self._taken.get(window, 0) + 1

    def give_back(self, window: int) -> None:
        """Release a reserved place."""
        self._taken[window] = self._taken.get(window, 1) - 1
        begin, end = self._full
        self._full = (begin, max(begin, min(end, window)))

    def send(self, window: int) -> None:
        """Mark a reserved place as used."""
        self._sent[window] = self._sent.get(window, 0) + 1

    def close(self, until: float) -> None:
        """Allow no request before a time."""
        self._closed_until = max(self._closed_until, until)

    def refuse(self, window: int, now: float, *, teaches: bool) -> None:
        """Record that the server refused a request of a window.

        Args:
            window: The window in which it was sent.
            now: Epoch seconds by the server's clock.
            teaches: Whether all requests of that window were counted here, so that their number is the limit.
        """
        if self.seconds <= WINDOW or self.is_near(window):
            self._closed.add(window)
        else:
            self.close((now // WINDOW + 1) * WINDOW)
        self._refused[window] = self._refused.get(window, 0) + 1
        through = max(self._through(window), self._through(window - 1))
        if teaches and through > 0:
            self._learnt = (window, through)
            self._full = (0, 0)  # forget what was learnt earlier: full windows may have room again

    def _through(self, window: int) -> int:
        return self._sent.get(window, 0) - self._refused.get(window, 0)

    def forget(self, now: float) -> bool:
        """Forget windows that are over; return whether the bucket is empty."""
        oldest = self.window(now) - _REMEMBERED
        self._closed = {each for each in self._closed if each >= oldest}
        for counts in (self._taken, self._sent, self._refused):
            for window in [each for each in counts if each < oldest]:
                del counts[window]
        return not self._taken and now >= self._closed_until


class SteadyClock:
    """Epoch seconds that advance evenly even if the machine's clock is set: its time at the first call, plus those
    since.
    """

    def __init__(self) -> None:
        self._seconds = _steady_clock()
        self._offset: float | None = None

    def __call__(self) -> float:
        now = self._seconds()
        if self._offset is None:
            self._offset = time.time() - now
        return self._offset + now


def _steady_clock() -> Callable[[], float]:
    """A clock in seconds that cannot be set, and that advances while the machine sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # on Linux; on macOS, whose time.monotonic stops in sleep
        if hasattr(time, name):
            return partial(time.clock_gettime, getattr(time, name))
    return time.monotonic  # on Windows


class ServerClock:
    """Estimates the server's clock from the ``date`` of its responses, and the time that they took.

    A date has whole seconds, so the offset is an interval, which each response can only narrow. A window counts as
    begun only if it has begun for every offset in the interval.

    Args:
        here: Returns epoch seconds by a clock of this machine.
    """

    def __init__(self, here: Callable[[], float]) -> None:
        self.here = here
        self._slowest, self._fastest = -1.0, 1.0  # the server's clock minus ours, in seconds
        self._first: float | None = None

    def now(self) -> float:
        """Return the earliest possible server time."""
        here = self.here()
        if self._first is None:
            self._first = here
        return here + self._slowest

    def latest(self) -> float:
        """Return the latest possible server time."""
        return self.here() + self._fastest

    def first(self) -> float:
        """Return the time of the first call of `now`, by the server's clock."""
        return (self._first or 0.0) + self._slowest

    def learn(self, date: str | None, sent: float) -> bool:
        """Use a response to narrow the estimate; return whether the clock contradicts the earlier estimate."""
        server = header_date(date)
        if server is None:
            return False
        slowest, fastest = server - self.here(), server + 1.0 - sent
        if slowest > self._fastest or fastest < self._slowest:
            # One of the clocks was set, or this is the first response.
            self._slowest, self._fastest = slowest, fastest
            return True
        self._slowest, self._fastest = max(self._slowest, slowest), min(self._fastest, fastest)
        return False
