"""The rate limiter: the address's minute, several threads and loops."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections import Counter
from email.utils import formatdate
from types import SimpleNamespace
from typing import Any

import pytest

from aiochatwoot import LimitedRequest, LimitWait, WindowLimiter
from aiochatwoot._transport.buckets import SteadyClock
from aiochatwoot._transport.rate_limit import shared_limiter
from aiochatwoot._wire.operation import RateLimitRule

from ..racks import GET, OVER, Late, Rack, in_time, refuse
from ..virtual import START, VirtualLoop

# --- the address's minute ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("skew", [0.0, 0.7, -0.7, 25.0, -3600.4])
def test_a_server_with_the_same_limit_refuses_nothing_after_the_first_minute(skew: float) -> None:
    """With the server's limit, refusals occur only in a first minute, while the server's clock is unknown."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 300, skew=skew)
        limiter, gate = server.limiter(300), asyncio.Semaphore(50)
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(1000)))
        if abs(skew) < 1:
            assert not server.refused
        assert len(server.refused) <= 1
        assert server.refused.total() <= 50
        assert loop.time() < 60 * 5

    in_time(main)


def test_a_lower_limit_is_learned_from_a_refusal() -> None:
    """If the server allows less than configured, the minutes after the first do not exceed its limit."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 100)
        limiter, gate = server.limiter(3000), asyncio.Semaphore(40)
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(500)))
        assert server.taken.total() - server.refused.total() == 500
        assert server.refused.total() <= 40 * 3

    in_time(main)


def test_places_are_taken_in_the_first_minute_that_has_one() -> None:
    """Waits last until the first minute with room; `allow` is called before, once for each wait."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(2)
        times: list[float] = []
        told: list[LimitWait] = []

        async def one() -> None:
            await limiter.acquire(GET, told.append)
            times.append(loop.epoch())

        await asyncio.gather(one(), one(), one(), one(), one())
        begins = [int(time + 1) // 60 - int(START) // 60 for time in times]
        assert begins == [0, 0, 1, 1, 2]
        assert {each.rule for each in told} == {"requests"}
        assert {each.limit for each in told} == {"the rate limit of 2 requests a minute"}
        assert [round(each.seconds) for each in told] == [OVER, OVER, OVER + 60]

    in_time(main)


def test_a_wait_that_is_not_allowed_takes_no_place() -> None:
    """`allow` may refuse a wait by raising; the place is free for others."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        await limiter.acquire(GET)
        for _ in range(3):
            with pytest.raises(Late) as caught:
                await limiter.acquire(GET, refuse)
            assert caught.value.args[0].seconds == pytest.approx(OVER)

    in_time(main)


def test_cancelled_waits_give_their_places_back() -> None:
    """A call that is cancelled while it waits releases its place, and later ones move up."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        await limiter.acquire(GET)
        waiting = [asyncio.create_task(limiter.acquire(GET)) for _ in range(3)]
        await asyncio.sleep(1)
        waiting[0].cancel()
        await waiting[1]
        assert loop.time() < 60
        await waiting[2]
        assert loop.time() < 120

    in_time(main)


def test_a_place_that_is_not_used_wakes_who_waits() -> None:
    """A released place of this minute goes to the first waiting call, immediately."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        waiting = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(1)
        place.give_back()
        await waiting
        assert loop.time() == 1

    in_time(main)


def test_a_place_is_gone_when_its_minute_is_over() -> None:
    """A late use would count in the next minute: `begin` returns False, and frees the place."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        await asyncio.sleep(60)
        assert not place.begin()
        assert (await limiter.acquire(GET)).begin()

    in_time(main)


def test_dates_that_are_no_dates_teach_nothing() -> None:
    """A missing or invalid `date` header does not change the clock, nor does a missing response."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        assert place.begin()
        for date in (None, "", "yesterday"):
            assert place.end(200, date=date) is None
        assert place.end(None) is None
        with pytest.raises(Late) as caught:
            await limiter.acquire(GET, refuse)
        assert caught.value.args[0].seconds == pytest.approx(OVER)

    in_time(main)


def test_a_clock_that_turns_out_to_be_another_moves_who_waits() -> None:
    """Calls that wait for a minute of the wrong clock continue when the server's minute begins."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(2)
        place = await limiter.acquire(GET)
        assert place.begin()
        await limiter.acquire(GET)
        waiting = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(0)
        place.end(200, date=formatdate(START + 40, usegmt=True))
        await waiting
        assert 8 <= loop.time() <= 9

    in_time(main)


def test_a_clock_that_is_set_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the clock of the machine is set between two responses, the minute stays the server's."""

    async def main(loop: VirtualLoop) -> None:
        wrong = [0.0]
        clocks = SimpleNamespace(time=lambda: loop.epoch() + wrong[0], monotonic=loop.time)
        monkeypatch.setattr("aiochatwoot._transport.buckets.time", clocks)
        limiter = WindowLimiter(2)
        place = await limiter.acquire(GET)
        assert place.begin()
        assert place.end(200, date=formatdate(int(loop.epoch()), usegmt=True)) is None
        wrong[0] = 3600.0
        assert (await limiter.acquire(GET)).begin()
        with pytest.raises(Late) as caught:
            await limiter.acquire(GET, refuse)
        assert caught.value.args[0].seconds == pytest.approx(OVER, abs=1)

    in_time(main)


@pytest.mark.parametrize("system", [{"CLOCK_BOOTTIME": 7, "CLOCK_MONOTONIC": 1}, {"CLOCK_MONOTONIC": 6}, {}])
def test_the_steady_clock_of_each_system(system: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The steady clock advances while the machine sleeps: on Linux, on macOS and on Windows."""
    asked: list[int] = []

    def clock_gettime(clock: int) -> float:
        asked.append(clock)
        return 5.0

    clocks = SimpleNamespace(**system, clock_gettime=clock_gettime, monotonic=lambda: 5.0, time=lambda: START)
    monkeypatch.setattr("aiochatwoot._transport.buckets.time", clocks)
    clock = SteadyClock()
    assert clock() == START
    assert [*system.values()][:1] == asked
    clocks.time = lambda: 0.0
    assert clock() == START


def test_one_limiter_an_origin() -> None:
    """Clients of one origin share a limiter, with their lowest limit, as long as one of them exists."""
    origin = ("https", "chatwoot.example", 443)
    first = shared_limiter(origin, 3000)
    assert shared_limiter(origin, 1000) is first
    assert first.limit == 1000
    assert shared_limiter(("https", "other.example", 443), 3000) is not first
    del first
    gc.collect()
    assert shared_limiter(origin, 3000).limit == 3000


# --- threads ----------------------------------------------------------------------------------------------------------


def test_several_threads_and_loops_at_once() -> None:
    """Clients of several event loops share a limiter: nothing breaks, and no window exceeds its limit."""
    limiter = WindowLimiter(10**6)
    rule = RateLimitRule(rule="some", requests=300, seconds=1, by=("account",))
    windows: Counter[int] = Counter()
    errors: list[BaseException] = []
    lock = threading.Lock()

    async def one(number: int) -> None:
        request = LimitedRequest(f"GET /{number}", rules=(rule,))
        place = await limiter.acquire(request)
        while not place.begin():
            place = await limiter.acquire(request)
        with lock:
            windows[int(time.time() - 1)] += 1
        await asyncio.sleep(0)
        place.end(200, date=None)

    async def cancelled(number: int) -> None:
        task = asyncio.create_task(one(number))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def main() -> None:
        await asyncio.gather(*(one(number) for number in range(60)), *(cancelled(number) for number in range(60)))

    def thread() -> None:
        try:
            for _ in range(2):
                asyncio.run(main())
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            errors.append(error)

    threads = [threading.Thread(target=thread) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not errors
    assert sum(windows.values()) >= 4 * 2 * 60
    assert max(windows.values()) <= 300 + 4, "a thread may count a moment later than it was let through"


def test_a_loop_that_is_stopped_holds_up_nobody() -> None:
    """A waiting call with a stopped event loop loses its place after a minute; when the loop continues it gets
    another.
    """
    stopped, now = VirtualLoop(has_sockets=False), START
    limiter = WindowLimiter(1, clock=lambda: now + stopped.time())

    async def begin() -> asyncio.Task[Any]:
        assert (await limiter.acquire(GET)).begin()
        task = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(0)
        return task

    async def use() -> None:
        place = await limiter.acquire(GET, refuse)
        assert place.begin()
        place.end(200)

    async def go_on(task: asyncio.Task[Any]) -> None:
        (await task).give_back()
        assert 0 < stopped.time() <= 60  # the other call took this minute's place

    async def replan() -> None:
        limiter._replan()

    task = stopped.run_until_complete(begin())
    for _ in range(2):
        now += 60
        asyncio.run(replan())  # within a minute the loop may only be busy
        assert limiter._waiting
    now += 60
    asyncio.run(replan())
    assert not limiter._waiting
    asyncio.run(use())
    stopped.run_until_complete(go_on(task))
    stopped.close()
    assert not limiter._waiting


def test_a_loop_that_is_gone_holds_up_nobody() -> None:
    """A waiting call with a closed event loop loses its place; places can be released outside of any loop."""
    limiter = WindowLimiter(1, clock=lambda: START)
    gone = asyncio.new_event_loop()

    async def wait() -> tuple[Any, asyncio.Task[Any]]:
        place = await limiter.acquire(GET)
        task = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(0)
        return place, task

    place, task = gone.run_until_complete(wait())
    gone.close()
    place.give_back()
    assert not vars(limiter)["_waiting"]
    asyncio.run(limiter.acquire(GET, refuse))
    task._log_destroy_pending = False  # type: ignore[attr-defined]
