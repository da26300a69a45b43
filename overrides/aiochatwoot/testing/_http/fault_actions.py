"""Apply a fault to one request, on its connection.

Faults work one level above HTTP, on the ASGI call, which knows the request. So uvicorn parses requests, reuses
connections and sends valid responses. An invalid response is written to the connection's transport as bytes; that
connection is never used again.
"""

from __future__ import annotations

import asyncio
import http
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from ..faults import Answer, Fault

CONNECTION = "connection"
"""The key in the scope's `state` that holds the connection's protocol."""


async def apply_fault(fault: Fault, line: Line, execute: Callable[[], Awaitable[Answer]]) -> None:
    """Apply the fault to a request; on return the response is sent or the connection is gone."""
    executed = await execute() if fault.executes else None
    if fault.delay and await line.is_gone_within(fault.delay):
        return
    end = fault.end
    if fault.raw is not None:
        line.write(fault.raw)
    elif not fault.silent:
        answer = fault.answer or executed
        assert answer is not None, "a fault that does not execute and is not silent has an answer"
        for edit in (*fault.edits, line.finish):
            answer = edit(answer)
        if end == "keep" and 200 <= answer.status <= 599:
            await line.send_answer(answer, fault.piece, fault.pause)
            return
        end = "close" if end == "keep" else end
        await line.write_answer(answer, fault.size, fault.piece, fault.pause)
    await line.end(end)


@dataclass(frozen=True)
class Line:
    """The connection of one request, once the request has been read.

    Attributes:
        scope: The ASGI scope of the request.
        receive: The ASGI function that waits for the client's next event.
        send: The ASGI function that sends the response.
        date: The server's time, as an HTTP date.
        is_last: Returns whether the connection must close after this request.
    """

    scope: Scope
    receive: Receive
    send: Send
    date: str
    is_last: Callable[[], bool]

    @property
    def _transport(self) -> asyncio.Transport:
        transport: asyncio.Transport = self.scope["state"][CONNECTION].transport
        return transport

    def finish(self, answer: Answer) -> Answer:
        """Add the headers that every response has."""
        if answer.header("date") is None:
            answer = answer.with_header("date", self.date)
        return answer.with_header("connection", "close") if self.is_last() else answer

    async def is_gone_within(self, seconds: float) -> bool:
        """Wait `seconds`; return True early if the client disconnects or the server stops, else False."""
        try:
            async with asyncio.timeout(seconds):
                # After the body the next event can only be the end of the connection.
                await self.receive()
        except TimeoutError:
            return False
        return True

    async def send_answer(self, answer: Answer, piece: int | None, pause: float) -> None:
        """Send a valid response; the connection may be used again."""
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        await self.send({"type": "http.response.start", "status": answer.status, "headers": headers})
        pieces = list(_pieces(answer.body, piece))
        for number, part in enumerate(pieces, 1):
            if piece and await self.is_gone_within(pause):
                return
            await self.send({"type": "http.response.body", "body": part, "more_body": number < len(pieces)})

    async def write_answer(self, answer: Answer, size: int | None, piece: int | None, pause: float) -> None:
        """Write a response unchanged, with at most `size` bytes of its body."""
        head = f"HTTP/1.1 {answer.status} {_phrase(answer.status)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        self.write(f"{head}\r\n".encode("latin-1"))
        for part in _pieces(b"" if self.scope["method"] == "HEAD" else answer.body[:size], piece):
            if piece and await self.is_gone_within(pause):
                return
            self.write(part)

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    async def end(self, how: str) -> None:
        """End the connection or leave it hanging; return when it is gone."""
        if self._transport.is_closing():
            pass
        elif how == "reset":
            reset(self._transport.get_extra_info("socket"))
            self._transport.abort()
        elif how == "close":
            self._transport.close()
        # If this returned earlier, uvicorn would see a call without a response and send a 500.
        await self.receive()


def reset(connection: socket.socket) -> None:
    """Make the next close a reset (RST) instead of an orderly end (FIN)."""
    # A linger time of 0 s makes close() discard unsent data and send RST: socket(7), SO_LINGER.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _pieces(data: bytes, size: int | None) -> Iterator[bytes]:
    if size is None or not data:
        yield data
        return
    for start in range(0, len(data), size):
        yield data[start : start + size]


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""
