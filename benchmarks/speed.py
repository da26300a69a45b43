"""Measures the speed and memory of the clients."""

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
from collections.abc import Callable

from . import bodies
from .clients import CLIENTS, named
from .runner import ROOT, Measure
from .server import DELAY, Server

PLACES = 100
"""Simultaneous requests to the distant server: the default of `max_in_flight`, and every library's connection limit."""


def reading(name: str, *, messages: int = 1000, blocks: int = 15) -> list[float]:
    """Return the processor time to read a body, divided by that of `json.loads`: medians of alternating blocks."""

    def ratio(body: str, times: int) -> float:
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

    return [ratio("window", 1), ratio("mixed", 1), ratio("conversation", 50)]


def memory(name: str, *, messages: int = 1000) -> list[float]:
    """Return the memory of a window's typed messages, divided by that of the dicts from `json.loads`."""
    content = bodies.body("window", messages)

    def held(function: Callable[[bytes], object]) -> int:
        function(content)
        gc.collect()
        tracemalloc.start()
        result = function(content)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        del result
        return size

    return [held(_reader(name, "window")) / held(json.loads)]


def _reader(name: str, body: str) -> Callable[[bytes], object]:
    read: Callable[[bytes], object] = CLIENTS[name].reader("Conversation" if body == "conversation" else "MessageList")
    read(bodies.body(body, 100))  # compiles and loads code
    return read


async def requesting(name: str, *, seconds: float = 0.4) -> list[float]:
    """Return the requests per second to a server that responds without delay."""
    return [await _rate(name, "near", in_flight, seconds) for in_flight in (1, 50)]


async def far(name: str, *, seconds: float = 1.2) -> list[float]:
    """Return the requests per second to a distant server, divided by the maximum that the connections allow."""
    return [await _rate(name, "far", PLACES, seconds) * DELAY / PLACES]


async def _rate(name: str, path: str, in_flight: int, seconds: float) -> float:
    async with Server() as server, CLIENTS[name].open(server.url(path)) as calls:
        await asyncio.gather(*(calls.conversation() for _ in range(in_flight)))  # opens connections, loads code
        gc.collect()
        begun = time.perf_counter()

        async def go_on() -> int:
            times = 0
            while times == 0 or time.perf_counter() < begun + seconds:
                await calls.conversation()
                times += 1
            return times

        times = sum(await asyncio.gather(*(go_on() for _ in range(in_flight))))
        return times / (time.perf_counter() - begun)


_CLASSES = {
    "httpx": ("httpx", "AsyncClient"),
    "sdk": ("chatwoot", "AsyncChatwootClient"),
    "ours": ("aiochatwoot", "Chatwoot"),
}


def importing(name: str) -> list[float]:
    """Return the processor seconds of an import in a fresh interpreter."""

    def seconds(statement: str) -> float:
        program = f"import time; t = time.process_time(); {statement}; print(time.process_time() - t)"
        environment = os.environ | {"PYTHONPATH": str(ROOT / "overrides")}
        for _ in range(2):  # the first import may write bytecode
            done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, stdout=subprocess.PIPE)
        return float(done.stdout)

    package, client = _CLASSES[name]
    return [seconds(f"import {package}"), seconds(f"from {package} import {client}")]


_READERS = named("stock", "pydantic", "msgspec", "ours", "fast")
_BARE = {"ours": "httpx", "over-httpx2": "httpx2", "over-aiohttp": "aiohttp"}
_REQUESTING = named("httpx", "httpx2", "aiohttp", "sdk", "stock", *_BARE)
_RATES = {"Requests per second": dict.fromkeys(_REQUESTING, "httpx"), "Share of the library's speed": _BARE}
MEASURES = {
    "reading": Measure({"Bytes to typed models": {}}, reading, _READERS, {"messages": 30, "blocks": 1}),
    "memory": Measure({"Messages in memory": {}}, memory, _READERS, {"messages": 30}),
    "requesting": Measure(_RATES, requesting, _REQUESTING, {"seconds": 0.02}),
    "far": Measure({"A server far away": {}}, far, named(*_BARE.values(), *_BARE), {"seconds": 0.06}),
    "importing": Measure({"Import": dict.fromkeys(_CLASSES, "httpx")}, importing, named(*_CLASSES)),
}
