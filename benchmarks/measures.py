"""The measurements, one function for each, and the targets."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import worker
from .contenders import CONTENDERS
from .fleet import Fleet, say
from .report import Table, Target
from .server import DELAY

_PLACES = 100
"""Requests at once to the far server: the default of `max_in_flight`, and of the connections of all libraries."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        rounds: How often each contender has its turn.
        messages: Messages in a window.
        blocks: Blocks of reading in a turn.
        calls: Calls in a turn over a transport that costs nothing.
        seconds: How long requests are sent in a turn; to the far server for three times as long.
    """

    rounds: int = 11
    messages: int = 1000
    blocks: int = 15
    calls: int = 1000
    seconds: float = 0.4


TINY = Sizes(rounds=1, messages=30, blocks=1, calls=5, seconds=0.02)


def _medians(
    fleet: Fleet, names: Iterable[str], rounds: int, *columns: tuple[Callable[..., float], *tuple[Any, ...]]
) -> dict[str, list[float]]:
    """What a function of `worker` measures with its arguments, for each column, by contender.

    All that take part have a turn in each round, in a random order.
    """
    there = fleet.those(names)
    samples: dict[str, list[list[float]]] = {name: [[] for _ in columns] for name in there}
    for number in range(1, rounds + 1):
        say(f"round {number} of {rounds}")
        for column, (function, *arguments) in enumerate(columns):
            for name in random.sample(there, len(there)):
                samples[name][column].append(fleet.ask(name, function, *arguments))
    return {name: [statistics.median(each) for each in made] for name, made in samples.items()}


def _labelled(rows: Mapping[str, Sequence[float | None]]) -> dict[str, list[float | None]]:
    return {CONTENDERS[name].label: list(figures) for name, figures in rows.items()}


def _ratios(figures: list[float], to: list[float]) -> list[float]:
    return [figure / peer for figure, peer in zip(figures, to, strict=True)]


_READERS = ("stock", "pydantic", "msgspec", "ours", "fast")


def reading(fleet: Fleet, sizes: Sizes) -> list[Table]:
    """Bytes to typed models, and what those hold."""
    bodies = (("window", 1), ("mixed", 1), ("conversation", 50))
    columns = [(worker.read, body, sizes.messages, times, sizes.blocks) for body, times in bodies]
    times = _medians(fleet, _READERS, sizes.rounds, *columns)
    held = _medians(fleet, _READERS, 1, (worker.memory, sizes.messages))
    text = f"processor time, to `json.loads` of the same bytes; a window has {sizes.messages:,} messages"
    return [
        Table("Bytes to typed models", text, "lower", ("window", "mixed window", "conversation"), _labelled(times)),
        Table("Messages in memory", "bytes held, to dicts of the same bytes", "lower", ("window",), _labelled(held)),
    ]


_BARE = {"ours": "httpx", "over-httpx2": "httpx2", "over-aiohttp": "aiohttp"}
_CLIENTS = ("httpx", "httpx2", "aiohttp", "sdk", "stock", *_BARE)


def requesting(fleet: Fleet, sizes: Sizes) -> list[Table]:
    """Requests per second to a server that costs little."""
    columns = [(worker.request, fleet.near, in_flight, sizes.seconds) for in_flight in (1, 50)]
    rates = _medians(fleet, _CLIENTS, sizes.rounds, *columns)
    speeds = {name: _ratios(rate, rates["httpx"]) for name, rate in rates.items()}
    shares = {name: _ratios(rates[name], rates[bare]) for name, bare in _BARE.items() if {name, bare} <= {*rates}}
    what = "one conversation, requested and read again and again"
    titles = ("1 in flight", "50 in flight")
    return [
        Table("Requests per second", f"{what}, to bare httpx", "higher", titles, _labelled(speeds)),
        Table("Share of the library's speed", "the same, to the bare library", "higher", titles, _labelled(shares)),
    ]


def far_away(fleet: Fleet, sizes: Sizes) -> list[Table]:
    """A server that takes its time, so that the requests in flight decide."""
    names = [name for name in _CLIENTS if name in {*_BARE, *_BARE.values()}]
    rates = _medians(fleet, names, sizes.rounds, (worker.request, fleet.far, _PLACES, 3 * sizes.seconds))
    most = _PLACES / DELAY
    text = f"requests per second to a server that responds after {DELAY * 1000:.0f} ms, to the {most:,.0f} that "
    text += f"{_PLACES} in flight allow (all have this limit by default)"
    rows = {name: _ratios(rate, [most]) for name, rate in rates.items()}
    return [Table("A server far away", text, "higher", (f"{_PLACES} in flight",), _labelled(rows))]


def own_work(fleet: Fleet, sizes: Sizes) -> list[Table]:
    """What a call costs beside the network and the HTTP library."""
    names = ("before", "ours")
    seconds = _medians(fleet, names, sizes.rounds, (worker.own_work, sizes.calls))
    frames = _medians(fleet, names, 1, (worker.frames, fleet.far))
    rows: dict[str, list[float | None]] = {}
    for name, (each,) in seconds.items():
        say(f"{CONTENDERS[name].label}: {each * 1e6:.0f} µs a call")
        rows[name] = [each / seconds["before"][0] if "before" in seconds else None, *frames[name]]
    text = "of `conversations.get` over a transport that costs nothing: processor time, to that of an earlier commit, "
    text += "and the number of our frames that are awaited, from the resource method to the adapter"
    return [Table("Our own work", text, "lower", ("processor time", "frames"), _labelled(rows))]


def importing(fleet: Fleet, sizes: Sizes) -> list[Table]:
    """What an import costs."""
    columns = [(worker.importing, index) for index in (0, 1)]
    names = [name for name, contender in CONTENDERS.items() if contender.imports]
    _medians(fleet, names, 1, *columns)  # the first time, bytecode may be written
    seconds = _medians(fleet, names, sizes.rounds, *columns)
    rows = {name: _ratios(each, [seconds["httpx"][0]] * 2) for name, each in seconds.items()}
    titles = ("the package", "a client of it")
    return [Table("Import", "processor time, to `import httpx`", "lower", titles, _labelled(rows))]


MEASURES: dict[str, Callable[[Fleet, Sizes], list[Table]]] = {
    "reading": reading,
    "requesting": requesting,
    "far": far_away,
    "own": own_work,
    "importing": importing,
}
"""By the name that the command line knows."""

_READING, _SHARE = "Bytes to typed models", "Share of the library's speed"
TARGETS = (
    Target(_READING, "aiochatwoot", {"window": 1.35, "mixed window": 1.45, "conversation": 1.4}),
    Target(_READING, "aiochatwoot[fast]", {"window": 0.75, "mixed window": 0.9, "conversation": 0.9}),
    Target("Messages in memory", "aiochatwoot", {"window": 0.75}),
    Target("Messages in memory", "aiochatwoot[fast]", {"window": 0.75}),
    Target(_SHARE, "aiochatwoot", {"1 in flight": 0.95, "50 in flight": 2.2}),
    Target(_SHARE, "aiochatwoot over httpx2", {"1 in flight": 0.95, "50 in flight": 1.0}),
    Target(_SHARE, "aiochatwoot over aiohttp", {"1 in flight": 0.6, "50 in flight": 0.6}),
    Target("A server far away", "aiochatwoot", {"100 in flight": 0.7}),
    Target("Our own work", "aiochatwoot", {"processor time": 0.3, "frames": 7}),
    Target("Import", "aiochatwoot", {"a client of it": 1.5}),
)
