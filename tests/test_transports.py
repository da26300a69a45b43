"""Common behaviour of the transports, and each difference that docs/transports.md lists.

The other behaviour tests run over each of them with `make conformance`.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import ssl
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ClientStateError,
    ConnectionFailedError,
    File,
    InvalidRequestError,
    NotFoundError,
    RequestTimeoutError,
    RetryPolicy,
    SettingsError,
)

from .scripted import PATH, TOKEN, Action, ScriptedServer, client
from .sockets import OK, Listener, Tunnel, listen, replying
from .virtual import run

pytestmark = pytest.mark.behaviour

CERTIFICATE = Path(__file__).parent / "certificates" / "loopback.pem"
IS_HTTPX2 = httpx.__name__ == "httpx2"


MISSING = pytest.mark.extra(raises=(ImportError, SettingsError))


@pytest.fixture(params=["httpx", pytest.param("httpx2", marks=MISSING), pytest.param("aiohttp", marks=MISSING)])
def transport(request: pytest.FixtureRequest) -> Any:
    """The value of `transport=`."""
    return None if request.param == "httpx" else request.param


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def connect(server: Listener, transport: Any, **options: Any) -> Chatwoot:
    every: dict[str, Any] = {"token": TOKEN, "account_id": 1, "rate_limit": None, "retry": None} | options
    return Chatwoot(server.url, transport=transport, **every)


# --- selection ---


# --- requests and responses ---


async def test_the_head_of_a_request(transport: Any) -> None:
    """All transports send the same headers; httpx writes names as given, aiohttp in lower case."""
    heads: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 204 X\r\n\r\n")

    async with listen(answer) as server, connect(server, transport) as chatwoot:
        await chatwoot.request("GET", "/x", headers={"X-Ray": "1"})
        await chatwoot.request("DELETE", "/x")
    get, delete = (dict(line.split(": ") for line in head.decode().split("\r\n")[1:-2]) for head in heads)
    get = {name.lower(): value for name, value in get.items()}
    expected = {"host", "accept", "accept-encoding", "connection", "user-agent", "x-ray", "api_access_token"}
    assert expected == set(get)
    assert ("0" if transport == "aiohttp" else None) == delete.get("Content-Length")
    assert TOKEN == get["api_access_token"]
    assert {"1"} == {value for name, value in get.items() if name.lower() == "x-ray"}


async def test_no_netrc(transport: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords in the user's .netrc are never sent."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hunter2\n")
    monkeypatch.setenv("NETRC", str(netrc))
    async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
        await chatwoot.request("GET", PATH)
    assert "authorization" not in server.seen[0].headers


TARGETS = ["/a%28b%29%2F%7Ec%20d", "/file?sig=a%2Fb%3D%28%7E%29&name=a+b%20c", "/ü?q=ü'()"]


@pytest.mark.parametrize("target", TARGETS)
async def test_urls_arrive_as_they_are(target: str, transport: Any) -> None:
    """The escapes of a URL are sent unchanged: a signature may depend on them."""
    async with (
        ScriptedServer() as server,
        client(server, transport=transport) as chatwoot,
        chatwoot.attachments.download(server.base_url + target) as file,
    ):
        await file.read()
    assert [httpx.URL(server.base_url + target).raw_path.decode()] == [seen.target for seen in server.seen]


async def test_a_long_head(transport: Any) -> None:
    """A line of a response's head may be long."""
    long = ("content-security-policy", "x" * 50_000)
    async with ScriptedServer(Action(headers=(long,))) as server, client(server, transport=transport) as chatwoot:
        assert {"id": 1} == await chatwoot.request("GET", PATH)


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress), ("identity", bytes)],
)
async def test_a_compressed_answer(encoding: str, compress: Callable[[bytes], bytes], transport: Any) -> None:
    """Compressed bodies (RFC 9110, section 8.4) are decompressed, in responses and in errors."""
    said = {"error": "näää", "more": "x" * 5000}
    body = compress(json.dumps(said).encode())
    answers = [Action(status=status, headers=(("content-encoding", encoding),), body=body) for status in (200, 404)]
    async with ScriptedServer(*answers) as server, client(server, transport=transport) as chatwoot:
        assert said == await chatwoot.request("GET", PATH)
        with pytest.raises(NotFoundError) as caught:
            await chatwoot.request("GET", PATH)
    assert said["error"] == caught.value.message
    assert said == caught.value.body


async def test_as_many_at_once_as_allowed(transport: Any) -> None:
    """The transport allows as many concurrent requests as max_in_flight."""
    arrived = asyncio.Semaphore(0)
    all_there = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.release()
        await all_there.wait()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    async with (
        listen(answer) as server,
        connect(server, transport, max_in_flight=150, timeout=60, deadline=None) as chatwoot,
    ):
        calls = [asyncio.create_task(chatwoot.request("GET", "/x")) for _ in range(151)]
        for _ in range(150):
            await arrived.acquire()
        assert arrived.locked()
        all_there.set()
        assert 151 * [{}] == await asyncio.gather(*calls)


# --- failures ---


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_nothing_is_repeated_behind_the_back(method: str, transport: Any) -> None:
    """A failing kept connection is a failed attempt: transports do not retry by themselves."""
    script = [Action(), Action("reset")]
    async with ScriptedServer(*script) as server, client(server, transport=transport, retry=None) as chatwoot:
        await chatwoot.request("GET", PATH)
        with pytest.raises(ConnectionFailedError) as caught:
            await chatwoot.request(method, PATH)
    assert 1 == len(caught.value.attempts)
    assert 2 == len(server.seen)


@pytest.mark.parametrize("does", ["cut", "reset after headers"])
async def test_an_answer_that_breaks_off(does: Any, transport: Any) -> None:
    """A GET is retried, a POST is not, since the server has seen it."""
    async with ScriptedServer(Action(does), Action(), Action(does)) as server:
        options = {"transport": transport, "retry": RetryPolicy(base=0)}
        async with client(server, **options) as chatwoot:
            await chatwoot.request("GET", PATH)
            with pytest.raises(ConnectionFailedError, match="may have done it"):
                await chatwoot.request("POST", PATH)
    assert 3 == len(server.seen)


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield bytes(2**16)


SENT: dict[str, Callable[[Chatwoot], Awaitable[object]]] = {
    "file": lambda chatwoot: chatwoot.messages.create(1, attachments=[File(endless(), name="x")]),
    "JSON": lambda chatwoot: chatwoot.request("POST", "/x", json="x" * 2**25),
}


@pytest.mark.parametrize("what", SENT)
def test_a_server_that_takes_no_more(what: str, transport: Any) -> None:
    """Writes time out, too, for files and for large JSON bodies."""

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(10**6)

    async def main() -> None:
        timeout = httpx.Timeout(None, write=7)
        async with listen(answer) as server, connect(server, transport, timeout=timeout, deadline=None) as chatwoot:
            with pytest.raises(RequestTimeoutError, match="WriteTimeout"):
                await SENT[what](chatwoot)

    assert 7 == pytest.approx(run(main)[1], abs=0.1)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_body_that_goes_on_after_the_answer_began(is_known: bool, transport: Any) -> None:
    """A body of known or unknown length is sent completely, even if the response begins before its end."""
    arrived = bytearray()
    body = bytes(range(256)) * 1280

    async def some() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 2**16):
            yield body[start : start + 2**16]
            await asyncio.sleep(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n")
        if b"\r\ntransfer-encoding: chunked\r\n" in head.lower():
            while length := int(await reader.readline(), 16):
                arrived.extend((await reader.readexactly(length + 2))[:-2])
        else:
            (length,) = re.findall(rb"\r\ncontent-length: (\d+)\r\n", head.lower())
            arrived.extend(await reader.readexactly(int(length)))
        writer.write(b'{"id":1}')
        await writer.drain()

    async def main() -> None:
        content = body if is_known else some()
        async with listen(answer) as server, connect(server, transport, drift="ignore") as chatwoot:
            await chatwoot.messages.create(1, attachments=[File(content, name="x")])

    run(main)
    assert body in arrived


@pytest.mark.parametrize("error", [ValueError("broken"), TimeoutError("late"), OSError(5, "disk")])
def test_an_error_of_the_body(error: Exception, transport: Any) -> None:
    """An exception of a stream that is being sent reaches the caller, and the connection is not reused."""

    async def failing() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.sleep(1)
        raise error

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await reader.readuntil(b"\r\n\r\n")).startswith(b"POST"):
            await reader.read()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport, max_in_flight=1) as chatwoot:
            with pytest.raises(type(error)) as caught:
                await chatwoot.messages.create(1, attachments=[File(failing(), name="x")])
            assert caught.value is error
            assert {} == await chatwoot.request("GET", PATH)

    run(main)


def test_a_file_that_changes(transport: Any, tmp_path: Path) -> None:
    """A file that became shorter is an error of the argument, not of the connection."""
    path = tmp_path / "file"
    path.write_bytes(bytes(2**20))

    def shorten(*_: object) -> None:
        path.write_bytes(b"1")

    async def main() -> None:
        async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
            with pytest.raises(InvalidRequestError, match="changed meanwhile"):
                await chatwoot.messages.create(1, attachments=[path], on_progress=shorten)

    run(main)


def test_a_body_that_is_cut_off_while_it_is_read(transport: Any) -> None:
    """If the server disconnects while a chunk is being read from the body's source, the body is closed without further
    errors.
    """
    ended: list[str] = []
    is_read = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        try:
            yield b"1"
            is_read.set()
            await asyncio.sleep(5)
            yield b"2"
            yield bytes(2**20)
            yield bytes(2**20)
        finally:
            await asyncio.sleep(1)
            ended.append("closed")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await is_read.wait()
        writer.transport.abort()

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport) as chatwoot:
            with pytest.raises(ConnectionFailedError):
                await chatwoot.messages.create(1, attachments=[File(slow(), name="x")])
            assert ["closed"] == ended
        assert {asyncio.current_task()} == asyncio.all_tasks()

    run(main)


def test_a_client_that_is_closed_while_it_sends(transport: Any) -> None:
    """Closing the client ends a request whose body is being sent, and closes the body."""
    ended: list[str] = []

    async def slow() -> AsyncIterator[bytes]:
        try:
            while True:
                yield bytes(2**10)
                await asyncio.sleep(1)
        finally:
            ended.append("closed")

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read(-1)

    async def main() -> None:
        async with listen(answer) as server:
            chatwoot = connect(server, transport)
            call = asyncio.create_task(chatwoot.messages.create(1, attachments=[File(slow(), name="x")]))
            await asyncio.sleep(2.5)
            await chatwoot.aclose()
            with pytest.raises(ClientStateError, match="closed"):
                await call
            assert ["closed"] == ended
        assert {asyncio.current_task()} == asyncio.all_tasks()

    run(main)


def test_an_answer_that_comes_before_the_body_is_sent(transport: Any) -> None:
    """aiohttp reads the response immediately, and stops sending; httpx sends the whole body first."""
    taken = 0

    async def some() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield bytes(2**10)
            await asyncio.sleep(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        while data := await reader.read(2**16):
            taken += len(data)

    async def main() -> None:
        async with listen(answer) as server, connect(server, transport) as chatwoot:
            with pytest.raises(Exception, match="413"):
                await chatwoot.messages.create(1, attachments=[File(some(), name="x")])

    _, seconds = run(main)
    assert (seconds < 1) is (transport == "aiohttp")
    assert (taken < 10 * 2**10) is (transport == "aiohttp")


def test_names_that_are_looked_up(transport: Any) -> None:
    """aiohttp caches the address of a name for ten seconds; httpx resolves it for each connection."""
    asked: list[str] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        find = loop.getaddrinfo

        def count(host: Any, *args: Any, **options: Any) -> Any:
            asked.append(host)
            return find(host, *args, **options)

        loop.getaddrinfo = count  # type: ignore[method-assign]
        async with ScriptedServer(*[Action(headers=(("connection", "close"),))] * 2) as server:
            base_url = server.base_url.replace("127.0.0.1", "localhost")
            async with Chatwoot(base_url, token=TOKEN, transport=transport) as chatwoot:
                for _ in range(2):
                    await chatwoot.request("GET", PATH)

    asyncio.run(main())
    assert (1 if transport == "aiohttp" else 2) == len(asked)


@pytest.mark.extra(raises=subprocess.CalledProcessError)
def test_a_client_that_is_never_closed(transport: Any) -> None:
    """It causes one ResourceWarning, whatever the library; aiohttp adds none."""
    program = f"""
import asyncio
from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot
async def main():
    with FakeChatwoot() as server:
        await Chatwoot(server.base_url, token=server.token, transport={transport!r}).profile.get()
asyncio.run(main())
"""
    command = [sys.executable, "-W", "default::ResourceWarning", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ResourceWarning: unclosed client of http://127.0.0.1:" in done.stderr
    assert "Unclosed" not in done.stderr


# --- TLS and proxies ---


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_a_certificate_that_is_not(transport: Any) -> None:
    """With an untrusted certificate no connection is made, and nothing is sent."""
    async with (
        listen(replying(OK), server_context()) as server,
        Chatwoot(
            f"https://127.0.0.1:{server.port}", token=TOKEN, transport=transport, retry=RetryPolicy(attempts=2, base=0)
        ) as chatwoot,
    ):
        with pytest.raises(ConnectionFailedError, match=r"ConnectError.*certificate") as caught:
            await chatwoot.request("POST", PATH, json={})
    assert ["ConnectError", "ConnectError"] == [attempt.outcome for attempt in caught.value.attempts]


async def test_a_proxy_that_opens_no_tunnel(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the proxy refuses, the server saw nothing, and even a POST is retried."""
    proxy = Tunnel(0, b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n")
    async with listen(proxy) as at:
        monkeypatch.setenv("https_proxy", at.url)
        retry = RetryPolicy(attempts=2, base=0)
        async with Chatwoot("https://chat.test", token=TOKEN, transport=transport, retry=retry) as chatwoot:
            with pytest.raises(ConnectionFailedError) as caught:
                await chatwoot.request("POST", PATH, json={})
    assert ["ProxyError", "ProxyError"] == [attempt.outcome for attempt in caught.value.attempts]
    assert 2 == len(proxy.heads)
