"""What a client does in its turn, in a process of its own: each function measures one figure of the client it names.

Processor time is counted by process, and some clients must not see packages that others need. A process without a turn
waits and costs nothing.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from email.utils import formatdate
from functools import cache
from pathlib import Path
from typing import Any

from . import bodies
from .clients import CLIENTS, Read, ours


def prepare(folders: list[str], has_msgspec: bool) -> None:
    """Runs first in each process: where modules are, and whether msgspec is one of them."""
    sys.path[:0] = folders
    if not has_msgspec:
        sys.modules["msgspec"] = None  # type: ignore[assignment]  # to import it is an ImportError now


def read(name: str, body: str, messages: int, times: int, blocks: int) -> float:
    """Processor time to read a body, to that of `json.loads`: medians of blocks that alternate."""
    content = bodies.body(body, messages)
    functions = [_reader(name, body), json.loads]
    seconds: list[list[float]] = [[], []]
    gc.collect()
    for _ in range(blocks):
        for index in random.sample(range(2), 2):
            begun = time.process_time()
            for _ in range(times):
                functions[index](content)
            seconds[index].append(time.process_time() - begun)
    return statistics.median(seconds[0]) / statistics.median(seconds[1])


def memory(name: str, messages: int) -> float:
    """Bytes held by the messages of a window, to those held by what `json.loads` makes of it."""
    content = bodies.body("window", messages)
    return _held(_reader(name, "window"), content) / _held(json.loads, content)


@cache
def _reader(name: str, body: str) -> Read:
    make = CLIENTS[name].reader
    assert make is not None
    read = make("Conversation" if body == "conversation" else "MessageList")
    read(bodies.body(body, 100))  # code is compiled and loaded
    return read


def _held(function: Callable[[bytes], object], content: bytes) -> int:
    function(content)
    gc.collect()
    tracemalloc.start()
    try:
        result = function(content)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
        del result
        return held
    finally:
        tracemalloc.stop()


def request(name: str, url: str, in_flight: int, seconds: float) -> float:
    """Requests per second, with so many at a time."""

    async def run() -> float:
        opened = CLIENTS[name].open
        assert opened is not None
        async with opened(url, None) as calls:
            call = calls.conversation
            assert call is not None
            await asyncio.gather(*(call() for _ in range(in_flight)))  # connections are open, code is loaded
            gc.collect()
            begun = time.perf_counter()

            async def go_on() -> int:
                times = 0
                while times == 0 or time.perf_counter() < begun + seconds:
                    await call()
                    times += 1
                return times

            times = sum(await asyncio.gather(*(go_on() for _ in range(in_flight))))
            return times / (time.perf_counter() - begun)

    return asyncio.run(run())


def own_work(name: str, times: int) -> float:
    """Processor seconds of `conversations.get` over a transport that costs nothing."""

    async def run() -> float:
        async with ours("http://127.0.0.1:9", transport=_free_transport()) as calls:
            assert calls.conversation is not None
            for number in range(-50, times):
                if number == 0:
                    gc.collect()
                    begun = time.process_time()
                await calls.conversation()
            return (time.process_time() - begun) / times

    return asyncio.run(run())


def _free_transport() -> Any:
    """The thinnest transport that the client takes: ours or, before there was one, httpx's."""
    content = bodies.body("conversation", 1)
    headers = bodies.headers(content) | {"date": formatdate(usegmt=True)}
    try:
        from aiochatwoot._transport.messages import Headers, Request, Response
    except ImportError:
        import httpx

        return httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, stream=httpx.ByteStream(content)))

    class Free:
        async def send(self, request: Request) -> Response:
            return Response(200, Headers(headers.items()), self, request.url)

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield content

        async def aclose(self) -> None:
            return

    return Free()


# How the files of adapters begin, now and in the old commit.
_ADAPTERS = ("adapting", "network", "httpx", "aiohttp", "given")


def frames(name: str, url: str) -> int:
    """How many frames of ours a call awaits, from the resource method on, above the adapter of the HTTP library."""

    async def run() -> int:
        import aiochatwoot

        package = f"{Path(aiochatwoot.__file__).parent}{os.sep}"
        async with ours(url) as calls:
            assert calls.conversation is not None
            await calls.conversation()
            coroutine: Any = calls.conversation()
            task = asyncio.create_task(coroutine)
            for _ in range(10):
                await asyncio.sleep(0)  # then it waits for the server
            files: list[str] = []
            while hasattr(coroutine, "cr_frame"):
                files.append(coroutine.cr_frame.f_code.co_filename)
                coroutine = coroutine.cr_await
            await task
        stems = [Path(file).stem for file in files if file.startswith(package)]
        above = [stem for stem in stems if not stem.startswith(_ADAPTERS)]
        assert above != stems, "no frame of the adapter; its module has another name now"
        return len(above)

    return asyncio.run(run())


def importing(name: str, index: int) -> float:
    """Processor seconds of an import in an interpreter that has imported nothing."""
    program = f"import time; t = time.process_time(); {CLIENTS[name].imports[index]}; print(time.process_time() - t)"
    environment = os.environ | {"PYTHONPATH": sys.path[0]}
    for _ in range(2):  # the first time, bytecode may be written
        done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, stdout=subprocess.PIPE)
    return float(done.stdout)
