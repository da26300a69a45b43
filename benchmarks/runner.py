"""How everything is measured: clients take turns in random order, each turn in a new process, and medians count.

Libraries for benchmarks (pyperf, asv, pytest-benchmark) measure one thing after the other and compare files of
results. The speed of a machine changes from minute to minute: only peers that alternate can be compared.
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
    """A line of progress."""
    print(f"[{time.monotonic() - _begun:4.0f} s] {line}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Measure:
    """A measurement.

    Attributes:
        tables: The titles of the tables that show the medians, and by client the peer to whose figures they are ratios,
            or nothing, where they are shown as they are.
        turn: Measures the client of a name and returns a cell for each column. Its keyword arguments are sizes; their
            defaults are those of a full run.
        clients: Whom to measure, by name.
        tiny: The sizes that are smaller in a run that only shows that all works.
        rounds: How often each client has its turn.
        at_once: Whether all clients have their turns at the same time, since they mostly wait.
    """

    tables: Mapping[str, Mapping[str, str]]
    turn: Callable[..., Any]
    clients: Mapping[str, Client]
    tiny: dict[str, Any] = field(default_factory=dict[str, Any])
    rounds: int = 11
    at_once: bool = False

    def run(self, *, tiny: bool = False) -> dict[str, dict[str, list[Any]]]:
        """Measure, and return the rows of the tables: cells by title and label."""
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
    """What a function returns in a new process; a default install of aiochatwoot does not have msgspec."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_call, has_msgspec, function, *arguments, **sizes).result()


def _call(has_msgspec: bool, function: Callable[..., Any], *arguments: Any, **sizes: Any) -> Any:
    if not has_msgspec:
        sys.modules["msgspec"] = None  # type: ignore[assignment]  # to import it is an ImportError now
    result = function(*arguments, **sizes)
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


def peak() -> int:
    """The most memory that this process has had, in bytes; Linux only: elsewhere the parent's peak counts, too."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[0]) * 1024
