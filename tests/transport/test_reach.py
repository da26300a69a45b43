"""Downloads: the allowed addresses of files, over each transport, by the address of the connection."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot, InvalidRequestError, SettingsError
from aiochatwoot._transport.reach import Reach, place_of
from aiochatwoot._urls import parse_url
from aiochatwoot.settings import Settings

from ..messages import Memory, answered
from ..sockets import OK, listen, replying
from .common import drain
from .loopback import TOKEN

pytestmark = pytest.mark.behaviour


@pytest.mark.parametrize(
    ("expected", "address"),
    [
        ("public", "93.184.216.34"),
        ("public", "2606:2800:220:1:248:1893:25c8:1946"),
        ("private", "10.1.2.3"),
        ("private", "172.31.0.1"),
        ("private", "192.168.1.1"),
        ("private", "100.100.100.200"),
        ("private", "fd00:ec2::254"),
        ("private", "::ffff:10.0.0.1"),
        ("private", "64:ff9b::a00:1"),
        ("private", "2002:a00:1::1"),
        ("loopback", "127.8.8.8"),
        ("loopback", "::1"),
        ("loopback", "0.0.0.0"),
        ("loopback", "::"),
        ("loopback", "localhost"),
        ("loopback", "files.localhost."),
        ("link-local", "169.254.169.254"),
        ("link-local", "fe80::1%eth0"),
        ("special", "224.0.0.1"),
        ("special", "ff0e::1"),
        ("special", "192.0.2.1"),
        ("special", "192.0.0.9"),
        ("special", "255.255.255.255"),
        (None, "files.example"),
        (None, "localhost.example"),
    ],
)
def test_places(expected: str | None, address: str) -> None:
    """Addresses are classified, also embedded ones."""
    assert place_of(address) == expected


@pytest.mark.law
@given(st.ip_addresses())
def test_only_addresses_of_the_internet_are_public(ip: Any) -> None:
    """Addresses that Python considers not global are never public."""
    assert ip.is_global or place_of(str(ip)) != "public"


def resolving(monkeypatch: pytest.MonkeyPatch, **hosts: list[str]) -> list[str]:
    """Resolve names to these addresses (one after the other, then the last); dashes stand for dots."""
    asked: list[str] = []
    original = asyncio.BaseEventLoop.getaddrinfo

    async def getaddrinfo(self: Any, host: Any, port: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        asked.append(name)
        known = hosts.get(name.replace(".", "_"))
        if known is not None:
            host = known.pop(0) if len(known) > 1 else known[0]
            if host == "nowhere":
                raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return await original(self, host, port, **options)

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return asked


def make(base: str, transport: Any, **options: Any) -> Chatwoot:
    return Chatwoot(base, token=TOKEN, transport=transport, allow_http=True, retry=None, **options)


async def test_the_address_of_the_connection(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to this machine is refused before anything is sent, whatever it resolved to before."""
    resolving(monkeypatch, storage_example=["127.0.0.1"], chat_example=["93.184.216.34"])
    async with listen(replying(OK)) as server:
        received: list[bytes] = []

        async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            received.append(await reader.read(1000))

        async with listen(handler) as storage, make("http://chat.example", transport) as chatwoot:
            for _ in range(2):
                with pytest.raises(InvalidRequestError) as caught:
                    await drain(chatwoot, f"http://storage.example:{storage.port}/file")
                expected = "attachment: storage.example is at 127.0.0.1, a loopback address, and not fetched"
                assert (caught.value.message, len(caught.value.attempts)) == (expected, 1)
            await asyncio.wait(storage.tasks, timeout=5)
        assert [b""] * storage.accepted == received
        assert server.accepted == 0


async def test_a_server_on_this_machine(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a server on this machine, by address or by name, are fetched, also through redirects."""
    resolving(monkeypatch, storage_example=["127.0.0.1"], chat_example=["127.0.0.1"])
    async with listen(replying(OK)) as storage:
        head = f"HTTP/1.1 302 Found\r\nlocation: http://storage.example:{storage.port}/x\r\ncontent-length: 0\r\n\r\n"
        async with listen(replying(head.encode())) as server:
            for host in ("127.0.0.1", "chat.example"):
                async with make(f"http://{host}:{server.port}", transport) as chatwoot:
                    assert await drain(chatwoot, "/rails/file") == b"{}"


async def test_a_connection_that_was_refused_is_not_kept(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals do not affect the client; a host that resolves elsewhere afterwards is fetched from."""
    resolving(monkeypatch, storage_example=["127.0.0.1"], chat_example=["93.184.216.34", "127.0.0.1"])
    async with listen(replying(OK)) as storage, make("http://chat.example", transport) as chatwoot:
        url = f"http://storage.example:{storage.port}/file"
        with pytest.raises(InvalidRequestError):
            await drain(chatwoot, url)
        # The server's address was cached; another client resolves it here.
        with pytest.raises(InvalidRequestError):
            await drain(chatwoot, url)
        async with make("http://chat.example", transport) as other:
            assert await drain(other, url) == b"{}"


async def test_through_a_proxy_the_name_is_checked(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy's address is not checked; an address in the URL is still refused."""
    async with listen(replying(OK)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        async with make("http://chat.example", transport) as chatwoot:
            assert await drain(chatwoot, "http://storage.example/file") == b"{}"
            with pytest.raises(InvalidRequestError, match=r"169\.254\.169\.254 is a link-local address"):
                await drain(chatwoot, "http://169.254.169.254/latest/meta-data")


@pytest.mark.parametrize(
    ("expected", "base", "addresses", "allow_hosts"),
    [
        (False, "https://chat.example", ["93.184.216.34"], ()),
        (False, "https://chat.example", ["nowhere"], ()),
        (True, "https://chat.example", ["nowhere"], ["storage.example"]),
        (True, "https://chat.example", ["nowhere"], ["10.0.0.1"]),
        (False, "https://chat.example", ["nowhere"], ["example"]),
        (True, "https://chat.example", ["192.168.0.1"], ()),
        (True, "https://chat.example", ["127.0.0.1"], ()),
        (True, "https://10.9.9.9", [], ()),
        (True, "http://localhost:3000", [], ()),
    ],
)
async def test_private_addresses(
    expected: bool, base: str, addresses: list[str], allow_hosts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Private addresses are allowed if the server has one, too, and for listed hosts; this machine never is."""
    resolving(monkeypatch, chat_example=addresses)
    reach = Reach(parse_url(base), Settings(base_url=base, token=_secret(), allow_hosts=allow_hosts).allow_hosts)
    url = parse_url("https://storage.example/file")
    await reach.check(url, "storage.example")
    await reach.check(url, "93.184.216.34")
    for address, may_be in (("10.0.0.1", expected), ("169.254.169.254", False)):
        if may_be:
            await reach.check(url, address)
        else:
            with pytest.raises(InvalidRequestError):
                await reach.check(url, address)
    await reach.check(parse_url(f"{base}/file"), "169.254.169.254")  # the server itself


def _secret() -> Any:
    from aiochatwoot.settings import Secret

    return Secret(TOKEN)


@pytest.mark.parametrize(
    ("problem", "hosts"),
    [
        ("expected a list of hosts", "storage.example"),
        ("expected a list of hosts", [1]),
        ("is no host", ["a b"]),
        ("expected a host alone", ["storage.example:9000"]),
        ("expected a host alone", ["storage.example/x"]),
    ],
)
def test_hosts_that_cannot_be_listed(problem: str, hosts: Any) -> None:
    """`allow_hosts` is validated when the client is created."""
    with pytest.raises(SettingsError, match=f"^allow_hosts: .*{problem}"):
        Chatwoot("https://chat.example", token=TOKEN, allow_hosts=hosts)


def test_hosts_are_compared_as_urls_have_them() -> None:
    """Case, IDNA and forms of IPv6 do not matter."""
    hosts: Iterable[str] = ["Storage.Example", "fd00:0::1", "[fd00::2]", "bücher.example"]
    settings = Settings(base_url="https://chat.example", token=_secret(), allow_hosts=hosts)  # type: ignore[arg-type]
    assert settings.allow_hosts == {"storage.example", "fd00::1", "fd00::2", "xn--bcher-kva.example"}


async def test_a_transport_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of an httpx transport's connections are checked, too; not that of its proxy."""
    resolving(monkeypatch, storage_example=["127.0.0.1"], chat_example=["93.184.216.34"])
    async with listen(replying(OK)) as storage:
        url = f"http://storage.example:{storage.port}/file"
        async with make("http://chat.example", httpx.AsyncHTTPTransport()) as chatwoot:
            with pytest.raises(InvalidRequestError, match=r"storage\.example is at 127\.0\.0\.1"):
                await drain(chatwoot, url)
        async with make("http://chat.example", httpx.AsyncHTTPTransport(proxy=storage.url)) as chatwoot:
            assert await drain(chatwoot, "http://storage.example/file") == b"{}"


async def test_a_hook_that_refuses() -> None:
    """`allow` is called for the URL and for the target of each redirect; its exceptions reach the caller."""
    asked: list[str] = []

    def allow(url: str) -> bool:
        asked.append(url)
        if "raise" in url:
            raise LookupError(url)
        return "storage" not in url

    network = Memory(lambda _: answered(302, location="https://storage.example/x?signature=1"))
    async with network.client() as chatwoot:
        for url, error in (("/file", InvalidRequestError), ("/raise", LookupError)):
            with pytest.raises(error) as caught:
                async with chatwoot.attachments.download(url, allow=allow):
                    pytest.fail("was fetched")
            if error is InvalidRequestError:
                assert "signature" not in str(caught.value)
    assert asked == ["https://chat.example/file", "https://storage.example/x?signature=1", "https://chat.example/raise"]


async def test_a_hook_that_could_not_refuse() -> None:
    """An async `allow` is refused: what it returns, not awaited, would always count as true."""

    async def allow(url: str) -> bool:
        return False

    network = Memory(lambda _: answered(200, b"file"))
    async with network.client() as chatwoot:
        wrong: Any = allow
        with pytest.raises(InvalidRequestError, match="allow: expected a function that is not async, got <function "):
            chatwoot.attachments.download("/file", allow=wrong)


async def test_http_storage_and_relative_urls() -> None:
    """Plain http storage needs `allow_http`; a relative URL is resolved against the server."""
    network = Memory(lambda _: answered(200, b"file"))
    async with network.client(allow_http=True) as chatwoot:
        for url in ("http://storage.example/file", "/file", "file", "//storage.example/file"):
            assert await drain(chatwoot, url) == b"file"
    assert [request.url.text for request in network.requests] == [
        "http://storage.example/file",
        "https://chat.example/file",
        "https://chat.example/file",
        "https://storage.example/file",
    ]
