"""Each adapter connects to exactly the origin of a URL, and sends exactly its path and query."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._urls import Url, parse_url

from ..sockets import listen
from ..test_urls import REFERENCES, URLS, parsed
from .loopback import network, request

pytestmark = pytest.mark.law

HOSTILE = [
    "//evil.example/x",
    "?#@evil.example",
    "..//../x",
]


@pytest.mark.parametrize("text", ["\\\\evil.example", "https:evil.example", "/\t/evil.example"])
def test_references_that_are_not_sent(text: str) -> None:
    """Such references are refused before an adapter gets them, or lead to HTTPS."""
    url = parsed(text) or parsed(text, parse_url("http://chat.test/base"))
    assert url is None or url.origin[0] == "https"


@pytest.mark.parametrize("text", [f"http://{host}/a" for host in ("chat.test", "127.0.0.1", "[::1]")] + HOSTILE)
def test_some_urls(text: str, transport: Any) -> None:
    """The property holds for some illustrative URLs."""
    url = parsed(text) or parsed(text, parse_url("http://chat.test/base"))
    if url is not None and url.origin[0] == "http":
        asyncio.run(_sent_exactly(transport, url))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(URLS | REFERENCES.map(lambda text: f"http://chat.test/{text}"))
@example("http://chat.test/a/../b/./c//d")
@example("http://chat.test/%2e%2e/%zz?'%27\"")
@example("http://chat.test?")
@example("http://xn--zz.example/")
def test_the_law(transport: Any, text: str) -> None:
    """Host and port of the connection are those of the origin, and the request line has the path and query."""
    url = parsed(text)
    if url is not None and url.origin[0] == "http":
        asyncio.run(_sent_exactly(transport, url))


async def _sent_exactly(transport: Any, url: Url) -> None:
    loop = asyncio.get_running_loop()
    heads: list[bytes] = []
    asked: list[tuple[str, int]] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))

    connect = loop.sock_connect

    async def getaddrinfo(host: Any, port: Any, **_: Any) -> Any:
        asked.append((host.decode() if isinstance(host, bytes) else host, port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", port))]

    async def sock_connect(sock: socket.socket, target: Any) -> None:
        if target[0] != "192.0.2.1":  # addresses are not resolved by every library
            asked.append(target[:2])
        other = sock if sock.family == socket.AF_INET else None
        if other is None:
            raise OSError("no IPv6 here")
        await connect(other, ("127.0.0.1", server.port))

    loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign]
    loop.sock_connect = sock_connect  # type: ignore[method-assign,assignment]
    async with listen(handler) as server, network(transport, "http://chat.test") as net:
        with pytest.raises(NetworkFailure, match=r"^(RemoteProtocolError|ConnectError)"):
            await net.send(request(url.text))
    _, host, port = url.origin
    assert set(asked) == {(host, port)}
    if heads:
        line, host_header = heads[0].decode().split("\r\n")[:2]
        assert f"GET /{url.text.split('/', 3)[3]} HTTP/1.1" == line
        assert host_header.lower() == f"host: {url.text.split('/', 3)[2]}"
    else:
        assert ":" in host
