"""What becomes of calls when a server fails, side by side with other clients.

A real server, in a process of its own on this machine, fails as each table's text says. An entry of `MEASURES` has the
text of a table, its columns and the function that fills the cells of a client, with its sizes.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .clients import CLIENTS, installed
from .report import Table
from .server import CODINGS, KEPT, LATENCY, PIECE, PIECES, SEARCHES, Server, make_bomb, running

ROWS = ("ours", "over-httpx2", "over-aiohttp", "sdk", "openai")
NOTE = f"Each client with its default settings, each request answered after {1000 * LATENCY:.0f} ms."
MIB = 2**20


@dataclass
class Tally:
    """What became of calls: how many, how many failed, by kind of error, and how long they took."""

    calls: int = 0
    errors: Counter[str] = field(default_factory=Counter[str])
    seconds: list[float] = field(default_factory=list[float])

    async def of(self, call: Awaitable[object]) -> None:
        """Make a call, and note how it ends."""
        self.calls += 1
        begun = time.monotonic()
        try:
            await call
        except Exception as error:  # noqa: BLE001 - whatever a client raises
            self.errors[type(error).__name__] += 1
        self.seconds.append(time.monotonic() - begun)

    def __str__(self) -> str:
        failed = self.errors.total()
        return f"{failed} of {self.calls} ({failed / max(1, self.calls):.2%})" if failed else f"0 of {self.calls}"

    @property
    def slowest(self) -> str:
        return f"{max(self.seconds):.1f} s"


def raised(*tallies: Tally) -> str:
    """The kinds of errors, the most frequent first."""
    errors = sum((each.errors for each in tallies), Counter[str]())
    return ", ".join(f"`{name}`" for name, _ in errors.most_common()) or "-"


# --- the cells of a client, each with a server of its own -------------------------------------------------------------


async def restarts(server: Server, name: str, kills: int, rate: float, up: float, down: float) -> list[str]:
    gets, posts, tasks = Tally(), Tally(), list[asyncio.Task[None]]()

    async def load(calls: Any) -> None:
        begun = time.monotonic()
        for number in itertools.count():
            call = gets.of(calls.get()) if number % 3 else posts.of(calls.post(str(number)))
            tasks.append(asyncio.create_task(call))
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))

    async with _opened(name, server) as calls:
        loading = asyncio.create_task(load(calls))
        for _ in range(kills):
            await asyncio.sleep(up)
            server.kill()
            await asyncio.sleep(down)
            await server.start()
        await asyncio.sleep(up)
        loading.cancel()
        await asyncio.gather(*tasks)
    return [str(gets), str(posts), str(server.twice()), raised(gets, posts)]


async def keep_alive(server: Server, name: str, callers: int, posts: int) -> list[str]:
    tally, numbers = Tally(), itertools.count()

    async def caller() -> None:
        async with _opened(name, server, "idle") as calls:
            for _ in range(posts):
                await tally.of(calls.post(str(next(numbers))))
                await asyncio.sleep(KEPT + random.uniform(-0.01, 0.004))

    await asyncio.gather(*(caller() for _ in range(callers)))
    return [str(tally), str(server.twice()), raised(tally)]


async def rule(server: Server, name: str, searches: int, others: int, before: float) -> list[str]:
    found, rest = Tally(), Tally()
    await asyncio.sleep((60 - before - time.time() % 60) % 60 if before else 0)
    async with _opened(name, server, "rule") as calls:
        first = [found.of(calls.search()) for _ in range(searches)]
        await asyncio.gather(*first, *(rest.of(calls.get()) for _ in range(others)))
    return [str(found), found.slowest, str(rest), rest.slowest, raised(found, rest)]


async def storm(server: Server, name: str, calls: int) -> list[str]:
    gets = Tally()
    async with _opened(name, server, "busy") as client:
        await asyncio.gather(*(gets.of(client.get()) for _ in range(calls)))
    async with _opened("ours", server, "asked") as client:
        asked: Any = await client.get()
    return [str(gets), f"{asked / calls:.1f}", gets.slowest, raised(gets)]


async def bombs(server: Server, name: str, size: int) -> list[str]:
    """The memory that one call takes, in a process of its own."""
    made = [each for each in CODINGS if make_bomb(server, each, size * MIB)]
    return [_unfolded(server, name, each) if each in made else "not measured" for each in CODINGS]


def _unfolded(server: Server, name: str, coding: str) -> str:
    cells: list[str] = []
    for call in ("get", "download"):
        urls = server.url(), server.url(f"bomb-{coding.replace(' ', '_')}")
        command = [sys.executable, "-m", "benchmarks.faults", name, call, *urls]
        # One at a time, and the server is another process.
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True)
        if (measured := json.loads(done.stdout)) is not None:
            memory, error = measured
            cells.append(f"{memory / MIB:.0f} MiB, {f'`{error}`' if error else 'read'}")
    return "; as a file ".join(cells)


async def late(server: Server, name: str, seconds: float) -> list[str]:
    gets = Tally()
    async with _opened(name, server, "trickle", seconds) as calls:
        await gets.of(calls.get())
    return [gets.slowest, raised(gets)]


async def cut(server: Server, name: str, calls: int) -> list[str]:
    gets, posts = Tally(), Tally()
    async with _opened(name, server, "cut") as client:
        for number in range(calls):
            await gets.of(client.get())
            await posts.of(client.post(str(number)))
    return [str(gets), str(posts), str(server.twice()), raised(gets, posts)]


def _opened(name: str, server: Server, fault: str = "", seconds: float | None = None) -> Any:
    opened = CLIENTS[name].open
    assert opened is not None
    return opened(server.url(fault), seconds)


# --- the tables -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """A table; `full` and `tiny` are what the function takes, and what the text names, in braces."""

    title: str
    text: str
    columns: tuple[str, ...]
    cells: Callable[..., Coroutine[Any, Any, list[str]]]
    full: dict[str, float]
    tiny: dict[str, float]
    is_at_once: bool = True  # all clients at the same time, where they mostly wait


_BOTH = ("GETs failed", "POSTs failed", "POSTs done twice", "errors")
MEASURES: dict[str, Measure] = {
    "restarts": Measure(
        "Restarts",
        "the server is killed (SIGKILL) and started {down:g} s later, {kills} times, under {rate:g} calls a second, of "
        "which a third are POSTs; {up:g} s between restarts",
        _BOTH,
        restarts,
        {"kills": 12, "rate": 150, "up": 2.5, "down": 0.5},
        {"kills": 1, "rate": 30, "up": 0.3, "down": 0.1},
        is_at_once=False,
    ),
    "keep-alive": Measure(
        "The end of a keep-alive",
        f"the server closes connections that were idle for {KEPT:g} s, and each POST comes about {KEPT:g} s after the "
        "last one",
        ("POSTs failed", "POSTs done twice", "errors"),
        keep_alive,
        {"callers": 40, "posts": 10},
        {"callers": 1, "posts": 1},
    ),
    "rule": Measure(
        "429 by a rule",
        f"{{searches}} searches of contacts at once, of which the server allows {SEARCHES} in a clock minute that ends "
        "{before:g} s later, and {others} other GETs beside them, which no rule limits",
        ("searches failed", "the slowest", "other GETs failed", "the slowest", "errors"),
        rule,
        {"searches": 120, "others": 30, "before": 15},
        {"searches": 5, "others": 5, "before": 0},
    ),
    "storm": Measure(
        "429 with `Retry-After`",
        "{calls} GETs at once; the server refuses all for a second, with `Retry-After: 1`",
        ("GETs failed", "requests a call", "the slowest", "errors"),
        storm,
        {"calls": 200},
        {"calls": 5},
        is_at_once=False,
    ),
    "bombs": Measure(
        "Bombs",
        "a body of JSON that unfolds to {size} MiB: how much the peak of the process's memory grows with one GET, and "
        "how it ends; also of a download, where a client has them",
        tuple(CODINGS),
        bombs,
        {"size": 3072},  # other clients need twice as much memory
        {"size": 1},
        is_at_once=False,
    ),
    "late": Measure(
        "A body that trickles",
        f"one byte every {PIECE:g} s, {PIECES} of them, where a call may take {{seconds:g}} s (ours: `deadline`; "
        "others: `timeout`)",
        ("over after", "error"),
        late,
        {"seconds": 2},
        {"seconds": 0.3},
    ),
    "cut": Measure(
        "A body cut short",
        "the body of each third response to a GET, and to a POST, ends early: in turn, its gzip stream does, or the "
        "connection. The POST was done all the same",
        _BOTH,
        cut,
        {"calls": 60},
        {"calls": 3},
    ),
}


def measure(name: str, *, tiny: bool = False) -> list[Table]:
    """The table of a measurement."""
    chosen, names = MEASURES[name], installed(ROWS)
    sizes = chosen.tiny if tiny else chosen.full

    async def cells(client: str) -> list[str]:
        # The clients of one server in a process share what they learn of its limits.
        async with running() as server:
            return await chosen.cells(server, client, **sizes)

    async def run() -> list[list[str]]:
        if chosen.is_at_once:
            return await asyncio.gather(*map(cells, names))
        return [await cells(each) for each in names]

    rows = dict(zip((CLIENTS[each].label for each in names), asyncio.run(run()), strict=True))
    return [Table(chosen.title, chosen.text.format(**sizes), "", chosen.columns, rows)]


async def _peak(name: str, call: str, healthy: str, bomb: str) -> None:
    """In a process of its own: print by how much one call raises the peak of memory, and how it ends."""
    tally, opened = Tally(), CLIENTS[name].open
    assert opened is not None
    async with opened(healthy, None) as client:
        assert client.get is not None
        await client.get()
    async with opened(bomb, None) as client:
        before = _most()
        begin = getattr(client, call)
        if begin is not None:
            await tally.of(begin())
    print(json.dumps(begin and [_most() - before, next(iter(tally.errors), None)]))


def _most() -> int:
    """The most memory that this process has had, in bytes; Linux only: elsewhere the parent's peak counts, too."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[0]) * 1024


if __name__ == "__main__":
    asyncio.run(_peak(*sys.argv[1:5]))
