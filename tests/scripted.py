"""A scripted server on a real socket, in the event loop of the client.

`aiochatwoot.testing.faults` does the same for users, in its own thread; here everything runs in one loop, so that
time can be virtual.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from email.utils import formatdate
from types import TracebackType
from typing import Any, Literal, Self

import attrs

from aiochatwoot import Chatwoot

from .virtual import VirtualLoop

Does = Literal[
    "ok",
    "status",
    "reset on accept",
    "reset",
    "reset after headers",
    "cut",
    "dribble",
    "hang",
    "short",
    "bad gzip",
    "bomb",
    "garbage",
    "raw",
]
OK = b'{"id":1}'
PATH = "/api/v1/accounts/1/macros"
TOKEN = "token-of-the-tests"


@attrs.frozen
class Action:
    """The reaction to one request.

    Attributes:
        does: The kind of reaction.
        executes: Whether the application executes the request first.
        status: The status, if there is a response.
        headers: Additional headers.
        body: The body; None for the default.
    """

    does: Does = "ok"
    executes: bool = True
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


@attrs.define
class Seen:
    """A request that arrived completely."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class ScriptedServer:
    """Responds to requests in the order of its script, and normally when the script has ended."""

    def __init__(self, *script: Action) -> None:
        self.script = list(script)
        self.seen: list[Seen] = []
        self.executed: list[Seen] = []
        self.open = 0
        self.most = 0
        self.port = 0
        self._server: asyncio.Server | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._connection, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Close the port: connections are refused until `listen`."""
        assert self._server is not None
        self._server.close()
        self._server = None

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self.open += 1
        try:
            if self.script and self.script[0].does == "reset on accept":
                self.script.pop(0)
                _reset(writer)
                return
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            self.tasks.discard(task)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return False
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        if headers.get("transfer-encoding") == "chunked":
            body = await _chunks(reader)
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        seen = Seen(method, target, headers, body)
        self.seen.append(seen)
        action = self.script.pop(0) if self.script else Action()
        if action.executes:
            self.executed.append(seen)
        self.most = max(self.most, self.open)
        return await self._answer(action, writer)

    async def _answer(self, action: Action, writer: asyncio.StreamWriter) -> bool:
        loop = asyncio.get_running_loop()
        epoch = loop.epoch() if isinstance(loop, VirtualLoop) else 0
        body = OK if action.body is None else action.body
        headers = [("content-type", "application/json"), ("date", formatdate(int(epoch), usegmt=True))]
        length = len(body)
        match action.does:
            case "reset":
                _reset(writer)
                return False
            case "hang":
                await asyncio.sleep(10**6)
            case "garbage":
                writer.write(b"HTTP/1.1 OK\r\nwhat\r\n\r\n")
                await writer.drain()
                return False
            case "raw":
                writer.write(body)
                await writer.drain()
                return False
            case "bad gzip":
                headers.append(("content-encoding", "gzip"))
            case "bomb":
                headers.append(("content-encoding", "gzip"))
                body = gzip.compress(bytes(2**22))
                length = len(body)
            case "short" | "cut" | "reset after headers":
                length += 10
            case _:
                pass
        headers += [("content-length", str(length)), *action.headers]
        text = "".join(f"{name}: {value}\r\n" for name, value in headers)
        writer.write(f"HTTP/1.1 {action.status} X\r\n{text}\r\n".encode())
        if action.does == "reset after headers":
            await writer.drain()
            _reset(writer)
            return False
        if action.does == "dribble":
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(1)
            return True
        writer.write(body)
        await writer.drain()
        return action.does not in ("cut", "short") and ("connection", "close") not in action.headers


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while True:
        size = int((await reader.readuntil(b"\r\n")), 16)
        body += (await reader.readexactly(size + 2))[:-2]
        if not size:
            return body


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with a RST instead of a FIN."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def client(server: ScriptedServer, **options: Any) -> Chatwoot:
    """Return a client of the server, without a rate limit."""
    every: dict[str, Any] = {"token": TOKEN, "rate_limit": None} | options
    return Chatwoot(server.base_url, account_id=1, **every)
