"""What is measured: a function for each table. All contenders take turns, in another order in each round."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .contenders import CONTENDERS
from .fleet import ROOT, Fleet
from .report import Table

DELAY = 0.05
"""Seconds that the far server takes for an answer."""
PLACES = 100
"""Requests at once to the far server: the client's own default."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        rounds: How often each contender has its turn.
        messages: Messages in a window, and in a whole conversation.
        reads: How often each body is read in a block.
        blocks: Blocks in a turn.
        in_flight: How many requests are under way at once.
        seconds: How long requests are sent in a turn; to the far server for three times as long.
        conversations: How many whole conversations are fetched.
    """

    rounds: int
    messages: int
    reads: dict[str, int]
    blocks: int
    in_flight: tuple[int, ...]
    seconds: float
    conversations: tuple[int, ...]


FULL = Sizes(
    rounds=11,
    messages=1000,
    reads={"window": 1, "conversation": 50},
    blocks=15,
    in_flight=(1, 10, 50, 200),
    seconds=0.4,
    conversations=(50, 100, 200),
)
QUICK = Sizes(
    rounds=5,
    messages=1000,
    reads={"window": 1, "conversation": 50},
    blocks=9,
    in_flight=(1, 10, 50, 200),
    seconds=0.2,
    conversations=(50, 100),
)
TINY = Sizes(
    rounds=1,
    messages=30,
    reads={"window": 1, "conversation": 2},
    blocks=1,
    in_flight=(1, 50),
    seconds=0.02,
    conversations=(21, 22),
)


def _in_turn(fleet: Fleet, names: tuple[str, ...], rounds: int) -> Iterator[list[str]]:
    """The contenders that take part, in a random order, for each round."""
    there = fleet.those(names)
    for _ in range(rounds):
        yield random.sample(there, len(there))


def reading(fleet: Fleet, sizes: Sizes) -> Table:
    """Bytes to typed models."""
    names = ("stock", "pydantic", "msgspec", "ours", "fast")
    table = Table(
        "Bytes to typed models",
        "processor time, to `json.loads` of the same bytes",
        "lower",
        (f"window of {sizes.messages:,} messages", "one conversation"),
    )
    samples: dict[str, list[list[float]]] = {name: [[] for _ in sizes.reads] for name in fleet.those(names)}
    for turns in _in_turn(fleet, names, sizes.rounds):
        for name in turns:
            for column, (body, times) in enumerate(sizes.reads.items()):
                measured = fleet.ask(name, "read", body=body, messages=sizes.messages, times=times, blocks=sizes.blocks)
                samples[name][column].append(measured["own"] / measured["json"])
    for name, each in samples.items():
        table.add(CONTENDERS[name].label, each)
    return table


_ALL_CLIENTS = ("httpx", "aiohttp", "sdk", "stock", "ours", "over-aiohttp", "httpx2")
_SOME_CLIENTS = ("httpx", "aiohttp", "ours", "over-aiohttp")


def requesting(fleet: Fleet, sizes: Sizes) -> tuple[Table, Table]:
    """Requests to a server that costs next to nothing: how many a second, and what each costs its process."""
    speeds = [in_flight for in_flight in (1, 50) if in_flight in sizes.in_flight]
    speed = Table(
        "Requests per second",
        "one conversation, fetched and read again and again, to bare httpx with as many in flight",
        "higher",
        tuple(f"{in_flight} in flight" for in_flight in speeds),
    )
    cost = Table(
        "Cost of a request",
        "processor time of the client's process, to bare httpx with one in flight",
        "lower",
        tuple(f"{in_flight} in flight" for in_flight in sizes.in_flight),
    )
    rates: dict[tuple[str, int], list[float]] = {}
    costs: dict[tuple[str, int], list[float]] = {}
    for turns in _in_turn(fleet, _ALL_CLIENTS, sizes.rounds):
        walls: dict[tuple[str, int], float] = {}
        processors: dict[tuple[str, int], float] = {}
        for in_flight in sizes.in_flight:
            for name in turns:
                if in_flight in speeds or name in _SOME_CLIENTS:
                    measured = _request(fleet, name, fleet.near, in_flight, sizes.seconds)
                    walls[name, in_flight] = measured["wall"]
                    processors[name, in_flight] = measured["processor"]
        for name, in_flight in walls:
            rate = walls["httpx", in_flight] / walls[name, in_flight]
            rates.setdefault((name, in_flight), []).append(rate)
            costs.setdefault((name, in_flight), []).append(processors[name, in_flight] / processors["httpx", 1])
    for name in fleet.those(_ALL_CLIENTS):
        speed.add(CONTENDERS[name].label, [rates[name, in_flight] for in_flight in speeds])
    for name in fleet.those(_SOME_CLIENTS):
        cost.add(CONTENDERS[name].label, [costs[name, in_flight] for in_flight in sizes.in_flight])
    return speed, cost


def _request(fleet: Fleet, name: str, base_url: str, in_flight: int, seconds: float) -> dict[str, float]:
    measured: dict[str, float] = fleet.ask(name, "request", base_url=base_url, in_flight=in_flight, seconds=seconds)
    return measured


def far_away(fleet: Fleet, sizes: Sizes) -> Table:
    """A server that takes its time for an answer, so that the requests in flight decide."""
    capacity = PLACES / DELAY
    table = Table(
        "A server far away",
        f"requests per second to a server that answers after {DELAY * 1000:.0f} ms, to the {capacity:,.0f} that "
        f"{PLACES} in flight allow (the default of `max_in_flight`)",
        "higher",
        (f"{PLACES} in flight",),
    )
    samples: dict[str, list[float]] = {name: [] for name in fleet.those(_SOME_CLIENTS)}
    for turns in _in_turn(fleet, _SOME_CLIENTS, max(1, sizes.rounds // 3)):
        for name in turns:
            measured = _request(fleet, name, fleet.far, PLACES, 3 * sizes.seconds)
            samples[name].append(1 / measured["wall"] / capacity)
    for name, each in samples.items():
        table.add(CONTENDERS[name].label, [each])
    return table


_TIMED = "import time; begun = time.process_time(); {}; print(time.process_time() - begun)"


def importing(fleet: Fleet, sizes: Sizes) -> Table:
    """What an import costs, in an interpreter that has imported nothing."""
    statements = {
        "httpx": ("import httpx", "from httpx import AsyncClient"),
        "sdk": ("import chatwoot", "from chatwoot import AsyncChatwootClient"),
        "ours": ("import aiochatwoot", "from aiochatwoot import Chatwoot"),
    }
    statements = {name: statements[name] for name in fleet.those(statements)}
    text = "processor time, to `import httpx`"
    table = Table("Import", text, "lower", ("the package", "a client of it"))
    samples: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in statements}
    todo = [(name, column) for name in statements for column in range(2)]
    for number in range(sizes.rounds + 1):
        seconds = {each: _import(statements[each[0]][each[1]], fleet) for each in random.sample(todo, len(todo))}
        for name, column in todo if number else ():  # the first time, bytecode may be written
            samples[name][column].append(seconds[name, column] / seconds["httpx", 0])
    for name, each in samples.items():
        table.add(CONTENDERS[name].label if name != "httpx" else "httpx", each)
    return table


def _import(statement: str, fleet: Fleet) -> float:
    shown = subprocess.run(
        [sys.executable, "-c", _TIMED.format(statement)],
        cwd=ROOT,
        env=fleet.environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return float(shown.stdout)


def remembering(fleet: Fleet, sizes: Sizes) -> Table:
    """What is held by messages that were read."""
    names = ("stock", "pydantic", "msgspec", "ours", "fast")
    text = "what they hold, to the dicts that `json.loads` makes of the same bytes"
    table = Table("Messages in memory", text, "lower", (f"{sizes.messages:,} messages",))
    for name in fleet.those(names):
        measured = fleet.ask(name, "memory", body="window", messages=sizes.messages)
        table.add(CONTENDERS[name].label, [[measured["own"] / measured["json"]]])
    return table


def many_conversations(fleet: Fleet, sizes: Sizes) -> Table:
    """Whole conversations, many of them: memory does not grow with their number."""
    table = Table(
        "Many whole conversations",
        f"the most memory held while `chatwoot.map(chatwoot.conversations.get_whole, ids)` fetches conversations of "
        f"{sizes.messages:,} messages, 20 at once, to the dicts of one of them",
        "lower",
        tuple(f"{number} conversations" for number in sizes.conversations),
    )
    one = fleet.ask("ours", "memory", body="window", messages=sizes.messages)["json"]
    peaks = [fleet.ask("ours", "history", base_url=fleet.near, conversations=n) for n in sizes.conversations]
    table.add(CONTENDERS["ours"].label, [[peak / one] for peak in peaks])
    return table


MEASURES: dict[str, Callable[[Fleet, Sizes], Table | tuple[Table, ...]]] = {
    "reading": reading,
    "requesting": requesting,
    "far": far_away,
    "importing": importing,
    "memory": remembering,
    "history": many_conversations,
}
"""By the name that the command line knows."""
