"""The clients that `benchmarks.faults` compares: how each is opened, and the calls that are made with it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs

_TOKEN = "token-of-the-benchmark"
_PATH = "/api/v1/accounts/1/conversations/1"
_SEARCH = "/api/v1/accounts/1/contacts/search?q=a"


@attrs.frozen
class Calls:
    """The calls of a client.

    Attributes:
        get: Fetches a conversation.
        post: Creates a message of a text.
        search: Searches contacts.
        download: Fetches a file, and keeps none of it; None if the client has no such call.
    """

    get: Callable[[], Awaitable[object]]
    post: Callable[[str], Awaitable[object]]
    search: Callable[[], Awaitable[object]]
    download: Callable[[], Awaitable[object]] | None = None


@asynccontextmanager
async def _ours(url: str, seconds: float | None, transport: Any = None) -> AsyncGenerator[Calls]:
    from aiochatwoot import Chatwoot

    limit: Any = {} if seconds is None else {"deadline": seconds}
    async with Chatwoot(url, token=_TOKEN, account_id=1, rate_limit=10**9, transport=transport, **limit) as client:
        yield Calls(
            lambda: client.request("GET", _PATH),
            lambda text: client.request("POST", f"{_PATH}/messages", json={"content": text}),
            lambda: client.contacts.search(q="a"),
            lambda: _fetch(client, f"{url}/file"),
        )


async def _fetch(client: Any, url: str) -> None:
    async with client.attachments.download(url) as file:
        async for _ in file:
            pass


@asynccontextmanager
async def _sdk(url: str, seconds: float | None) -> AsyncGenerator[Calls]:
    limit = {} if seconds is None else {"timeout": seconds}
    async with import_module("chatwoot").AsyncChatwootClient(url, _TOKEN, **limit) as client:
        http = vars(client)["_http"]  # its resources would spend their time on models
        yield Calls(
            lambda: http.get(_PATH),
            lambda text: http.post(f"{_PATH}/messages", json={"content": text}),
            lambda: http.get(_SEARCH),
        )


@asynccontextmanager
async def _openai(url: str, seconds: float | None) -> AsyncGenerator[Calls]:
    # A client of another service, known for its retries: pointed at ours, by its methods for undocumented endpoints.
    limit = {} if seconds is None else {"timeout": seconds}
    async with import_module("openai").AsyncOpenAI(base_url=url, api_key=_TOKEN, **limit) as client:
        yield Calls(
            lambda: client.get(_PATH, cast_to=object),
            lambda text: client.post(f"{_PATH}/messages", body={"content": text}, cast_to=object),
            lambda: client.get(_SEARCH, cast_to=object),
        )


@attrs.frozen
class Client:
    """A client.

    Attributes:
        module: What it needs.
        package: The package whose version is shown.
        open: Opens it, for a base URL and the seconds that a call may take, or its default: of ours the deadline, of
            others what they call `timeout`.
    """

    module: str
    package: str
    open: Callable[[str, float | None], AbstractAsyncContextManager[Calls]]


CLIENTS = {
    "aiochatwoot": Client("httpx", "httpx", _ours),
    "aiochatwoot-httpx2": Client("httpx2", "httpx2", partial(_ours, transport="httpx2")),
    "aiochatwoot-aiohttp": Client("aiohttp", "aiohttp", partial(_ours, transport="aiohttp")),
    "chatwoot-sdk": Client("chatwoot", "chatwoot-sdk", _sdk),
    "openai": Client("openai", "openai", _openai),
}


def installed() -> list[str]:
    """The names of the clients that can be measured."""
    return [name for name, client in CLIENTS.items() if find_spec(client.module) is not None]


def versions(names: list[str]) -> str:
    """What was measured."""
    return ", ".join(f"{CLIENTS[name].package} {version(CLIENTS[name].package)}" for name in names)


@attrs.define
class Tally:
    """What became of calls: how many, how many failed, by kind of error, and how long they took."""

    calls: int = 0
    errors: Counter[str] = attrs.field(factory=Counter)
    seconds: list[float] = attrs.field(factory=list)

    async def of(self, call: Awaitable[object]) -> None:
        """Make a call, and note how it ends."""
        self.calls += 1
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            await call
        except Exception as error:  # noqa: BLE001 - whatever a client raises
            self.errors[type(error).__name__] += 1
        self.seconds.append(loop.time() - begun)

    def __str__(self) -> str:
        failed = self.errors.total()
        return f"{failed} of {self.calls} ({failed / max(1, self.calls):.2%})" if failed else f"0 of {self.calls}"


def raised(*tallies: Tally) -> str:
    """The kinds of errors, the most frequent first."""
    errors: Counter[str] = sum((each.errors for each in tallies), Counter())
    return ", ".join(f"`{name}`" for name, _ in errors.most_common()) or "-"


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


async def measure_memory(name: str, call: str, healthy: str, bomb: str) -> None:
    """In a process of its own: print by how much one call raises the peak of memory, and how it ends."""
    calls = Tally()
    async with CLIENTS[name].open(healthy, None) as client:
        await client.get()
    async with CLIENTS[name].open(bomb, None) as client:
        begin: Callable[[], Awaitable[object]] | None = getattr(client, call)
        before = _peak()
        if begin is not None:
            await calls.of(begin())
    print(json.dumps(begin and [_peak() - before, next(iter(calls.errors), None)]))


if __name__ == "__main__":
    asyncio.run(measure_memory(*sys.argv[1:5]))
