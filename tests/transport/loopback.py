"""Servers of a few lines on a port of this machine, and what the tests of the adapters do with a `Network`."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import attrs

from aiochatwoot._transport.messages import Network, Request, RequestBody, Response
from aiochatwoot._transport.networks import connect
from aiochatwoot._urls import parse_url
from aiochatwoot.settings import Timeout

TOKEN = "token-that-nobody-sees"
TIMEOUT = Timeout()
Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@attrs.define
class Listener:
    """A listening server, and how many connections it had and has."""

    port: int = 0
    accepted: int = 0
    open: int = 0
    tasks: set[asyncio.Task[None]] = attrs.Factory(set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def listen(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncGenerator[Listener]:
    """A server whose connections are served by a function; it is closed with all of them."""
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

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context, limit=2**20)
    listener.port = server.sockets[0].getsockname()[1]
    try:
        yield listener
    finally:
        server.close()
        for task in listener.tasks:
            task.cancel()
        await asyncio.gather(*listener.tasks, return_exceptions=True)


def replying(*replies: bytes) -> Handler:
    """A handler that gives these replies, one for each request of a connection, and the last one for ever."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = 0
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(replies[min(number, len(replies) - 1)])
            number += 1

    return handler


OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


@asynccontextmanager
async def network(transport: object, url: str = "https://chat.example") -> AsyncGenerator[Network]:
    """A network, closed at the end."""
    made = connect(transport, parse_url(url))
    try:
        yield made
    finally:
        await made.aclose()


def request(
    url: str,
    method: str = "GET",
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | RequestBody | None = None,
    timeout: Timeout = TIMEOUT,
) -> Request:
    """A request with a token."""
    every = {"api_access_token": TOKEN, **(headers or {})}
    return Request(method, parse_url(url), every, body, timeout, token_header="api_access_token")


async def content(response: Response) -> bytes:
    """The whole body of a response, closed at the end."""
    try:
        return b"".join([chunk async for chunk in response.body])
    finally:
        await response.body.aclose()


async def fetch(network: Network, url: str, method: str = "GET", **options: Any) -> tuple[int, bytes]:
    """The status and body of a response."""
    response = await network.send(request(url, method, **options))
    return response.status, await content(response)


@attrs.define
class Body:
    """A request body."""

    chunks: Callable[[], AsyncIterator[bytes]]
    content_length: int | None = None
    content_type: str = "text/plain"
    replayable: bool = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.chunks()

    async def aclose(self) -> None:
        """It has nothing to close."""


async def settle() -> None:
    """Let the ends of connections arrive."""
    for _ in range(20):
        await asyncio.sleep(0.001)
