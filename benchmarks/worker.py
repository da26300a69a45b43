"""A process in which one contender is measured: a command a line on standard input, its result as a line of JSON.

    python -m benchmarks.worker CONTENDER

Processes of their own, since some contenders replace modules that others need, and since processor time is counted by
the process. A worker that is not asked waits, and costs nothing.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from . import payloads
from .contenders import CONTENDERS, Call, Contender, Read


class Worker:
    """The measurements, one method each; what they give back is JSON.

    Args:
        contender: Who is measured.
        runner: The event loop of everything that needs one.
    """

    def __init__(self, contender: Contender, runner: asyncio.Runner) -> None:
        self._contender = contender
        self._runner = runner
        self._readers: dict[str, Read] = {}

    def is_possible(self) -> bool:
        """Whether the contender can take part."""
        return self._contender.is_possible()

    def read(self, body: str, messages: int, times: int, blocks: int) -> dict[str, float]:
        """Processor seconds to read a body, and to `json.loads` it, so many times: medians of blocks that alternate."""
        content = payloads.body(body, messages)
        measured: dict[str, Callable[[bytes], object]] = {"own": self._reader(body), "json": json.loads}
        seconds: dict[str, list[float]] = {name: [] for name in measured}
        gc.collect()
        for _ in range(blocks):
            for name in random.sample(list(measured), len(measured)):
                seconds[name].append(_processor_time(measured[name], content, times))
        return {name: statistics.median(each) for name, each in seconds.items()}

    def memory(self, body: str, messages: int) -> dict[str, int]:
        """Bytes that are held by what was read from a body, and by what `json.loads` makes of it."""
        content = payloads.body(body, messages)
        return {"own": _held(self._reader(body), content), "json": _held(json.loads, content)}

    def request(self, base_url: str, in_flight: int, seconds: float) -> dict[str, float]:
        """What a request takes, on average over so many seconds: time that passed, and that of the processor."""
        return self._runner.run(self._request(base_url, in_flight, seconds))

    async def _request(self, base_url: str, in_flight: int, seconds: float) -> dict[str, float]:
        assert self._contender.open is not None
        async with self._contender.open(base_url, in_flight) as call:
            await asyncio.gather(*(call() for _ in range(in_flight)))  # connections are open, code is loaded
            gc.collect()
            wall, processor = time.perf_counter(), time.process_time()
            times = await _go_on(call, in_flight, seconds)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            return {"wall": wall / times, "processor": processor / times}

    def history(self, base_url: str, conversations: int) -> int:
        """The most bytes held while so many whole conversations are fetched, and let go one by one."""
        return self._runner.run(self._history(base_url, conversations))

    async def _history(self, base_url: str, conversations: int) -> int:
        from aiochatwoot import Chatwoot

        async with Chatwoot(base_url, token="unused", account_id=1, rate_limit=None) as chatwoot:
            await chatwoot.conversations.get_whole(1)
            gc.collect()
            tracemalloc.start()
            try:
                messages = 0
                async for outcome in chatwoot.map(chatwoot.conversations.get_whole, range(1, conversations + 1)):
                    messages += len(outcome.result().messages)
                assert messages, "the conversations are empty"
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    def _reader(self, body: str) -> Read:
        if body not in self._readers:
            assert self._contender.reader is not None
            read = self._contender.reader(body)
            read(payloads.body(body, 1))  # code is written and loaded
            self._readers[body] = read
        return self._readers[body]


def _processor_time(function: Callable[[bytes], object], content: bytes, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        function(content)
    return time.process_time() - begun


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


async def _go_on(call: Call, in_flight: int, seconds: float) -> int:
    """Call again and again, and give back how often."""
    end = time.perf_counter() + seconds

    async def go_on() -> int:
        times = 0
        while times == 0 or time.perf_counter() < end:
            await call()
            times += 1
        return times

    return sum(await asyncio.gather(*(go_on() for _ in range(in_flight))))


def main(name: str) -> None:
    contender = CONTENDERS[name]
    contender.prepare()
    with asyncio.Runner() as runner:
        worker = Worker(contender, runner)
        for line in sys.stdin:
            command: dict[str, Any] = json.loads(line)
            result = getattr(worker, command.pop("do"))(**command)
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
