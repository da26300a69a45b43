"""What becomes of calls when a server fails, side by side with other clients.

    python -m benchmarks.faults                    every measurement and client that is installed (minutes)
    python -m benchmarks.faults --only restarts    one measurement
    python -m benchmarks.faults --client aiochatwoot --kills 3

A real server, in a process of its own on this machine. **restarts**: it is killed (SIGKILL) and started again, twelve
times, under 150 calls a second, of which a third are POSTs. **keep-alive**: it closes connections that were idle for
two seconds, and POSTs come after about two seconds. All clients have default settings, only our rate limit is set so
high that no request waits for it. A client whose package is not installed is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib.util
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import attrs

HOST = "127.0.0.1"
LATENCY = 0.02
"""Seconds from a request to its response."""
KEPT = 2.0
"""Seconds that an idle connection is kept, where that is measured."""
_TOKEN = "token-of-the-benchmark"
_END = b"\r\n\r\n"
Calls: TypeAlias = tuple[Callable[[], Awaitable[object]], Callable[[str], Awaitable[object]]]
"""A GET, and a POST of a text."""


# --- the server ---------------------------------------------------------------------------------------------------


class Connection(asyncio.Protocol):
    """One connection. What a POST says is written to a file before the response, as a server commits before it."""

    def __init__(self, done: int, kept: float) -> None:
        self._done, self._kept = done, kept
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._idle: asyncio.TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()

    def data_received(self, data: bytes) -> None:
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
            if head.startswith(b"POST"):
                os.write(self._done, json.dumps(json.loads(body)["content"]).encode() + b"\n")
            asyncio.get_running_loop().call_later(LATENCY, self._respond)

    def _respond(self) -> None:
        content = b'{"id": 1, "content": "", "messages": [], "meta": {}}'
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        self._transport.write(head.encode() + content)
        self._stop_clock()
        self._idle = asyncio.get_running_loop().call_later(self._kept, self._transport.close)

    def _stop_clock(self) -> None:
        if self._idle is not None:
            self._idle.cancel()


async def serve(port: int, path: str, kept: float) -> None:
    """Answer until killed."""
    done = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    listening.listen(1024)
    server = await asyncio.get_running_loop().create_server(partial(Connection, done, kept), sock=listening)
    await server.serve_forever()


@attrs.define
class Server:
    """A server in a process that can be killed.

    Attributes:
        port: Where it listens, also after a restart.
        done: The file of POSTs.
        kept: Seconds that it keeps an idle connection.
    """

    port: int
    done: Path
    kept: float = 75.0
    _process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "benchmarks.faults", "serve", str(self.port), str(self.done), str(self.kept)]
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

    def twice(self) -> int:
        """How many POSTs were done more than once."""
        lines = self.done.read_text(encoding="utf-8").splitlines()
        return sum(count > 1 for count in Counter(lines).values())


@asynccontextmanager
async def running(kept: float = 75.0) -> AsyncGenerator[Server]:
    """A server on a free port."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind((HOST, 0))
        server = Server(free.getsockname()[1], Path(folder, "done"), kept)
        free.close()
        try:
            await server.start()
            yield server
        finally:
            server.kill()


# --- the clients --------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _ours(url: str, transport: Any = None) -> AsyncGenerator[Calls]:
    from aiochatwoot import Chatwoot

    path = "/api/v1/accounts/1/conversations/1"
    async with Chatwoot(url, token=_TOKEN, account_id=1, rate_limit=10**9, transport=transport) as client:
        yield (
            lambda: client.request("GET", path),
            lambda text: client.request("POST", f"{path}/messages", json={"content": text}),
        )


@asynccontextmanager
async def _sdk(url: str) -> AsyncGenerator[Calls]:
    async with import_module("chatwoot").AsyncChatwootClient(url, _TOKEN) as client:
        http = vars(client)["_http"]  # its resources would spend their time on models
        path = "/api/v1/accounts/1/conversations/1"
        yield (
            lambda: http.get(path),
            lambda text: http.post(f"{path}/messages", json={"content": text}),
        )


@asynccontextmanager
async def _openai(url: str) -> AsyncGenerator[Calls]:
    # A client of another service, known for its retries: pointed at ours, by its methods for undocumented endpoints.
    path = "/api/v1/accounts/1/conversations/1"
    async with import_module("openai").AsyncOpenAI(base_url=url, api_key=_TOKEN) as client:
        yield (
            lambda: client.get(path, cast_to=object),
            lambda text: client.post(f"{path}/messages", body={"content": text}, cast_to=object),
        )


CLIENTS: dict[str, tuple[str, Callable[[str], contextlib.AbstractAsyncContextManager[Calls]]]] = {
    "aiochatwoot": ("httpx", _ours),
    "aiochatwoot-httpx2": ("httpx2", partial(_ours, transport="httpx2")),
    "aiochatwoot-aiohttp": ("aiohttp", partial(_ours, transport="aiohttp")),
    "chatwoot-sdk": ("chatwoot", _sdk),
    "openai": ("openai", _openai),
}
"""By name: the module that it needs, and how to open it."""


# --- the measurements ---------------------------------------------------------------------------------------------


@attrs.define
class Tally:
    """What became of calls: how many, and how many failed, by kind of error."""

    name: str
    calls: int = 0
    errors: Counter[str] = attrs.field(factory=Counter)

    async def of(self, call: Awaitable[object]) -> None:
        """Make a call, and note how it ends."""
        self.calls += 1
        try:
            await call
        except Exception as error:  # noqa: BLE001 - whatever a client raises
            why = getattr(error, "advice", None)
            self.errors[f"{type(error).__name__} ({why})" if why else type(error).__name__] += 1

    def __str__(self) -> str:
        failed = self.errors.total()
        named = ", ".join(f"{count} {name}" for name, count in self.errors.most_common())
        return (
            f"{self.name}: {failed} of {self.calls} failed ({failed / max(1, self.calls):.2%}){named and f': {named}'}"
        )


async def restarts(name: str, options: argparse.Namespace) -> str:
    """A server that is killed and started again, under load."""
    gets, posts, texts = Tally("GETs"), Tally("POSTs"), itertools.count()
    async with running() as server, CLIENTS[name][1](f"http://{HOST}:{server.port}") as (get, post):
        tasks: set[asyncio.Task[None]] = set()

        async def load() -> None:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            for number in itertools.count():
                call = posts.of(post(f"text {next(texts)}")) if number % 3 == 0 else gets.of(get())
                task = asyncio.create_task(call)
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                await asyncio.sleep(max(0.0, begun + number / options.rate - loop.time()))

        loading = asyncio.create_task(load())
        for _ in range(options.kills):
            await asyncio.sleep(options.up)
            server.kill()
            await asyncio.sleep(options.down)
            await server.start()
        await asyncio.sleep(options.up)
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        await asyncio.gather(*tasks)
        return f"{gets}; {posts}; done twice: {server.twice()}"


async def keep_alive(name: str, options: argparse.Namespace) -> str:
    """POSTs that come in the moment in which the server closes an idle connection."""
    posts, texts = Tally("POSTs"), itertools.count()
    async with running(KEPT) as server:

        async def caller() -> None:
            async with CLIENTS[name][1](f"http://{HOST}:{server.port}") as (_, post):
                for _ in range(options.posts):
                    await posts.of(post(f"text {next(texts)}"))
                    await asyncio.sleep(KEPT + random.uniform(-0.01, 0.004))

        await asyncio.gather(*(caller() for _ in range(options.callers)))
        return f"{posts}; done twice: {server.twice()}"


MEASURES = {"restarts": restarts, "keep-alive": keep_alive}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.faults", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="measure this; may be repeated")
    parser.add_argument("--client", action="append", choices=list(CLIENTS), help="with this; may be repeated")
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--rate", type=float, default=150.0, help="calls a second")
    parser.add_argument("--up", type=float, default=4.0, help="seconds between restarts")
    parser.add_argument("--down", type=float, default=0.5, help="seconds from a kill to the next start")
    parser.add_argument("--callers", type=int, default=40, help="for keep-alive: clients at once")
    parser.add_argument("--posts", type=int, default=10, help="for keep-alive: POSTs of each")
    options = parser.parse_args()
    for measure in options.only or MEASURES:
        print(f"{measure}:", flush=True)
        for name in options.client or CLIENTS:
            if importlib.util.find_spec(CLIENTS[name][0]) is None:
                print(f"  {name}: left out, {CLIENTS[name][0]} is not installed", flush=True)
            else:
                print(f"  {name}: {asyncio.run(MEASURES[measure](name, options))}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2]), sys.argv[3], float(sys.argv[4])))
    else:
        main()
