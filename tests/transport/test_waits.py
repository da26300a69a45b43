"""Waits of a call before sending (rate limit, token, slot), and their visibility."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aiochatwoot import File, RequestTimeoutError, WaitDetails
from aiochatwoot._transport.messages import Request, Response
from aiochatwoot._transport.rate_limit import _limiters

from ..messages import Memory, answered
from ..servers import BASE_URL, TOKEN
from ..virtual import VirtualLoop, patch_clock, run
from .common import attempts_of, drain

PATH = "/api/v1/profile"
FILE = "https://storage.example/file"
MINUTE = 49.0
"""Seconds from the start until the next minute has certainly begun, with an unknown server clock."""


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)
    _limiters.clear()


def slow(seconds: float) -> Memory:
    """A slow server."""

    async def answer(_: Request) -> Response:
        await asyncio.sleep(seconds)
        return answered()

    return Memory(answer)


# --- slots --------------------------------------------------------------------------------------------------------


def test_whoever_waits_for_the_minute_holds_no_slot() -> None:
    """100 calls that wait for a server's next minute do not block other calls, of any client."""
    network = Memory()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with network.client(rate_limit=1, max_in_flight=1, deadline=None) as chatwoot:
            derived = chatwoot.with_options(account_id=2)
            await chatwoot.request("GET", PATH)
            calls = [each.request("GET", PATH) for each in (chatwoot, derived) for _ in range(50)]
            files = [drain(each, f"{BASE_URL}/file") for each in (chatwoot, derived)]
            waiting = [asyncio.create_task(each) for each in (*calls, *files)]
            await asyncio.sleep(1)
            runner = attempts_of(chatwoot)
            assert (runner._slots.taken, runner._download_slots.taken) == (0, 0)
            for each in (chatwoot, derived):
                assert await drain(each, FILE) == b"{}"
            assert len(network.requests) == 3
            assert loop.time() == 1.0
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    run(main, lambda: VirtualLoop(has_sockets=False))


@pytest.mark.parametrize("is_async", [False, True])
def test_the_token_is_asked_for_once_an_attempt_and_before_a_slot(is_async: bool) -> None:
    """The token function is called without a slot, and only once, even if the wait for a slot exceeds the minute."""
    taken: list[int] = []

    async def main() -> None:
        def give() -> str:
            taken.append(attempts_of(chatwoot)._slots.taken)
            return TOKEN

        async def give_later() -> str:
            await asyncio.sleep(3)
            return give()

        token: Any = give_later if is_async else give
        async with slow(100).client(
            rate_limit=3, max_in_flight=1, deadline=None, timeout=1000, token=token
        ) as chatwoot:
            await chatwoot.request("GET", PATH)
            first = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(10)
            assert taken == [0, 0]
            await asyncio.gather(first, chatwoot.request("GET", PATH))

    run(main, lambda: VirtualLoop(has_sockets=False))
    assert taken == [0, 0, 1], "the third was asked while the second had the slot"


def test_a_token_function_that_hangs_holds_no_slot() -> None:
    """Calls to other origins, which need no token, continue meanwhile."""

    async def main() -> None:
        async def token() -> str:
            await asyncio.sleep(20)
            return TOKEN

        async with Memory().client(max_in_flight=1, token=token) as chatwoot:
            waiting = asyncio.create_task(drain(chatwoot, f"{BASE_URL}/file"))
            await asyncio.sleep(1)
            assert await drain(chatwoot, FILE) == b"{}"
            assert asyncio.get_running_loop().time() == 1
            await waiting

    run(main, lambda: VirtualLoop(has_sockets=False))


@pytest.mark.parametrize("count", [1, 5, 10, 30])
@pytest.mark.parametrize("is_lazy", [False, True])
def test_a_download_that_is_streamed_into_an_upload(count: int, is_lazy: bool) -> None:
    """Such a download never waits for itself, for any number of them, and whichever starts first."""

    async def answer(request: Request) -> Response:
        await asyncio.sleep(1)
        if request.body is None:
            return answered(200, b"a" * 1000, b"b" * 1000)
        assert not isinstance(request.body, bytes)
        assert b"a" * 1000 + b"b" * 1000 in b"".join([chunk async for chunk in request.body])
        return answered(200, b'{"id": 1}')

    network = Memory(answer)

    async def main() -> None:
        async with network.client(max_in_flight=5) as chatwoot:

            async def chunks() -> AsyncIterator[bytes]:
                async with chatwoot.attachments.download(FILE) as file:
                    async for chunk in file:
                        yield chunk

            async def copy() -> None:
                if is_lazy:
                    await chatwoot.messages.create(1, attachments=[File(chunks(), name="x")])
                else:
                    async with chatwoot.attachments.download(FILE) as file:
                        await chatwoot.messages.create(1, attachments=[File(file, name="x")])

            await asyncio.gather(*(copy() for _ in range(count)))
            runner = attempts_of(chatwoot)
            assert (runner._slots.taken, runner._download_slots.taken) == (0, 0)

    _, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    assert len(network.requests) == 2 * count
    assert network.open == 0
    assert seconds == pytest.approx(2 * max(1, count // 5))
    assert network.most <= 10


# --- hooks and logs of waits --------------------------------------------------------------------------------------


class Told:
    """An on_wait hook that records its arguments."""

    def __init__(self) -> None:
        self.all: list[WaitDetails] = []

    def __call__(self, details: WaitDetails) -> None:
        self.all.append(details)

    @property
    def short(self) -> list[tuple[str, float | None]]:
        return [(each.reason, None if each.wait is None else round(each.wait, 1)) for each in self.all]


ROOM = "a place in the rate limit of 2 requests a minute"
SLOT = "one of 1 slots for requests ({} calls wait for one); raise max_in_flight= or deadline="


def test_a_wait_for_the_minute_is_told() -> None:
    """The hook is called before it, with the reason and the seconds; the attempt has the actual time."""
    told = Told()

    async def main() -> None:
        async with slow(2).client(rate_limit=2, on_wait=told) as chatwoot:
            raws = [await chatwoot.with_raw_response(chatwoot.request, "GET", PATH) for _ in range(3)]
            queued = [raw.attempts[0].queued for raw in raws]
            assert pytest.approx(queued) == [0, 0, MINUTE - 4]
            assert pytest.approx([raw.attempts[0].duration for raw in raws]) == [2, 2, 2]

    run(main, lambda: VirtualLoop(has_sockets=False))
    assert told.short == [(ROOM, MINUTE - 4)]
    (details,) = told.all
    assert (
        details.request.method,
        details.request.url,
        details.request.attempt,
        details.request.operation,
    ) == ("GET", BASE_URL + PATH, 1, None)


def test_a_wait_for_a_slot_is_told() -> None:
    """The hook is called before it, with the number of waiting calls; its length is unknown."""
    told = Told()

    async def main() -> None:
        async with slow(2).client(max_in_flight=1, on_wait=told) as chatwoot:
            raws = await asyncio.gather(*(chatwoot.with_raw_response(chatwoot.request, "GET", PATH) for _ in range(3)))
            assert pytest.approx([raw.attempts[0].queued for raw in raws]) == [0, 2, 4]
            assert pytest.approx([raw.attempts[0].duration for raw in raws]) == [2, 2, 2]

    run(main, lambda: VirtualLoop(has_sockets=False))
    assert [(SLOT.format(1), None), (SLOT.format(2), None)] == told.short


def test_whoever_does_not_wait_is_not_told() -> None:
    """A call that is sent immediately reports no wait."""
    told = Told()

    async def main() -> None:
        async with Memory().client(rate_limit=2, max_in_flight=1, on_wait=told) as chatwoot:
            for _ in range(2):
                await chatwoot.request("GET", PATH)

    run(main, lambda: VirtualLoop(has_sockets=False))
    assert told.all == []


def test_an_attempt_that_was_never_sent() -> None:
    """All the time of an attempt that was never sent is in `queued`."""

    async def main() -> RequestTimeoutError:
        async with slow(50).client(max_in_flight=1, deadline=None, timeout=100) as chatwoot:
            first = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(0)
            with pytest.raises(RequestTimeoutError, match="while waiting for one of 1 slots for requests") as caught:
                await chatwoot.with_options(deadline=7).request("GET", PATH)
            await first
            return caught.value

    failure, _ = run(main, lambda: VirtualLoop(has_sockets=False))
    (attempt,) = failure.attempts
    assert (attempt.outcome, attempt.duration) == ("RequestTimeoutError", 0)
    assert attempt.queued == pytest.approx(7)


def test_a_hook_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Exceptions of on_wait are logged."""

    def broken(_: WaitDetails) -> None:
        raise LookupError

    async def main() -> None:
        async with slow(2).client(max_in_flight=1, on_wait=broken) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(2)))

    run(main, lambda: VirtualLoop(has_sockets=False))
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == ["A hook failed"]


def test_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """The first wait of either kind in a minute is logged at INFO; DEBUG has each request's queued time."""
    caplog.set_level(logging.DEBUG, "aiochatwoot")

    async def main() -> None:
        options: dict[str, Any] = {"deadline": None, "timeout": 100}
        async with slow(2).client(max_in_flight=1, **options) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(70)))
        caplog.handler.records, before = [], caplog.records[:]
        lines.append([each.getMessage() for each in before if each.levelname == "INFO"])
        debug.extend(each.getMessage() for each in before if each.levelname == "DEBUG")
        async with Memory().client(base_url="https://two.example", rate_limit=10, **options) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(40)))
        lines.append([each.getMessage() for each in caplog.records if each.levelname == "INFO"])

    lines: list[list[str]] = []
    debug: list[str] = []
    run(main, lambda: VirtualLoop(has_sockets=False))
    slots, room = lines
    assert [f"GET {BASE_URL}{PATH}: waits for {SLOT.format(1)}"] == slots, "all began to wait in the same minute"
    assert debug[0] == f"GET {BASE_URL}{PATH}: 200 in 2.000 s, after 0.000 s in the queue"
    assert debug[-1] == f"GET {BASE_URL}{PATH}: 200 in 2.000 s, after 138.000 s in the queue"
    assert len(room) == 1
    assert room[0].startswith(f"GET https://two.example{PATH}: waits for ")
    assert room[0].endswith(" s for a place in the rate limit of 10 requests a minute")


def test_a_line_for_each_minute(caplog: pytest.LogCaptureFixture) -> None:
    """Calls that wait for several minutes are logged once a minute."""
    caplog.set_level(logging.INFO, "aiochatwoot")

    async def main() -> None:
        async with Memory().client(rate_limit=2, deadline=None) as chatwoot:
            for _ in range(20):
                await chatwoot.request("GET", PATH)

    _, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    said = [each.getMessage() for each in caplog.records if each.levelname == "INFO"]
    assert seconds > 8 * 60
    assert 8 <= len(said) <= seconds / 60 + 1
