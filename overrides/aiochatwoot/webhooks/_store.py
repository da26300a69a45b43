"""What a receiver remembers: which deliveries were handled."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

WEEK = 7 * 86400.0


class WebhookStore(Protocol):
    """Remembers the keys of handled deliveries: numbers and digests, never contents.

    Share one between processes that receive for the same URL. Where it fails, the receiver logs that and delivers.
    """

    async def has(self, key: str, /) -> bool:
        """Whether a delivery with this key was handled."""
        ...

    async def add(self, key: str, /) -> None:
        """Remember that it was, for about 7 days."""
        ...


class MemoryStore:
    """Remembers in memory, until the process ends.

    Args:
        keep: Seconds to remember a key.
        most: Keys to remember at most; the oldest is forgotten first.
        now: Gives seconds that never go back.
    """

    def __init__(self, keep: float = WEEK, *, most: int = 100_000, now: Callable[[], float] = time.monotonic) -> None:
        self._keep = keep
        self._most = most
        self._now = now
        self._until: OrderedDict[str, float] = OrderedDict()

    async def has(self, key: str, /) -> bool:
        return self._until.get(key, 0.0) > self._now()

    async def add(self, key: str, /) -> None:
        now = self._now()
        self._until[key] = now + self._keep
        self._until.move_to_end(key)
        while self._until and (len(self._until) > self._most or next(iter(self._until.values())) <= now):
            self._until.popitem(last=False)
