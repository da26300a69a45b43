"""Servers at the level of bytes: a listening socket on 127.0.0.1, and a function for each of its connections.

`scripted` has servers with a script.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import attrs

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


@attrs.define
class Listener:
    """A listening server, with the number of its past and open connections."""

    port: int = 0
    accepted: int = 0
    open: int = 0
    tasks: set[asyncio.Task[None]] = attrs.Factory(set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def listen(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncGenerator[Listener]:
    """Run a server whose connections are served by a function; all are closed at the end."""
    listener = Listener()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        listener.tasks.add(task)
        listener.accepted += 1
        listener.open += 1
        with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.CancelledError):
            try:
                await handler(reader, writer)
            finally:
                listener.open -= 1
                writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context, limit=2**20, backlog=1000)
    listener.port = server.sockets[0].getsockname()[1]
    try:
        yield listener
    finally:
        server.close()
        for task in listener.tasks:
            task.cancel()
        await asyncio.gather(*listener.tasks, return_exceptions=True)


def replying(*replies: bytes) -> Handler:
    """Return a handler that sends these replies, one per request of a connection, and repeats the last one."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = 0
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(replies[min(number, len(replies) - 1)])
            number += 1

    return handler


class Tunnel:
    """A proxy that opens tunnels to one port, if its configured response is a 200."""

    def __init__(self, port: int, reply: bytes = b"HTTP/1.1 200 X\r\ncontent-length: 0\r\n\r\n") -> None:
        self.port = port
        self.reply = reply
        self.heads: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(self.reply)
        if b" 200 " not in self.reply:
            return
        inner, outer = await asyncio.open_connection("127.0.0.1", self.port)

        async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            while data := await source.read(2**16):
                target.write(data)
            target.close()

        try:
            await asyncio.gather(pump(reader, outer), pump(inner, writer))
        finally:
            outer.close()
