"""Proxies, connections and transports of a client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from urllib.request import getproxies

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    RetryPolicy,
    SettingsError,
)
from aiochatwoot._transport.environment import proxy_of
from aiochatwoot._transport.messages import Request
from aiochatwoot._urls import parse_url

from .. import servers
from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..virtual import run
from .common import descriptors, drain, settle

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


# --- the network --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "url", "environ"),
    [
        (None, "https://chat.example", {}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "http://proxy:1"}),
        ("http://proxy:1", "https://chat.example", {"HTTPS_PROXY": "http://proxy:1", "http_proxy": "http://other:2"}),
        ("http://proxy:1", "https://chat.example", {"all_proxy": "http://proxy:1"}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "proxy:1"}),
        (None, "https://chat.example", {"http_proxy": "http://proxy:1"}),
        ("http://proxy:1", "http://chat.example", {"http_proxy": "http://proxy:1"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "NO_PROXY": "a.example, .example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "*"}),
        (None, "https://chat.example:8443", {"https_proxy": "http://proxy:1", "no_proxy": "chat.example:8443"}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "notchat.example"}),
        (None, "http://localhost:3000", {"http_proxy": "http://proxy:1"}),
        (None, "http://127.0.0.1:3000", {"http_proxy": "http://proxy:1", "all_proxy": "http://proxy:1"}),
        (None, "https://[::1]:3000", {"https_proxy": "http://proxy:1"}),
    ],
)
def test_proxies(expected: str | None, url: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment selects the proxy, as for other programs, except for this machine."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = proxy_of(parse_url(url), getproxies())
    assert (found and found.url) == expected


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        ("ftp://me:hunter2@proxy:1", "its scheme is none of http"),
        ("http://proxy:port", "Invalid host or port"),
        ("socks5://proxy:1", "(socksio|knows no socks5 proxies)"),
    ],
)
def test_a_proxy_that_cannot_be_used(proxy: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invalid proxy in the environment is reported when the client is created, without its password."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(SettingsError, match=f"^https_proxy: of the environment: .*{said}") as caught:
        Chatwoot(servers.BASE_URL, token=TOKEN)
    assert "hunter2" not in str(caught.value)


def test_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are sent to the proxy, with the whole URL, except for hosts in NO_PROXY."""

    async def main() -> None:
        async with ScriptedServer() as proxy, ScriptedServer(Action(body=b"file")) as storage:
            monkeypatch.setenv("http_proxy", proxy.base_url)
            options = {"token": TOKEN, "allow_http": True, "rate_limit": None}
            async with Chatwoot("http://chat.test:3000", **options) as chatwoot:  # type: ignore[arg-type]
                assert await chatwoot.request("GET", PATH) == {"id": 1}
            async with Chatwoot(storage.base_url, **options) as chatwoot:  # type: ignore[arg-type]
                assert await drain(chatwoot, f"{storage.base_url}/file") == b"file"
            assert [seen.target for seen in proxy.seen] == [f"http://chat.test:3000{PATH}"]
            assert [seen.headers.get("api_access_token") for seen in proxy.seen] == [TOKEN]
            assert [seen.target for seen in storage.seen] == ["/file"]

    before = descriptors()
    run(main)
    assert not descriptors() - before


async def test_a_proxy_that_opens_no_tunnel() -> None:
    """If a proxy refuses, the server saw nothing: even a POST is retried."""
    attempts = 0

    def tunnel(_: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise httpx.ProxyError("503 Service Unavailable")
        return httpx.Response(200, json={})

    async with servers.client(tunnel, retry=RetryPolicy(base=0)) as chatwoot:
        await chatwoot.request("POST", PATH, json={})
    assert attempts == 2


def test_connections_that_nobody_uses_are_closed() -> None:
    """There are as many connections as concurrent requests; idle ones are closed after some seconds."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(3)))
            assert server.open == 3
            for _ in range(3):
                await asyncio.sleep(4)
                await chatwoot.request("GET", PATH)
            await settle()
            assert (server.open, len(server.seen)) == (1, 6)
            await asyncio.sleep(6)
            assert server.open == 0, "without waiting for another call"

    run(main)


def test_any_transport_gets_its_answer_back_whole() -> None:
    """A response that a transport closes slowly is closed, even if the call is cancelled meanwhile."""
    ended: list[str] = []

    class Slow(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{}"

        async def aclose(self) -> None:
            await asyncio.sleep(3)
            ended.append("the answer")

    async def main() -> None:
        async with servers.client(lambda _: httpx.Response(200, stream=Slow()), max_in_flight=1) as chatwoot:
            task = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            ended.append("the call")
            assert await chatwoot.request("GET", PATH) == {}

    assert pytest.approx(run(main)[1]) == 6
    assert ended == ["the answer", "the call", "the answer"]


async def test_a_body_that_comes_in_pieces() -> None:
    """A transport may stream; the response has its whole body, and unchanged headers."""

    class Pieces(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for piece in (b'{"a"', b": ", b"1}"):
                yield piece

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"transfer-encoding": "chunked", "x-a": "b"}, stream=Pieces())

    async with servers.client(handler) as chatwoot:
        url = parse_url(servers.BASE_URL + PATH)
        call = chatwoot._core.new_call("GET", url, None)
        response = await chatwoot._core.session.send(call, Request("GET", url, {}))
    assert response.content == b'{"a": 1}'
    assert dict(response.headers) == {"x-a": "b", "transfer-encoding": "chunked"}
