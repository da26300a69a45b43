"""Cancelled calls leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from aiochatwoot import (
    Chatwoot,
    File,
    RequestTimeoutError,
    RetryPolicy,
)

from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..virtual import run
from .common import descriptors, drain, settle

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


# --- cancellation -------------------------------------------------------------------------------------------------


HUNDRED = b'"%s"' % (b"x" * 100)


# --- cancellation -------------------------------------------------------------------------------------------------


CALLS: dict[str, tuple[list[Action], Callable[[Chatwoot, str], Coroutine[None, None, Any]]]] = {
    "a call": ([], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "a call with a body": ([], lambda chatwoot, _: chatwoot.request("POST", PATH, json={"a": 1})),
    "a retry": (
        [Action("status", status=503), Action("reset")],
        lambda chatwoot, _: chatwoot.request("GET", PATH),
    ),
    "a redirect": (
        [Action("status", status=302, headers=(("location", "/elsewhere"),))],
        lambda chatwoot, _: chatwoot.request("GET", PATH),
    ),
    "a step": (
        [Action(body=b'{"id":1,"messages":[]}'), Action(body=b'{"payload":[]}')],
        lambda chatwoot, _: chatwoot.conversations.get_whole(1),
    ),
    "a form": (
        [],
        lambda chatwoot, _: chatwoot.messages.create(1, attachments=[File(bytes(2**16), name="x")]),
    ),
    "a file": (
        [Action("status", status=302, headers=(("location", "/elsewhere"),)), Action(body=HUNDRED)],
        lambda chatwoot, base: drain(chatwoot, f"{base}/file"),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_cancelled_at_any_point(name: str) -> None:
    """Wherever a call is cancelled, no task, connection, slot or file is lost: the next call works immediately."""
    script, call = CALLS[name]

    async def cancel_after(steps: int) -> bool:
        loop = asyncio.get_running_loop()
        async with ScriptedServer() as server:
            options = {"max_in_flight": 1, "rate_limit": 100, "retry": RetryPolicy(base=0), "drift": "ignore"}
            async with client(server, **options) as chatwoot:
                await chatwoot.with_options(retry=None).request("GET", PATH) if steps % 2 else None
                server.script[:] = script
                task = asyncio.create_task(call(chatwoot, server.base_url))
                for _ in range(steps // 2):
                    await asyncio.sleep(0)
                is_done = task.done()
                task.cancel()
                if is_done:
                    await task
                else:
                    with pytest.raises(asyncio.CancelledError):
                        await task
                server.script.clear()
                begun = loop.time()
                for _ in range(2):
                    assert await chatwoot.with_options(retry=None).request("GET", PATH) == {"id": 1}
                assert loop.time() - begun < 1
            await settle()
            assert asyncio.all_tasks() - server.tasks == {asyncio.current_task()}
            assert server.open == 0
        return is_done

    async def main() -> None:
        steps = 0
        while not (await cancel_after(steps) and await cancel_after(steps + 1)):
            steps += 2
            assert steps < 500

    before = descriptors()
    run(main)
    gc.collect()  # unclosed resources would warn
    assert not descriptors() - before


def test_cancelled_while_a_connection_is_made_secure() -> None:
    """A server that hangs in the TLS handshake keeps no socket: a deadline or a cancellation closes it."""

    async def main() -> None:
        async with ScriptedServer() as server:
            url = server.base_url.replace("http", "https")
            async with Chatwoot(url, token=TOKEN, deadline=2, rate_limit=None, max_in_flight=1) as chatwoot:
                for _ in range(2):
                    with pytest.raises(RequestTimeoutError, match="deadline"):
                        await chatwoot.request("GET", PATH)
                await settle()
                assert server.open == 0

    before = descriptors()
    run(main)
    gc.collect()
    assert not descriptors() - before


def test_a_second_cancellation_leaves_the_body_to_be_closed() -> None:
    """A cancellation while a connection is released does not prevent the release."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, max_in_flight=1) as chatwoot:
            for steps in range(60):
                task = asyncio.create_task(chatwoot.request("GET", PATH))
                for _ in range(steps):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                assert await chatwoot.with_options(retry=None, deadline=1).request("GET", PATH) == {"id": 1}

    run(main)


def test_a_cancelled_wait_gives_its_place_in_the_minute_back() -> None:
    """A call that is cancelled in the queue has sent nothing: the next call gets its place, without waiting a
    minute.
    """

    async def main() -> None:
        async with (
            ScriptedServer(Action("hang")) as server,
            client(server, max_in_flight=1, rate_limit=3, timeout=1, retry=None) as chatwoot,
        ):
            first = asyncio.create_task(chatwoot.request("GET", PATH))
            queued = [asyncio.create_task(chatwoot.request("GET", PATH)) for _ in range(2)]
            await asyncio.sleep(0.5)
            for each in queued:
                each.cancel()
            ends = await asyncio.gather(first, *queued, return_exceptions=True)
            assert list(map(type, ends)) == [RequestTimeoutError, asyncio.CancelledError, asyncio.CancelledError]
            for _ in range(2):
                await chatwoot.request("GET", PATH)

    assert run(main)[1] < 2
