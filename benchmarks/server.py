"""A server that costs next to nothing: it answers with bytes that were put together before.

    python -m benchmarks.server MESSAGES DELAY

It listens on two ports of this machine, one that answers at once and one that answers after DELAY seconds, writes both
as a line of JSON, and stops when its standard input is closed. A conversation is the recorded one; messages are cut by
`after` and `before` as the server of the product does, from a conversation of MESSAGES messages.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from functools import partial
from urllib.parse import parse_qs, urlsplit

from . import payloads

HOST = "127.0.0.1"
_END = b"\r\n\r\n"


class Answers:
    """Whole answers, by what was asked for."""

    def __init__(self, messages: int) -> None:
        self._messages = messages
        self._made: dict[bytes, bytes] = {}

    def get(self, target: bytes) -> bytes:
        """The answer to a request for this path and query."""
        if target not in self._made:
            self._made[target] = self._make(target.decode("ascii"))
        return self._made[target]

    def _make(self, target: str) -> bytes:
        parts = urlsplit(target)
        if not parts.path.endswith("/messages"):
            return _answer(payloads.CONVERSATION, payloads.conversation())
        query = parse_qs(parts.query)
        first = max(1, int(query.get("after", ["1"])[0]))
        end = min(self._messages + 1, int(query.get("before", [str(2**31 - 1)])[0]))
        return _answer(payloads.WINDOW, payloads.window(first, min(end, first + 1000)))


def _answer(name: str, content: bytes) -> bytes:
    headers = payloads.recorded(name)[0] | {"content-length": str(len(content))}
    lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + content


class Connection(asyncio.Protocol):
    """One connection: GET requests without a body, kept alive."""

    def __init__(self, answers: Answers, delay: float) -> None:
        self._answers = answers
        self._delay = delay
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while _END in self._unread:
            head, _, self._unread = self._unread.partition(_END)
            answer = self._answers.get(head.split(b" ", 2)[1])
            if self._delay:
                asyncio.get_running_loop().call_later(self._delay, self._write, answer)
            else:
                self._write(answer)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def listener() -> socket.socket:
    """A listening socket on a free port.

    With the protocol named, since asyncio sets TCP_NODELAY on the connections of such a socket only; without that an
    answer waits for the acknowledgment of the one before, up to 40 ms.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind((HOST, 0))
    listening.listen(1024)
    return listening


async def serve(messages: int, delay: float) -> None:
    """Answer until the standard input is closed."""
    loop = asyncio.get_running_loop()
    answers = Answers(messages)
    near, far = listener(), listener()
    await loop.create_server(partial(Connection, answers, 0.0), sock=near)
    await loop.create_server(partial(Connection, answers, delay), sock=far)
    ports = {name: f"http://{HOST}:{each.getsockname()[1]}" for name, each in (("near", near), ("far", far))}
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
