"""Servers, a plain HTTP client for them, and a client of aiochatwoot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx
import pytest

from aiochatwoot import Chatwoot

if TYPE_CHECKING:  # pytest imports this file without the extra, too
    from aiochatwoot.testing import Agent, FakeChatwoot

    from .callers import Caller, ContactCaller
    from .office import Office
    from .wire import Client

EVERYTHING = "after=0&before=2147483647"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Asker:
    """Sends requests to one server with its token."""

    def __init__(self, http: httpx.Client, server: FakeChatwoot) -> None:
        self._http = http
        self._server = server

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Return the response to a path, unchanged."""
        headers = {"api_access_token": self._server.token} | options.pop("headers", {})
        return self._http.get(self._server.base_url + path, headers=headers, **options)

    def json(self, path: str) -> Any:
        """Return the body for a path within the account."""
        answer = self.get(f"/api/v1/accounts/{self._server.account_id}/{path}")
        assert 200 == answer.status_code
        return answer.json()

    def ids(self, query: str = "") -> list[int]:
        """Return the ids of one page of conversations."""
        return [row["id"] for row in self.json(f"conversations?{query}")["data"]["payload"]]

    def message_ids(self, conversation_id: int, query: str = "") -> list[int]:
        """Return the ids of one window of messages."""
        return [row["id"] for row in self.json(f"conversations/{conversation_id}/messages?{query}")["payload"]]


Ask: TypeAlias = Callable[["FakeChatwoot"], Asker]


@pytest.fixture
def clock() -> Clock:
    """2026-11-20T08:00:30Z."""
    return Clock(1_795_161_630.0)


@pytest.fixture
def server(clock: Clock) -> Iterator[FakeChatwoot]:
    """A running server with an empty account."""
    from aiochatwoot.testing import FakeChatwoot

    with FakeChatwoot(sample=False, clock=clock) as server:
        yield server


@pytest.fixture
def bob(server: FakeChatwoot) -> Agent:
    """An agent without inboxes."""
    return server.account.add_agent("Bob")


@pytest.fixture
def office(server: FakeChatwoot, http: httpx.Client) -> Office:
    """Requests to the empty server."""
    from .office import Office

    return Office(server, http)


@pytest.fixture
def old_server(clock: Clock) -> Iterator[FakeChatwoot]:
    """A running server of 4.10.0 with an empty account."""
    from aiochatwoot.testing import FakeChatwoot

    with FakeChatwoot(sample=False, clock=clock, version="4.10.0") as server:
        yield server


@pytest.fixture
def call(server: FakeChatwoot, http: httpx.Client) -> Caller:
    """Writes to a server with the open conversation 1."""
    from .callers import Caller

    server.account.add_conversation()
    return Caller(server, http)


@pytest.fixture
def caller(server: FakeChatwoot, http: httpx.Client) -> ContactCaller:
    """Requests to a server whose account has an API inbox."""
    from .callers import ContactCaller

    server.account.add_inbox()
    return ContactCaller(server, http)


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    """A client of the empty server, as its administrator; deviations are errors."""
    async with Chatwoot(server.base_url, token=server.token, account_id=1, drift="strict") as chatwoot:
        yield chatwoot


@pytest.fixture(scope="session")
def sample() -> Iterator[FakeChatwoot]:
    """A running server with the sample account, for reading only."""
    from aiochatwoot.testing import FakeChatwoot

    with FakeChatwoot() as server:
        yield server


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """A plain client; creating one takes longer than most tests."""
    with httpx.Client() as client:
        yield client


@pytest.fixture
def asking(http: httpx.Client) -> Ask:
    """Return an Asker for a server."""
    return lambda server: Asker(http, server)


@pytest.fixture
def ask(server: FakeChatwoot, asking: Ask) -> Asker:
    """Requests to the empty server."""
    return asking(server)


@pytest.fixture
def ask_sample(sample: FakeChatwoot, asking: Ask) -> Asker:
    """Requests to the server with the sample account."""
    return asking(sample)


@pytest.fixture
def client(server: FakeChatwoot) -> Iterator[Client]:
    """A client of the empty server that keeps its connections."""
    from .wire import Client

    with httpx.Client() as http:
        yield Client(server, http)
