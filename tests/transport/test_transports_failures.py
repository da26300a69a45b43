"""Failures that are the same with each transport, and the differences that docs/transports.md lists."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ClientStateError,
    ConnectionFailedError,
    File,
    InvalidRequestError,
    RequestTimeoutError,
    RetryPolicy,
)

from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..sockets import listen
from ..virtual import run
from .common import connect

pytestmark = [pytest.mark.behaviour, pytest.mark.untraced]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_nothing_is_repeated_behind_the_back(method: str, transport: Any) -> None:
    """A failing kept connection is a failed attempt: transports do not retry by themselves."""
    script = [Action(), Action("reset")]
    async with ScriptedServer(*script) as server, client(server, transport=transport, retry=None) as chatwoot:
        await chatwoot.request("GET", PATH)
        with pytest.raises(ConnectionFailedError) as caught:
            await chatwoot.request(method, PATH)
    assert len(caught.value.attempts) == 1
    assert len(server.seen) == 2


@pytest.mark.parametrize("does", ["cut", "reset after headers"])
async def test_an_answer_that_breaks_off(does: Any, transport: Any) -> None:
    """A GET is retried, a POST is not, since the server has seen it."""
    async with ScriptedServer(Action(does), Action(), Action(does)) as server:
        options = {"transport": transport, "retry": RetryPolicy(base=0)}
        async with client(server, **options) as chatwoot:
            await chatwoot.request("GET", PATH)
            with pytest.raises(ConnectionFailedError, match="may have done it"):
                await chatwoot.request("POST", PATH)
    assert len(server.seen) == 3


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield bytes(2**16)


SENT: dict[str, Callable[[Chatwoot], Awaitable[object]]] = {
    "file": lambda chatwoot: chatwoot.messages.create(1, attachments=[File(endless(), name="x")]),
    "JSON": lambda chatwoot: chatwoot.request("POST", "/x", json="x" * 2**25),
}


@pytest.mark.parametrize("what", SENT)
def test_a_server_that_takes_no_more(what: str, transport: Any) -> None:
    """Writes time out, too, for files and for large JSON bodies."""

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(10**6)

    async def main() -> None:
        timeout = httpx.Timeout(None, write=7)
        async with listen(answer) as server, connect(server, transport, timeout=timeout, deadline=None) as chatwoot:
            with pytest.raises(RequestTimeoutError, match="WriteTimeout"):
                await SENT[what](chatwoot)

    assert pytest.approx(run(main)[1], abs=0.1) == 7


@pytest.mark.parametrize("is_known", [False, True])
def test_a_body_that_goes_on_after_the_answer_began(is_known: bool, transport: Any) -> None:
    """A body of known or unknown length is sent completely, even if the response begins before its end."""
    arrived = bytearray()
    body = bytes(range(256)) * 1280

    async def some() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 2**16):
            yield body[start : start + 2**16]
            await asyncio.sleep(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n")
        if b"\r\ntransfer-encoding: chunked\r\n" in head.lower():
            while length := int(await reader.readline(), 16):
                arrived.extend((await reader.readexactly(length + 2))[:-2])
        else:
            (length,) = re.findall(rb"\r\ncontent-length: (\d+)\r\n", head.lower())
            arrived.extend(await reader.readexactly(int(length)))
        writer.write(b'{"id":1}')
        await writer.drain()

    async def main() -> None:
        content = body if is_known else some()
        async with listen(answer) as server, connect(server, transport, drift="ignore") as chatwoot:
            await chatwoot.messages.create(1, attachments=[File(content, name="x")])

    run(main)
    assert body in arrived


@pytest.mark.parametrize("error", [ValueError("broken"), TimeoutError("late"), OSError(5, "disk")])
def test_an_error_of_the_body(error: Exception, transport: Any) -> None:
    """An exception of a stream that is being sent reaches the caller, and the connection is not reused."""

    async def failing() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.sleep(1)
        raise error

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await reader.readuntil(b"\r\n\r\n")).startswith(b"POST"):
            await reader.read()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport, max_in_flight=1) as chatwoot:
            with pytest.raises(type(error)) as caught:
                await chatwoot.messages.create(1, attachments=[File(failing(), name="x")])
            assert caught.value is error
            assert await chatwoot.request("GET", PATH) == {}

    run(main)


def test_a_file_that_changes(transport: Any, tmp_path: Path) -> None:
    """A file that became shorter is an error of the argument, not of the connection."""
    path = tmp_path / "file"
    path.write_bytes(bytes(2**20))

    def shorten(*_: object) -> None:
        path.write_bytes(b"1")

    async def main() -> None:
        async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
            with pytest.raises(InvalidRequestError, match="changed meanwhile"):
                await chatwoot.messages.create(1, attachments=[path], on_progress=shorten)

    run(main)


def test_a_body_that_is_cut_off_while_it_is_read(transport: Any) -> None:
    """If the server disconnects while a chunk is being read from the body's source, the body is closed without further
    errors.
    """
    ended: list[str] = []
    is_read = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        try:
            yield b"1"
            is_read.set()
            await asyncio.sleep(5)
            yield b"2"
            yield bytes(2**20)
            yield bytes(2**20)
        finally:
            await asyncio.sleep(1)
            ended.append("closed")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await is_read.wait()
        writer.transport.abort()

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport) as chatwoot:
            with pytest.raises(ConnectionFailedError):
                await chatwoot.messages.create(1, attachments=[File(slow(), name="x")])
            assert ended == ["closed"]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(main)


def test_a_client_that_is_closed_while_it_sends(transport: Any) -> None:
    """Closing the client ends a request whose body is being sent, and closes the body."""
    ended: list[str] = []

    async def slow() -> AsyncIterator[bytes]:
        try:
            while True:
                yield bytes(2**10)
                await asyncio.sleep(1)
        finally:
            ended.append("closed")

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read(-1)

    async def main() -> None:
        async with listen(answer) as server:
            chatwoot = connect(server, transport)
            call = asyncio.create_task(chatwoot.messages.create(1, attachments=[File(slow(), name="x")]))
            await asyncio.sleep(2.5)
            await chatwoot.aclose()
            with pytest.raises(ClientStateError, match="closed"):
                await call
            assert ended == ["closed"]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(main)


def test_an_answer_that_comes_before_the_body_is_sent(transport: Any) -> None:
    """aiohttp reads the response immediately, and stops sending; httpx sends the whole body first."""
    taken = 0

    async def some() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield bytes(2**10)
            await asyncio.sleep(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        while data := await reader.read(2**16):
            taken += len(data)

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport) as chatwoot:
            with pytest.raises(Exception, match="413"):
                await chatwoot.messages.create(1, attachments=[File(some(), name="x")])

    _, seconds = run(main)
    assert (seconds < 1) is (transport == "aiohttp")
    assert (taken < 10 * 2**10) is (transport == "aiohttp")


def test_names_that_are_looked_up(transport: Any) -> None:
    """aiohttp caches the address of a name for ten seconds; httpx resolves it for each connection."""
    asked: list[str] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        find = loop.getaddrinfo

        def count(host: Any, *args: Any, **options: Any) -> Any:
            asked.append(host)
            return find(host, *args, **options)

        loop.getaddrinfo = count  # type: ignore[method-assign]
        async with ScriptedServer(*[Action(headers=(("connection", "close"),))] * 2) as server:
            base_url = server.base_url.replace("127.0.0.1", "localhost")
            async with Chatwoot(base_url, token=TOKEN, transport=transport) as chatwoot:
                for _ in range(2):
                    await chatwoot.request("GET", PATH)

    asyncio.run(main())
    assert len(asked) == (1 if transport == "aiohttp" else 2)


@pytest.mark.extra(raises=subprocess.CalledProcessError)
def test_a_client_that_is_never_closed(transport: Any) -> None:
    """An unclosed client causes one ResourceWarning, whatever the library; aiohttp adds none."""
    program = f"""
import asyncio
from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot
async def main():
    with FakeChatwoot() as server:
        await Chatwoot(server.base_url, token=server.token, transport={transport!r}).profile.get()
asyncio.run(main())
"""
    command = [sys.executable, "-W", "default::ResourceWarning", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ResourceWarning: unclosed client of http://127.0.0.1:" in done.stderr
    assert "Unclosed" not in done.stderr
