"""A server that counts requests as rack-attack does: one counter per rule, in windows aligned to the epoch."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from email.utils import formatdate
from typing import Any, TypeVar

import attrs

from aiochatwoot import LimitedRequest, LimitWait, WindowLimiter
from aiochatwoot._wire.operation import RateLimitRule

from .virtual import START, VirtualLoop, run_virtual

T = TypeVar("T")
COUNTS = RateLimitRule(rule="conversations_counts", requests=30, seconds=60, by=("account", "token"), since="4.12.0")
SEARCH = RateLimitRule(rule="contacts_search", requests=100, seconds=60, by=("account",))
MESSAGES = RateLimitRule(rule="messages_create", requests=200, seconds=60, by=("conversation",), status=422)
MAILS = (
    RateLimitRule(rule="transcript", requests=1000, seconds=3600, by=("account",), since="4.11.0"),
    RateLimitRule(rule="transcript", requests=30, seconds=3600, by=("account",)),
)
GET = LimitedRequest("GET /a", "1")
OTHER = LimitedRequest("GET /b", "1")
COUNT = LimitedRequest("GET /meta", "1", "", "t", (COUNTS,))
FIND = LimitedRequest("GET /search", "1", "", "t", (SEARCH,))
MAIL = LimitedRequest("POST /transcript", "1", "7", "t", MAILS)
OVER = 60 - START % 60 + 1
"""Seconds until the next minute has certainly begun."""


def in_time(main: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine in virtual time without sockets."""
    loop = VirtualLoop(has_sockets=False)
    return run_virtual(main(loop), loop)


class Late(Exception):
    """A wait that is not allowed."""


def refuse(wait: LimitWait) -> None:
    """Allow no wait."""
    raise Late(wait)


@attrs.define
class Rack:
    """A server in virtual time.

    Attributes:
        address: Maximum requests per minute.
        rules: Other rules: operation, requests, seconds.
        skew: Its clock minus ours, in seconds.
        latency: Seconds of a round trip.
        retry_after: The Retry-After of its refusals, if any.
    """

    loop: VirtualLoop
    address: int = 3000
    rules: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    skew: float = 0.0
    latency: float = 0.05
    retry_after: float | None = None
    taken: Counter[tuple[str, int]] = attrs.field(factory=Counter)
    refused: Counter[tuple[str, int]] = attrs.field(factory=Counter)
    refusals: list[LimitWait] = attrs.field(factory=list)

    def limiter(self, requests: int = 3000, **rules: int | None) -> WindowLimiter:
        """Create a limiter in the same virtual time."""
        return WindowLimiter(requests, rules=rules, clock=self.loop.epoch)

    async def ask(
        self, limiter: WindowLimiter, request: LimitedRequest = GET, allow: Callable[[LimitWait], object] | None = None
    ) -> int:
        """Send one request through the limiter; return the status."""
        place = await limiter.acquire(request, allow)
        while not place.begin():
            place = await limiter.acquire(request, allow)
        await asyncio.sleep(self.latency / 2)
        now = self.loop.epoch() + self.skew
        status = 200 if all(self._count(each, now) for each in self._counters(request)) else 429
        await asyncio.sleep(self.latency / 2)
        refusal = place.end(status, date=formatdate(int(now), usegmt=True), retry_after=self.retry_after)
        assert (status == 429) == (refusal is not None)
        if refusal is not None:
            self.refusals.append(refusal)
        return status

    async def ask_until_done(
        self, limiter: WindowLimiter, gate: asyncio.Semaphore, request: LimitedRequest = GET
    ) -> int:
        """Repeat a request until it succeeds; return the number of requests."""
        tries = 0
        while True:
            tries += 1
            async with gate:
                if await self.ask(limiter, request) == 200:
                    return tries

    def _counters(self, request: LimitedRequest) -> Iterable[tuple[str, int, int]]:
        yield "requests", self.address, 60
        if request.operation in self.rules:
            key = f"{request.operation} of {request.account} {request.token} {request.conversation}"
            yield (key, *self.rules[request.operation])

    def _count(self, counter: tuple[str, int, int], now: float) -> bool:
        name, limit, seconds = counter
        window = name, int(now // seconds)
        self.taken[window] += 1
        if self.taken[window] > limit:
            self.refused[window] += 1
        return self.taken[window] <= limit
