"""Connections of every adapter, on real sockets: reuse, idle ones, and closing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import subprocess
import sys
from typing import Any

import pytest

from aiochatwoot._transport.failures import NetworkFailure

from ..sockets import OK, listen, replying
from ..virtual import run
from .common import descriptors
from .loopback import fetch, network, settle


async def test_as_many_connections_as_requests(transport: Any) -> None:
    """An adapter has no limit of its own, and reuses connections."""
    arrived = asyncio.Semaphore(0)
    all_there = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            arrived.release()
            await all_there.wait()
            writer.write(OK)

    async with listen(handler) as server, network(transport) as net:
        calls = [asyncio.create_task(fetch(net, server.url)) for _ in range(150)]
        for _ in range(150):
            await arrived.acquire()
        all_there.set()
        assert await asyncio.gather(*calls) == 150 * [(200, b"{}")]
        assert [await fetch(net, server.url) for _ in range(20)] == 20 * [(200, b"{}")]
        assert server.accepted == 150


def test_idle_connections_are_closed(transport: Any) -> None:
    """Idle connections are closed five seconds after their last use, for each host, without another call; used ones
    stay.
    """

    async def main() -> None:
        async with listen(replying(OK)) as server, listen(replying(OK)) as storage, network(transport) as net:

            async def open_after(seconds: float) -> tuple[int, int]:
                await asyncio.sleep(seconds)
                await settle()
                return server.open, storage.open

            await asyncio.gather(*(fetch(net, server.url) for _ in range(3)), fetch(net, storage.url))
            assert await open_after(4) == (3, 1)
            await fetch(net, server.url)
            assert await open_after(0.9) == (3, 1)
            assert await open_after(0.2) == (1, 0)
            assert await open_after(3.7) == (1, 0)
            assert await open_after(0.2) == (0, 0)
            await fetch(net, storage.url)
            assert await open_after(4.8) == (0, 1)
            assert await open_after(0.2) == (0, 0)
        others = asyncio.all_tasks() - server.tasks - storage.tasks
        assert {asyncio.current_task()} == others

    run(main)


async def test_closed_while_idle_connections_are_closed(transport: Any) -> None:
    """Closing waits for connections that are being closed; a later request is a failure."""
    async with listen(replying(OK)) as server:
        async with network(transport, server.url) as net:
            await fetch(net, server.url)
            found: Any = net
            expire = found._session.connector._expire if transport == "aiohttp" else found._expire
            assert expire(asyncio.get_running_loop().time() - 1) is not None
            assert expire(asyncio.get_running_loop().time() + 1) is None
        await settle()
        assert server.open == 0
        if transport == "aiohttp":
            with pytest.raises(NetworkFailure, match=r"^ReadError: Session is closed$"):
                await fetch(net, server.url)


@pytest.mark.parametrize("reply", [b"X" * 2**21, b"HTTP/1.1 204 X\r\nx-a: b"])
async def test_heads_that_are_odd(reply: bytes, transport: Any) -> None:
    """An invalid or incomplete response head is a failure."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        with contextlib.suppress(ConnectionError):
            await writer.drain()

    async with listen(handler) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url)
        assert not caught.value.never_reached_server


def test_nothing_is_left_after_closing(transport: Any) -> None:
    """No timer, task or socket is left; closing again, or unused, has no effect."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with listen(replying(OK)) as server:
            for count in (0, 1, 3):
                async with network(transport) as net:
                    await asyncio.gather(*(fetch(net, server.url) for _ in range(count)))
                await net.aclose()
                await settle()
                assert server.open == 0
                waiting = [each for each in loop._scheduled if not each.cancelled()]  # type: ignore[attr-defined]
                assert waiting == []

    before = descriptors()
    run(main)
    gc.collect()
    assert not descriptors() - before


def test_a_loop_that_ends_first(transport: Any) -> None:
    """An adapter that was not closed leaves no task or timer that warns."""
    program = f"""
import asyncio
from tests.sockets import OK, listen, replying
from tests.transport.loopback import connect, fetch, parse_url
async def main():
    async with listen(replying(OK)) as server:
        net = connect({transport!r}, parse_url(server.url))
        await fetch(net, server.url)
        return net
net = asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Task" not in done.stderr
    assert "Traceback" not in done.stderr
