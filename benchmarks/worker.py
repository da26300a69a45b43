"""The functions that measure; each contender, named by their first argument, has a process of its own.

Processor time is counted by process, and some contenders must not see packages that others need. A process without a
task waits and costs nothing.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
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

from . import payloads
from .contenders import CONTENDERS, Call, Read, open_ours


def prepare(folders: list[str], has_msgspec: bool) -> None:
    """Runs first in each process: where modules are, and whether msgspec is one of them."""
    sys.path[:0] = folders
    if not has_msgspec:
        sys.modules["msgspec"] = None  # type: ignore[assignment]  # to import it is an ImportError now


def missing(name: str) -> list[str]:
    """The modules that the contender needs and that cannot be imported."""
    found = []
    for module in CONTENDERS[name].needs:
        try:
            importlib.import_module(module)
        except ImportError:
            found.append(module)
    return found


def read(name: str, body: str, messages: int, times: int, blocks: int) -> float:
    """Processor time to read a body, to that of `json.loads`: medians of blocks that alternate."""
    content = payloads.body(body, messages)
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
    content = payloads.body("window", messages)
    return _held(_reader(name, "window"), content) / _held(json.loads, content)


@cache
def _reader(name: str, body: str) -> Read:
    make = CONTENDERS[name].reader
    assert make is not None
    read = make("Conversation" if body == "conversation" else "MessageList")
    read(payloads.body(body, 100))  # code is compiled and loaded
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


def request(name: str, base_url: str, in_flight: int, seconds: float) -> float:
    """Requests per second, with so many at a time."""
    return asyncio.run(_request(name, base_url, in_flight, seconds))


async def _request(name: str, base_url: str, in_flight: int, seconds: float) -> float:
    opened = CONTENDERS[name].open
    assert opened is not None
    async with opened(base_url) as call:
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


def own_work(name: str, times: int) -> float:
    """Processor seconds of `conversations.get` over a transport that costs nothing."""
    return asyncio.run(_own_work(times))


async def _own_work(times: int) -> float:
    async with open_ours("http://127.0.0.1:9", _free_transport()) as call:
        await _repeat(call, 50)
        gc.collect()
        begun = time.process_time()
        await _repeat(call, times)
        return (time.process_time() - begun) / times


async def _repeat(call: Call, times: int) -> None:
    for _ in range(times):
        await call()


def _free_transport() -> Any:
    """The thinnest transport that the client takes: ours or, before there was one, httpx's."""
    content = payloads.body("conversation", 1)
    headers = payloads.headers(content) | {"date": formatdate(usegmt=True)}
    try:
        from aiochatwoot._transport.messages import Headers, Request, Response
    except ImportError:
        return _free_httpx(headers, content)

    class Body:
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield content

        async def aclose(self) -> None:
            return

    class Free:
        async def send(self, request: Request) -> Response:
            return Response(200, Headers(headers.items()), Body(), request.url)

        async def aclose(self) -> None:
            return

    return Free()


def _free_httpx(headers: dict[str, str], content: bytes) -> Any:
    import httpx

    class Free(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, headers=headers, stream=httpx.ByteStream(content))

    return Free()


def frames(name: str, far: str) -> int:
    """How many frames of ours a call awaits, from the resource method on, above the adapter of the HTTP library."""
    return asyncio.run(_frames(far))


# How the files of adapters begin, now and in the old commit.
_ADAPTERS = ("adapting", "network", "httpx", "aiohttp", "given")


async def _frames(far: str) -> int:
    import aiochatwoot

    package = f"{Path(aiochatwoot.__file__).parent}{os.sep}"
    async with open_ours(far) as call:
        await call()
        coroutine: Any = call()
        task = asyncio.create_task(coroutine)
        for _ in range(10):
            await asyncio.sleep(0)  # then it waits for the server
        ours: list[str] = []
        while hasattr(coroutine, "cr_frame"):
            file = coroutine.cr_frame.f_code.co_filename
            ours += [Path(file).stem] if file.startswith(package) else []
            coroutine = coroutine.cr_await
        await task
    above = [stem for stem in ours if not stem.startswith(_ADAPTERS)]
    assert above != ours, "no frame of the adapter; its module has another name now"
    return len(above)


_TIMED = "import time; begun = time.process_time(); {}; print(time.process_time() - begun)"


def importing(name: str, index: int) -> float:
    """Processor seconds of an import in an interpreter that has imported nothing."""
    imports = CONTENDERS[name].imports
    assert imports is not None
    environment = os.environ | {"PYTHONPATH": sys.path[0]}
    command = [sys.executable, "-c", _TIMED.format(imports[index])]
    return float(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
