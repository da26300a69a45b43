"""What becomes of calls when a server fails, side by side with other clients.

    python -m benchmarks.faults                    everything (minutes); writes faults.md
    python -m benchmarks.faults --only restarts    one measurement; only prints
    python -m benchmarks.faults --client aiochatwoot

`make faults` and `make faults ONLY=restarts` do so in an environment with all clients. A real server, in a process of
its own on this machine, fails as each measurement's text says. All clients have default settings, only our rate limit
for the address is set so high that no request waits for it. A client whose package is not installed is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from . import report
from .fault_clients import CLIENTS, Calls, Tally, installed, raised, versions
from .fleet import ROOT, say
from .report import Table
from .server import CODINGS, LATENCY, PIECE, PIECES, SEARCHES, Server, make_bomb, running

RESULTS = Path(__file__).parent / "faults.md"
KEPT = 2.0
"""Seconds that an idle connection is kept, where that is measured."""
MIB = 2**20


@attrs.frozen(kw_only=True)
class Sizes:
    """How much is measured.

    Attributes:
        kills: restarts: how often the server is killed.
        rounds: restarts: rounds in which all clients take turns.
        rate: restarts: calls a second.
        up: restarts: seconds between them.
        down: restarts: seconds from a kill to the next start.
        callers: keep-alive: clients at once.
        posts: keep-alive: POSTs of each.
        searches: rule: searches at once.
        others: rule: other calls at once.
        before: rule: seconds before the end of a clock minute.
        storm: storm: calls at once.
        bomb: bombs: MiB; other clients need twice as much memory.
        late: late: seconds that a call may take.
        cut: cut: calls of each kind.
    """

    kills: int = 12
    rounds: int = 3
    rate: float = 150
    up: float = 2.5
    down: float = 0.5
    callers: int = 40
    posts: int = 10
    searches: int = 120
    others: int = 30
    before: float = 15
    storm: int = 200
    bomb: int = 3072
    late: float = 2
    cut: int = 60


TINY = Sizes(
    kills=1, rounds=1, rate=30, up=0.3, down=0.1, callers=1, posts=1, searches=5, others=5, before=0, storm=5, bomb=1,
    late=0.3, cut=3,
)  # fmt: skip
Measure: TypeAlias = Callable[[Server, str], Coroutine[Any, Any, list[str]]]


async def together(names: list[str], measure: Measure, kept: float = 75.0) -> dict[str, list[str]]:
    """Measure all clients at the same time, where they mostly wait.

    Each with a server of its own: the clients of one server in a process share what they learn of its limits.
    """

    async def one(name: str) -> list[str]:
        async with running(kept) as server:
            return await measure(server, name)

    return dict(zip(names, await asyncio.gather(*map(one, names)), strict=True))


async def in_turn(names: list[str], measure: Measure) -> dict[str, list[str]]:
    """Measure one client after the other."""
    rows: dict[str, list[str]] = {}
    for name in names:
        rows |= await together([name], measure)
    return rows


# --- the measurements ---------------------------------------------------------------------------------------------


@attrs.define
class Load:
    """Calls at a steady rate, a third of them POSTs."""

    name: str
    gets: Tally = attrs.field(factory=Tally)
    posts: Tally = attrs.field(factory=Tally)
    twice: int = 0
    _tasks: set[asyncio.Task[None]] = attrs.field(factory=set)

    async def run(self, calls: Calls, rate: float) -> None:
        """Make calls until cancelled."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in itertools.count():
            post, text = number % 3 == 0, f"{self.name}: {self.posts.calls}"
            task = asyncio.create_task(self.posts.of(calls.post(text)) if post else self.gets.of(calls.get()))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))

    async def end(self) -> None:
        """Wait for the calls that were begun."""
        await asyncio.gather(*self._tasks)


async def _restart(load: Load, sizes: Sizes, kills: int) -> None:
    async with running() as server, CLIENTS[load.name].open(server.url(), None) as calls:
        loading = asyncio.create_task(load.run(calls, sizes.rate))
        for _ in range(kills):
            await asyncio.sleep(sizes.up)
            server.kill()
            await asyncio.sleep(sizes.down)
            await server.start()
        await asyncio.sleep(sizes.up)
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        await load.end()
        load.twice += server.twice(load.name)


async def restarts(names: list[str], sizes: Sizes) -> Table:
    """A server that is killed and started again, under load."""
    loads = {name: Load(name) for name in names}
    for number in range(sizes.rounds):
        kills = sizes.kills * (number + 1) // sizes.rounds - sizes.kills * number // sizes.rounds
        for name in names:
            await _restart(loads[name], sizes, kills)
    return Table(
        "Restarts",
        f"the server is killed (SIGKILL) and started {sizes.down:g} s later, {sizes.kills} times, under "
        f"{sizes.rate:g} calls a second, of which a third are POSTs; {sizes.up:g} s between restarts",
        "",
        ("GETs failed", "POSTs failed", "POSTs done twice", "errors"),
        {
            name: [str(load.gets), str(load.posts), str(load.twice), raised(load.gets, load.posts)]
            for name, load in loads.items()
        },
    )


async def keep_alive(names: list[str], sizes: Sizes) -> Table:
    """POSTs that come in the moment in which the server closes an idle connection."""

    async def measure(server: Server, name: str) -> list[str]:
        posts, numbers = Tally(), itertools.count()

        async def caller() -> None:
            async with CLIENTS[name].open(server.url(), None) as calls:
                for _ in range(sizes.posts):
                    await posts.of(calls.post(f"{name}: {next(numbers)}"))
                    await asyncio.sleep(KEPT + random.uniform(-0.01, 0.004))

        await asyncio.gather(*(caller() for _ in range(sizes.callers)))
        return [str(posts), str(server.twice(name)), raised(posts)]

    rows = await together(names, measure, KEPT)
    return Table(
        "The end of a keep-alive",
        f"the server closes connections that were idle for {KEPT:g} s, and each POST comes about {KEPT:g} s after "
        "the last one",
        "",
        ("POSTs failed", "POSTs done twice", "errors"),
        rows,
    )


async def rule(names: list[str], sizes: Sizes) -> Table:
    """More searches than a rule of the server allows, and other calls beside them."""

    async def measure(server: Server, name: str) -> list[str]:
        searches, others = Tally(), Tally()
        await asyncio.sleep((60 - sizes.before - time.time() % 60) % 60 if sizes.before else 0)
        async with CLIENTS[name].open(server.url(f"rule-{name}"), None) as calls:
            first = [searches.of(calls.search()) for _ in range(sizes.searches)]
            await asyncio.gather(*first, *(others.of(calls.get()) for _ in range(sizes.others)))
        slowest = f"{max(searches.seconds):.1f} s", f"{max(others.seconds):.1f} s"
        return [str(searches), slowest[0], str(others), slowest[1], raised(searches, others)]

    rows = await together(names, measure)
    return Table(
        "429 by a rule",
        f"{sizes.searches} searches of contacts at once, of which the server allows {SEARCHES} in a clock minute "
        f"that ends {sizes.before:g} s later, and {sizes.others} other GETs beside them, which no rule limits",
        "",
        ("searches failed", "the slowest", "other GETs failed", "the slowest", "errors"),
        rows,
    )


async def storm(names: list[str], sizes: Sizes) -> Table:
    """Many calls at once, and a server that refuses them all for a moment."""

    async def measure(server: Server, name: str) -> list[str]:
        gets = Tally()
        async with CLIENTS[name].open(server.url(f"busy-{name}"), None) as calls:
            await asyncio.gather(*(gets.of(calls.get()) for _ in range(sizes.storm)))
        async with CLIENTS["aiochatwoot"].open(server.url(f"asked/busy-{name}"), None) as calls:
            asked: Any = await calls.get()
        return [str(gets), f"{asked / sizes.storm:.1f}", f"{max(gets.seconds):.1f} s", raised(gets)]

    rows = await in_turn(names, measure)
    return Table(
        "429 with `Retry-After`",
        f"{sizes.storm} GETs at once; the server refuses all for a second, with `Retry-After: 1`",
        "",
        ("GETs failed", "requests a call", "the slowest", "errors"),
        rows,
    )


async def bombs(names: list[str], sizes: Sizes) -> Table:
    """Small bodies that unfold to large ones: the memory that one call takes, in a process of its own."""
    rows: dict[str, list[str]] = {name: [] for name in names}
    async with running() as server:
        for coding in CODINGS:
            made = make_bomb(server.done.parent, coding, sizes.bomb * MIB)
            for name in names:
                rows[name].append(_unfolded(server, name, coding) if made else "not measured")
    return Table(
        "Bombs",
        f"a body of JSON that unfolds to {sizes.bomb} MiB: how much the peak of the process's memory grows with one "
        "GET, and how it ends; also of a download, where a client has them",
        "",
        tuple(CODINGS),
        rows,
    )


def _unfolded(server: Server, name: str, coding: str) -> str:
    cells: list[str] = []
    for call in ("get", "download"):
        urls = server.url(), server.url(f"bomb-{coding.replace(' ', '_')}")
        command = [sys.executable, "-m", "benchmarks.fault_clients", name, call, *urls]
        # One at a time, and the server is another process.
        measured = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        if measured is not None:
            memory, error = measured
            cells.append(f"{memory / MIB:.0f} MiB, {f'`{error}`' if error else 'read'}")
    return "; as a file ".join(cells)


async def late(names: list[str], sizes: Sizes) -> Table:
    """A body that trickles for longer than a call may take."""

    async def measure(server: Server, name: str) -> list[str]:
        gets = Tally()
        async with CLIENTS[name].open(server.url(f"trickle-{name}"), sizes.late) as calls:
            await gets.of(calls.get())
        return [f"{gets.seconds[0]:.1f} s", raised(gets)]

    rows = await together(names, measure)
    return Table(
        "A body that trickles",
        f"one byte every {PIECE:g} s, {PIECES} of them, where a call may take {sizes.late:g} s (ours: `deadline`; "
        "others: `timeout`)",
        "",
        ("over after", "error"),
        rows,
    )


async def cut(names: list[str], sizes: Sizes) -> Table:
    """Bodies that are cut short."""

    async def measure(server: Server, name: str) -> list[str]:
        gets, posts = Tally(), Tally()
        async with CLIENTS[name].open(server.url(f"cut-{name}"), None) as calls:
            for number in range(sizes.cut):
                await gets.of(calls.get())
                await posts.of(calls.post(f"{name}: {number}"))
        return [str(gets), str(posts), str(server.twice(name)), raised(gets, posts)]

    rows = await together(names, measure)
    return Table(
        "A body cut short",
        "the body of each third response to a GET, and to a POST, ends early: in turn, its gzip stream does, or the "
        "connection. The POST was done all the same",
        "",
        ("GETs failed", "POSTs failed", "POSTs done twice", "errors"),
        rows,
    )


MEASURES: dict[str, Callable[[list[str], Sizes], Coroutine[Any, Any, Table]]] = {
    "restarts": restarts,
    "keep-alive": keep_alive,
    "rule": rule,
    "storm": storm,
    "bombs": bombs,
    "late": late,
    "cut": cut,
}


def write(tables: list[Table], names: list[str]) -> str:
    """All tables, and with what they were measured."""
    return report.write(
        tables,
        f"Each client with its default settings, each request answered after {1000 * LATENCY:.0f} ms. Python "
        f"{platform.python_version()}, {os.cpu_count()} processors; {versions(names)}.",
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.faults", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="measure this; may be repeated")
    parser.add_argument("--client", action="append", choices=list(CLIENTS), help="with this; may be repeated")
    parser.add_argument("--tiny", action="store_true", help="as short as it goes, only to see that it works")
    options = parser.parse_args()
    names: list[str] = options.client or installed()
    tables: list[Table] = []
    for name in options.only or MEASURES:
        say(f"measuring: {name}")
        tables.append(asyncio.run(MEASURES[name](names, TINY if options.tiny else Sizes())))
    content = write(tables, names)
    print(content)
    if not options.tiny and not options.only and not options.client:
        RESULTS.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
