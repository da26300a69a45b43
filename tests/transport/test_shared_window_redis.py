"""The limit that several workers share, with a real Redis server."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import attrs
import pytest

from aiochatwoot import SharedWindow
from aiochatwoot._transport.redis_store import RedisStore
from aiochatwoot.limits import StoreLostError
from aiochatwoot.settings import Secret

from ..racks import Late, refuse
from ..repository import ROOT
from ..sockets import listen
from ..virtual import START
from .shared import FIRST, GET

PASSWORD = "hunter2-of-redis"


@attrs.frozen
class RedisServer:
    """A local Redis server."""

    process: subprocess.Popen[bytes]
    url: str


@pytest.mark.parametrize("reply", [b"*5\r\n" + b"+OK\r\n" * 5, b"*1\r\n:1\r\n", b"*-1\r\n", b"*5\r\n" + b"$-1\r\n" * 5])
async def test_a_store_whose_replies_are_no_numbers_is_lost(reply: bytes) -> None:
    """A store with other replies than counters, such as a proxy's, counts as lost, and no request fails."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            words = []
            for _ in range(int(line[1:])):
                size = await reader.readline()
                words.append((await reader.readexactly(int(size[1:]) + 2)).strip())
            writer.write(reply if words == [b"EXEC"] else b"+OK\r\n")

    async with listen(serve) as listener:
        store = RedisStore(Secret(f"redis://127.0.0.1:{listener.port}"))
        with pytest.raises(StoreLostError, match=r"^\w+$"):
            await store.lease("key", FIRST, 10, is_doubtful=False)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis server on loopback whose counters are complete since the previous minute."""
    command = shutil.which("redis-server")
    if command is None:
        pytest.skip("needs redis-server, which is not installed here (Debian: apt install redis-server)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--requirepass", PASSWORD]
    with subprocess.Popen([command, *settings], cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        try:
            url = f"redis://:{PASSWORD}@127.0.0.1:{port}/1"
            asyncio.run(_begin(url))
            yield RedisServer(process, url)
        finally:
            process.kill()


async def _begin(url: str) -> None:
    store = RedisStore(Secret(url))
    async with asyncio.timeout(20):
        while True:
            try:
                await store.lease("https://chat.example:443|", FIRST - 1, 0, is_doubtful=False)
            except StoreLostError:
                await asyncio.sleep(0.02)
            else:
                return


async def take(limiter: SharedWindow, most: int = 5000) -> int:
    """Use places until there are none in this minute, or up to a number; return how many there were."""
    for taken in range(most):
        try:
            place = await limiter.acquire(GET, refuse)
        except Late:
            return taken
        assert place.begin()
        place.end(200, date=formatdate(int(START), usegmt=True))
    return most


WORKER = """
import asyncio, sys
from tests.transport.test_shared_window_redis import START, SharedWindow, take
print(asyncio.run(take(SharedWindow(sys.stdin.read(), 1000, workers=8, clock=lambda: START), 100)))
"""


def test_processes_threads_and_loops_share_the_minute_of_a_real_server(redis_server: RedisServer) -> None:
    """Processes, threads and loops together send exactly the limit."""
    processes = [
        subprocess.Popen([sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        for _ in range(2)
    ]
    taken = [process.communicate(redis_server.url.encode())[0] for process in processes]
    assert taken == [b"100\n"] * 2

    shared = SharedWindow(redis_server.url, 1000, workers=8, clock=lambda: START)
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(asyncio.run(take(shared)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 800


async def test_a_real_server_that_ends_leaves_a_worker_its_share(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The log reports it, without the password; servers that refuse the worker count as lost, too."""
    limiter = SharedWindow(redis_server.url, 1000, workers=8, clock=lambda: START)
    (await limiter.acquire(GET)).give_back()
    refused = SharedWindow(redis_server.url.replace(PASSWORD, "wrong"), 1000, workers=8, clock=lambda: START)
    assert await take(refused) == 125
    redis_server.process.kill()
    redis_server.process.wait()
    assert await take(limiter) == 125
    assert [each.split()[9][:-1] for each in caplog.messages] == ["(AuthenticationError)", "(ConnectionError)"]
    assert "hunter2" not in caplog.text
