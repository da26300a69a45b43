"""Measures an export's requests, time and memory, beside a bare loop, a naive program and the official SDK.

The bare loop makes the calls of our export with the same HTTP library, and keeps dicts; the others write files.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from .bodies import PAGE
from .clients import TOKEN, Client
from .runner import Measure, in_process, peak
from .server import Server

IN_FLIGHT = 20


async def _bare(url: str, count: int, _: Path) -> None:
    import httpx

    places, headers = asyncio.Semaphore(IN_FLIGHT), {"api_access_token": TOKEN}
    async with httpx.AsyncClient(base_url=f"{url}/api/v1/accounts/1", headers=headers, timeout=60) as client:

        async def call(method: str, path: str, **options: Any) -> Any:
            async with places:
                return json.loads((await client.request(method, path, **options)).content)["payload"]

        async def page(first: int) -> list[Any]:
            ids = [*range(first, first + PAGE)]
            wanted = {"attribute_key": "display_id", "filter_operator": "equal_to", "values": ids}
            rows = await call("POST", "/conversations/filter", json={"payload": [wanted]})
            window = {"after": 0, "before": 2**31 - 1}
            calls = (call("GET", f"/conversations/{row['id']}/messages", params=window) for row in rows)
            return [*zip(rows, await asyncio.gather(*calls), strict=True)]

        pages = await asyncio.gather(*map(page, range(1, count + 1, PAGE)))
    assert sum(map(len, pages)) == count


async def _ours(url: str, count: int, folder: Path) -> None:
    from aiochatwoot import Chatwoot, export

    async with Chatwoot(url, token=TOKEN, account_id=1, rate_limit=10**7) as chatwoot:
        report = await export.to_directory(chatwoot, folder, concurrency=IN_FLIGHT)
    assert (True, count) == (report.is_complete, report.counts["conversations"])


async def _naive(url: str, count: int, folder: Path) -> None:
    from aiochatwoot import Chatwoot

    async with Chatwoot(url, token=TOKEN, account_id=1, rate_limit=10**7) as chatwoot:

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
    async with AsyncChatwootClient(url, TOKEN) as client:

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


WAYS = {
    "bare": Client("bare httpx: the same calls, to dicts", export=_bare),
    "ours": Client("aiochatwoot export", export=_ours),
    "naive": Client("aiochatwoot: iter and get_whole", export=_naive),
    "sdk": Client("chatwoot-sdk: list, and messages (20 at most)", "chatwoot", export=_sdk),
}


async def _cost(name: str, count: int) -> tuple[int, float, int]:
    """Return the number of requests of an export, its duration in seconds, and the peak memory in bytes."""
    async with Server() as server:
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            await WAYS[name].export(server.url(f"account/{count}"), count, Path(folder))
            return len(server.requests()), time.perf_counter() - begun, peak()


async def requests(name: str, *, count: int = 2000) -> list[float]:
    """Return the number of requests divided by the minimum (one a page of conversations, one a conversation)."""
    return [(await _cost(name, count))[0] / (count / PAGE + count)]


async def speed(name: str, *, count: int = 2000) -> list[float]:
    """Return the number of exports per second."""
    return [1 / (await _cost(name, count))[1]]


def memory(name: str, *, count: int = 2000, more: int = 20_000) -> list[float]:
    """Return the peak memory of an export with ten times the conversations, divided by that of a usual export."""
    return [in_process(_cost, name, more)[2] / in_process(_cost, name, count)[2]]


_TINY = {"count": 30}
_OURS = {"ours": WAYS["ours"]}
MEASURES = {
    "export-requests": Measure({"Requests of an export": {}}, requests, WAYS, _TINY, rounds=1),
    "export-speed": Measure({"Speed of an export": dict.fromkeys(WAYS, "bare")}, speed, WAYS, _TINY, rounds=3),
    "export-memory": Measure({"Memory of an export": {}}, memory, _OURS, _TINY | {"more": 300}, rounds=1),
}
