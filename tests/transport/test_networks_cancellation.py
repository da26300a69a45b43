"""Cancellation of every adapter, on real sockets, at any step."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest

from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Network

from ..sockets import OK, Listener, listen, replying
from ..virtual import run
from .common import descriptors
from .loopback import Body, fetch, network, request, settle


def test_cancelled_at_any_step(transport: Any) -> None:
    """Wherever a request is cancelled, once or twice, no task, socket or timer is lost, and the next one works."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.sleep(0)
        yield b"2"

    async def attempt(steps: int, has_body: bool, is_used: bool, again: bool) -> bool:
        async with listen(_patient) as server, network(transport) as net:
            if is_used:
                await fetch(net, server.url)
            body = Body(chunks, content_length=2) if has_body else None
            task = asyncio.create_task(fetch(net, server.url, "POST" if has_body else "GET", body=body))
            for _ in range(steps):
                await asyncio.sleep(0)
            is_done = task.done()
            task.cancel()
            if again:
                await asyncio.sleep(0)
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            assert is_done or task.cancelled() or again
            assert await fetch(net, server.url) == (200, b"{}")
        await settle()
        assert asyncio.all_tasks() - server.tasks == {asyncio.current_task()}
        assert server.open == 0
        return is_done

    async def main() -> None:
        for has_body, is_used, again in [(False, False, False), (False, True, False), (True, False, True)]:
            steps = 0
            while not await attempt(steps, has_body, is_used, again):
                steps += 1
                assert steps < 300

    before = descriptors()
    run(main)
    gc.collect()
    assert not descriptors() - before


async def test_a_first_chunk_that_is_not_waited_for() -> None:
    """Cancelling the wait for the first chunk of a stream cancels the stream."""
    from aiochatwoot._transport.httpx_like import _FirstStep

    ended: list[bool] = []

    async def chunks() -> AsyncIterator[bytes]:
        try:
            await asyncio.sleep(3600)
            yield b""
        finally:
            ended.append(True)

    async def first() -> Any:
        return await _FirstStep(chunks())

    task = asyncio.create_task(first())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [True]


async def _patient(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while head := await reader.readuntil(b"\r\n\r\n"):
        if b"content-length: 2" in head.lower():
            await reader.readexactly(2)
        writer.write(OK[:-1])
        await writer.drain()
        await asyncio.sleep(0)
        writer.write(OK[-1:])


async def test_a_body_that_is_not_read_to_its_end(transport: Any) -> None:
    """Closing it closes its connection; closing it again has no effect."""
    reply = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n" + bytes(500_000)
    async with listen(replying(reply)) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert await anext(aiter(response.body)) != b""
        for _ in range(2):
            await response.body.aclose()
        await settle()
        assert server.open == 0


async def test_closing_ends_what_is_under_way(transport: Any) -> None:
    """A body that is being read when its network is closed is a failure, not a shorter body."""
    async with listen(replying(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")) as server:
        net: Network
        async with network(transport) as net:
            response = await net.send(request(server.url))
            chunks = aiter(response.body)
            assert await anext(chunks) == b"abc"
        with pytest.raises(NetworkFailure):
            await anext(chunks)
        await response.body.aclose()
        await settle()
        assert server.open == 0


async def test_a_body_that_goes_on_after_the_response_began(transport: Any) -> None:
    """The body is sent completely, although the response's head arrives earlier."""
    arrived = b""

    async def some() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield bytes(2**10)
            await asyncio.sleep(0.01)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal arrived
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK[:-2])
        arrived = await reader.readexactly(5 * 2**10)
        writer.write(OK[-2:])

    async with listen(handler) as server, network(transport) as net:
        body = Body(some, content_length=5 * 2**10)
        assert await fetch(net, server.url, "POST", body=body) == (200, b"{}")
    assert arrived == bytes(5 * 2**10)


def test_a_response_before_the_body_is_sent(transport: Any) -> None:
    """The response is returned, at the latest when the body was sent."""
    server: Listener

    async def some() -> AsyncGenerator[bytes]:
        for _ in range(10):
            yield bytes(2**10)
            await asyncio.sleep(1)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        while await reader.read(2**16):
            pass

    async def main() -> None:
        nonlocal server
        async with listen(handler) as server, network(transport) as net:
            chunks = some()
            assert await fetch(net, server.url, "POST", body=Body(lambda: chunks)) == (413, b"")
            await chunks.aclose()  # it is not read any further
            await settle()

    assert (run(main)[1] < 1) is (transport == "aiohttp")


def test_cancelled_while_the_body_of_a_request_ends(transport: Any) -> None:
    """Closing a response waits for the request's body, which may end slowly, also if cancelled."""
    ended: list[str] = []

    async def slow() -> AsyncIterator[bytes]:
        try:
            yield b"1"
            await asyncio.sleep(1)
            yield b"2"
        finally:
            await asyncio.sleep(3)
            ended.append("the body")

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        await reader.read()

    async def main() -> None:
        async with listen(handler) as server, network(transport) as net:
            response = await net.send(request(server.url, "POST", body=Body(slow)))
            closing = asyncio.create_task(response.body.aclose())
            await asyncio.sleep(0.5)
            closing.cancel()
            await asyncio.gather(closing, return_exceptions=True)
            assert ended == ["the body"]

    run(main)
