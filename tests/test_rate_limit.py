"""The limiter of requests."""

from __future__ import annotations

import asyncio
import gc
from email.utils import formatdate

import pytest

from aiochatwoot._transport.rate_limit import RateLimiter, shared_limiter

from .virtual import START, VirtualLoop, run_virtual


class Server:
    """A server with a limit of its own, by its own clock."""

    def __init__(self, loop: VirtualLoop, limit: int, skew: float = 0.0, latency: float = 0.05) -> None:
        self.loop = loop
        self.limit = limit
        self.skew = skew
        self.latency = latency
        self.taken: dict[int, int] = {}
        self.refused: list[int] = []

    async def ask(self, limiter: RateLimiter) -> int:
        """One request through the limiter; gives back the status."""
        window = await limiter.acquire()
        assert limiter.begin(window)
        sent = self.loop.epoch()
        await asyncio.sleep(self.latency / 2)
        now = self.loop.epoch() + self.skew
        minute = int(now // 60)
        self.taken[minute] = self.taken.get(minute, 0) + 1
        status = 200 if self.taken[minute] <= self.limit else 429
        if status == 429:
            self.refused.append(minute)
        await asyncio.sleep(self.latency / 2)
        limiter.release(window, status, formatdate(int(now), usegmt=True), sent)
        return status

    async def ask_until_done(self, limiter: RateLimiter, gate: asyncio.Semaphore) -> int:
        tries = 0
        while True:
            tries += 1
            async with gate:
                if await self.ask(limiter) == 200:
                    return tries


def limiter_of(loop: VirtualLoop, limit: int) -> RateLimiter:
    return RateLimiter(limit, clock=loop.epoch)


@pytest.mark.parametrize("skew", [0.0, 0.7, -0.7, 25.0, -3600.4])
def test_a_server_with_the_same_limit_refuses_nothing_after_the_first_minute(skew: float) -> None:
    """With the server's limit known, only a first minute whose clock was not known yet can have refusals."""
    loop = VirtualLoop()
    server, limiter = Server(loop, 300, skew), limiter_of(loop, 300)
    gate = asyncio.Semaphore(50)

    async def main() -> None:
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(1000)))

    run_virtual(main(), loop)
    first = min(server.taken)
    assert {first} >= set(server.refused) if abs(skew) < 1 else len(set(server.refused)) <= 1
    assert len(server.refused) <= 50
    assert loop.time() < 60 * 5


def test_a_lower_limit_is_learned_from_a_refusal() -> None:
    """Where the server allows less than was configured, the minutes after the first are not overrun."""
    loop = VirtualLoop()
    server, limiter = Server(loop, 100), limiter_of(loop, 3000)
    gate = asyncio.Semaphore(40)

    async def main() -> None:
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(500)))

    run_virtual(main(), loop)
    assert 500 == sum(server.taken.values()) - len(server.refused)
    assert len(server.refused) <= 40 * 3


def test_places_are_taken_in_the_first_minute_that_has_one() -> None:
    """Waiting is to the next minute and no longer; `wait` says so beforehand."""
    loop = VirtualLoop()
    limiter = limiter_of(loop, 2)

    async def main() -> list[float]:
        assert limiter.wait() == 0
        times: list[float] = []

        async def one() -> None:
            await limiter.acquire()
            times.append(loop.epoch())

        await asyncio.gather(one(), one(), one(), one(), one())
        assert limiter.wait() == 0
        return times

    times = run_virtual(main(), loop)
    begins = [int(time + 1) // 60 - int(START) // 60 for time in times]
    assert [0, 0, 1, 1, 2] == begins


def test_wait_says_how_long() -> None:
    """Seconds until the next minute that has a place, before one is taken."""
    loop = VirtualLoop()
    limiter = limiter_of(loop, 1)

    async def main() -> float:
        await limiter.acquire()
        return limiter.wait()

    assert run_virtual(main(), loop) == pytest.approx(60 - START % 60 + 1)


def test_cancelled_waits_give_their_places_back() -> None:
    """A call that is cancelled while it waits does not hold its place."""
    loop = VirtualLoop()
    limiter = limiter_of(loop, 1)

    async def main() -> None:
        await limiter.acquire()
        waiting = asyncio.create_task(limiter.acquire())
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        before = loop.time()
        await limiter.acquire()
        assert loop.time() - before < 60

    run_virtual(main(), loop)


def test_dates_that_are_no_dates_teach_nothing() -> None:
    """A missing or broken `date` header leaves the clock as it was; no answer at all changes nothing."""
    loop = VirtualLoop()
    limiter = limiter_of(loop, 1)

    async def main() -> None:
        window = await limiter.acquire()
        for date in (None, "", "yesterday"):
            limiter.release(window, 200, date, loop.epoch())
        limiter.release(window, None, None, loop.epoch())
        assert limiter.wait() == pytest.approx(60 - START % 60 + 1)

    run_virtual(main(), loop)


def test_one_limiter_an_origin() -> None:
    """Clients of one origin share a limiter, with the lowest limit of them; it goes when they go."""
    origin = ("https", "chatwoot.example", 443)
    first = shared_limiter(origin, 3000)
    assert first is shared_limiter(origin, 1000)
    assert 1000 == first.limit
    assert first is not shared_limiter(("https", "other.example", 443), 3000)
    del first
    gc.collect()
    assert 3000 == shared_limiter(origin, 3000).limit
