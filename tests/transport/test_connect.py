"""The adapter of a client, and the environment's proxies and certificates."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.request import getproxies

import httpx
import pytest

from aiochatwoot import SettingsError
from aiochatwoot._transport import httpx_network
from aiochatwoot._transport.environment import Proxy, proxy_of, tls
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.networks import connect
from aiochatwoot._urls import parse_url

from ..sockets import OK, Tunnel, listen, replying
from .loopback import TOKEN, fetch, network, settle

BASE = parse_url("https://chat.example")
CERTIFICATE = Path(__file__).parents[1] / "certificates" / "loopback.pem"


class Half:
    """A network with `send`, but no `aclose`."""

    async def send(self, _: object) -> None: ...


class NotAsync(Half):
    """A network with an `aclose` that is not a coroutine function."""

    def aclose(self) -> None: ...


class Whole(Half):
    """A network with both methods."""

    async def aclose(self) -> None: ...


# --- which one ---


@pytest.mark.parametrize(
    "value", ["requests", "httpx", 7, httpx.AsyncHTTPTransport, httpx.HTTPTransport(), Half(), NotAsync(), Whole]
)
def test_a_transport_that_there_is_not(value: Any) -> None:
    """An object that is not a transport raises a SettingsError."""
    with pytest.raises(SettingsError, match=r'^transport: expected None, "httpx2", "aiohttp", an AsyncBaseTransport'):
        connect(value, BASE)


async def test_a_client_is_no_transport() -> None:
    """An httpx client is refused: it has the same methods, but follows redirects and adds headers."""
    async with httpx.AsyncClient() as client:
        with pytest.raises(SettingsError, match="got a client of httpx; pass the transport that it was made with"):
            connect(client, BASE)


@pytest.mark.parametrize("extra", ["httpx2", "aiohttp"])
def test_without_the_extra(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an extra is not installed, the error names it."""
    monkeypatch.setitem(sys.modules, extra, None)
    monkeypatch.delitem(sys.modules, "aiochatwoot._transport.aiohttp_network", raising=False)
    monkeypatch.delattr("aiochatwoot._transport.aiohttp_network", raising=False)
    httpx_network._library.cache_clear()
    with pytest.raises(SettingsError, match=rf'^transport: "{extra}" needs .* with the extra "{extra}" \('):
        connect(extra, BASE)


@pytest.mark.parametrize(
    ("transport", "loaded"),
    [
        (None, "httpx"),
        *(
            pytest.param(extra, extra, marks=pytest.mark.extra(raises=subprocess.CalledProcessError))
            for extra in ("httpx2", "aiohttp")
        ),
        ("own", ""),
    ],
)
def test_one_library_is_imported(transport: str | None, loaded: str) -> None:
    """An adapter imports only its own library."""
    program = f"""
import asyncio, sys
from aiochatwoot._transport.networks import connect
from aiochatwoot._transport.messages import Request
from aiochatwoot._urls import parse_url
class Own:
    async def send(self, request): raise OSError
    async def aclose(self): pass
async def main():
    net = connect(Own() if {transport!r} == "own" else {transport!r}, parse_url("http://127.0.0.1:9"))
    try:
        await net.send(Request("GET", parse_url("http://127.0.0.1:9"), {{}}))
    except Exception as error:
        pass
    await net.aclose()
asyncio.run(main())
print(*sorted({{"httpx", "httpx2", "httpcore", "httpcore2", "aiohttp", "httpx_aiohttp", "anyio"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    below = {"httpx": {"httpcore", "anyio"}, "httpx2": {"httpcore2", "anyio"}}
    assert below.get(loaded, set()) | ({loaded} - {""}) == set(done.stdout.split())


# --- proxies ---


@pytest.mark.parametrize(
    ("expected", "url", "environ"),
    [
        (None, "https://chat.example", {}),
        (Proxy("http://proxy:1"), "https://chat.example", {"https_proxy": "http://proxy:1"}),
        (
            Proxy("http://proxy:1"),
            "https://chat.example",
            {"HTTPS_PROXY": "http://proxy:1", "http_proxy": "http://o:2"},
        ),
        (Proxy("http://proxy:1"), "https://chat.example", {"all_proxy": "http://proxy:1"}),
        (Proxy("http://proxy:1"), "https://chat.example", {"https_proxy": "proxy:1"}),
        (Proxy("http://proxy"), "https://chat.example", {"https_proxy": "http://proxy/path"}),
        (Proxy("http://[::1]:3"), "https://chat.example", {"https_proxy": "http://[::1]:3"}),
        (Proxy("https://p:1", ("me", "p@ss:")), "https://c.example", {"https_proxy": "https://me:p%40ss:@p:1"}),
        (Proxy("http://p:1", ("me", "/pa?ss#@12")), "https://c.example", {"https_proxy": "http://me:/pa?ss#@12@p:1/x"}),
        (Proxy("http://xn--bcher-kva.example:1"), "https://c.example", {"https_proxy": "http://b\xfccher.example:1"}),
        (Proxy("socks5://p:1", ("me", "")), "https://c.example", {"https_proxy": "socks5://me@p:1"}),
        (None, "https://chat.example", {"http_proxy": "http://proxy:1"}),
        (Proxy("http://proxy:1"), "http://chat.example", {"http_proxy": "http://proxy:1"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "NO_PROXY": "a.example, .example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "*"}),
        (None, "https://chat.example:8443", {"https_proxy": "http://proxy:1", "no_proxy": "chat.example:8443"}),
        (Proxy("http://p:1"), "https://chat.example", {"https_proxy": "http://p:1", "no_proxy": "notchat.example"}),
        (None, "http://localhost:3000", {"http_proxy": "http://proxy:1"}),
        (None, "http://127.0.0.1:3000", {"http_proxy": "http://proxy:1", "all_proxy": "http://proxy:1"}),
        (None, "https://[::1]:3000", {"https_proxy": "http://proxy:1"}),
    ],
)
def test_proxies(expected: Proxy | None, url: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment selects the proxy, as for other programs, except for this machine."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = proxy_of(parse_url(url), getproxies())
    assert found == expected
    assert "p@ss" not in repr(found)


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        ("ftp://me:hunter2@proxy:1", "its scheme is none of http, https, socks5, socks5h"),
        ("http://me:hunter2@proxy:port", "Invalid host or port"),
        ("http://me:hun/ter2@proxy:99999", "Invalid host or port"),
        ("http://me:hunter2@", "it has no host"),
        ("http://me:hunter2@[::1", "Invalid host or port"),
        ("http://me:hunter2@\u2100.example:1", "Invalid host or port"),
        ("http://me:hun%ff@proxy:1", "its user name or password is no UTF-8"),
        ("http://me:hun\udcff@proxy:1", "its user name or password is no UTF-8"),
        ("socks5://me:hunter2@proxy:1", "(socksio|knows no socks5 proxies)"),
    ],
)
def test_a_proxy_that_cannot_be_used(proxy: str, said: str, transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invalid proxy in the environment is reported when the client is created, without its password."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(SettingsError, match=f"^https_proxy: of the environment: .*{said}") as caught:
        connect(transport, BASE)
    assert "hun" not in str(caught.value)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The TLS context of a server whose certificate this process trusts, through the environment."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    for name in ("httpx_pool", *(["aiohttp_network"] if find_spec("aiohttp") else [])):
        monkeypatch.setattr(f"aiochatwoot._transport.{name}.tls", tls.__wrapped__)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_a_tunnel(
    trusted: ssl.SSLContext, transport: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """https uses a tunnel through the proxy, which gets the proxy's password and never the token."""
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    async with listen(replying(OK), trusted) as server:
        proxy = Tunnel(server.port)
        async with listen(proxy) as at:
            monkeypatch.setenv("https_proxy", f"http://me:hunter%402@127.0.0.1:{at.port}")
            async with network(transport, "https://chat.test") as net:
                for _ in range(2):
                    assert await fetch(net, "https://chat.test/a/../b") == (200, b"{}")
            await settle()
            assert (at.accepted, at.open, server.open) == (1, 0, 0)
    (head,) = proxy.heads
    assert head.startswith("CONNECT chat.test:443 HTTP/1.1\r\n")
    assert "proxy-authorization: basic bwu6ahvudgvyqdi=\r\n" in head.lower()
    assert TOKEN not in head
    for secret in ("hunter", "bWU6aHVudGVyQDI="):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("expected", "reply"),
    [
        ("ProxyError", b"HTTP/1.1 503 me:hunter2\r\ncontent-length: 0\r\n\r\n"),
        ("ProxyError", b"HTTP/1.1 599 Basic bWU6aHVudGVyMg==\r\ncontent-length: 0\r\n\r\n"),
        ("ProxyError", b""),
        ("ProxyError", b"garbage\r\n\r\n"),
    ],
)
async def test_a_proxy_that_opens_no_tunnel(
    expected: str, reply: bytes, transport: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """If the proxy refuses, the server saw nothing; a password that the proxy repeats is in no error or log."""
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    async with listen(Tunnel(0, reply)) as at:
        monkeypatch.setenv("https_proxy", f"http://me:hunter2@127.0.0.1:{at.port}")
        async with network(transport, "https://chat.test") as net:
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, "https://chat.test/", "POST", body=b"x")
        assert (expected, True) == (caught.value.name, caught.value.never_reached_server)
        for secret in ("hunter2", "bWU6aHVudGVyMg=="):
            assert secret not in str(caught.value)
            assert secret not in caplog.text


async def test_a_proxy_that_is_asked_for_plain_http(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain http request is sent to the proxy, with its password; one to this machine is not."""
    heads: list[str] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            heads.append(head.decode())
            writer.write(OK)

    async with listen(handler) as proxy, listen(replying(OK)) as storage:
        monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//me:hunter%402@"))
        async with network(transport, "http://chat.test") as net:
            assert await fetch(net, "http://chat.test/a/../b?q='%zz") == (200, b"{}")
            assert await fetch(net, storage.url) == (200, b"{}")
        assert (proxy.accepted, storage.accepted) == (1, 1)
    (head,) = heads
    assert head.startswith("GET http://chat.test/a/../b?q='%zz HTTP/1.1\r\n")
    assert "\r\nproxy-authorization: basic bwu6ahvudgvyqdi=\r\n" in head.lower()
    assert "\r\nhost: chat.test\r\n" in head.lower()


async def test_a_proxy_that_is_not_there(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an unreachable proxy, the server saw nothing."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with network(transport, "http://chat.test") as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, "http://chat.test", "POST", body=b"x")
    assert caught.value.never_reached_server


# --- certificates ---


async def test_a_certificate_that_is_trusted(trusted: ssl.SSLContext, transport: Any) -> None:
    """TLS uses the environment's certificates; the connection is kept."""
    async with listen(replying(OK), trusted) as server, network(transport) as net:
        for _ in range(3):
            assert await fetch(net, server.url.replace("http", "https")) == (200, b"{}")
        assert server.accepted == 1


async def test_a_certificate_that_is_not(transport: Any) -> None:
    """With an untrusted certificate no connection is made."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with listen(replying(OK), context) as server, network(transport) as net:
        with pytest.raises(NetworkFailure, match=r"(?i)^ConnectError.*certificate"):
            await fetch(net, server.url.replace("http", "https"), "POST", body=b"x")
        await settle()
        assert server.open == 0


async def test_tls_that_breaks_later(trusted: ssl.SSLContext, transport: Any) -> None:
    """A TLS error after the handshake is not a failure to connect, nor reported as an operating system error."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        protocol: Any = writer.transport._ssl_protocol  # type: ignore[attr-defined]
        protocol._transport.write(b"\x17\x03\x03\x00\x05hello")

        await asyncio.sleep(0.05)
        writer.transport.abort()

    async with listen(handler, trusted) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url.replace("http", "https"), "POST", body=b"x")
        assert not caught.value.never_reached_server
        assert "Operation not permitted" not in str(caught.value)


def test_a_context_is_made_once(transport: Any) -> None:
    """Certificates are loaded once, since that is slow, and always checked."""
    first, second = (connect(transport, BASE)._tls for _ in range(2))  # type: ignore[attr-defined]
    assert first is second
    assert first.check_hostname
    assert first.verify_mode == ssl.CERT_REQUIRED


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "certifi", "system"])
def test_where_certificates_come_from(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates come from a file or folder in the environment, else from certifi, else from the operating system."""
    for each in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(each, raising=False)
    expected: Any = {"cafile": None, "capath": None}
    if name == "certifi":
        expected["cafile"] = __import__("certifi").where()
    elif name == "system":
        monkeypatch.setitem(sys.modules, "certifi", None)
        expected = {}
    else:
        value = CERTIFICATE if name == "SSL_CERT_FILE" else tmp_path
        monkeypatch.setenv(name, str(value))
        expected["cafile" if name == "SSL_CERT_FILE" else "capath"] = str(value)
    asked: list[Any] = []
    monkeypatch.setattr(ssl, "create_default_context", lambda **options: asked.append(options))
    tls.__wrapped__()
    assert asked == [expected]


@pytest.mark.parametrize("content", [None, "this is no PEM"])
def test_a_file_of_certificates_that_cannot_be_read(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unreadable file raises a SettingsError about the environment."""
    path = tmp_path / "authorities.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with pytest.raises(
        SettingsError, match=r"^SSL_CERT_FILE: of the environment: cannot read .*authorities.pem as PEM"
    ):
        tls.__wrapped__()
