"""The server of all measurements. The first segment of the path selects its behaviour, as in `/cut/api/v1/...`.

`near` and `far` respond with a recorded conversation, at once or after `DELAY` seconds, and need little processor time.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from email.utils import formatdate
from functools import lru_cache
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


async def _serve(port: int, folder: Path) -> None:
    """Log each request before the response, as a real server commits before it responds."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    counts = defaultdict[object, float](float)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop, closing = asyncio.get_running_loop(), None
        with contextlib.suppress(OSError, asyncio.IncompleteReadError), contextlib.closing(writer):
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                if closing:
                    closing.cancel()
                if head.startswith((b"GET /near/", b"GET /far/")):
                    if head.startswith(b"GET /far/"):
                        await asyncio.sleep(DELAY)
                    writer.write(_conversation(int(time.time())))
                    continue
                method, target, _ = head.decode("latin-1").split(" ", 2)
                fault = target.split("/")[1]
                length = re.search(rb"content-length: (\d+)", head.lower())
                body = await reader.readexactly(int(length[1]) if length else 0)
                os.write(log, f"{method} ".encode() + body + b"\n")
                await asyncio.sleep(LATENCY)
                await _respond(writer, fault, target, body, folder, counts)
                closing = loop.call_later(KEPT, writer.close) if fault == "idle" else None

    server = await asyncio.start_server(connected, HOST, port, backlog=1024)
    await server.serve_forever()


async def _respond(
    writer: asyncio.StreamWriter,
    fault: str,
    target: str,
    body: bytes,
    folder: Path,
    counts: defaultdict[object, float],
) -> None:
    """Send the response of a behaviour.

    Args:
        writer: The connection.
        fault: The name of the behaviour; others than the names below send the default response.
        target: The path and query.
        body: The body of the request.
        folder: The folder of the bombs.
        counts: Counters that all connections share.
    """
    made = _response(_BODY)
    match fault:
        case "account":  # the next segment of the path is its number of conversations
            _, _, count, path = target.split("/", 3)
            made = _response(bodies.of_account(int(count), path, body))
        case "rule" if "/contacts/search" in target:  # no `Retry-After` beyond the limit of a clock minute, as Chatwoot
            minute = time.time() // 60
            counts[minute] += 1
            made = _refusal() if counts[minute] > SEARCHES else made
        case "busy":  # all requests are refused for a second after the first one
            end = counts.setdefault("busy until", time.monotonic() + 1)
            made = _refusal(retry_after="1") if time.monotonic() < end else made
        case "trickle":
            writer.write(_response(b"", content_length=str(PIECES)))
            for byte in b"{}".rjust(PIECES):
                writer.write(bytes([byte]))
                await writer.drain()  # raises an error if the client has left
                await asyncio.sleep(PIECE)
            return
        case "cut":  # every third body of a target: in turn, its gzip stream is truncated, or the connection closed
            counts[target] += 1
            if counts[target] % 6 == 3:
                made = _response(gzip.compress(_BODY)[:-12], content_encoding="gzip")
            elif counts[target] % 6 == 0:
                writer.write(_response(_BODY[:20], content_length=str(len(_BODY))))
                writer.close()
                return
        case "bomb":  # named by the next segment of the path
            coding = target.split("/")[2]
            made = _response((folder / coding).read_bytes(), content_encoding=CODINGS[coding])
        case _:
            pass
    writer.write(made)


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
