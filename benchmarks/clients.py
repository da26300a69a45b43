"""The clients that are compared, each at its default settings; only our rate limit is too high to wait for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

Call: TypeAlias = "Callable[[], Awaitable[object]]"
Read: TypeAlias = "Callable[[bytes], object]"
Open: TypeAlias = "Callable[[str, float | None], AbstractAsyncContextManager[Calls]]"
"""Opens a client of a base URL; a call may take so many seconds (ours: `deadline`, others: `timeout`)."""

_TOKEN = "a-token-of-24-characters"
_PATH = "/api/v1/accounts/1/conversations/1"
_SEARCH = "/api/v1/accounts/1/contacts/search?q=a"


@dataclass(frozen=True)
class Calls:
    """The calls of a client that is open.

    Attributes:
        conversation: Fetches a conversation into the client's models.
        get: Fetches one as JSON.
        post: Creates a message of a text.
        search: Searches contacts.
        download: Fetches a file, and keeps none of it; None if the client has no such call.
    """

    conversation: Call | None = None
    get: Call | None = None
    post: Callable[[str], Awaitable[object]] | None = None
    search: Call | None = None
    download: Call | None = None


@dataclass(frozen=True)
class Client:
    """A row of the tables.

    Attributes:
        label: Its name in the tables.
        needs: The module without which it is left out.
        open: Opens it.
        reader: Makes the function that reads a body into `Conversation` or `MessageList`.
        imports: Statements that import the package and a client of it.
        has_msgspec: Whether msgspec can be imported; a default install of aiochatwoot does not have it.
        commit: The state of this repository to measure, if not the current one.
    """

    label: str
    needs: str = ""
    open: Open | None = None
    reader: Callable[[str], Read] | None = None
    imports: tuple[str, ...] = ()
    has_msgspec: bool = False
    commit: str = ""

    @property
    def is_installed(self) -> bool:
        """Whether its package can be imported here."""
        try:
            return not self.needs or find_spec(self.needs) is not None
        except ValueError:  # as it is hidden
            return False


# --- how bodies are read ---


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


def _read_twin(model: str, library: str) -> Read:
    from aiochatwoot import models

    from .twins import reader

    return reader(library, getattr(models, model))


def generate_stock(folder: Path) -> None:
    """Write `stock_client` into a folder: what openapi-python-client makes of our contract when it is taught nothing.

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


# --- how clients are opened ---


@asynccontextmanager
async def _httpx(url: str, _: float | None, library: str = "httpx") -> AsyncGenerator[Calls]:
    async with import_module(library).AsyncClient(headers={"api_access_token": _TOKEN}) as client:

        async def get() -> object:
            response = await client.get(url + _PATH)
            response.raise_for_status()
            return json.loads(response.content)

        yield Calls(get)


@asynccontextmanager
async def _aiohttp(url: str, _: float | None) -> AsyncGenerator[Calls]:
    async with import_module("aiohttp").ClientSession(headers={"api_access_token": _TOKEN}) as client:

        async def get() -> object:
            async with client.get(url + _PATH, raise_for_status=True) as response:
                return json.loads(await response.read())

        yield Calls(get)


@asynccontextmanager
async def _stock(url: str, _: float | None) -> AsyncGenerator[Calls]:
    get = import_module("stock_client.api.conversations.conversations_get").asyncio
    make = import_module("stock_client").AuthenticatedClient
    async with make(url, _TOKEN, prefix="", auth_header_name="api_access_token") as client:
        yield Calls(lambda: get(1, 1, client=client))


@asynccontextmanager
async def _sdk(url: str, seconds: float | None) -> AsyncGenerator[Calls]:
    limit = {} if seconds is None else {"timeout": seconds}
    async with import_module("chatwoot").AsyncChatwootClient(url, _TOKEN, **limit) as client:
        http = vars(client)["_http"]
        yield Calls(
            lambda: client.conversations.get(1, 1),
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
            get=lambda: client.get(_PATH, cast_to=object),
            post=lambda text: client.post(f"{_PATH}/messages", body={"content": text}, cast_to=object),
            search=lambda: client.get(_SEARCH, cast_to=object),
        )


@asynccontextmanager
async def ours(url: str, seconds: float | None = None, transport: Any = None) -> AsyncGenerator[Calls]:
    """Our client over a transport, by default its own."""
    from aiochatwoot import Chatwoot

    limit: Any = {} if seconds is None else {"deadline": seconds}
    async with Chatwoot(url, token=_TOKEN, account_id=1, rate_limit=10**9, transport=transport, **limit) as client:

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


_OF_HTTPX = ("import httpx", "from httpx import AsyncClient")
_OF_SDK = ("import chatwoot", "from chatwoot import AsyncChatwootClient")
_OF_OURS = ("import aiochatwoot", "from aiochatwoot import Chatwoot")
CLIENTS = {
    "httpx": Client("bare httpx and json", open=_httpx, imports=_OF_HTTPX),
    "httpx2": Client("bare httpx2 and json", "httpx2", partial(_httpx, library="httpx2")),
    "aiohttp": Client("bare aiohttp and json", "aiohttp", _aiohttp),
    "sdk": Client("chatwoot-sdk", "chatwoot", _sdk, imports=_OF_SDK),
    "openai": Client("openai", "openai", _openai),
    "stock": Client("openapi-python-client, stock", "openapi_python_client", _stock, _read_stock),
    "pydantic": Client("pydantic, the same fields", "pydantic", None, partial(_read_twin, library="pydantic")),
    "msgspec": Client("msgspec, the same fields", "msgspec", None, partial(_read_twin, library="msgspec"), (), True),
    "before": Client("aiochatwoot at 1a23b14", commit="1a23b14"),  # before a call went through one loop
    "ours": Client("aiochatwoot", "", ours, _read_ours, _OF_OURS),
    "fast": Client("aiochatwoot[fast]", "msgspec", None, _read_ours, (), True),
    "over-httpx2": Client("aiochatwoot over httpx2", "httpx2", partial(ours, transport="httpx2")),
    "over-aiohttp": Client("aiochatwoot over aiohttp", "aiohttp", partial(ours, transport="aiohttp")),
}
"""By name, in the order of the tables."""


def installed(names: tuple[str, ...]) -> list[str]:
    """Those of the named clients whose packages are installed."""
    return [name for name in names if CLIENTS[name].is_installed]
