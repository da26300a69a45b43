"""The contenders, each at its default settings: how it reads a body, requests a conversation, and is imported."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias

Read: TypeAlias = "Callable[[bytes], object]"
Call: TypeAlias = "Callable[[], Awaitable[object]]"
"""Requests a conversation and reads it."""
Open: TypeAlias = "Callable[[str], AbstractAsyncContextManager[Call]]"
"""Opens a client of the server with this base URL."""

_PATH = "/api/v1/accounts/1/conversations/1"
_TOKEN = "a-token-of-24-characters"
_LIMIT = 10_000_000
"""Requests a minute: the rate limit is on, as by default, and never makes a request wait."""


@dataclass(frozen=True)
class Contender:
    """A row of the tables.

    Attributes:
        label: Its name in the tables.
        needs: Modules without which it is left out.
        reader: Makes the function that reads a body into `Conversation` or `MessageList`.
        open: Opens a client.
        imports: Statements that import the package and a client of it.
        has_msgspec: Whether msgspec can be imported; a default install of aiochatwoot does not have it.
        commit: The state of this repository to measure, if not the current one.
    """

    label: str
    needs: tuple[str, ...] = ()
    reader: Callable[[str], Read] | None = None
    open: Open | None = None
    imports: tuple[str, str] | None = None
    has_msgspec: bool = False
    commit: str | None = None


def _read_ours(model: str) -> Read:
    # As the client reads a response, with every check. The only place here that knows internal modules.
    from aiochatwoot._wire.deviations import Findings
    from aiochatwoot._wire.operation import read_answer
    from aiochatwoot.generated.api.conversations import GET
    from aiochatwoot.generated.api.messages import LIST

    operation: Any = GET if model == "Conversation" else LIST

    def read(content: bytes) -> object:
        found = Findings()
        result = read_answer(operation, content, found)
        assert not found, found
        return result

    return read


def _read_stock(model: str) -> Read:
    from_dict = getattr(import_module("stock_client.models"), model).from_dict
    return lambda content: from_dict(json.loads(content))


def _read_pydantic(model: str) -> Read:
    from aiochatwoot import models

    from .twins import PydanticTwins

    read: Read = PydanticTwins().of(getattr(models, model)).model_validate_json
    return read


def _read_msgspec(model: str) -> Read:
    from aiochatwoot import models

    from .twins import MsgspecTwins

    twin = MsgspecTwins().of(getattr(models, model))
    # Not strict: numbers may be timestamps.
    read: Read = import_module("msgspec.json").Decoder(twin, strict=False).decode
    return read


@contextlib.asynccontextmanager
async def _open_httpx(base_url: str, library: str = "httpx") -> AsyncGenerator[Call]:
    async with import_module(library).AsyncClient(headers={"api_access_token": _TOKEN}) as client:

        async def call() -> object:
            response = await client.get(base_url + _PATH)
            response.raise_for_status()
            return json.loads(response.content)

        yield call


@contextlib.asynccontextmanager
async def _open_aiohttp(base_url: str) -> AsyncGenerator[Call]:
    async with import_module("aiohttp").ClientSession(headers={"api_access_token": _TOKEN}) as client:

        async def call() -> object:
            async with client.get(base_url + _PATH, raise_for_status=True) as response:
                return json.loads(await response.read())

        yield call


@contextlib.asynccontextmanager
async def _open_sdk(base_url: str) -> AsyncGenerator[Call]:
    async with import_module("chatwoot").AsyncChatwootClient(base_url, _TOKEN) as client:
        yield lambda: client.conversations.get(1, 1)


@contextlib.asynccontextmanager
async def _open_stock(base_url: str) -> AsyncGenerator[Call]:
    get = import_module("stock_client.api.conversations.conversations_get").asyncio
    make = import_module("stock_client").AuthenticatedClient
    async with make(base_url, _TOKEN, prefix="", auth_header_name="api_access_token") as client:
        yield lambda: get(1, 1, client=client)


@contextlib.asynccontextmanager
async def open_ours(base_url: str, transport: Any = None) -> AsyncGenerator[Call]:
    """Our client over a transport, by default its own."""
    from aiochatwoot import Chatwoot

    async with Chatwoot(base_url, token=_TOKEN, account_id=1, rate_limit=_LIMIT, transport=transport) as client:
        yield lambda: client.conversations.get(1)


CONTENDERS = {
    "httpx": Contender(
        "bare httpx and json", open=_open_httpx, imports=("import httpx", "from httpx import AsyncClient")
    ),
    "httpx2": Contender("bare httpx2 and json", ("httpx2",), open=partial(_open_httpx, library="httpx2")),
    "aiohttp": Contender("bare aiohttp and json", ("aiohttp",), open=_open_aiohttp),
    "sdk": Contender(
        "chatwoot-sdk",
        ("chatwoot",),
        open=_open_sdk,
        imports=("import chatwoot", "from chatwoot import AsyncChatwootClient"),
    ),
    "stock": Contender("openapi-python-client, stock", ("stock_client",), _read_stock, _open_stock),
    "pydantic": Contender("pydantic, the same fields", ("pydantic",), _read_pydantic),
    "msgspec": Contender("msgspec, the same fields", ("msgspec",), _read_msgspec, has_msgspec=True),
    "before": Contender("aiochatwoot at 1a23b14", commit="1a23b14"),  # before a call went through one loop
    "ours": Contender(
        "aiochatwoot", (), _read_ours, open_ours, ("import aiochatwoot", "from aiochatwoot import Chatwoot")
    ),
    "fast": Contender("aiochatwoot[fast]", ("msgspec",), _read_ours, has_msgspec=True),
    "over-httpx2": Contender(
        "aiochatwoot over httpx2",
        ("httpx2",),
        open=partial(open_ours, transport="httpx2"),
    ),
    "over-aiohttp": Contender("aiochatwoot over aiohttp", ("aiohttp",), open=partial(open_ours, transport="aiohttp")),
}
"""By name, in the order of the tables."""
