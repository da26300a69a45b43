"""What becomes of calls when a server fails, side by side with other clients.

    python -m benchmarks.faults                    everything (minutes); writes faults.md
    python -m benchmarks.faults --only restarts    one measurement; only prints
    python -m benchmarks.faults --client aiochatwoot --kills 3

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
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from .fault_clients import CLIENTS, Calls, Tally, installed, raised, versions
from .fault_server import CODINGS, LATENCY, PIECE, PIECES, SEARCHES, Server, make_bomb, running

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "faults.md"
KEPT = 2.0
"""Seconds that an idle connection is kept, where that is measured."""
MIB = 2**20


@attrs.define
class Table:
    """The outcome of a measurement: a row for each client."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: dict[str, list[str]] = attrs.field(factory=dict)

    def markdown(self) -> str:
        """The table, below the text that explains it."""
        lines = [["", *self.columns], ["---"] * (1 + len(self.columns))]
        lines += [[name, *cells] for name, cells in self.rows.items()]
        return "\n".join([f"**{self.title}**: {self.text}", "", *(f"| {' | '.join(cells)} |" for cells in lines)])


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


async def _restart(load: Load, options: argparse.Namespace, kills: int) -> None:
    async with running() as server, CLIENTS[load.name].open(server.url(), None) as calls:
        loading = asyncio.create_task(load.run(calls, options.rate))
        for _ in range(kills):
            await asyncio.sleep(options.up)
            server.kill()
            await asyncio.sleep(options.down)
            await server.start()
        await asyncio.sleep(options.up)
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        await load.end()
        load.twice += server.twice(load.name)


async def restarts(names: list[str], options: argparse.Namespace) -> Table:
    """A server that is killed and started again, under load."""
    loads = {name: Load(name) for name in names}
    for number in range(options.rounds):
        kills = options.kills * (number + 1) // options.rounds - options.kills * number // options.rounds
        for name in names:
            await _restart(loads[name], options, kills)
    return Table(
        "Restarts",
        f"the server is killed (SIGKILL) and started {options.down:g} s later, {options.kills} times, under "
        f"{options.rate:g} calls a second, of which a third are POSTs; {options.up:g} s between restarts.",
        ("GETs failed", "POSTs failed", "POSTs done twice", "errors"),
        {
            name: [str(load.gets), str(load.posts), str(load.twice), raised(load.gets, load.posts)]
            for name, load in loads.items()
        },
    )


async def keep_alive(names: list[str], options: argparse.Namespace) -> Table:
    """POSTs that come in the moment in which the server closes an idle connection."""

    async def measure(server: Server, name: str) -> list[str]:
        posts, numbers = Tally(), itertools.count()

        async def caller() -> None:
            async with CLIENTS[name].open(server.url(), None) as calls:
                for _ in range(options.posts):
                    await posts.of(calls.post(f"{name}: {next(numbers)}"))
                    await asyncio.sleep(KEPT + random.uniform(-0.01, 0.004))

        await asyncio.gather(*(caller() for _ in range(options.callers)))
        return [str(posts), str(server.twice(name)), raised(posts)]

    rows = await together(names, measure, KEPT)
    return Table(
        "The end of a keep-alive",
        f"the server closes connections that were idle for {KEPT:g} s, and each POST comes about {KEPT:g} s after "
        "the last one.",
        ("POSTs failed", "POSTs done twice", "errors"),
        rows,
    )


async def rule(names: list[str], options: argparse.Namespace) -> Table:
    """More searches than a rule of the server allows, and other calls beside them."""

    async def measure(server: Server, name: str) -> list[str]:
        searches, others = Tally(), Tally()
        await asyncio.sleep((60 - options.before - time.time() % 60) % 60 if options.before else 0)
        async with CLIENTS[name].open(server.url(f"rule-{name}"), None) as calls:
            first = [searches.of(calls.search()) for _ in range(options.searches)]
            await asyncio.gather(*first, *(others.of(calls.get()) for _ in range(options.others)))
        slowest = f"{max(searches.seconds):.1f} s", f"{max(others.seconds):.1f} s"
        return [str(searches), slowest[0], str(others), slowest[1], raised(searches, others)]

    rows = await together(names, measure)
    return Table(
        "429 by a rule",
        f"{options.searches} searches of contacts at once, of which the server allows {SEARCHES} in a clock minute "
        f"that ends {options.before:g} s later, and {options.others} other GETs beside them, which no rule limits.",
        ("searches failed", "the slowest", "other GETs failed", "the slowest", "errors"),
        rows,
    )


async def storm(names: list[str], options: argparse.Namespace) -> Table:
    """Many calls at once, and a server that refuses them all for a moment."""

    async def measure(server: Server, name: str) -> list[str]:
        gets = Tally()
        async with CLIENTS[name].open(server.url(f"busy-{name}"), None) as calls:
            await asyncio.gather(*(gets.of(calls.get()) for _ in range(options.storm)))
        async with CLIENTS["aiochatwoot"].open(server.url(f"asked/busy-{name}"), None) as calls:
            asked: Any = await calls.get()
        return [str(gets), f"{asked / options.storm:.1f}", f"{max(gets.seconds):.1f} s", raised(gets)]

    rows = await in_turn(names, measure)
    return Table(
        "429 with `Retry-After`",
        f"{options.storm} GETs at once; the server refuses all for a second, with `Retry-After: 1`.",
        ("GETs failed", "requests a call", "the slowest", "errors"),
        rows,
    )


async def bombs(names: list[str], options: argparse.Namespace) -> Table:
    """Small bodies that unfold to large ones: the memory that one call takes, in a process of its own."""
    rows: dict[str, list[str]] = {name: [] for name in names}
    async with running() as server:
        for coding in CODINGS:
            made = make_bomb(server.done.parent, coding, options.bomb * MIB)
            for name in names:
                rows[name].append(_unfolded(server, name, coding) if made else "not measured")
    return Table(
        "Bombs",
        f"a body of JSON that unfolds to {options.bomb} MiB: how much the peak of the process's memory grows with one "
        "GET, and how it ends; also of a download, where a client has them.",
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


async def late(names: list[str], options: argparse.Namespace) -> Table:
    """A body that trickles for longer than a call may take."""

    async def measure(server: Server, name: str) -> list[str]:
        gets = Tally()
        async with CLIENTS[name].open(server.url(f"trickle-{name}"), options.late) as calls:
            await gets.of(calls.get())
        return [f"{gets.seconds[0]:.1f} s", raised(gets)]

    rows = await together(names, measure)
    return Table(
        "A body that trickles",
        f"one byte every {PIECE:g} s, {PIECES} of them, where a call may take {options.late:g} s (ours: `deadline`; "
        "others: `timeout`).",
        ("over after", "error"),
        rows,
    )


async def cut(names: list[str], options: argparse.Namespace) -> Table:
    """Bodies that are cut short."""

    async def measure(server: Server, name: str) -> list[str]:
        gets, posts = Tally(), Tally()
        async with CLIENTS[name].open(server.url(f"cut-{name}"), None) as calls:
            for number in range(options.cut):
                await gets.of(calls.get())
                await posts.of(calls.post(f"{name}: {number}"))
        return [str(gets), str(posts), str(server.twice(name)), raised(gets, posts)]

    rows = await together(names, measure)
    return Table(
        "A body cut short",
        "the body of each third response to a GET, and to a POST, ends early: in turn, its gzip stream does, or the "
        "connection. The POST was done all the same.",
        ("GETs failed", "POSTs failed", "POSTs done twice", "errors"),
        rows,
    )


MEASURES: dict[str, Callable[[list[str], argparse.Namespace], Awaitable[Table]]] = {
    "restarts": restarts,
    "keep-alive": keep_alive,
    "rule": rule,
    "storm": storm,
    "bombs": bombs,
    "late": late,
    "cut": cut,
}
SIZES: dict[str, tuple[float, float, str]] = {
    "kills": (12, 1, "restarts: how often the server is killed"),
    "rounds": (3, 1, "restarts: rounds in which all clients take turns"),
    "rate": (150.0, 30.0, "restarts: calls a second"),
    "up": (2.5, 0.3, "restarts: seconds between them"),
    "down": (0.5, 0.1, "restarts: seconds from a kill to the next start"),
    "callers": (40, 1, "keep-alive: clients at once"),
    "posts": (10, 1, "keep-alive: POSTs of each"),
    "searches": (120, 5, "rule: searches at once"),
    "others": (30, 5, "rule: other calls at once"),
    "before": (15.0, 0.0, "rule: seconds before the end of a clock minute"),
    "storm": (200, 5, "storm: calls at once"),
    "bomb": (3072, 1, "bombs: MiB; other clients need twice as much memory"),
    "late": (2.0, 0.3, "late: seconds that a call may take"),
    "cut": (60, 3, "cut: calls of each kind"),
}
"""By name: the number of a full run, and of the tiniest, and what it is."""


def write(tables: list[Table], names: list[str]) -> str:
    """All tables, and with what they were measured."""
    note = (
        f"Each client with its default settings, each request answered after {1000 * LATENCY:.0f} ms. Python "
        f"{platform.python_version()}, {os.cpu_count()} processors; {versions(names)}."
    )
    return "\n\n".join([*(table.markdown() for table in tables), note]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.faults", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="measure this; may be repeated")
    parser.add_argument("--client", action="append", choices=list(CLIENTS), help="with this; may be repeated")
    parser.add_argument("--tiny", action="store_true", help="as short as it goes, only to see that it works")
    for name, (full, _, text) in SIZES.items():
        parser.add_argument(f"--{name}", type=type(full), help=f"{text} (default {full:g})")
    options = parser.parse_args()
    for name, (full, tiny, _) in SIZES.items():
        if getattr(options, name) is None:
            setattr(options, name, tiny if options.tiny else full)
    names: list[str] = options.client or installed()
    tables: list[Table] = []
    for measure in options.only or MEASURES:
        print(f"measuring: {measure}", file=sys.stderr, flush=True)
        tables.append(asyncio.run(_measure(measure, names, options)))
    content = write(tables, names)
    print(content)
    if not options.tiny and not options.only and not options.client:
        RESULTS.write_text(content, encoding="utf-8")


async def _measure(measure: str, names: list[str], options: argparse.Namespace) -> Table:
    return await MEASURES[measure](names, options)


if __name__ == "__main__":
    main()
