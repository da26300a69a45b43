"""The server of all measurements: what it does is chosen by the first part of the path, as `/cut/api/v1/...`.

`near` and `far` cost little: a recorded conversation, with the headers of a real server, at once or after `DELAY`
seconds.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from . import bodies

HOST = "127.0.0.1"
LATENCY, DELAY = 0.02, 0.05
"""Seconds from a request to its response, and the same for `far`."""
KEPT = 2.0
"""Seconds that an idle connection is kept."""
SEARCHES = 100
"""How many searches of contacts the server allows in a clock minute."""
PIECE, PIECES = 0.2, 30
"""Seconds between the bytes of a body that trickles, and how many bytes it has."""
CODINGS = {"gzip": "gzip", "gzip in gzip": "gzip, gzip", "br": "br", "zstd": "zstd"}
"""The content codings of bombs, by name: what the header says."""
_END = b"\r\n\r\n"
_BODY = b'{"id": 1, "content": "", "messages": [], "payload": [], "meta": {}}'
_JSON = "content-type: application/json"


def _response(content: bytes, *lines: str, status: str = "200 OK", length: int | None = None) -> bytes:
    sent = len(content) if length is None else length
    head = [f"HTTP/1.1 {status}", f"date: {formatdate(usegmt=True)}", *lines, f"content-length: {sent}", "", ""]
    return "\r\n".join(head).encode() + content


@lru_cache(1)
def _recorded(second: int) -> bytes:
    """A recorded conversation with its headers, dated, since clients read the date."""
    content = bodies.body("conversation", 1)
    headers = bodies.headers(content) | {"date": formatdate(second, usegmt=True)}
    return "\r\n".join(["HTTP/1.1 200 OK", *map(": ".join, headers.items()), "", ""]).encode() + content


@dataclass
class State:
    """What the server remembers: the open file of POSTs, how many requests of a kind came, when it began to refuse."""

    done: int
    folder: Path
    count: Counter[object] = field(default_factory=Counter[object])
    begun: float | None = None


class Connection(asyncio.Protocol):
    """One connection. What a POST says is written to a file before the response, as a server commits before it."""

    def __init__(self, state: State) -> None:
        self._state, self._unread = state, b""
        self._closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._loop = transport, asyncio.get_running_loop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET /near/") and data.endswith(_END):  # a whole request, answered as cheaply as it goes
            self._write(_recorded(int(time.time())))
            return
        self._unread += data
        self._stop_clock()
        while _END in self._unread:
            head, _, rest = self._unread.partition(_END)
            lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            length = int(lengths[0]) if lengths else 0
            if len(rest) < length:
                return
            body, self._unread = rest[:length], rest[length:]
            method, target = head.decode("latin-1").split(" ", 2)[:2]
            if method == "POST":
                os.write(self._state.done, json.dumps(json.loads(body)["content"]).encode() + b"\n")
            fault = target.split("/")[1]
            self._loop.call_later(DELAY if fault == "far" else LATENCY, self._respond, fault, target)

    def _respond(self, fault: str, target: str) -> None:
        name, _, detail = fault.partition("-")
        answer = getattr(self, f"_{name}", None)
        self._write(answer(target, detail) if answer else _response(_BODY, _JSON))

    def _write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def _stop_clock(self) -> None:
        if self._closing is not None:
            self._closing.cancel()

    def _counted(self, what: object) -> int:
        self._state.count[what] += 1
        return self._state.count[what]

    # --- the faults ---

    def _near(self, _target: str, _detail: str) -> bytes:
        return _recorded(int(time.time()))

    _far = _near

    def _idle(self, _target: str, _detail: str) -> bytes:
        """The connection is closed `KEPT` seconds later, if nothing else is requested."""
        self._stop_clock()
        self._closing = self._loop.call_later(KEPT, self._transport.close)
        return _response(_BODY, _JSON)

    def _rule(self, target: str, _detail: str) -> bytes:
        """Searches beyond the limit are refused until the next clock minute, without `Retry-After`, as by Chatwoot."""
        is_refused = "/contacts/search" in target and self._counted(time.time() // 60) > SEARCHES
        return _response(b"Retry later\n", status="429 Too Many Requests") if is_refused else _response(_BODY, _JSON)

    def _busy(self, _target: str, _detail: str) -> bytes:
        """Everything is refused for a second from the first request on, with `Retry-After: 1`."""
        self._counted("busy")
        self._state.begun = self._state.begun or time.monotonic()
        if time.monotonic() - self._state.begun < 1:
            return _response(b"Retry later\n", "retry-after: 1", status="429 Too Many Requests")
        return _response(_BODY, _JSON)

    def _asked(self, _target: str, _detail: str) -> bytes:
        """How many requests were made while it was busy, and after it."""
        return _response(json.dumps(self._state.count["busy"]).encode(), _JSON)

    def _trickle(self, _target: str, _detail: str) -> bytes:
        """One byte of the body after the other."""
        for number, byte in enumerate(b"{}".rjust(PIECES)):
            self._loop.call_later(PIECE * number, self._write, bytes([byte]))
        return _response(b"", _JSON, length=PIECES)

    def _cut(self, target: str, _detail: str) -> bytes:
        """Each third body of a method ends early: in turn, its connection does, or what was compressed."""
        number = self._counted(target)
        if number % 3:
            return _response(_BODY, _JSON)
        if number % 2:
            return _response(gzip.compress(_BODY)[:-12], _JSON, "content-encoding: gzip")
        self._loop.call_soon(self._transport.close)
        return _response(_BODY[:20], _JSON, length=len(_BODY))

    def _bomb(self, _target: str, detail: str) -> bytes:
        name = detail.replace("_", " ")
        return _response((self._state.folder / name).read_bytes(), _JSON, f"content-encoding: {CODINGS[name]}")


def listen(port: int) -> socket.socket:
    """A listening socket; asyncio turns Nagle's algorithm off (40 ms a response) only where the protocol is given."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    listening.listen(1024)
    return listening


async def serve(port: int, path: str) -> None:
    """Answer until killed."""
    state = State(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), Path(path).parent)
    server = await asyncio.get_running_loop().create_server(partial(Connection, state), sock=listen(port))
    await server.serve_forever()


class Server:
    """A server in a process that can be killed.

    Attributes:
        port: Where it listens, also after a restart.
        done: The file of POSTs; bombs lie beside it.
    """

    def __init__(self, folder: str) -> None:
        self.done = Path(folder, "done")
        with listen(0) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, fault: str = "") -> str:
        """The base URL for a fault; without one, all is well."""
        return f"http://{HOST}:{self.port}{fault and f'/{fault}'}"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "benchmarks.server", str(self.port), str(self.done)]
        self._process = subprocess.Popen(command, cwd=Path(__file__).parent.parent)  # noqa: ASYNC220 - ours
        while True:
            try:
                _, writer = await asyncio.open_connection(HOST, self.port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def twice(self) -> int:
        """How many POSTs were done more than once."""
        return sum(count > 1 for count in Counter(self.done.read_bytes().splitlines()).values())


@asynccontextmanager
async def running() -> AsyncGenerator[Server]:
    """A server on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            await server.start()
            yield server
        finally:
            server.kill()


def make_bomb(server: Server, name: str, size: int) -> bool:
    """Write a body that unfolds to so many bytes of JSON, nearly all spaces; False if there is no encoder for it."""
    try:
        match name:
            case "br":
                encoder: Any = importlib.import_module("brotli").Compressor(quality=1)
                add, end = encoder.process, encoder.finish
            case "zstd":
                encoder = importlib.import_module("zstandard").ZstdCompressor().compressobj()
                add, end = encoder.compress, encoder.flush
            case _:
                encoder = zlib.compressobj(1, wbits=31)
                add, end = encoder.compress, encoder.flush
    except ImportError:
        return False
    content = b"".join([*(add(b" " * 2**20) for _ in range(size // 2**20)), add(b"{}"), end()])
    (server.done.parent / name).write_bytes(gzip.compress(content) if name == "gzip in gzip" else content)
    return True


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
