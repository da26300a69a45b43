"""The limit that several workers share: one minute for all of them, whatever happens to the store."""

from __future__ import annotations

import asyncio
import copy
import itertools
import logging
import pickle
import re
import shutil
import socket
import subprocess
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import (
    Chatwoot,
    LimitedRequest,
    LimitWait,
    RequestTimeoutError,
    SettingsError,
    SharedWindow,
)
from aiochatwoot._transport.redis_store import RedisStore
from aiochatwoot._transport.shared_window import _AnyLoopLock
from aiochatwoot.limits import StoreLostError
from aiochatwoot.settings import Secret

from ..conftest import SLOW_LAW
from ..racks import Late, in_time, refuse
from ..repository import ROOT
from ..sockets import listen
from ..virtual import START, VirtualLoop

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


# --- laws -------------------------------------------------------------------------------------------------------------

workers_clocks = st.lists(st.floats(-0.9, 0.9), min_size=1, max_size=4)
ENDS = 60 - START % 60
"""Seconds until the first minute of the server is over."""
moments = st.builds(lambda minute, offset: ENDS + 60 * minute + offset, st.integers(0, 2), st.floats(-4, 3))
bursts = st.lists(st.tuples(moments, st.integers(1, 30), st.floats(0.001, 0.9)), min_size=1, max_size=8)
"""Time, number, and latency in seconds, around the change of a minute."""


@pytest.mark.law
@SLOW_LAW
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


# --- the loss of the store --------------------------------------------------------------------------------------------


def test_the_share_of_a_lost_store_counts_what_was_sent_before() -> None:
    """A worker that leased more than its share gets no more after the loss; another gets its share."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop, away=(10, 300)), Server(loop)
        greedy, modest = worker_of(store, 40), worker_of(store, 40)
        await asyncio.gather(send(server, greedy, 1, 20), send(server, modest, 1, 5))
        await asyncio.gather(send(server, greedy, 11, 1), send(server, modest, 11, 6))
        assert server.arrived == {0: 20 + 10, 1: 2}

    in_time(main)


def test_a_store_that_forgot_what_it_knew_vouches_for_no_minute_before_the_next() -> None:
    """Counters that start in the middle of a minute are not trusted: workers use their shares in it."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop, away=(5, 10), forgets=True), Server(loop)
        early, alone, late = (worker_of(store, 40) for _ in range(3))
        await asyncio.gather(send(server, early, 1, 40), send(server, alone, 6, 10), send(server, late, 12, 60))
        assert server.arrived == {0: 40 + 10 + 10, 1: 40, 2: 10}

    in_time(main)


def test_the_minute_in_which_a_store_comes_back_is_of_shares() -> None:
    """A worker that noticed the loss tells the others through the store, which did not count meanwhile."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop, away=(10, 75)), Server(loop)
        alone, returning, other = (worker_of(store, 40) for _ in range(3))
        await asyncio.gather(
            send(server, alone, 60, 10),
            send(server, returning, 20, 1),
            send(server, returning, 80, 20),
            send(server, other, 81, 20),
        )
        assert server.arrived == {0: 1, 1: 10 + 10 + 10, 2: 20}

    in_time(main)


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_a_worker_whose_clock_is_wrong_learns_the_servers_minute_from_one_request() -> None:
    """Workers need no common clock: a burst waits for the first response, and is counted in the server's minutes."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        workers = [worker_of(store, 40, skew=skew) for skew in (0.0, 7200.5, -1234.5)]
        await asyncio.gather(*(server.ask(worker) for worker in workers for _ in range(60)))
        assert max(server.arrived.values()) <= 40 + 2
        assert server.arrived[0] >= 40

    in_time(main)


def test_a_lease_is_a_part_of_a_share_and_fifty_at_most() -> None:
    """Many workers with a small limit do not starve each other; with a large one the store is called rarely."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        await asyncio.gather(*(server.ask(worker_of(store, 40)) for _ in range(4)))
        assert store.leases == [5] * 4
        store.leases.clear()
        worker = worker_of(store, 3000)
        await asyncio.gather(*(server.ask(worker) for _ in range(200)))
        assert store.leases == [50] * 4

    in_time(main)


def test_waits_and_the_log_say_that_the_store_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    """A warning reports the loss, an info line the return, and waits name the share."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop, away=(10, 100)), Server(loop)
        worker = worker_of(store, 40)
        await send(server, worker, 11, 10)
        told: list[LimitWait] = []
        waiting = asyncio.create_task(worker.acquire(GET, told.append))
        await asyncio.sleep(1)
        share = "this worker's share of the rate limit, 10 of 40 requests a minute"
        assert [("requests", share)] == [(each.rule, each.limit) for each in told]
        await waiting
        await send(server, worker, 180, 1)

    with caplog.at_level(logging.INFO, "aiochatwoot"):
        in_time(main)
    lost = "the store of the shared rate limit is lost (gone); it leaves this worker's share of the rate limit"
    assert [f"{lost}, 10 of 40 requests a minute", "the store of the shared rate limit is back"] == caplog.messages


def test_a_wait_that_is_not_allowed_takes_no_place_and_no_lease() -> None:
    """`allow` may refuse a wait by raising, also for a worker's first request; the next call continues."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        store.counters["https://chat.example:443|", FIRST] = 40
        worker = worker_of(store, 40)
        for _ in range(3):
            with pytest.raises(Late):
                await worker.acquire(GET, refuse)
        await server.ask(worker)
        assert server.arrived == {1: 1}

    in_time(main)


def test_a_place_that_is_given_back_serves_another_request() -> None:
    """A released place is not leased again; nor is one whose minute passed before its use."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        worker = worker_of(store, 8)
        first = await worker.acquire(GET)
        first.give_back()
        await server.ask(worker)
        late = await worker.acquire(GET)
        assert [1, 1] == store.leases
        await asyncio.sleep(ENDS - loop.time() - 0.5)
        assert not late.begin()  # it has no place in the minute of its possible arrival
        again = await worker.acquire(GET)
        assert again.begin()
        assert again.end(None) is None
        assert [1, 1, 1] == store.leases

    in_time(main)


def test_who_waits_to_begin_goes_on_when_the_first_request_had_no_response() -> None:
    """One request at a time is sent until one has a response, whose date reveals the server's minute."""

    async def main(loop: VirtualLoop) -> None:
        worker = worker_of(Memory(loop), 400)
        first = await worker.acquire(GET)
        waiting = [asyncio.create_task(worker.acquire(GET)) for _ in range(3)]
        await asyncio.sleep(1)
        assert not any(each.done() for each in waiting)
        assert first.begin()
        first.end(None)
        second = await waiting[0]
        assert second.begin()
        second.end(200)
        await asyncio.gather(*waiting)

    in_time(main)


def test_a_call_that_is_cancelled_while_it_asks_the_store_stops_nobody() -> None:
    """The next waiting call leases in its place."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        worker = worker_of(store, 40)
        await server.ask(worker)
        await asyncio.gather(*(worker.acquire(GET) for _ in range(4)))
        asking, waiting = (asyncio.create_task(worker.acquire(GET)) for _ in range(2))
        await asyncio.sleep(0.001)
        asking.cancel()
        await waiting
        assert [5, 5] == store.leases

    in_time(main)


def test_what_may_arrive_in_the_next_minute_counts_in_both() -> None:
    """A request that is sent just before the end of a minute may take a second to arrive."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        worker = worker_of(store, 40)
        await send(server, worker, 1.9)  # determines the clock to a tenth of a second
        late = asyncio.create_task(send(server, worker, ENDS - 0.3, 20, way=0.8))
        await send(server, worker, ENDS + 2, 40)
        await late
        assert {0: 1, 1: 40, 2: 20} == server.arrived

    in_time(main)


def test_a_minute_that_is_full_ahead_ends_the_one_before() -> None:
    """Requests at the end of a minute may arrive in the next one: without a place there, they are not sent."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        store.counters["https://chat.example:443|", FIRST + 1] = 40
        worker = worker_of(store, 40)
        await send(server, worker, 1)
        await send(server, worker, ENDS - 0.5)
        assert {0: 1, 2: 1} == server.arrived

    in_time(main)


def test_a_refusal_closes_the_minute_for_the_worker() -> None:
    """A 429 means that others use the address, too, who do not count in the store."""

    async def main(loop: VirtualLoop) -> None:
        worker = worker_of(Memory(loop), 40)
        for operation in ("GET /a", "GET /b"):
            place = await worker.acquire(LimitedRequest(operation))
            assert place.begin()
            refusal = place.end(429)
        assert refusal is not None
        assert "requests" == refusal.rule
        await worker.acquire(LimitedRequest("GET /c"))
        assert loop.time() >= ENDS

    in_time(main)


def test_a_forked_child_does_not_use_what_its_parent_leased(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease's places belong to one process; servers and event loops have their own, too."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        worker = worker_of(store, 40)
        await send(server, worker, 1, 2)
        monkeypatch.setattr("os.getpid", lambda: 1)
        await send(server, worker, 2, 2)
        await server.ask(worker, request=LimitedRequest("GET /a", origin="https://other.example:443"))
        assert [5, 5, 5] == store.leases

    in_time(main)


async def test_clients_of_two_workers_share_a_limit() -> None:
    """`rate_limit=` accepts it, and the error of a wait beyond the deadline names it."""
    loop = VirtualLoop(has_sockets=False)  # used as a fixed clock
    loop.close()
    store = Memory(loop)

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"payload": []}, headers={"date": formatdate(int(START), usegmt=True)})

    clients = [
        Chatwoot(
            "https://chat.example", token="a-token-of-tests", account_id=1, deadline=5,
            rate_limit=worker_of(store, 8), transport=httpx.MockTransport(respond),
        )
        for _ in range(2)
    ]  # fmt: skip
    async with clients[0], clients[1]:
        for turn in range(8):
            await clients[turn % 2].labels.list()
        with pytest.raises(RequestTimeoutError, match="the rate limit of 8 requests a minute leaves no place for 48"):
            await clients[0].labels.list()
    assert [("https://chat.example:443|", FIRST)] == list(store.counters)


# --- the lock of several loops ----------------------------------------------------------------------------------------


def test_a_wait_for_the_lock_that_is_cancelled_stops_nobody() -> None:
    """A cancelled wait for the lock does not block others, before or after it was woken."""

    async def main(loop: VirtualLoop) -> None:
        lock = _AnyLoopLock()
        await lock.acquire()
        early, late, last = (asyncio.create_task(lock.acquire()) for _ in range(3))
        await asyncio.sleep(0)
        early.cancel()
        await asyncio.sleep(0)
        lock.release()
        late.cancel()
        await last
        lock.release()
        await lock.acquire()

    in_time(main)


def test_a_lock_is_not_handed_to_a_loop_that_is_gone() -> None:
    """Waits in a closed event loop are skipped."""
    lock = _AnyLoopLock()
    gone = asyncio.new_event_loop()

    async def main(loop: VirtualLoop) -> None:
        await lock.acquire()
        waiting = asyncio.create_task(lock.acquire())
        await asyncio.sleep(0)
        lock._waiting.appendleft((gone, asyncio.Future()))
        gone.close()
        lock.release()
        await waiting

    in_time(main)


# --- settings and secrets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "numbers", "problem"),
    [
        ("http://:hunter2@host", {}, "redis_url: expected a URL such as"),
        ("redis://:hunter2@host:port", {}, "redis_url: expected a URL such as"),
        ("redis://host?unknown=hunter2", {}, "redis_url: expected a URL such as"),
        (b"\xff", {}, "redis_url: expected a URL such as"),
        (None, {}, "redis_url: expected a URL such as"),
        ("redis://host", {"requests": 0}, "requests: expected a number"),
        ("redis://host", {"workers": True}, "workers: expected a number"),
        ("redis://host", {"workers": "many"}, "workers: expected a number"),
        ("redis://host", {"requests": 3}, "workers: 10 workers have no share of 3 requests a minute"),
    ],
)
def test_wrong_arguments_are_named_without_the_url(url: Any, numbers: dict[str, Any], problem: str) -> None:
    """The URL may hold a password, so errors do not quote it."""
    with pytest.raises(SettingsError) as caught:
        SharedWindow(url, **numbers)
    assert str(caught.value).startswith(problem)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_the_url_is_a_secret() -> None:
    """Neither a repr nor a pickle contains it; copies are refused like pickles, with advice."""
    limiter = SharedWindow("redis://:hunter2@host", 3000, workers=4, egress="a")
    assert "SharedWindow(requests=3000, workers=4, egress='a')" == repr(limiter)
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="its URL may hold a password: make one in each worker"):
            copied(limiter)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-py, the error says what to install."""
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot._transport.redis_store")
    with pytest.raises(ImportError, match=re.escape('needs the extra "redis": pip install "aiochatwoot[redis]"')):
        SharedWindow("redis://host")


# --- a real server ----------------------------------------------------------------------------------------------------

PASSWORD = "hunter2-of-redis"


@attrs.frozen
class RedisServer:
    """A local Redis server."""

    process: subprocess.Popen[bytes]
    url: str


@pytest.mark.parametrize("reply", [b"*5\r\n" + b"+OK\r\n" * 5, b"*1\r\n:1\r\n", b"*-1\r\n", b"*5\r\n" + b"$-1\r\n" * 5])
async def test_a_store_whose_replies_are_no_numbers_is_lost(reply: bytes) -> None:
    """A store with other replies than counters, such as a proxy's, counts as lost, and no request fails."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            words = []
            for _ in range(int(line[1:])):
                size = await reader.readline()
                words.append((await reader.readexactly(int(size[1:]) + 2)).strip())
            writer.write(reply if words == [b"EXEC"] else b"+OK\r\n")

    async with listen(serve) as listener:
        store = RedisStore(Secret(f"redis://127.0.0.1:{listener.port}"))
        with pytest.raises(StoreLostError, match=r"^\w+$"):
            await store.lease("key", FIRST, 10, is_doubtful=False)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis server on loopback whose counters are complete since the previous minute."""
    command = shutil.which("redis-server")
    if command is None:
        pytest.skip("needs redis-server, which is not installed here (Debian: apt install redis-server)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--requirepass", PASSWORD]
    with subprocess.Popen([command, *settings], cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        try:
            url = f"redis://:{PASSWORD}@127.0.0.1:{port}/1"
            asyncio.run(_begin(url))
            yield RedisServer(process, url)
        finally:
            process.kill()


async def _begin(url: str) -> None:
    store = RedisStore(Secret(url))
    async with asyncio.timeout(20):
        while True:
            try:
                await store.lease("https://chat.example:443|", FIRST - 1, 0, is_doubtful=False)
            except StoreLostError:
                await asyncio.sleep(0.02)
            else:
                return


async def take(limiter: SharedWindow, most: int = 5000) -> int:
    """Use places until there are none in this minute, or up to a number; return how many there were."""
    for taken in range(most):
        try:
            place = await limiter.acquire(GET, refuse)
        except Late:
            return taken
        assert place.begin()
        place.end(200, date=formatdate(int(START), usegmt=True))
    return most


WORKER = """
import asyncio, sys
from tests.transport.test_shared_window import START, SharedWindow, take
print(asyncio.run(take(SharedWindow(sys.stdin.read(), 1000, workers=8, clock=lambda: START), 100)))
"""


def test_processes_threads_and_loops_share_the_minute_of_a_real_server(redis_server: RedisServer) -> None:
    """Together they send exactly the limit."""
    processes = [
        subprocess.Popen([sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        for _ in range(2)
    ]
    taken = [process.communicate(redis_server.url.encode())[0] for process in processes]
    assert [b"100\n"] * 2 == taken

    shared = SharedWindow(redis_server.url, 1000, workers=8, clock=lambda: START)
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(asyncio.run(take(shared)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 800 == sum(counts)


async def test_a_real_server_that_ends_leaves_a_worker_its_share(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The log reports it, without the password; servers that refuse the worker count as lost, too."""
    limiter = SharedWindow(redis_server.url, 1000, workers=8, clock=lambda: START)
    (await limiter.acquire(GET)).give_back()
    refused = SharedWindow(redis_server.url.replace(PASSWORD, "wrong"), 1000, workers=8, clock=lambda: START)
    assert 125 == await take(refused)
    redis_server.process.kill()
    redis_server.process.wait()
    assert 125 == await take(limiter)
    assert ["(AuthenticationError)", "(ConnectionError)"] == [each.split()[9][:-1] for each in caplog.messages]
    assert "hunter2" not in caplog.text
