"""The limit that several workers share: the loss of the store, leases, waits, and the lock of several loops."""

from __future__ import annotations

import asyncio
import logging
from email.utils import formatdate

import httpx
import pytest

from aiochatwoot import Chatwoot, LimitedRequest, LimitWait, RequestTimeoutError
from aiochatwoot._transport.shared_window import _AnyLoopLock

from ..racks import Late, in_time, refuse
from ..virtual import START, VirtualLoop
from .shared import ENDS, FIRST, GET, Memory, Server, send, worker_of

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


@pytest.mark.parametrize("skew", [0.0, 7200.5, -1234.5])
def test_the_first_request_counts_in_the_minute_of_the_server(skew: float) -> None:
    """The first request of a worker arrives in the server's minute, whatever its clock says, and counts there."""

    async def main(loop: VirtualLoop) -> None:
        server, worker = Server(loop), worker_of(Memory(loop), 40, workers=1, skew=skew)
        await asyncio.gather(*(server.ask(worker) for _ in range(60)))
        assert server.arrived == {0: 40, 1: 20}

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
        assert [(each.rule, each.limit) for each in told] == [("requests", share)]
        await waiting
        await send(server, worker, 180, 1)

    with caplog.at_level(logging.INFO, "aiochatwoot"):
        in_time(main)
    lost = "the store of the shared rate limit is lost (gone); it leaves this worker's share of the rate limit"
    assert caplog.messages == [f"{lost}, 10 of 40 requests a minute", "the store of the shared rate limit is back"]


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
        assert store.leases == [1, 1]
        await asyncio.sleep(ENDS - loop.time() - 0.5)
        assert not late.begin()  # it has no place in the minute of its possible arrival
        again = await worker.acquire(GET)
        assert again.begin()
        assert again.end(None) is None
        assert store.leases == [1, 1, 1]

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
    """The next waiting call leases in place of the cancelled one."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        worker = worker_of(store, 40)
        await server.ask(worker)
        await asyncio.gather(*(worker.acquire(GET) for _ in range(4)))
        asking, waiting = (asyncio.create_task(worker.acquire(GET)) for _ in range(2))
        await asyncio.sleep(0.001)
        asking.cancel()
        await waiting
        assert store.leases == [5, 5]

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
        assert server.arrived == {0: 1, 1: 40, 2: 20}

    in_time(main)


def test_a_minute_that_is_full_ahead_ends_the_one_before() -> None:
    """Requests at the end of a minute may arrive in the next one: without a place there, they are not sent."""

    async def main(loop: VirtualLoop) -> None:
        store, server = Memory(loop), Server(loop)
        store.counters["https://chat.example:443|", FIRST + 1] = 40
        worker = worker_of(store, 40)
        await send(server, worker, 1)
        await send(server, worker, ENDS - 0.5)
        assert server.arrived == {0: 1, 2: 1}

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
        assert refusal.rule == "requests"
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
        assert store.leases == [5, 5, 5]

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
        with pytest.raises(RequestTimeoutError, match="the rate limit of 8 requests a minute has no room for 48"):
            await clients[0].labels.list()
    assert list(store.counters) == [("https://chat.example:443|", FIRST)]


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
