"""What an export costs: requests, time and memory, beside a bare loop, the naive way and the official SDK.

The server is a process of its own, which responds after `LATENCY` seconds, and so is each turn. Everything is written
to a file but by the bare loop, which makes the calls of our export over the same library, and keeps dicts.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from . import bodies
from .report import Table, say

LATENCY = 0.02
"""Seconds from a request to its response; real servers take longer."""
MESSAGES, PAGE, IN_FLIGHT = 20, 25, 20
_TOKEN = "a-token-of-24-characters"
_ROOT = Path(__file__).parent.parent
NOTE = f"Medians of turns in random order. {MESSAGES} messages a conversation, {IN_FLIGHT} requests in flight."
ROWS = {
    "bare": "bare httpx: the same calls, to dicts",
    "ours": "aiochatwoot export",
    "naive": "aiochatwoot: iter and get_whole",
    "sdk": "chatwoot-sdk: list, and messages (20 at most)",
}
MEASURES = {"exports": "all of it"}


def measure(_: str, *, tiny: bool) -> list[Table]:
    """The tables: requests and speed of each way, and how our memory grows."""
    count, rounds = (30, 1) if tiny else (2000, 3)
    names = [name for name in ROWS if name != "sdk" or find_spec("chatwoot")]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with _server(count) as url:
        for number in range(1, rounds + 1):
            say(f"round {number} of {rounds}")
            for name in random.sample(names, len(names)):
                found[name].append(_turn(name, url, count))
    with _server(10 * count) as url:
        large = _turn("ours", url, 10 * count)
    floor = count / PAGE + count
    figures = {name: _medians(turns) for name, turns in found.items()}
    what = f"of {count:,} conversations"
    requests = {ROWS[name]: [each["requests"] / floor] for name, each in figures.items()}
    speed = {ROWS[name]: [figures["bare"]["seconds"] / each["seconds"]] for name, each in figures.items()}
    memory = {ROWS["ours"]: [large["kilobytes"] / figures["ours"]["kilobytes"]]}
    return [
        Table("Requests of an export", f"{what}, to {floor:,.0f}", "lower", ("requests",), requests),
        Table("Speed of an export", f"{what}, to the bare loop", "higher", ("speed",), speed),
        Table("Memory of an export", f"the peak with {10 * count:,}, to that {what}", "lower", ("memory",), memory),
    ]


def _medians(turns: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}


def _turn(name: str, url: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.exports", name, f"{url}/{name}", str(count)]
    done = subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


@contextmanager
def _server(count: int) -> Generator[str]:
    command = [sys.executable, "-m", "benchmarks.exports", "serve", "", str(count)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.kill()


# --- a turn ---------------------------------------------------------------------------------------------------------


async def _bare(url: str, count: int, _: Path) -> None:
    import httpx

    account, places, kept = f"{url}/api/v1/accounts/1", asyncio.Semaphore(IN_FLIGHT), []
    async with httpx.AsyncClient(headers={"api_access_token": _TOKEN}, timeout=60) as client:

        async def call(method: str, path: str, **options: Any) -> Any:
            async with places:
                return json.loads((await client.request(method, f"{account}{path}", **options)).content)

        async def whole(conversation: Any) -> None:
            window = {"after": 0, "before": 2**31 - 1}
            messages = await call("GET", f"/conversations/{conversation['id']}/messages", params=window)
            kept.append((conversation, messages["payload"]))

        async def page(first: int) -> None:
            ids = {
                "attribute_key": "display_id",
                "filter_operator": "equal_to",
                "values": [*range(first, first + PAGE)],
            }
            rows = (await call("POST", "/conversations/filter", json={"payload": [ids]}))["payload"]
            await asyncio.gather(*map(whole, rows))

        await asyncio.gather(*map(page, range(1, count + 1, PAGE)))
    assert count == len(kept)


async def _ours(url: str, count: int, folder: Path) -> None:
    from aiochatwoot import Chatwoot, export

    async with Chatwoot(url, token=_TOKEN, account_id=1, rate_limit=10**7) as chatwoot:
        report = await export.to_directory(chatwoot, folder, concurrency=IN_FLIGHT)
    assert (True, count) == (report.is_complete, report.counts["conversations"])


async def _naive(url: str, count: int, folder: Path) -> None:
    from aiochatwoot import Chatwoot

    async with Chatwoot(url, token=_TOKEN, account_id=1, rate_limit=10**7) as chatwoot:

        async def ids() -> AsyncIterator[int]:
            async for conversation in chatwoot.conversations.iter(status="all"):
                yield conversation.id

        with (folder / "all.jsonl").open("w") as file:
            async for outcome in chatwoot.map(chatwoot.conversations.get_whole, ids(), limit=IN_FLIGHT):
                file.write(json.dumps(outcome.result().to_dict()) + "\n")
                count -= 1
    assert not count


async def _sdk(url: str, count: int, folder: Path) -> None:
    from chatwoot import AsyncChatwootClient

    places = asyncio.Semaphore(IN_FLIGHT)
    async with AsyncChatwootClient(url, _TOKEN) as client:

        async def whole(conversation: Any) -> str:
            async with places:
                messages = await client.messages.list(1, conversation.id)
            return f"[{conversation.model_dump_json()}, [{','.join(each.model_dump_json() for each in messages)}]]\n"

        with (folder / "all.jsonl").open("w") as file:
            page = 1
            while rows := await client.conversations.list(1, status="all", page=page):
                file.writelines(await asyncio.gather(*map(whole, rows)))
                count -= len(rows)
                page += 1
    assert not count


_WAYS: dict[str, Callable[[str, int, Path], Awaitable[None]]] = {
    "bare": _bare,
    "ours": _ours,
    "naive": _naive,
    "sdk": _sdk,
}


def _run(name: str, url: str, count: int) -> dict[str, float]:
    sys.modules["msgspec"] = None  # type: ignore[assignment]  # a default install of aiochatwoot does not have it
    import httpx

    with tempfile.TemporaryDirectory() as folder:
        before = httpx.get(f"{url}/count").json()
        begun = time.perf_counter()
        asyncio.run(_WAYS[name](url, count, Path(folder)))  # type: ignore[arg-type]  # a coroutine
        seconds = time.perf_counter() - begun
        requests = httpx.get(f"{url}/count").json() - before
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "requests": requests, "kilobytes": kilobytes}


# --- the server -----------------------------------------------------------------------------------------------------


@cache
def _recorded() -> tuple[Any, list[Any]]:
    return json.loads(bodies.body("conversation", 1)), json.loads(bodies.body("window", MESSAGES))["payload"]


def _answer(method: str, target: str, body: bytes, count: int) -> Any:
    conversation, messages = _recorded()
    url = urlsplit(target)
    if url.path.endswith("/messages"):
        number = int(url.path.split("/")[-2])
        rows = [row | {"id": number * 100 + at, "conversation_id": number} for at, row in enumerate(messages)]
        after = int(parse_qs(url.query).get("after", ["0"])[0])
        return {"meta": {}, "payload": [row for row in rows if row["id"] >= after]}
    if url.path.endswith("/profile"):
        return {"id": 1, "accounts": [{"id": 1, "role": "administrator"}]}
    if method == "POST":
        (condition,) = json.loads(body)["payload"]
        rows = [conversation | {"id": each} for each in condition["values"] if 1 <= each <= count]
        return {"meta": {"all_count": len(rows)}, "payload": rows}
    if url.path.endswith("/conversations"):
        first = (int(parse_qs(url.query).get("page", ["1"])[0]) - 1) * PAGE
        numbers: Iterable[int] = range(count - first, max(count - first - PAGE, 0), -1)
        rows = [conversation | {"id": each} for each in numbers]
        return {"data": {"meta": {"all_count": count}, "payload": rows}}
    if "/conversations/" in url.path:
        return conversation | {"id": int(url.path.rpartition("/")[2])}
    return {"payload": []} if url.path.endswith(("/inboxes", "/labels")) else []


async def _serve(count: int) -> None:
    asked: Counter[str] = Counter()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b"":
            method, target = head.decode("latin-1").split(" ", 2)[:2]
            lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            body = await reader.readexactly(int(lengths[0])) if lengths else b""
            name = target.split("/")[1]
            if target.endswith("/count"):
                answer: Any = asked[name]
            else:
                asked[name] += 1
                answer = _answer(method, target, body, count)
                await asyncio.sleep(LATENCY)
            content = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
            lines = [f"{key}: {value}\r\n" for key, value in bodies.headers(content).items()]
            writer.write(f"HTTP/1.1 200 OK\r\n{''.join(lines)}\r\n".encode() + content)

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await connected(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has closed it
        finally:
            writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT / "overrides"))
    what, where, how_many = sys.argv[1:]
    if what == "serve":
        asyncio.run(_serve(int(how_many)))
    else:
        print(json.dumps(_run(what, where, int(how_many))))
