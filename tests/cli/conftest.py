"""Fixtures of the tests of the command."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, cli
from aiochatwoot.testing import FakeChatwoot

from ..commands import connect, environment, in_zone, run
from .printing import Answers, Ask


@pytest.fixture
def jakarta(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the time zone to Jakarta, seven hours ahead of UTC, and the output to a file."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    with in_zone(monkeypatch, "Asia/Jakarta"):
        yield


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Respond to requests with JSON by the end of their path; the elements of a list are used one after the other."""

    def install(bodies: dict[str, Any]) -> list[httpx.Request]:
        requests: list[httpx.Request] = []

        def handler(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            key = next(key for key in bodies if request.url.path.endswith(key))
            body = bodies[key]
            if isinstance(body, httpx.Response | BaseException):
                if isinstance(body, BaseException):
                    raise body
                return body
            return httpx.Response(200, content=json.dumps(body).encode())

        monkeypatch.setattr(
            cli.connection, "Chatwoot", functools.partial(Chatwoot, transport=httpx.MockTransport(handler))
        )
        for name, value in (
            ("BASE_URL", "https://chat.test"),
            ("API_ACCESS_TOKEN", "s3cret-token"),
            ("ACCOUNT_ID", "2"),
        ):
            monkeypatch.setenv(f"CHATWOOT_{name}", value)
        return requests

    return install


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        yield server


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> FakeChatwoot:
    """The sample account, to which commands connect without a socket."""
    server = FakeChatwoot()
    connect(monkeypatch, server)
    return server


@pytest.fixture
def ask(server: FakeChatwoot) -> Ask:
    """Run the command against the server."""
    return functools.partial(run, env=environment(server))
