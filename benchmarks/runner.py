"""Runs measurements. In each round, all clients take a turn in random order, each in a new process; medians count.

Benchmark libraries (pyperf, asv, pytest-benchmark) run one benchmark after another, and compare result files. The speed
of a machine changes from minute to minute, so only alternating clients can be compared.
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from .clients import Client

ROOT = Path(__file__).parent.parent
_begun = time.monotonic()


def say(line: str) -> None:
    """Print a line of progress."""
    print(f"[{time.monotonic() - _begun:4.0f} s] {line}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Measure:
    """A measurement.

    Attributes:
        tables: The tables for the medians, by title. In a table of ratios, each client is mapped to the peer whose
            figures are the divisors; an empty mapping shows the figures of all clients.
        turn: Measures a client, given its name, and returns a cell for each column. Keyword arguments are sizes;
            their defaults are for a full run.
        clients: The clients to measure, by name.
        tiny: Smaller sizes for a run that only tests the benchmark.
        rounds: Number of turns of each client.
        at_once: Whether the turns of a round run at the same time; for turns that mostly wait.
    """

    tables: Mapping[str, Mapping[str, str]]
    turn: Callable[..., Any]
    clients: Mapping[str, Client]
    tiny: dict[str, Any] = field(default_factory=dict[str, Any])
    rounds: int = 11
    at_once: bool = False

    def run(self, *, tiny: bool = False) -> dict[str, dict[str, list[Any]]]:
        """Run the measurement, and return the rows of the tables: cells by title and label."""
        sizes = (self.turn.__kwdefaults__ or {}) | (self.tiny if tiny else {})
        rounds = 1 if tiny else self.rounds
        clients = {name: client for name, client in self.clients.items() if client.is_installed}
        turns: dict[str, list[Iterable[Any]]] = {name: [] for name in clients}

        def turn(number: int, name: str) -> None:
            say(f"{', '.join(self.tables)}, round {number} of {rounds}: {clients[name].label}")
            turns[name].append(in_process(self.turn, name, has_msgspec=clients[name].needs == "msgspec", **sizes))

        with ThreadPoolExecutor(len(clients) if self.at_once else 1) as threads:
            for number in range(1, rounds + 1):
                list(threads.map(turn, [number] * len(clients), random.sample([*clients], len(clients))))
        cells = {
            name: [statistics.median(column) for column in zip(*each, strict=True)] for name, each in turns.items()
        }
        return {
            title: {clients[name].label: _ratios(cells, name, peers) for name in cells if name in (peers or cells)}
            for title, peers in self.tables.items()
        }


def _ratios(cells: Mapping[str, list[Any]], name: str, peers: Mapping[str, str]) -> list[Any]:
    return [cell / base for cell, base in zip(cells[name], cells[peers[name]], strict=True)] if peers else cells[name]


def in_process(function: Callable[..., Any], *arguments: Any, has_msgspec: bool = False, **sizes: Any) -> Any:
    """Call a function in a new process. msgspec is hidden by default: a default install of aiochatwoot lacks it."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_call, has_msgspec, function, *arguments, **sizes).result()


def _call(has_msgspec: bool, function: Callable[..., Any], *arguments: Any, **sizes: Any) -> Any:
    if not has_msgspec:
        sys.modules["msgspec"] = None  # type: ignore[assignment]  # makes an import raise ImportError
    result = function(*arguments, **sizes)
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


def peak() -> int:
    """Return the peak memory of this process in bytes. Linux only; `ru_maxrss` would include the parent's peak."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[0]) * 1024
