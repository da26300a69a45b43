"""Cancellation at any event loop iteration leaves nothing of a call behind, and never shows the token."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Literal

import pytest

from aiochatwoot import Chatwoot, File, Request, RetryPolicy, SettingsError
from aiochatwoot._transport.messages import Request as Sent
from aiochatwoot._transport.messages import Response
from aiochatwoot._transport.rate_limit import _limiters

from ..hidden import assert_hidden
from ..messages import Body, Memory, answered
from ..scripted import PATH, Action, ScriptedServer
from ..servers import BASE_URL, TOKEN
from ..virtual import VirtualLoop, patch_clock, run
from .common import assert_nothing_held, descriptors, drain, settle

pytestmark = pytest.mark.law

Call = Callable[[Chatwoot, str], Coroutine[None, None, Any]]
STEPS = 400
"""More loop iterations than any of the calls needs."""


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)
    _limiters.clear()


async def slow_token() -> str:
    for _ in range(2):
        await asyncio.sleep(0)
    return TOKEN


async def slow_middleware(request: Request) -> Request:
    await asyncio.sleep(0)
    return request.adding({"X-A": "b"})


async def pieces() -> AsyncIterator[bytes]:
    for _ in range(3):
        await asyncio.sleep(0)
        yield b"x" * 100


async def copy(chatwoot: Chatwoot, url: str) -> None:
    """Stream a download into an upload."""
    async with chatwoot.attachments.download(url) as file:
        await chatwoot.messages.create(1, attachments=[File(file, name="x")])


THERE = (302, {"location": "/there"})
REFUSED = (401, {"body": b'{"errors": ["sign in"]}'})
BUSY = (503, {"retry_after": "0"})
CALLS: dict[str, tuple[list[tuple[int, dict[str, Any]]], Call]] = {
    "get": ([], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "post": ([], lambda chatwoot, _: chatwoot.request("POST", PATH, json={"a": 1})),
    "retry": ([BUSY], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "redirect": ([THERE], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "other header": ([REFUSED], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "error": ([(404, {})], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "upload": ([], lambda chatwoot, _: chatwoot.messages.create(1, attachments=[File(pieces(), name="x")])),
    "download": ([THERE], lambda chatwoot, base: drain(chatwoot, f"{base}/file")),
    "copy": ([], lambda chatwoot, base: copy(chatwoot, f"{base}/file")),
}
Waits = Literal["nothing", "a slot", "the minute"]


class Slow(Body):
    """A slow body."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in super().__aiter__():
            await asyncio.sleep(0)
            yield piece
            await asyncio.sleep(0)


async def cancelled(task: asyncio.Task[Any], steps: int, times: int) -> bool:
    """Cancel a task after some loop iterations; return whether it had ended before."""
    for _ in range(steps):
        await asyncio.sleep(0)
    was_done = task.done()
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    end: Any = (await asyncio.gather(task, return_exceptions=True))[0]
    if not was_done and not isinstance(end, asyncio.CancelledError):
        assert task.done()  # it ended in the same iteration
    if isinstance(end, BaseException):
        assert_hidden(end)
    return was_done


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("waits", ["nothing", "a slot", "the minute"])
@pytest.mark.parametrize("times", [1, 2])
def test_over_a_network_in_memory(name: str, waits: Waits, times: int) -> None:
    """At every iteration of the loop, no slot, place in the minute, response, task or token is left."""
    script, call = CALLS[name]

    async def cancel_after(steps: int) -> bool:
        answers = list(script)

        async def answer(request: Sent) -> Response:
            await asyncio.sleep(0)
            if request.body is not None and not isinstance(request.body, bytes):
                assert [chunk async for chunk in request.body]
            is_ours = request.url.path not in ("/taken", "/before")
            status, more = answers.pop(0) if answers and is_ours else (200, {})
            response = answered(status, **{key: value for key, value in more.items() if key != "body"})
            response.body = Slow(more.get("body", b'{"id": 1}'))
            await asyncio.sleep(0)
            return response

        network = Memory(answer)
        _limiters.clear()
        async with network.client(
            token=slow_token,
            middleware=[slow_middleware],
            max_in_flight=1,
            rate_limit=1 if waits == "the minute" else 1000,
            retry=RetryPolicy(base=0),
            deadline=None,
        ) as chatwoot:
            if waits == "the minute":
                await chatwoot.with_options(retry=None).request("GET", "/taken")
            before = asyncio.create_task(chatwoot.request("GET", "/before")) if waits == "a slot" else None
            task = asyncio.create_task(call(chatwoot, BASE_URL))
            was_done = await cancelled(task, steps, times)
            if before is not None:
                await before
            assert_nothing_held(chatwoot)
            assert network.open == 0
            assert asyncio.all_tasks() == {asyncio.current_task()}
            answers.clear()
            assert await chatwoot.with_options(retry=None).request("GET", PATH) == {"id": 1}
        assert TOKEN not in repr(network.__dict__ | {"requests": ()})
        return was_done

    async def main() -> None:
        for steps in range(STEPS):
            if await cancel_after(steps):
                return
            if waits == "the minute" and steps > 40:  # the rest is the same as without the wait
                return
        pytest.fail("it never ended")

    run(main, lambda: VirtualLoop(has_sockets=False))


@pytest.mark.behaviour
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    "transport",
    [None, *(pytest.param(name, marks=pytest.mark.extra(raises=SettingsError)) for name in ("httpx2", "aiohttp"))],
)
def test_over_the_adapters(name: str, transport: Any) -> None:
    """The same holds over sockets: no connection or descriptor is left, and the next call works immediately."""
    script, call = CALLS[name]
    actions = [
        Action(
            "status",
            status=status,
            headers=tuple((key.replace("_", "-"), value) for key, value in more.items() if key != "body"),
            body=more.get("body"),
        )
        for status, more in script
    ]

    async def cancel_after(steps: int, is_first: bool) -> bool:
        loop = asyncio.get_running_loop()
        async with ScriptedServer() as server:
            async with Chatwoot(
                server.base_url,
                token=slow_token,
                account_id=1,
                transport=transport,
                max_in_flight=1,
                rate_limit=1000,
                retry=RetryPolicy(base=0),
                drift="ignore",
            ) as chatwoot:
                if not is_first:
                    await chatwoot.request("GET", PATH)  # creates an idle connection
                server.script[:] = actions
                task = asyncio.create_task(call(chatwoot, server.base_url))
                was_done = await cancelled(task, steps, 1)
                server.script.clear()
                assert_nothing_held(chatwoot)
                begun = loop.time()
                assert await chatwoot.with_options(retry=None).request("GET", PATH) == {"id": 1}
                assert loop.time() - begun < 1
            await settle()
            assert asyncio.all_tasks() - server.tasks == {asyncio.current_task()}
            assert server.open == 0
        return was_done

    async def main() -> None:
        for is_first in (True, False):
            steps = 0
            while not await cancel_after(steps, is_first):
                steps += 1
                assert steps < STEPS

    before = descriptors()
    run(main)
    gc.collect()  # unclosed resources would warn
    assert not descriptors() - before
