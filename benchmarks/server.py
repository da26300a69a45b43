"""A server that costs little: to any request it sends a recorded conversation, with the headers of a real server."""

from __future__ import annotations

import asyncio
import time
from email.utils import formatdate
from functools import partial
from multiprocessing.connection import Connection as Pipe

from . import payloads

HOST = "127.0.0.1"
_END = b"\r\n\r\n"


class Response:
    """A response whose `date` is the current second's, since clients read it."""

    def __init__(self, content: bytes) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in payloads.headers(content).items())
        self._head = f"HTTP/1.1 200 OK\r\n{lines}date: ".encode()
        self._content = content
        self._second, self._made = 0, b""

    def get(self) -> bytes:
        """The bytes to send now."""
        second = int(time.time())
        if second != self._second:
            date = formatdate(second, usegmt=True).encode()
            self._second, self._made = second, self._head + date + _END + self._content
        return self._made


class Connection(asyncio.Protocol):
    """One connection: GET requests without a body, kept alive."""

    def __init__(self, response: Response, delay: float) -> None:
        self._response = response
        self._delay = delay
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while _END in self._unread:
            _, _, self._unread = self._unread.partition(_END)
            if self._delay:
                asyncio.get_running_loop().call_later(self._delay, self._write)
            else:
                self._write()

    def _write(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(self._response.get())


async def start(delay: float) -> asyncio.Server:
    """Start a server that responds after `delay` seconds."""
    make = partial(Connection, Response(payloads.body("conversation", 1)), delay)
    return await asyncio.get_running_loop().create_server(make, HOST, 0, backlog=1024)


def main(pipe: Pipe, delay: float) -> None:
    """Send the base URLs of a server that responds at once and of one that does after `delay` seconds; serve both."""
    with asyncio.Runner() as runner:
        servers = [runner.run(start(each)) for each in (0.0, delay)]
        pipe.send([f"http://{HOST}:{each.sockets[0].getsockname()[1]}" for each in servers])
        runner.get_loop().run_forever()  # until the process is ended
