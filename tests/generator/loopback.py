"""A local HTTP server that records requests, and sends configured responses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs

from ..sockets import listen


@attrs.frozen
class Arrived:
    """A request, as received by the server."""

    method: str
    path: str
    query: list[tuple[str, str]]
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class Loopback:
    """The server. Its responses are (status, JSON body), used in order; None means no body.

    The body of a redirect is its target.
    """

    def __init__(self) -> None:
        self.base_url = ""
        self.requests: list[Arrived] = []
        self._answers: list[tuple[int, Any, str]] = []

    def answer(self, *bodies: Any, status: int = 200) -> None:
        """Respond to the next requests with these bodies."""
        self._answers += [(status, body, "application/json") for body in bodies]

    def answer_with(self, content: bytes, content_type: str) -> None:
        """Respond to the next request with a body that is not JSON."""
        self._answers.append((200, content, content_type))

    def redirect(self, path: str) -> None:
        """Respond to the next request with a redirect to a path."""
        self._answers.append((302, path, "text/html"))

    @property
    def last(self) -> Arrived:
        """The newest request."""
        return self.requests[-1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request_line, *lines = head.split("\r\n")
        method, target, _ = request_line.split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        url = urlsplit(target)
        self.requests.append(Arrived(method, unquote(url.path), parse_qsl(url.query), body, headers))
        status, answer, content_type = self._answers.pop(0)
        content = answer if isinstance(answer, bytes) else b"" if answer is None else json.dumps(answer).encode()
        head = (
            f"HTTP/1.1 {status} -\r\ncontent-type: {content_type}\r\ncontent-length: {len(content)}\r\n"
            + (f"location: {answer}\r\n" if status == 302 else "")
            + "connection: close\r\n\r\n"
        )
        writer.write(head.encode() + content)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def loopback() -> AsyncGenerator[Loopback]:
    """A running server."""
    server = Loopback()
    async with listen(server._serve) as listener:
        server.base_url = listener.url
        yield server
