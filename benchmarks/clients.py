"""The clients to compare, with default settings; only our rate limit is raised, so that no call waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import twins

TOKEN = "a-token-of-24-characters"
_PATH = "/api/v1/accounts/1/conversations/1"
_SEARCH = "/api/v1/accounts/1/contacts/search?q=a"


@dataclass(frozen=True)
class Calls:
    """The calls of an open client: functions that return an awaitable, or None if the client has no such call.

    Attributes:
        conversation: Fetches a conversation into the client's models.
        get: Fetches one as JSON.
        post: Creates a message with a text.
        search: Searches contacts.
        download: Fetches a file and discards it.
    """

    conversation: Any = None
    get: Any = None
    post: Any = None
    search: Any = None
    download: Any = None


@dataclass(frozen=True)
class Client:
    """A row of the tables.

    Attributes:
        label: Its name in the tables.
        needs: The module it needs; without it, the client has no row. msgspec is hidden from all clients that do not
            need it: a default install of aiochatwoot lacks it.
        open: Opens it for a base URL, with its own options.
        reader: Returns the function that reads the bytes of a `Conversation` or `MessageList`.
        export: Exports all conversations (base URL, their number) to a folder.
    """

    label: str
    needs: str = ""
    open: Any = None
    reader: Any = None
    export: Any = None

    @property
    def is_installed(self) -> bool:
        """Whether its package can be imported here."""
        return not self.needs or find_spec(self.needs) is not None


# --- reading bodies ---


def _read_ours(model: str) -> Callable[[bytes], object]:
    # Reads like the client, with every check. Only this function uses internal modules.
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


def _read_stock(model: str) -> Callable[[bytes], object]:
    from_dict = getattr(import_module("stock_client.models"), model).from_dict
    return lambda content: from_dict(json.loads(content))


def generate_stock(folder: Path) -> None:
    """Generate `stock_client` into a folder: the client that unmodified openapi-python-client makes of our contract.

    Raises:
        RuntimeError: the generator failed.
    """
    (folder / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    contract = Path(__file__).parent.parent / "openapi.yaml"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(contract), "--meta", "none"]
    command += ["--config", str(folder / "config.yaml"), "--output-path", str(folder / "stock_client")]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"openapi-python-client makes nothing of {contract.name}:\n{made.stdout}")


# --- opening clients ---


@asynccontextmanager
async def _httpx(url: str, library: str = "httpx") -> AsyncGenerator[Calls]:
    async with import_module(library).AsyncClient(headers={"api_access_token": TOKEN}) as client:

        async def get() -> object:
            response = await client.get(url + _PATH)
            response.raise_for_status()
            return json.loads(response.content)

        yield Calls(get)


@asynccontextmanager
async def _aiohttp(url: str) -> AsyncGenerator[Calls]:
    async with import_module("aiohttp").ClientSession(headers={"api_access_token": TOKEN}) as client:

        async def get() -> object:
            async with client.get(url + _PATH, raise_for_status=True) as response:
                return json.loads(await response.read())

        yield Calls(get)


@asynccontextmanager
async def _stock(url: str) -> AsyncGenerator[Calls]:
    get = import_module("stock_client.api.conversations.conversations_get").asyncio
    make = import_module("stock_client").AuthenticatedClient
    async with make(url, TOKEN, prefix="", auth_header_name="api_access_token") as client:
        yield Calls(lambda: get(1, 1, client=client))


@asynccontextmanager
async def _sdk(url: str, **options: Any) -> AsyncGenerator[Calls]:
    async with import_module("chatwoot").AsyncChatwootClient(url, TOKEN, **options) as client:
        http = vars(client)["_http"]
        yield Calls(
            lambda: client.conversations.get(1, 1),
            lambda: http.get(_PATH),
            lambda text: http.post(f"{_PATH}/messages", json={"content": text}),
            lambda: http.get(_SEARCH),
        )


@asynccontextmanager
async def _openai(url: str, **options: Any) -> AsyncGenerator[Calls]:
    # OpenAI's client is known for its retries. Its methods for undocumented endpoints call our server.
    async with import_module("openai").AsyncOpenAI(base_url=url, api_key=TOKEN, **options) as client:
        yield Calls(
            get=lambda: client.get(_PATH, cast_to=object),
            post=lambda text: client.post(f"{_PATH}/messages", body={"content": text}, cast_to=object),
            search=lambda: client.get(_SEARCH, cast_to=object),
        )


@asynccontextmanager
async def _ours(url: str, **options: Any) -> AsyncGenerator[Calls]:
    from aiochatwoot import Chatwoot

    async with Chatwoot(url, token=TOKEN, account_id=1, rate_limit=10**9, **options) as client:

        async def download() -> None:
            async with client.attachments.download(f"{url}/file") as file:
                async for _ in file:
                    pass

        yield Calls(
            lambda: client.conversations.get(1),
            lambda: client.request("GET", _PATH),
            lambda text: client.request("POST", f"{_PATH}/messages", json={"content": text}),
            lambda: client.contacts.search(q="a"),
            download,
        )


CLIENTS = {
    "httpx": Client("bare httpx and json", open=_httpx),
    "httpx2": Client("bare httpx2 and json", "httpx2", partial(_httpx, library="httpx2")),
    "aiohttp": Client("bare aiohttp and json", "aiohttp", _aiohttp),
    "sdk": Client("chatwoot-sdk", "chatwoot", _sdk),
    "openai": Client("openai", "openai", _openai),
    "stock": Client("openapi-python-client, stock", "openapi_python_client", _stock, _read_stock),
    "pydantic": Client("pydantic, the same fields", "pydantic", reader=partial(twins.reader, "pydantic")),
    "msgspec": Client("msgspec, the same fields", "msgspec", reader=partial(twins.reader, "msgspec")),
    "ours": Client("aiochatwoot", open=_ours, reader=_read_ours),
    "fast": Client("aiochatwoot[fast]", "msgspec", reader=_read_ours),
    "over-httpx2": Client("aiochatwoot over httpx2", "httpx2", partial(_ours, transport="httpx2")),
    "over-aiohttp": Client("aiochatwoot over aiohttp", "aiohttp", partial(_ours, transport="aiohttp")),
}
"""The clients by name, in the order of the tables."""


def named(*names: str) -> dict[str, Client]:
    """Return the clients with these names."""
    return {name: CLIENTS[name] for name in names}
