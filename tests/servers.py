"""Servers of a few lines: real ones on a port of this machine, and ones that are only a function."""

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
    """A request as it came in.

    Attributes:
        headers: Names in lower case, in the order in which they came, repeated ones too.
    """

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key == name]


@attrs.frozen
class Hang:
    """Write this, and then nothing more."""

    data: bytes = b""


@attrs.frozen
class Cut:
    """Write this, and end the connection: properly, or by a reset."""

    data: bytes = b""
    reset: bool = False


Reply: TypeAlias = bytes | Hang | Cut


@attrs.define
class Server:
    """A running server, and what it was asked."""

    base_url: str
    connections: int = 0
    requests: list[Received] = attrs.field(factory=list)


def http(status: int, body: bytes | str | dict[str, Any] = b"", **headers: str) -> bytes:
    """A whole answer, as bytes; underscores in names of headers stand for dashes."""
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
    """A server on 127.0.0.1 that answers each request with what the function says."""
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
    """A client whose server is a function."""
    defaults = {"base_url": BASE_URL, "token": TOKEN, "account_id": 2, "transport": httpx.MockTransport(handler)}
    every: dict[str, Any] = defaults | settings
    return Chatwoot(**every)


def replay(capture: Capture | str) -> httpx.Response:
    """The answer of a capture."""
    found = load_capture(capture) if isinstance(capture, str) else capture
    return httpx.Response(found.status, headers=found.headers, content=found.text.encode())


def always(response: Callable[[], httpx.Response]) -> tuple[list[httpx.Request], Callable[..., httpx.Response]]:
    """A handler that gives the same answer to everything, and the list of what it was asked."""
    requests: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return response()

    return requests, handler
