"""Workers that share a limit in virtual time: their store in memory, and the server that counts their requests."""

from __future__ import annotations

import asyncio
from collections import Counter
from email.utils import formatdate
from importlib import import_module

import attrs

from aiochatwoot import LimitedRequest, SharedWindow
from aiochatwoot.limits import StoreLostError

from ..virtual import START, VirtualLoop

import_module("redis")  # a SharedWindow needs it, whatever its store

GET = LimitedRequest("GET /a", "1", origin="https://chat.example:443")
FIRST = int(START) // 60
"""The minute in which virtual time begins."""


@attrs.define
class Memory:
    """A store in memory, which counts like Redis.

    Attributes:
        away: Start and end of its failure, in seconds of virtual time.
        forgets: Whether it is empty afterwards.
    """

    loop: VirtualLoop
    away: tuple[float, float] = (0, 0)
    forgets: bool = False
    since: int | None = FIRST - 1
    counters: Counter[tuple[str, int]] = attrs.field(factory=Counter)
    leases: list[int] = attrs.field(factory=list)

    async def lease(self, key: str, window: int, places: int, *, is_doubtful: bool) -> tuple[int, int]:
        await asyncio.sleep(0.002)
        begin, end = self.away
        if begin <= self.loop.time() < end:
            raise StoreLostError("gone")
        if self.forgets and end and self.loop.time() >= end:
            self.forgets, self.since = False, None
            self.counters.clear()
        self.counters[key, window] += places
        self.leases.append(places)
        if is_doubtful or self.since is None:
            self.since = window
        return self.counters[key, window], self.since


@attrs.define
class Server:
    """A server that counts the requests in each of its minutes."""

    loop: VirtualLoop
    arrived: Counter[int] = attrs.field(factory=Counter)

    async def ask(self, worker: SharedWindow, way: float = 0.05, request: LimitedRequest = GET) -> None:
        """Send one request, with a latency in seconds each way."""
        place = await worker.acquire(request)
        while not place.begin():
            place = await worker.acquire(request)
        await asyncio.sleep(way)
        now = self.loop.epoch()
        self.arrived[int(now) // 60 - FIRST] += 1
        await asyncio.sleep(way)
        assert place.end(200, date=formatdate(int(now), usegmt=True)) is None


def worker_of(store: Memory, requests: int, workers: int = 4, *, skew: float = 0.0) -> SharedWindow:
    """A worker whose clock is off by so many seconds."""
    worker = SharedWindow(
        "redis://unused", requests, workers=workers, clock=lambda: store.loop.epoch() + skew, rules={"no": None}
    )
    worker._store = store
    return worker


async def send(server: Server, worker: SharedWindow, moment: float, count: int = 1, way: float = 0.05) -> None:
    """Send concurrent requests at a time, in seconds of virtual time."""
    await asyncio.sleep(moment - server.loop.time())
    await asyncio.gather(*(server.ask(worker, way) for _ in range(count)))


ENDS = 60 - START % 60
"""Seconds until the first minute of the server is over."""
