"""The server of all measurements: what it does is chosen by the first part of the path, as `/cut-NAME/api/v1/...`.

So one server serves several clients at once, each with a base URL of its own. `NAME` keeps their counters apart. `near`
and `far` cost little: a recorded conversation, with the headers of a real server, at once or after `DELAY` seconds.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from email.utils import formatdate
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import attrs

from . import payloads

HOST = "127.0.0.1"
LATENCY = 0.02
"""Seconds from a request to its response."""
DELAY = 0.05
"""The same for `far`."""
SEARCHES = 100
"""How many searches of contacts the server allows in a clock minute."""
PIECE, PIECES = 0.2, 30
"""Seconds between the bytes of a body that trickles, and how many bytes it has."""
CODINGS = {"gzip": "gzip", "gzip in gzip": "gzip, gzip", "br": "br", "zstd": "zstd"}
"""The content codings of bombs, by name: what the header says."""
_END = b"\r\n\r\n"
_BODY = b'{"id": 1, "content": "", "messages": [], "payload": [], "meta": {}}'


@attrs.define
class State:
    """What the server remembers.

    Attributes:
        done: The file of POSTs, open for appending.
        folder: Where bombs lie.
        kept: Seconds that an idle connection is kept.
        count: Requests by what they are counted by.
        begun: When each client asked first, for faults that pass.
    """

    done: int
    folder: Path
    kept: float
    count: Counter[object] = attrs.field(factory=Counter)
    begun: dict[str, float] = attrs.field(factory=dict)


def _head(status: str, length: int, *lines: str) -> bytes:
    given = "".join(f"{line}\r\n" for line in lines)
    date = formatdate(usegmt=True)
    return f"HTTP/1.1 {status}\r\ndate: {date}\r\n{given}content-length: {length}\r\n\r\n".encode()


@lru_cache(1)
def _recorded(second: int) -> bytes:
    """A recorded conversation with its headers, dated, since clients read the date."""
    content = payloads.body("conversation", 1)
    headers = [f"{name}: {value}\r\n" for name, value in payloads.headers(content).items()]
    date = f"date: {formatdate(second, usegmt=True)}\r\n"
    return f"HTTP/1.1 200 OK\r\n{''.join(headers)}{date}\r\n".encode() + content


class Connection(asyncio.Protocol):
    """One connection. What a POST says is written to a file before the response, as a server commits before it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._idle: asyncio.TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET /near/") and data.endswith(_END):  # a whole request, answered as cheaply as it goes
            self._near()
            return
        self._unread += data
        self._stop_clock()
        while _END in self._unread:
            head, _, rest = self._unread.partition(_END)
            length = next(
                (int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0
            )
            if len(rest) < length:
                return
            body, self._unread = rest[:length], rest[length:]
            method, target = head.decode("latin-1").split(" ", 2)[:2]
            if method == "POST":
                os.write(self._state.done, json.dumps(json.loads(body)["content"]).encode() + b"\n")
            first = target.split("/")[1]
            latency = DELAY if first == "far" else LATENCY
            asyncio.get_running_loop().call_later(latency, self._respond, first, target)

    def _respond(self, first: str, target: str) -> None:
        fault = first.partition("-")[0]
        answer: Callable[[str, str], None] = getattr(self, f"_{fault}", self._ok)
        answer(first, target)
        self._stop_clock()
        self._idle = asyncio.get_running_loop().call_later(self._state.kept, self._transport.close)

    def _ok(self, _first: str = "", _target: str = "") -> None:
        self._transport.write(_head("200 OK", len(_BODY), "content-type: application/json") + _BODY)

    def _near(self, _first: str = "", _target: str = "") -> None:
        self._write(_recorded(int(time.time())))

    _far = _near

    def _refuse(self, *lines: str) -> None:
        content = b"Retry later\n"
        self._transport.write(
            _head("429 Too Many Requests", len(content), "content-type: text/plain", *lines) + content
        )

    def _rule(self, first: str, target: str) -> None:
        """Searches beyond the limit are refused until the next clock minute, without `Retry-After`, as by Chatwoot."""
        if "/contacts/search" in target:
            window = first, int(time.time() // 60)
            self._state.count[window] += 1
            if self._state.count[window] > SEARCHES:
                self._refuse()
                return
        self._ok()

    def _busy(self, first: str, _target: str) -> None:
        """Everything is refused for a second from the first request on, with `Retry-After: 1`."""
        now = time.monotonic()
        self._state.count[first] += 1
        if now - self._state.begun.setdefault(first, now) < 1:
            self._refuse("retry-after: 1")
        else:
            self._ok()

    def _asked(self, _first: str, target: str) -> None:
        """How many requests a client made: `/asked/busy-NAME`."""
        content = json.dumps(self._state.count[target.split("/")[2]]).encode()
        self._transport.write(_head("200 OK", len(content), "content-type: application/json") + content)

    def _trickle(self, _first: str, _target: str) -> None:
        """One byte of the body after the other."""
        self._transport.write(_head("200 OK", PIECES, "content-type: application/json"))
        body = b"{}".rjust(PIECES)
        for number in range(PIECES):
            asyncio.get_running_loop().call_later(PIECE * number, self._write, body[number : number + 1])

    def _write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def _cut(self, _first: str, target: str) -> None:
        """Each third body of a method ends early: in turn, its connection does, or what was compressed."""
        self._state.count[target] += 1
        number = self._state.count[target]
        if number % 3:
            self._ok()
        elif number % 2:
            content = gzip.compress(_BODY)[:-12]
            lines = "content-type: application/json", "content-encoding: gzip"
            self._transport.write(_head("200 OK", len(content), *lines) + content)
        else:
            self._transport.write(_head("200 OK", len(_BODY), "content-type: application/json") + _BODY[:20])
            self._transport.close()

    def _bomb(self, first: str, _target: str) -> None:
        name = first.partition("-")[2].replace("_", " ")
        content = (self._state.folder / name).read_bytes()
        lines = "content-type: application/json", f"content-encoding: {CODINGS[name]}"
        self._transport.write(_head("200 OK", len(content), *lines) + content)

    def _stop_clock(self) -> None:
        if self._idle is not None:
            self._idle.cancel()


def _compressed(name: str, size: int) -> Iterator[bytes]:
    """JSON of so many bytes, nearly all of them spaces."""
    encoder: Any
    match name:
        case "br":
            encoder = importlib.import_module("brotli").Compressor(quality=1)
            add, end = encoder.process, encoder.finish
        case "zstd":
            encoder = importlib.import_module("zstandard").ZstdCompressor().compressobj()
            add, end = encoder.compress, encoder.flush
        case _:
            encoder = zlib.compressobj(1, wbits=31)
            add, end = encoder.compress, encoder.flush
    for _ in range(size // 2**20):
        yield add(b" " * 2**20)
    yield add(b"{}")
    yield end()


def make_bomb(folder: Path, name: str, size: int) -> bool:
    """Write a body that unfolds to so many bytes; False if the encoder is not installed."""
    try:
        content = b"".join(_compressed(name, size))
    except ImportError:
        return False
    (folder / name).write_bytes(gzip.compress(content) if name == "gzip in gzip" else content)
    return True


def listen(port: int) -> socket.socket:
    """A listening socket; asyncio turns Nagle's algorithm off (40 ms a response) only where the protocol is given."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    listening.listen(1024)
    return listening


async def serve(port: int, path: str, kept: float) -> None:
    """Answer until killed."""
    state = State(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), Path(path).parent, kept)
    server = await asyncio.get_running_loop().create_server(partial(Connection, state), sock=listen(port))
    await server.serve_forever()


@attrs.define
class Server:
    """A server in a process that can be killed.

    Attributes:
        port: Where it listens, also after a restart.
        done: The file of POSTs; bombs lie beside it.
        kept: Seconds that it keeps an idle connection.
    """

    port: int
    done: Path
    kept: float = 75.0
    _process: subprocess.Popen[bytes] | None = None

    def url(self, fault: str = "") -> str:
        """The base URL for a fault; without one, all is well."""
        return f"http://{HOST}:{self.port}{fault and f'/{fault}'}"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "benchmarks.server", str(self.port), str(self.done), str(self.kept)]
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
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def twice(self, client: str) -> int:
        """How many POSTs of a client, whose texts begin with its name, were done more than once."""
        lines = Counter(json.loads(line) for line in self.done.read_text(encoding="utf-8").splitlines())
        return sum(count > 1 for text, count in lines.items() if text.startswith(f"{client}: "))

    @classmethod
    def in_folder(cls, folder: str, kept: float = 75.0) -> Server:
        """A server on a free port, not yet started."""
        with socket.socket() as free:
            free.bind((HOST, 0))
            return cls(free.getsockname()[1], Path(folder, "done"), kept)


@asynccontextmanager
async def running(kept: float = 75.0) -> AsyncGenerator[Server]:
    """A server on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server.in_folder(folder, kept)
        try:
            await server.start()
            yield server
        finally:
            server.kill()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
