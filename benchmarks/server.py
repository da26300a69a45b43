"""The server of all measurements. The first segment of the path selects its behaviour, as in `/cut/api/v1/...`.

`near` and `far` respond with a recorded conversation, at once or after `DELAY` seconds, and need little processor time.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from email.utils import formatdate
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from . import bodies

HOST = "127.0.0.1"
LATENCY, DELAY = 0.02, 0.05
"""Seconds between a request and its response, in general and for `far`."""
KEPT = 2.0
"""Seconds after which an idle connection is closed."""
SEARCHES = 100
"""Contact searches that the server allows in a clock minute."""
PIECE, PIECES = 0.2, 30
"""Seconds between the bytes of a trickling body, and their number."""
CODINGS = {"gzip": "gzip", "gzip-in-gzip": "gzip, gzip", "br": "br", "zstd": "zstd"}
"""The header `Content-Encoding` of each bomb, by the bomb's name."""
_END = b"\r\n\r\n"
_BODY = b'{"id": 1, "content": "", "messages": [], "payload": [], "meta": {}}'


def _response(content: bytes, status: str = "200 OK", **more: str) -> bytes:
    """Return a response with a real server's headers and additional ones, given with underscores."""
    more = {"date": formatdate(usegmt=True), "content_length": str(len(content))} | more
    headers = bodies.headers() | {name.replace("_", "-"): value for name, value in more.items()}
    return "\r\n".join([f"HTTP/1.1 {status}", *map(": ".join, headers.items()), "", ""]).encode() + content


def _refusal(**more: str) -> bytes:
    return _response(b"Retry later\n", "429 Too Many Requests", content_type="text/plain", **more)


@lru_cache(1)
def _conversation(_second: int) -> bytes:
    """Return a recorded conversation, rebuilt every second, since clients read its date."""
    return _response(bodies.body("conversation", 1))


class Connection(asyncio.Protocol):
    """A connection. It logs a request before the response, as a real server commits before it responds.

    Args:
        log: File descriptor of the log.
        folder: The folder of the bombs.
        counts: Counters that all connections share.
    """

    def __init__(self, log: int, folder: Path, counts: defaultdict[object, float]) -> None:
        self._log, self._folder, self._counts = log, folder, counts
        self._unread = b""
        self._closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._loop = transport, asyncio.get_running_loop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()

    def data_received(self, data: bytes) -> None:
        if data.endswith(_END) and data.startswith((b"GET /near/", b"GET /far/")):  # a complete request
            if data.startswith(b"GET /near/"):
                self._send_conversation()
            else:
                self._loop.call_later(DELAY, self._send_conversation)
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
            os.write(self._log, f"{method} ".encode() + body + b"\n")
            fault = target.split("/")[1]
            self._loop.call_later(LATENCY, self._respond, fault, target, body)

    def _respond(self, fault: str, target: str, body: bytes) -> None:
        answer = getattr(self, f"_{fault}", None)
        self._write((answer and answer(target, body)) or _response(_BODY))

    def _send_conversation(self) -> None:
        self._write(_conversation(int(time.time())))

    def _write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def _stop_clock(self) -> None:
        if self._closing is not None:
            self._closing.cancel()

    # --- behaviours; None sends the default response ---

    def _account(self, target: str, body: bytes) -> bytes:
        """Return a response of an account; the next segment of the path is its number of conversations."""
        _, _, count, path = target.split("/", 3)
        return _response(bodies.of_account(int(count), path, body))

    def _idle(self, _target: str, _body: bytes) -> None:
        """Close the connection after `KEPT` seconds, unless another request arrives."""
        self._stop_clock()
        self._closing = self._loop.call_later(KEPT, self._transport.close)

    def _rule(self, target: str, _body: bytes) -> bytes | None:
        """Refuse searches beyond the limit until the next clock minute, without `Retry-After`, as Chatwoot does."""
        if "/contacts/search" not in target:
            return None
        minute = time.time() // 60
        self._counts[minute] += 1
        return _refusal() if self._counts[minute] > SEARCHES else None

    def _busy(self, _target: str, _body: bytes) -> bytes | None:
        """Refuse all requests for a second after the first one, with `Retry-After: 1`."""
        end = self._counts.setdefault("busy until", self._loop.time() + 1)
        return _refusal(retry_after="1") if self._loop.time() < end else None

    def _trickle(self, _target: str, _body: bytes) -> bytes:
        """Send the body byte by byte."""
        for number, byte in enumerate(b"{}".rjust(PIECES)):
            self._loop.call_later(PIECE * number, self._write, bytes([byte]))
        return _response(b"", content_length=str(PIECES))

    def _cut(self, target: str, _body: bytes) -> bytes | None:
        """Cut every third body of a target: in turn, truncate its gzip stream, or close the connection early."""
        self._counts[target] += 1
        if self._counts[target] % 3:
            return None
        if self._counts[target] % 2:
            return _response(gzip.compress(_BODY)[:-12], content_encoding="gzip")
        self._loop.call_soon(self._transport.close)
        return _response(_BODY[:20], content_length=str(len(_BODY)))

    def _bomb(self, target: str, _body: bytes) -> bytes:
        """Return the bomb named by the next segment of the path."""
        coding = target.split("/")[2]
        return _response((self._folder / coding).read_bytes(), content_encoding=CODINGS[coding])


async def _serve(port: int, folder: Path) -> None:
    log = os.open(folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    make = partial(Connection, log, folder, defaultdict[object, float](float))
    server = await asyncio.get_running_loop().create_server(make, HOST, port, backlog=1024)
    await server.serve_forever()


class Server:
    """A server on a free port, in a process that can be killed.

    Attributes:
        port: Its port, the same after a restart.
        folder: The folder of its log and bombs.
    """

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        self._temporary.cleanup()

    def url(self, path: str = "well") -> str:
        """Return the base URL of a behaviour; by default, nothing fails."""
        return f"http://{HOST}:{self.port}/{path}"

    async def start(self) -> None:
        """Start the process, and wait until it accepts connections."""
        command = [sys.executable, "-m", "benchmarks.server", str(self.port), str(self.folder)]
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
        """Kill the process with SIGKILL."""
        self._process.kill()
        self._process.wait()

    def requests(self) -> list[bytes]:
        """Return the method and body of each request."""
        return (self.folder / "log").read_bytes().splitlines()

    def twice(self) -> int:
        """Return the number of POSTs that were executed more than once."""
        return sum(times > 1 and line.startswith(b"POST ") for line, times in Counter(self.requests()).items())


def make_bomb(server: Server, coding: str, size: int) -> None:
    """Write a body that decompresses to `size` bytes of JSON, nearly all of them spaces.

    Raises:
        ImportError: the encoder is not installed.
    """
    match coding:
        case "br":
            encoder: Any = import_module("brotli").Compressor(quality=1)
            add, end = encoder.process, encoder.finish
        case "zstd":
            encoder = import_module("zstandard").ZstdCompressor().compressobj()
            add, end = encoder.compress, encoder.flush
        case _:
            encoder = zlib.compressobj(1, wbits=31)
            add, end = encoder.compress, encoder.flush
    content = b"".join([*(add(b" " * 2**20) for _ in range(size // 2**20)), add(b"{}"), end()])
    (server.folder / coding).write_bytes(gzip.compress(content) if coding == "gzip-in-gzip" else content)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
