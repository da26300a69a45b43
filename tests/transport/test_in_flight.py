"""Limits of concurrent calls, and of calls per minute."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    RateLimitedError,
    RequestTimeoutError,
    RetryPolicy,
    models,
)

from .. import servers
from ..scripted import PATH, Action, ScriptedServer, client
from ..virtual import VirtualLoop, run
from .common import drain

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


# --- in flight ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_in_flight_than_allowed(limit: int) -> None:
    """For any number of calls, the server has at most `max_in_flight` concurrent requests; downloads are
    counted apart.
    """

    async def main(calls: int, files: int) -> None:
        async with ScriptedServer(*[Action("dribble")] * 12) as server:
            async with client(server, max_in_flight=limit, deadline=None) as chatwoot:
                derived = chatwoot.with_options(account_id=3)
                started = [each.request("GET", PATH) for _ in range(calls // 2) for each in (chatwoot, derived)]
                started += [drain(derived, f"{server.base_url}/file") for _ in range(files)]
                await asyncio.gather(*started)
            assert limit * ((calls > 0) + (files > 0)) == server.most
            assert len(server.seen) == calls + files

    for calls, files in ((6, 0), (0, 6), (6, 6)):
        assert run(lambda: main(calls, files))[1] == pytest.approx(8 * 6 / limit, abs=1.5)  # noqa: B023 - called here


def test_a_deadline_in_the_queue_says_what_to_raise() -> None:
    """If the deadline passes during a wait for a slot, the error has the number of slots and waiting calls, and
    advice.
    """

    async def main() -> list[str]:
        async with (
            ScriptedServer(*[Action("hang")] * 5) as server,
            client(server, max_in_flight=2, deadline=5) as chatwoot,
        ):
            calls = [chatwoot.request("GET", PATH) for _ in range(5)]
            ends = await asyncio.gather(*calls, return_exceptions=True)
        assert set(map(type, ends)) == {RequestTimeoutError}
        return [str(end).partition(": ")[2] for end in ends]

    passed = "the deadline passed while waiting"
    assert [end.partition(" for one);")[0] for end in run(main)[0]] == [
        f"{passed} for the server",
        f"{passed} for the server",
        f"{passed} for one of 2 slots for requests (1 calls wait",
        f"{passed} for one of 2 slots for requests (2 calls wait",
        f"{passed} for one of 2 slots for requests (3 calls wait",
    ]


async def test_a_transport_with_too_few_connections() -> None:
    """The timeout of a transport's pool reports the number of concurrent requests, and advice."""

    def full(_: httpx.Request) -> httpx.Response:
        raise httpx.PoolTimeout("")

    async with servers.client(full, retry=None) as chatwoot:
        with pytest.raises(RequestTimeoutError, match=r"1 requests are in flight .* or lower max_in_flight="):
            await chatwoot.request("GET", PATH)


def test_a_queue_beyond_the_minute_takes_a_place_in_the_next() -> None:
    """A place in a minute that is over is replaced by another one, and the call is not refused."""

    async def main() -> None:
        server = MinuteServer(limit=2, latency=40)
        async with server.client(rate_limit=2, max_in_flight=1, deadline=None, timeout=100) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(4)))
        assert list(server.taken.values()) == [1, 2, 1]
        assert server.refused == 0

    run(main)


# --- the rate limit -----------------------------------------------------------------------------------------------


class MinuteServer:
    """A server that counts by the clock minute, and responds with a bare 429 beyond its limit."""

    def __init__(self, limit: int, latency: float = 0.05) -> None:
        self.limit = limit
        self.latency = latency
        self.taken: Counter[int] = Counter()

    @property
    def refused(self) -> int:
        return sum(max(0, taken - self.limit) for taken in self.taken.values())

    async def answer(self, _: httpx.Request) -> httpx.Response:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        await asyncio.sleep(self.latency / 2)
        now = loop.epoch()
        self.taken[int(now // 60)] += 1
        status = 200 if self.taken[int(now // 60)] <= self.limit else 429
        await asyncio.sleep(self.latency / 2)
        return httpx.Response(status, headers={"date": formatdate(int(now), usegmt=True)}, content=b"{}")

    def client(self, **settings: Any) -> Chatwoot:
        return servers.client(self.answer, base_url=f"https://{id(self)}.example", **settings)


def in_minutes(server: MinuteServer, calls: int, **settings: Any) -> tuple[list[type], float]:
    """Return the outcomes of many concurrent calls, and the number of minutes that they take."""

    async def main() -> list[type]:
        async with server.client(**settings) as chatwoot:
            ends = await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(calls)), return_exceptions=True)
        return [type(end) for end in ends if end is not None and end != {}]

    ends, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    return ends, seconds / 60


@pytest.mark.load
def test_ten_thousand_calls() -> None:
    """10,000 concurrent calls under Chatwoot's limit end without an error, and almost without a refusal."""
    server = MinuteServer(limit=3000)
    ends, minutes = in_minutes(server, 10_000, deadline=600)
    assert ends == []
    assert minutes < 4
    assert server.refused <= 100, "what was in flight when the first minute was full"
    assert sum(server.taken.values()) - server.refused == 10_000


@pytest.mark.extra
@pytest.mark.load
@pytest.mark.slow
def test_ten_thousand_calls_to_the_embedded_server() -> None:
    """The same holds for the embedded server with the real limit: none is refused."""
    from aiochatwoot.testing import FakeChatwoot

    loop = VirtualLoop(has_sockets=False)
    fake = FakeChatwoot(rate_limit=3000, clock=loop.epoch)

    async def main() -> list[object]:
        settings: dict[str, Any] = {"token": fake.token, "transport": httpx.ASGITransport(app=fake.app)}
        async with Chatwoot("http://127.0.0.1:1", deadline=600, **settings) as chatwoot:
            return await asyncio.gather(*(chatwoot.profile.get() for _ in range(10_000)), return_exceptions=True)

    ends, seconds = run(main, lambda: loop)
    assert {type(end) for end in ends} == {models.Profile}
    assert len(fake.requests) == 10_000
    assert seconds < 4 * 60


@pytest.mark.load
def test_many_calls_without_a_limiter() -> None:
    """Without a limiter, retries alone succeed: each minute the remaining calls return, and most are refused."""
    server = MinuteServer(limit=300)
    ends, minutes = in_minutes(server, 1000, deadline=None, rate_limit=None)
    assert ends == []
    assert minutes < 5
    assert server.refused > 700
    # With more calls than attempts allow in minutes, the last ones fail.
    ends, _ = in_minutes(MinuteServer(limit=300), 1000, deadline=None, rate_limit=None, retry=RetryPolicy(attempts=3))
    assert set(ends) == {RateLimitedError}


def test_a_limit_that_was_set_too_high() -> None:
    """If the server's limit is lower than configured, it is learned from the first refusals."""
    server = MinuteServer(limit=100)
    ends, minutes = in_minutes(server, 500, deadline=None, max_in_flight=20, retry=RetryPolicy(attempts=8))
    assert ends == []
    assert minutes < 8
    assert server.refused <= 20 * len(server.taken)


def test_a_wait_beyond_the_deadline_fails_at_once() -> None:
    """If there is no place within the deadline, the call fails immediately, and the error has the wait."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, rate_limit=2, deadline=20) as chatwoot:
            for _ in range(2):
                await chatwoot.request("GET", PATH)
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.request("GET", PATH)
            said = r"the rate limit of 2 requests a minute has no room for 4\d\.\d s, .* 20\.0 s"
            assert re.search(said, str(caught.value))
            await chatwoot.with_options(deadline=50).request("GET", PATH)

    assert 47 < run(main)[1] < 51


def test_a_second_wait_beyond_the_deadline_fails_at_once() -> None:
    """If a minute turns out to be full when it begins, no wait beyond the deadline follows."""

    async def main() -> float:
        async with ScriptedServer() as server, client(server, rate_limit=3, deadline=60) as chatwoot:
            for _ in range(3):
                await chatwoot.request("GET", PATH)
            waiting = [asyncio.create_task(chatwoot.request("GET", PATH)) for _ in range(3)]
            await asyncio.sleep(0)
            async with client(server, rate_limit=1, deadline=None):  # the lowest limit of an origin's clients applies
                ends = await asyncio.gather(*waiting, return_exceptions=True)
            assert sum(isinstance(end, RequestTimeoutError) for end in ends) == 2
            assert all("has no room for" in str(end) for end in ends if isinstance(end, RequestTimeoutError))
            return asyncio.get_running_loop().time()

    assert run(main)[0] < 52


def test_storage_is_not_the_server() -> None:
    """Files from elsewhere take no place in the server's minute, and their 429s do not count."""

    async def main() -> None:
        refusals = [Action("status", status=429, headers=(("retry-after", "0"),))] * 2
        async with (
            ScriptedServer() as server,
            ScriptedServer(*refusals) as storage,
            client(server, rate_limit=2, deadline=5) as chatwoot,
        ):
            for _ in range(3):
                assert await drain(chatwoot, f"{storage.base_url}/file") == b'{"id":1}'
            for _ in range(2):
                await chatwoot.request("GET", PATH)
            assert len(storage.seen) == 5

    assert run(main)[1] < 5
