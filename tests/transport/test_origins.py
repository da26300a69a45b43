"""A law: each adapter connects to exactly the origin of a URL, and sends exactly its path and query."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yarl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._urls import PORTS, BadUrl, Url, join_url, parse_url

from .loopback import network, request

pytestmark = pytest.mark.law

HOSTS = [
    "chat.example",
    "EVIL.example",
    "evil.example.",
    "münchen.example",
    "xn--mnchen-3ya.example",
    "xn--\N{SNOWMAN}",
    "xn--zz.example",
    "ß.example",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "1.2.3.4.5",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fe80::1%25eth0]",
    "[v1.x]",
    "a_b.example",
    "-a.example",
    "a%2eb.example",
    "a..b",
    "chat.example%00.evil.example",
    "\N{FULLWIDTH LATIN SMALL LETTER A}.example",
    "a\N{IDEOGRAPHIC FULL STOP}example",
    "\N{CIRCLED DIGIT ONE}27.0.0.1",
]
PARTS = [
    *"/?#@:\\.%;&=+ ~'\"<>[]{}|^`!$()*,_-\t\n\r\0\x7f",
    "//",
    "..",
    "/../",
    "/./",
    "%2f",
    "%2E%2e",
    "%5c",
    "%",
    "%zz",
    "%00",
    "%40",
    "@evil.example",
    "user:password@",
    "https://",
    "http:",
    "javascript:",
    "ü",
    "\N{SNOWMAN}",
    "\ud800",
    ":80",
    ":443",
    ":0",
    ":65536",
    ":١",
    "a",
    "0",
    "?q=a b",
    *HOSTS,
]
REFERENCES = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=6).map("".join)
URLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://", "http:\\\\", "http:/", "//"]),
    st.sampled_from(["", "", "user@", "a:b@", "good.example\\@"]),
    st.sampled_from(HOSTS),
    REFERENCES,
)
BASE = parse_url("https://chat.example/base/path?query")
HOSTILE = [
    "//evil.example/x",
    "\\\\evil.example",
    "https:evil.example",
    "/\t/evil.example",
    "?#@evil.example",
    "..//../x",
]


def parsed(text: str, base: Url | None = None) -> Url | None:
    """The URL, if it is one that a client may connect to."""
    try:
        return parse_url(text) if base is None else join_url(base, text)
    except BadUrl:
        return None


def check(url: Url) -> None:
    """What holds of every URL that is accepted."""
    assert url == parse_url(url.text)
    assert url.text.isascii()
    assert url.text.isprintable()
    assert " " not in url.text
    scheme, host, port = url.origin
    assert host == host.lower()
    read = httpx.URL(url.text)
    assert url.origin == (read.scheme, read.raw_host.decode(), read.port or PORTS[scheme])
    read_by_yarl = yarl.URL(url.text, encoded=True)
    assert url.origin == (read_by_yarl.scheme, read_by_yarl.raw_host, read_by_yarl.port)
    target = url.text.split("/", 3)[3]
    assert f"/{target}" == read_by_yarl.raw_path_qs
    parts = urlsplit(url.text)
    assert (scheme, None, None) == (parts.scheme, parts.username, parts.password)
    assert (host, port) == (parts.hostname, parts.port or PORTS[scheme])
    if ":" in host or host.rpartition(".")[2].isdigit():
        assert str(ipaddress.ip_address(host)) == host


@pytest.mark.extra
@given(URLS)
@example("http://chat.example?")
@example("http://xn--zz.example/")
def test_urls(text: str) -> None:
    """A URL that is accepted is canonical: read again it is the same, and other parsers see the same origin in it."""
    url = parsed(text)
    if url is not None:
        check(url)


@pytest.mark.extra
@given(REFERENCES)
@example("?")
@example("//evil.example?#")
def test_references(text: str) -> None:
    """The same holds of what a redirect leads to; its origin is that of the base, or stands in the reference."""
    url = parsed(text, BASE)
    if url is not None:
        check(url)
        assert url.origin == BASE.origin or "//" in text


class _Sockets:
    """In place of the event loop's look-up: every name has the address of one listener, which closes at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.heads: list[bytes] = []


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> _Sockets:
    """Who was looked up, and what was sent there."""
    return _Sockets()


@pytest.mark.parametrize("text", [f"http://{host}/a" for host in ("chat.test", "127.0.0.1", "[::1]")] + HOSTILE)
def test_some_urls(text: str, transport: Any) -> None:
    """The law for some URLs that say what it is about."""
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
    """The host and port that are connected to are those of the origin, and the request line has the path and query."""
    url = parsed(text)
    if url is not None and url.origin[0] == "http":
        asyncio.run(_sent_exactly(transport, url))


async def _sent_exactly(transport: Any, url: Url) -> None:
    loop = asyncio.get_running_loop()
    heads: list[bytes] = []
    asked: list[tuple[str, int]] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    connect = loop.sock_connect

    async def getaddrinfo(host: Any, port: Any, **_: Any) -> Any:
        asked.append((host.decode() if isinstance(host, bytes) else host, port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", port))]

    async def sock_connect(sock: socket.socket, target: Any) -> None:
        if target[0] != "192.0.2.1":  # an address is not looked up everywhere
            asked.append(target[:2])
        other = sock if sock.family == socket.AF_INET else None
        if other is None:
            raise OSError("no IPv6 here")
        await connect(other, address)

    loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign]
    loop.sock_connect = sock_connect  # type: ignore[method-assign]
    async with network(transport, "http://chat.test") as net:
        try:
            await net.send(request(url.text))
        except NetworkFailure as failure:
            assert failure.name in ("RemoteProtocolError", "ConnectError"), failure
    server.close()
    _, host, port = url.origin
    assert {(host, port)} == set(asked)
    if heads:
        line, host_header = heads[0].decode().split("\r\n")[:2]
        assert f"GET /{url.text.split('/', 3)[3]} HTTP/1.1" == line
        assert f"host: {url.text.split('/', 3)[2]}" == host_header.lower()
    else:
        assert ":" in host
