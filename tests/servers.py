"""Small servers: real ones on a local port, and ones that consist of a function."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, TypeAlias

import attrs
import httpx

from aiochatwoot import Chatwoot

from .conftest import Capture, load_capture
from .sockets import listen

TOKEN = "tok-3f9a7c51e2-never-shown"
BASE_URL = "https://chat.example"


@attrs.frozen
class Received:
    """A received request.

    Attributes:
        headers: Names in lower case, in the order of arrival, including repeated ones.
    """

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key == name]


@attrs.frozen
class Hang:
    """Write these bytes, then nothing more."""

    data: bytes = b""


@attrs.frozen
class Cut:
    """Write these bytes, then close the connection, properly or by a reset."""

    data: bytes = b""
    reset: bool = False


Reply: TypeAlias = bytes | Hang | Cut


@attrs.define
class Server:
    """A running server, with its received requests."""

    base_url: str
    connections: int = 0
    requests: list[Received] = attrs.field(factory=list)


def http(status: int, body: bytes | str | dict[str, Any] = b"", **headers: str) -> bytes:
    """Build a complete response as bytes; underscores in header names become dashes."""
    if isinstance(body, dict):
        body = json.dumps(body)
        headers = {"content_type": "application/json"} | headers
    content = body.encode() if isinstance(body, str) else body
    phrase = HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {status} {phrase}", f"content-length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


@asynccontextmanager
async def serve(answer: Callable[[Received], Reply]) -> AsyncGenerator[Server]:
    """Run a server on 127.0.0.1 that responds to each request with the function's result."""
    server = Server("")

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        while True:
            received = await _read(reader)
            server.requests.append(received)
            reply = answer(received)
            writer.write(reply if isinstance(reply, bytes) else reply.data)
            await writer.drain()
            if isinstance(reply, Hang):
                await asyncio.Event().wait()
            if isinstance(reply, Cut) and reply.reset:
                writer.transport.abort()
            if not isinstance(reply, bytes):
                break

    async with listen(connected) as listener:
        server.base_url = listener.url
        yield server


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in head[1:-2])]
    length = dict(headers).get("content-length", "0")
    return Received(method, target, headers, await reader.readexactly(int(length)))


Handler: TypeAlias = (
    Callable[[httpx.Request], httpx.Response] | Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]
)


def client(handler: Handler, **settings: Any) -> Chatwoot:
    """Return a client whose server is a function."""
    defaults = {"base_url": BASE_URL, "token": TOKEN, "account_id": 2, "transport": httpx.MockTransport(handler)}
    every: dict[str, Any] = defaults | settings
    return Chatwoot(**every)


def replay(capture: Capture | str) -> httpx.Response:
    """Return the response of a capture."""
    found = load_capture(capture) if isinstance(capture, str) else capture
    return httpx.Response(found.status, headers=found.headers, content=found.text.encode())


def always(response: Callable[[], httpx.Response]) -> tuple[list[httpx.Request], Callable[..., httpx.Response]]:
    """Return a handler that gives the same response to every request, and the list of requests."""
    requests: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return response()

    return requests, handler
