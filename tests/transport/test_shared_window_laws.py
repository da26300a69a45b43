"""The limit that several workers share, for any clocks, bursts and failures of the store."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import SharedWindow

from ..conftest import SLOW_LAW
from ..racks import in_time
from ..virtual import START, VirtualLoop
from .shared import ENDS, FIRST, Memory, Server, send, worker_of

workers_clocks = st.lists(st.floats(-0.9, 0.9), min_size=1, max_size=4)

moments = st.builds(lambda minute, offset: ENDS + 60 * minute + offset, st.integers(0, 2), st.floats(-4, 3))
bursts = st.lists(st.tuples(moments, st.integers(1, 30), st.floats(0.001, 0.9)), min_size=1, max_size=8)
"""Time, number, and latency in seconds, around the change of a minute."""


@pytest.mark.law
@given(st.integers(4, 30), workers_clocks, bursts, st.booleans())
def test_never_above_the_limit_with_the_store_up(
    limit: int, clocks: list[float], sent: list[tuple[float, int, float]], is_empty: bool
) -> None:
    """For any requests of workers, no minute of the server exceeds the limit, and all are sent."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop, since=None if is_empty else FIRST - 1), Server(loop)
        workers = [worker_of(store, limit, skew=skew) for skew in clocks]
        await asyncio.gather(
            *(
                send(server, worker, moment, count, way)
                for worker, (moment, count, way) in zip(itertools.cycle(workers), sent)
            )
        )
        total = sum(count for _, count, _ in sent)
        assert server.arrived.total() == total
        assert max(server.arrived.values()) <= limit
        assert loop.time() < 150 + 60 * (total / (limit // 2) + 4)

    in_time(main)


@pytest.mark.law
@SLOW_LAW
@given(st.integers(4, 30), workers_clocks, bursts, st.tuples(st.floats(0, 130), st.floats(0.1, 130)), st.booleans())
def test_never_above_twice_the_limit_whatever_becomes_of_the_store(
    limit: int,
    clocks: list[float],
    sent: list[tuple[float, int, float]],
    outage: tuple[float, float],
    forgets: bool,
) -> None:
    """If a store fails and returns, with or without its counters, no minute exceeds twice the limit."""

    async def main(loop: VirtualLoop) -> None:
        begin, seconds = outage
        store, server = Memory(loop, (begin, begin + seconds), forgets), Server(loop)
        workers = [worker_of(store, limit, skew=skew) for skew in clocks]
        await asyncio.gather(
            *(
                send(server, worker, moment, count, way)
                for worker, (moment, count, way) in zip(itertools.cycle(workers), sent)
            )
        )
        assert server.arrived.total() == sum(count for _, count, _ in sent)
        assert max(server.arrived.values()) <= 2 * limit

    in_time(main)


@pytest.mark.law
@SLOW_LAW
@given(st.integers(4, 8), workers_clocks, st.tuples(st.floats(0, 100), st.floats(0.1, 100)), st.booleans())
def test_one_minute_alone_is_above_the_limit_when_the_store_is_lost(
    limit: int, clocks: list[float], outage: tuple[float, float], forgets: bool
) -> None:
    """Only the minute of the loss can exceed the limit."""

    async def main(loop: VirtualLoop) -> None:
        begin, seconds = outage
        store, server = Memory(loop, (begin, begin + seconds), forgets), Server(loop)
        workers = [worker_of(store, limit, skew=skew) for skew in clocks]
        tasks = [asyncio.create_task(server.ask(worker)) for worker in workers for _ in range(limit * 4)]
        await asyncio.sleep(200)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        above = [minute for minute, count in server.arrived.items() if count > limit]
        assert above in ([], [int(START % 60 + begin) // 60])
        assert max(server.arrived.values()) <= 2 * limit

    in_time(main)


class SetClock:
    """The clocks of a machine in virtual time whose wall clock somebody sets.

    Attributes:
        steps: When it is set, in seconds of virtual time, and by how many seconds.
    """

    def __init__(self, loop: VirtualLoop, steps: list[tuple[float, float]]) -> None:
        self._loop, self._steps = loop, steps

    def time(self) -> float:
        return self._loop.epoch() + sum(by for moment, by in self._steps if moment <= self._loop.time())

    def monotonic(self) -> float:
        return self._loop.time()


steps = st.lists(st.tuples(st.floats(1, 200), st.floats(-4000, 4000)), max_size=4)


@pytest.mark.law
@given(st.integers(4, 30), bursts, steps)
def test_never_above_the_limit_when_the_clock_is_set(
    limit: int, sent: list[tuple[float, int, float]], steps: list[tuple[float, float]]
) -> None:
    """Whenever the clock of the machine is set, and by how much, no minute of the server has more than the limit."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("aiochatwoot._transport.buckets.time", SetClock(loop, steps))
            workers = [SharedWindow("redis://unused", limit, workers=2, rules={"no": None}) for _ in range(2)]
            for worker in workers:
                worker._store = store
            await asyncio.gather(*(send(server, worker, 0.1) for worker in workers))  # they learn the server's clock
            await asyncio.gather(
                *(
                    send(server, worker, moment, count, way)
                    for worker, (moment, count, way) in zip(itertools.cycle(workers), sent)
                )
            )
        assert max(server.arrived.values()) <= limit

    in_time(main)
