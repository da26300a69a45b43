"""How fast the clients are, and how much memory they hold: medians of turns that alternate.

An entry of `MEASURES` names the clients, the columns, each with a function of `turns` and its arguments, and the tables
that show the figures.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import statistics
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from . import turns
from .clients import CLIENTS, generate_stock, installed
from .report import Better, Table, say
from .server import DELAY, Server

ROOT = Path(__file__).parent.parent
PLACES = 100
"""Requests at once to the far server: the default of `max_in_flight`, and of the connections of all libraries."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        rounds: How often each client has its turn.
        messages: Messages in a window.
        blocks: Blocks of reading in a turn.
        calls: Calls in a turn over a transport that costs nothing.
        seconds: How long requests are sent in a turn; to the far server for three times as long.
        near: The base URL of a server that responds at once.
        far: The same, after `DELAY` seconds.
    """

    rounds: int = 11
    messages: int = 1000
    blocks: int = 15
    calls: int = 1000
    seconds: float = 0.4
    near: str = ""
    far: str = ""


Figures: TypeAlias = Mapping[str, list[float]]
"""By client, one a column."""
Column: TypeAlias = Callable[[Sizes], tuple[Any, ...]]
"""A function of `turns`, and its arguments after the name of the client."""


@dataclass(frozen=True)
class View:
    """A table of figures: what `ratios` makes of the figures of each of its clients."""

    title: str
    text: str
    better: Better
    ratios: Callable[[str, Figures], Sequence[float | None]] = lambda name, found: found[name]
    clients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """Clients that take turns, a column for each condition, and the tables to show."""

    clients: tuple[str, ...]
    columns: Mapping[str, Column]
    views: tuple[View, ...]


def _to(peer: str, name: str, found: Figures) -> list[float]:
    return [figure / base for figure, base in zip(found[name], found[peer], strict=True)]


_BARE = {"ours": "httpx", "over-httpx2": "httpx2", "over-aiohttp": "aiohttp"}
_READERS = ("stock", "pydantic", "msgspec", "ours", "fast")
_FAR = f"requests per second to a server that responds after {DELAY * 1000:.0f} ms, to the {PLACES / DELAY:,.0f} that "
_OWN = "of `conversations.get` over a transport that costs nothing: processor time, to that of an earlier commit, and "
MEASURES: dict[str, Measure] = {
    "reading": Measure(
        _READERS,
        {
            "window": lambda s: (turns.read, "window", s.messages, 1, s.blocks),
            "mixed window": lambda s: (turns.read, "mixed", s.messages, 1, s.blocks),
            "conversation": lambda s: (turns.read, "conversation", 1, 50, s.blocks),
        },
        (
            View(
                "Bytes to typed models",
                "processor time, to `json.loads` of the same bytes; a window has 1,000 messages",
                "lower",
            ),
        ),
    ),
    "memory": Measure(
        _READERS,
        {"window": lambda s: (turns.memory, s.messages)},
        (View("Messages in memory", "bytes held, to dicts of the same bytes", "lower"),),
    ),
    "requesting": Measure(
        ("httpx", "httpx2", "aiohttp", "sdk", "stock", *_BARE),
        {
            "1 in flight": lambda s: (turns.request, s.near, 1, s.seconds),
            "50 in flight": lambda s: (turns.request, s.near, 50, s.seconds),
        },
        (
            View(
                "Requests per second",
                "one conversation, requested and read again and again, to bare httpx",
                "higher",
                lambda name, found: _to("httpx", name, found),
            ),
            View(
                "Share of the library's speed",
                "the same, to the bare library",
                "higher",
                lambda name, found: _to(_BARE[name], name, found),
                tuple(_BARE),
            ),
        ),
    ),
    "far": Measure(
        (*_BARE.values(), *_BARE),
        {f"{PLACES} in flight": lambda s: (turns.request, s.far, PLACES, 3 * s.seconds)},
        (
            View(
                "A server far away",
                f"{_FAR}{PLACES} in flight allow (all have this limit by default)",
                "higher",
                lambda name, found: [found[name][0] * DELAY / PLACES],
            ),
        ),
    ),
    "own": Measure(
        ("before", "ours"),
        {
            "processor time": lambda s: (turns.own_work, s.calls),
            "frames": lambda s: (turns.frames, s.far),
        },
        (
            View(
                "Our own work",
                f"{_OWN}the number of our frames that are awaited, from the resource method to the adapter",
                "lower",
                lambda name, found: [
                    found[name][0] / found["before"][0] if "before" in found else None,
                    int(found[name][1]),
                ],
            ),
        ),
    ),
    "importing": Measure(
        ("httpx", "sdk", "ours"),
        {
            "the package": lambda s: (turns.importing, 0),
            "a client of it": lambda s: (turns.importing, 1),
        },
        (
            View(
                "Import",
                "processor time, to `import httpx`",
                "lower",
                lambda name, found: [figure / found["httpx"][0] for figure in found[name]],
            ),
        ),
    ),
}
"""By the name that the command line knows."""
FULL, TINY = Sizes(), Sizes(rounds=1, messages=30, blocks=1, calls=5, seconds=0.02)
NOTE = (
    f"Medians of {FULL.rounds} rounds in which all took turns, in random order, each in a process of its own, as is "
    "the server, which sends the headers of a real one. All have default settings; only our rate limit is set so high "
    "that no request waits for it."
)


def measure(name: str, *, tiny: bool = False) -> list[Table]:
    """The tables of a measurement."""
    chosen, sizes = MEASURES[name], TINY if tiny else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(str(folder))
        stack.callback(server.kill)
        asyncio.run(server.start())
        sizes = replace(sizes, near=server.url("near"), far=server.url("far"))
        workers = {each: _worker(each, folder, stack) for each in installed(chosen.clients)}

        def turn(client: str, column: Column) -> float:
            worker = workers[client]
            assert worker is not None
            function, *arguments = column(sizes)
            figure: float = worker.submit(function, client, *arguments).result()
            return figure

        there = [each for each, worker in workers.items() if worker]
        found = medians(there, [*chosen.columns.values()], sizes.rounds, turn)
    columns = tuple(chosen.columns)
    return [
        Table(
            view.title,
            view.text,
            view.better,
            columns,
            {CLIENTS[each].label: [*view.ratios(each, found)] for each in found if each in (view.clients or found)},
        )
        for view in chosen.views
    ]


def medians(
    clients: list[str], columns: list[Column], rounds: int, turn: Callable[[str, Column], float]
) -> dict[str, list[float]]:
    """What each client's turns measure, for each column: all have a turn in each round, in a random order."""
    samples: dict[str, list[list[float]]] = {each: [[] for _ in columns] for each in clients}
    for number in range(1, rounds + 1):
        say(f"round {number} of {rounds}")
        for index, column in enumerate(columns):
            for each in random.sample(clients, len(clients)):
                samples[each][index].append(turn(each, column))
    return {each: [statistics.median(column) for column in made] for each, made in samples.items()}


def _worker(name: str, folder: Path, stack: ExitStack) -> ProcessPoolExecutor | None:
    """The process of a client; None if git does not have its commit, as in a shallow clone."""
    client, source = CLIENTS[name], ROOT
    if client.commit:
        source, archive = folder / client.commit, folder / "commit.tar"
        command = ["git", "archive", f"--output={archive}", client.commit, "overrides/aiochatwoot", "generated"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            say(f"{client.label} is left out: git cannot give that commit")
            return None
        with tarfile.open(archive) as file:
            file.extractall(source, filter="data")
    if name == "stock":
        say("generating the stock client")
        generate_stock(folder)
    places = [str(source / "overrides"), str(folder)]
    context = multiprocessing.get_context("spawn")
    worker = ProcessPoolExecutor(1, context, turns.prepare, (places, client.has_msgspec))
    stack.callback(worker.shutdown, cancel_futures=True)
    return worker
