"""Measures calls while a server fails, compared with other clients.

The server is a separate process on this machine. Each function causes the fault that the text of its table describes.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias

from .clients import CLIENTS, named
from .runner import Measure, in_process, peak
from .server import CODINGS, KEPT, Server, make_bomb

MIB = 2**20
End: TypeAlias = tuple[str, float]
"""The outcome of a call: the kind of error (or ""), and the duration in seconds."""


async def ended(call: Awaitable[object]) -> End:
    """Await a call, and return its outcome."""
    begun = time.monotonic()
    try:
        await call
    except Exception as error:  # noqa: BLE001 - a client may raise any error
        return type(error).__name__, time.monotonic() - begun
    return "", time.monotonic() - begun


async def together(calls: Iterable[Awaitable[object]]) -> list[End]:
    """Await calls at the same time; return their outcomes."""
    return await asyncio.gather(*map(ended, calls))


def failed(ends: Sequence[End]) -> str:
    """Return the number and share of failed calls."""
    count = sum(error != "" for error, _ in ends)
    return f"{count} of {len(ends)} ({count / len(ends):.2%})" if count else f"0 of {len(ends)}"


def errors(*ends: End) -> str:
    """Return the kinds of errors, most frequent first."""
    kinds = Counter(error for error, _ in ends if error)
    return ", ".join(f"`{name}`" for name, _ in kinds.most_common()) or "-"


def slowest(ends: Iterable[End]) -> str:
    """Return the duration of the slowest call."""
    return f"{max(seconds for _, seconds in ends):.1f} s"


def _opened(name: str, server: Server, fault: str = "well", **options: Any) -> Any:
    return CLIENTS[name].open(server.url(fault), **options)


async def restarts(name: str, *, kills: int = 12, rate: float = 150, up: float = 2.5, down: float = 0.5) -> list[str]:
    gets, posts = list[asyncio.Task[End]](), list[asyncio.Task[End]]()

    async def load(calls: Any) -> None:
        begun = time.monotonic()
        for number in itertools.count():
            tasks, call = (gets, calls.get()) if number % 3 else (posts, calls.post(str(number)))
            tasks.append(asyncio.create_task(ended(call)))
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))

    async with Server() as server, _opened(name, server) as calls:
        loading = asyncio.create_task(load(calls))
        for _ in range(kills):
            await asyncio.sleep(up)
            server.kill()
            await asyncio.sleep(down)
            await server.start()
        await asyncio.sleep(up)
        loading.cancel()
        return _both(server, await asyncio.gather(*gets), await asyncio.gather(*posts))


def _both(server: Server, gets: Sequence[End], posts: Sequence[End]) -> list[str]:
    return [failed(gets), failed(posts), str(server.twice()), errors(*gets, *posts)]


async def keep_alive(name: str, *, callers: int = 40, posts: int = 10) -> list[str]:
    ends, numbers = list[End](), itertools.count()

    async def caller(server: Server) -> None:
        async with _opened(name, server, "idle") as calls:
            for _ in range(posts):
                ends.append(await ended(calls.post(str(next(numbers)))))
                await asyncio.sleep(KEPT + random.uniform(-0.01, 0.004))

    async with Server() as server:
        await asyncio.gather(*(caller(server) for _ in range(callers)))
        return [failed(ends), str(server.twice()), errors(*ends)]


async def rule(name: str, *, searches: int = 120, others: int = 30, before: float = 15) -> list[str]:
    async with Server() as server, _opened(name, server, "rule") as calls:
        await asyncio.sleep((60 - before - time.time() % 60) % 60 if before else 0)
        found, rest = await asyncio.gather(
            together(calls.search() for _ in range(searches)), together(calls.get() for _ in range(others))
        )
    return [failed(found), slowest(found), failed(rest), slowest(rest), errors(*found, *rest)]


async def storm(name: str, *, calls: int = 200) -> list[str]:
    async with Server() as server, _opened(name, server, "busy") as client:
        gets = await together(client.get() for _ in range(calls))
        return [failed(gets), f"{len(server.requests()) / calls:.1f}", slowest(gets), errors(*gets)]


async def bombs(name: str, *, size: int = 3072) -> list[str]:  # other clients need twice as much memory
    """Make each call in its own process, one at a time; return its memory and outcome."""
    cells = list[str]()
    async with Server() as server:
        for coding in CODINGS:
            try:
                make_bomb(server, coding, size * MIB)
            except ImportError:
                cells.append("not measured")
                continue
            urls = server.url(), server.url(f"bomb/{coding}")
            ends = [in_process(_unfolded, name, call, *urls) for call in ("get", "download")]
            cells.append("; as a file ".join(filter(None, ends)))
    return cells


async def _unfolded(name: str, call: str, healthy: str, bomb: str) -> str:
    """Return the rise of peak memory during a call, and its outcome; "" if the client has no such call."""
    async with CLIENTS[name].open(healthy) as client:
        await client.get()
    async with CLIENTS[name].open(bomb) as client:
        if (begin := getattr(client, call)) is None:
            return ""
        before = peak()
        end = await ended(begin())
    return f"{(peak() - before) / MIB:.0f} MiB, {errors(end) if end[0] else 'read'}"


async def late(name: str, *, seconds: float = 2) -> list[str]:
    limit = "timeout" if name in ("sdk", "openai") else "deadline"
    async with Server() as server, _opened(name, server, "trickle", **{limit: seconds}) as calls:
        end = await ended(calls.get())
    return [slowest([end]), errors(end)]


async def cut(name: str, *, calls: int = 60) -> list[str]:
    async with Server() as server, _opened(name, server, "cut") as client:
        ends = [(await ended(client.get()), await ended(client.post(str(number)))) for number in range(calls)]
        return _both(server, *zip(*ends, strict=True))


ROWS = named("ours", "over-httpx2", "over-aiohttp", "sdk", "openai")
_one_round = partial(Measure, clients=ROWS, rounds=1)
MEASURES = {
    "restarts": _one_round({"Restarts": {}}, restarts, tiny={"kills": 1, "rate": 30, "up": 0.3, "down": 0.1}),
    "keep-alive": _one_round(
        {"The end of a keep-alive": {}}, keep_alive, tiny={"callers": 1, "posts": 1}, at_once=True
    ),
    "rule": _one_round({"429 by a rule": {}}, rule, tiny={"searches": 5, "others": 5, "before": 0}, at_once=True),
    "storm": _one_round({"429 with `Retry-After`": {}}, storm, tiny={"calls": 5}),
    "bombs": _one_round({"Bombs": {}}, bombs, tiny={"size": 1}),
    "late": _one_round({"A body that trickles": {}}, late, tiny={"seconds": 0.3}, at_once=True),
    "cut": _one_round({"A body cut short": {}}, cut, tiny={"calls": 3}, at_once=True),
}
