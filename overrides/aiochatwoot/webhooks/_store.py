"""A receiver's memory: handled events, and the time of its last request for missed ones."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

WEEK = 7 * 86400.0


class WebhookStore(Protocol):
    """Remembers the keys of handled events (numbers and digests) and cursors (times), never contents.

    Use one for each URL that Chatwoot delivers to, and share it between the processes that serve that URL. If it fails,
    the receiver logs that and passes the event to its handlers.
    """

    async def has(self, key: str, /) -> bool:
        """Return whether an event with this key was handled."""
        ...

    async def add(self, key: str, /) -> None:
        """Remember a handled event for about 7 days."""
        ...

    async def cursor(self, name: str, /) -> float | None:
        """Return the cursor with this name, a number; None if there is none."""
        ...

    async def set_cursor(self, name: str, value: float, /) -> None:
        """Remember a cursor until it is set again."""
        ...


class MemoryStore:
    """An in-memory store, lost when the process ends.

    Args:
        keep: Seconds to remember a key.
        most: Maximum number of keys; the oldest is dropped first.
        now: Returns monotonic seconds.
    """

    def __init__(self, keep: float = WEEK, *, most: int = 100_000, now: Callable[[], float] = time.monotonic) -> None:
        self._keep = keep
        self._most = most
        self._now = now
        self._until: OrderedDict[str, float] = OrderedDict()
        self._cursors: dict[str, float] = {}

    async def has(self, key: str, /) -> bool:
        """As of `WebhookStore`."""
        return self._until.get(key, 0.0) > self._now()

    async def add(self, key: str, /) -> None:
        """As of `WebhookStore`."""
        now = self._now()
        self._until[key] = now + self._keep
        self._until.move_to_end(key)
        while self._until and (len(self._until) > self._most or next(iter(self._until.values())) <= now):
            self._until.popitem(last=False)

    async def cursor(self, name: str, /) -> float | None:
        """As of `WebhookStore`."""
        return self._cursors.get(name)

    async def set_cursor(self, name: str, value: float, /) -> None:
        """As of `WebhookStore`."""
        self._cursors[name] = value
