"""Who is measured: how each reads an answer, and how each asks for a conversation."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

from .optional import is_there, module

Read: TypeAlias = "Callable[[bytes], object]"
"""Bytes to what the contender makes of them."""
Call: TypeAlias = "Callable[[], Awaitable[object]]"
"""Asks for a conversation, and reads it."""
Open: TypeAlias = "Callable[[str, int], AbstractAsyncContextManager[Call]]"
"""Opens a client of a server (its base URL) for so many requests at once."""

CONVERSATION_PATH = "/api/v1/accounts/1/conversations/1"
TOKEN = "a-token-of-24-characters"


@dataclass(frozen=True)
class Contender:
    """A way to do the work.

    Attributes:
        label: What the tables call it.
        needs: Modules without which it cannot take part.
        reader: Makes the function that reads a body, by its name; None where it reads nothing typed.
        open: Opens a client; None where it sends nothing.
        prepare: What has to be done before anything else is imported.
    """

    label: str
    needs: tuple[str, ...] = ()
    reader: Callable[[str], Read] | None = None
    open: Open | None = None
    prepare: Callable[[], None] = lambda: None

    def is_possible(self) -> bool:
        """Whether everything is there that it needs."""
        return all(map(is_there, self.needs))


def _model(body: str) -> str:
    return "MessageList" if body == "window" else "Conversation"


def _read_ours(body: str) -> Read:
    """As the client reads an answer, with every check, and deviations noted."""
    from aiochatwoot._wire.operation import Operation, read_answer
    from aiochatwoot.generated.api.conversations.conversations_get import OPERATION as GET
    from aiochatwoot.generated.api.messages.messages_list import OPERATION as LIST

    operation: Operation[Any] = LIST if body == "window" else GET

    def read(content: bytes) -> object:
        found: list[Any] = []
        result = read_answer(operation, content, found)
        assert not found, found
        return result

    return read


def _read_stock(body: str) -> Read:
    model = getattr(module("stock_client.models"), _model(body))
    return lambda content: model.from_dict(json.loads(content))


def _read_pydantic(body: str) -> Read:
    from aiochatwoot import models

    from .twins import PydanticTwins

    read: Read = PydanticTwins().of(getattr(models, _model(body))).model_validate_json
    return read


def _read_msgspec(body: str) -> Read:
    from aiochatwoot import models

    from .twins import MsgspecTwins

    # Not strict: numbers may be timestamps.
    read: Read = module("msgspec.json").Decoder(MsgspecTwins().of(getattr(models, _model(body))), strict=False).decode
    return read


def _connections(in_flight: int) -> int:
    """How many connections a client may have: 100, the default of all of them, unless more are to be in flight."""
    return max(100, in_flight)


def _limits(in_flight: int) -> Any:
    """httpx's own defaults, but for the number of connections.

    It keeps 20 of them when they are idle. To keep more makes it slower here: each one is looked at for each request.
    """
    import httpx

    return httpx.Limits(max_connections=_connections(in_flight), max_keepalive_connections=20)


@contextlib.asynccontextmanager
async def _open_httpx(base_url: str, in_flight: int) -> AsyncGenerator[Call]:
    import httpx

    url = base_url + CONVERSATION_PATH
    async with httpx.AsyncClient(headers={"api_access_token": TOKEN}, limits=_limits(in_flight)) as client:

        async def call() -> object:
            response = await client.get(url)
            response.raise_for_status()
            return json.loads(response.content)

        yield call


@contextlib.asynccontextmanager
async def _open_aiohttp(base_url: str, in_flight: int) -> AsyncGenerator[Call]:
    aiohttp = module("aiohttp")
    url = base_url + CONVERSATION_PATH
    connector = aiohttp.TCPConnector(limit=_connections(in_flight))
    async with aiohttp.ClientSession(connector=connector, headers={"api_access_token": TOKEN}) as client:

        async def call() -> object:
            async with client.get(url, raise_for_status=True) as response:
                return json.loads(await response.read())

        yield call


@contextlib.asynccontextmanager
async def _open_sdk(base_url: str, in_flight: int) -> AsyncGenerator[Call]:
    # It takes no settings of connections.
    async with module("chatwoot").AsyncChatwootClient(base_url, TOKEN) as client:
        yield lambda: client.conversations.get(1, 1)


@contextlib.asynccontextmanager
async def _open_stock(base_url: str, in_flight: int) -> AsyncGenerator[Call]:
    get = module("stock_client.api.conversations.conversations_get").asyncio
    async with module("stock_client").AuthenticatedClient(
        base_url, TOKEN, prefix="", auth_header_name="api_access_token", httpx_args={"limits": _limits(in_flight)}
    ) as client:
        yield lambda: get(1, 1, client=client)


@contextlib.asynccontextmanager
async def _ours(base_url: str, in_flight: int, transport: Any = None) -> AsyncGenerator[Call]:
    from aiochatwoot import Chatwoot

    # Without the limiter: it would wait for the next minute after 3,000 requests.
    most = _connections(in_flight)
    async with Chatwoot(
        base_url, token=TOKEN, account_id=1, rate_limit=None, max_in_flight=most, transport=transport
    ) as client:
        yield lambda: client.conversations.get(1)


def _open_ours_over_aiohttp(base_url: str, in_flight: int) -> AbstractAsyncContextManager[Call]:
    return _ours(base_url, in_flight, "aiohttp")


def _without_msgspec() -> None:
    sys.modules["msgspec"] = None  # type: ignore[assignment]  # to import it is an ImportError now


def _httpx2_for_httpx() -> None:
    _without_msgspec()
    module("httpx2").alias_httpx()


CONTENDERS = {
    "httpx": Contender("bare httpx and json", open=_open_httpx),
    "aiohttp": Contender("bare aiohttp and json", ("aiohttp",), open=_open_aiohttp),
    "sdk": Contender("chatwoot-sdk", ("chatwoot",), open=_open_sdk),
    "stock": Contender("openapi-python-client, stock", ("stock_client",), reader=_read_stock, open=_open_stock),
    "pydantic": Contender("pydantic, the same fields", ("pydantic",), reader=_read_pydantic),
    "msgspec": Contender("msgspec, the same fields", ("msgspec",), reader=_read_msgspec),
    "ours": Contender("aiochatwoot", reader=_read_ours, open=_ours, prepare=_without_msgspec),
    "fast": Contender("aiochatwoot[fast]", ("msgspec",), reader=_read_ours, open=_ours),
    "over-aiohttp": Contender(
        "aiochatwoot[aiohttp]", ("httpx_aiohttp",), open=_open_ours_over_aiohttp, prepare=_without_msgspec
    ),
    "httpx2": Contender("aiochatwoot with httpx2", ("httpx2",), open=_ours, prepare=_httpx2_for_httpx),
}
"""By the name that a worker is started with."""
