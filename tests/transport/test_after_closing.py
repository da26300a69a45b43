"""Clients that are closed while in use, and programs that end: one clear error, and nothing on stderr."""

from __future__ import annotations

import asyncio
import importlib
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from textwrap import dedent, indent
from typing import Any

import pytest

from aiochatwoot import Chatwoot, ClientStateError, File, Request

from ..sockets import OK, Handler, listen, replying
from .loopback import TOKEN

pytestmark = pytest.mark.behaviour

_SERVER = """
import socket, threading
listener = socket.create_server(("127.0.0.1", 0))
def serve():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=[connection], daemon=True).start()
def answer(connection):
    while connection.recv(65536):
        connection.sendall(b"HTTP/1.1 200 OK\\r\\ncontent-length: 100000\\r\\n\\r\\n{}" + b" " * 998)
threading.Thread(target=serve, daemon=True).start()
url = "http://127.0.0.1:%d" % listener.getsockname()[1]
"""
_PROGRAMS = {
    "a client that is never closed": """
        chatwoot = Chatwoot(url, token="x" * 8, transport=transport)
        task = asyncio.create_task(chatwoot.request("GET", "/x"))
        await asyncio.sleep(0.2)
        task.cancel()
    """,
    "downloads that are left open": """
        chatwoot = Chatwoot(url, token="x" * 8, transport=transport)
        for _ in range(10):
            download = chatwoot.attachments.download("/file")
            chunks = aiter(await download.__aenter__())
            await anext(chunks)
            kept.extend([chatwoot, download, chunks])
    """,
    "an iterator of a file that outlives its client": """
        async with Chatwoot(url, token="x" * 8, transport=transport) as chatwoot:
            download = chatwoot.attachments.download("/file")
            chunks = aiter(await download.__aenter__())
            await anext(chunks)
        kept.extend([download, chunks])
        try:
            await anext(chunks)
        except aiochatwoot.ClientStateError as error:
            print(error)
    """,
}


@pytest.mark.parametrize("what", list(_PROGRAMS))
def test_the_end_of_a_program(what: str, transport: Any) -> None:
    """Nothing is written to stderr, except one ResourceWarning for a collected client that was never closed.

    The event loop closes the generators of ten downloads in an order that differs in each run.
    """
    program = f"""{_SERVER}
import asyncio, aiochatwoot
from aiochatwoot import Chatwoot
transport, kept = {transport!r}, []
async def main():
{indent(dedent(_PROGRAMS[what]), "    ")}
asyncio.run(main())
"""
    options = ["always:unclosed client of:ResourceWarning", *(["ignore"] if "never closed" in what else [])]
    for option in options:
        done = subprocess.run(
            [sys.executable, "-W", option, "-c", program], capture_output=True, text=True, timeout=60, check=True
        )
        if "outlives" in what:
            assert "the client was closed before the file was read" in done.stdout
        if option == "ignore" or "never closed" not in what:
            assert done.stderr == ""
        else:
            said = re.sub(r"http://127\.0\.0\.1:\d+/", "URL", done.stderr)
            # Python quotes the current line, if one is running, and gives advice.
            warning, advice = [line for line in said.splitlines() if not line.startswith("  ")]
            assert "ResourceWarning: unclosed client of URL" in warning
            assert advice.startswith("ResourceWarning: Enable tracemalloc")


def _dripping() -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + b"x" * 1000)
        while await reader.read(65536):
            pass

    return handler


async def test_a_client_that_is_closed_while_a_file_is_read(transport: Any) -> None:
    """The reader of the file gets a ClientStateError, in the closing task or in another one."""
    async with listen(_dripping()) as server:
        chatwoot = Chatwoot(server.url, token=TOKEN, transport=transport)
        async with chatwoot.attachments.download("/file") as file:
            chunks = aiter(file)
            await anext(chunks)
            await chatwoot.aclose()
            with pytest.raises(ClientStateError, match="the client was closed before the file was read"):
                await anext(chunks)

        chatwoot = Chatwoot(server.url, token=TOKEN, transport=transport)
        begun = asyncio.Event()

        async def read() -> None:
            async with chatwoot.attachments.download("/file") as file:
                async for _ in file:
                    begun.set()

        task = asyncio.create_task(read())
        await begun.wait()
        await chatwoot.aclose()
        with pytest.raises(ClientStateError, match="the client was closed while the file was read"):
            await task


async def test_a_call_that_goes_on_while_its_client_is_closed(transport: Any) -> None:
    """A call that is about to continue when its client is closed reports that, not a network failure."""
    gate: asyncio.Future[None] | None = None

    async def wait(_: Request) -> None:
        if gate is not None:
            await gate

    async with listen(replying(OK)) as server:
        chatwoot = Chatwoot(server.url, token=TOKEN, transport=transport, middleware=[wait], retry=None)
        await chatwoot.request("GET", "/x")
        gate = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(chatwoot.request("GET", "/x"))
        await asyncio.sleep(0)
        gate.set_result(None)
        await chatwoot.aclose()
        with pytest.raises(ClientStateError, match="the client was closed while"):
            await task


async def test_an_iterator_that_outlives_its_download(transport: Any) -> None:
    """A file's iterator that is used after its `async with` raises a clear error."""
    async with listen(_dripping()) as server, Chatwoot(server.url, token=TOKEN, transport=transport) as chatwoot:
        async with chatwoot.attachments.download("/file") as file:
            chunks = aiter(file)
            await anext(chunks)
        with pytest.raises(ClientStateError, match="read the file inside of its `async with`"):
            await anext(chunks)
        with pytest.raises(ClientStateError, match="read the file inside of its `async with`"):
            await file.read()


async def test_a_client_that_is_closed_while_a_file_is_sent(transport: Any) -> None:
    """The upload raises a ClientStateError, and its stream is closed."""
    ended: list[bool] = []
    begun = asyncio.Event()

    async def chunks() -> AsyncIterator[bytes]:
        try:
            yield b"x"
            begun.set()
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async with listen(_dripping_after_the_body()) as server:
        chatwoot = Chatwoot(server.url, token=TOKEN, account_id=1, transport=transport)
        file = File(chunks(), name="a.txt")
        task = asyncio.create_task(chatwoot.messages.create(1, attachments=[file]))
        await begun.wait()
        await chatwoot.aclose()
        with pytest.raises(ClientStateError, match="the client was closed while"):
            await task
    assert ended == [True]


def _dripping_after_the_body() -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            pass

    return handler


@pytest.mark.extra
def test_trio() -> None:
    """Under trio, any first call says in one sentence that the client needs asyncio."""
    trio = importlib.import_module("trio")
    chatwoot = Chatwoot("https://chat.example", token=TOKEN, account_id=1)
    calls: list[Callable[[], Awaitable[Any]]] = [
        lambda: chatwoot.request("GET", "/x"),
        chatwoot.profile.get,
        lambda: chatwoot.with_raw_response(chatwoot.profile.get),
        lambda: anext(chatwoot.conversations.iter()),
        lambda: anext(chatwoot.map(chatwoot.conversations.get, [1])),
        lambda: chatwoot.conversations.add_labels(1, ["a"]),
        lambda: chatwoot.conversations.get_whole(1),
        lambda: chatwoot.attachments.download("/file").__aenter__(),
    ]

    async def main() -> None:
        async with chatwoot:
            for call in calls:
                with pytest.raises(ClientStateError, match=r"^no event loop of asyncio runs here; .* not under trio"):
                    await call()

    trio.run(main)
