"""Limits the retries of all calls of a client together, so that retries do not make an outage worse."""

from __future__ import annotations

from collections import deque

PERIOD = 10
"""Seconds: each call in this period allows one retry."""
BURST = 3
"""Seconds: each call in this period allows three retries, as many as the default policy."""
_FAULTS, _OTHERS = 5, 2


class RetryBudget:
    """Allows retries in a burst of failures, but not throughout an outage.

    Each retry adds a debt of 1. The debt must not exceed the highest of: the calls of the last 10 s, three times those
    of the last 3 s, and 10. Each success pays off 0.5, and each second 0.2 %. So an outage of T seconds, with r calls a
    second, makes at most

        1 + (2 + max(10, 10 * r)) * (1 + 0.002 * T) / (r * T)

    attempts a call: 1.19 after one minute, 1.10 after two, 1.04 after ten. In a restart of one second, most calls may
    need all three retries: the budget covers them for a steady load, and for a burst of an idle client.

    All times are seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._debt, self._paid = 0.0, 0.0
        self._calls: deque[list[int]] = deque()  # [second, calls]
        self._recent = 0
        self._successes = 0
        self._faults: dict[str, tuple[int, int]] = {}  # by operation: consecutive faults, all successes before them

    @property
    def limit(self) -> int:
        """The maximum debt."""
        burst = sum(calls for second, calls in self._calls if second > self._paid - BURST)
        return max(10, self._recent, 3 * burst)

    def call(self, now: float) -> None:
        """Record that a call began."""
        second = int(now)
        if not self._calls or self._calls[-1][0] != second:
            self._calls.append([second, 0])
        self._calls[-1][1] += 1
        self._recent += 1
        self._expire(now)

    def succeeded(self, operation: str) -> None:
        """Record a successful response."""
        self._successes += 1
        self._debt = max(0.0, self._debt - 0.5)
        if self._faults:
            self._faults.pop(operation, None)

    def failed(self, operation: str) -> None:
        """Record a 500 in response to an operation."""
        count, before = self._faults.get(operation, (0, self._successes))
        self._faults[operation] = count + 1, before

    def is_fault_of(self, operation: str) -> bool:
        """Return whether a 500 is not an outage but a fault of one operation, which always fails while others succeed.

        Such a fault (the filter ``days_before`` of Chatwoot 4.16.2) must not use up the retries of all other calls.
        """
        count, before = self._faults.get(operation, (0, 0))
        return count >= _FAULTS and self._successes - before >= _OTHERS

    def take(self, now: float) -> bool:
        """Take a retry; return False if none is left."""
        self._expire(now)
        if self._debt + 1 > self.limit:
            return False
        self._debt += 1
        return True

    def _expire(self, now: float) -> None:
        while self._calls and self._calls[0][0] <= now - PERIOD:
            self._recent -= self._calls.popleft()[1]
        self._debt *= 0.998 ** max(0.0, now - self._paid)
        self._paid = now
