"""Requirements of every adapter, on real sockets: requests, responses, connections, failures, cancellations."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import re
import socket
import struct
import subprocess
import sys
import traceback
import types
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest

from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Network
from aiochatwoot.settings import Timeout

from ..sockets import OK, Handler, Listener, listen, replying
from ..virtual import run
from .common import descriptors
from .loopback import TOKEN, Body, content, fetch, network, request, settle

SURPLUS = [
    b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison",
    b"HTTP/1.1 200 OK\r\ncontent-le",
    b"HTT",
    b"garbage",
    b"\0",
]


# --- what is sent ---


async def test_the_head_of_a_request(transport: Any) -> None:
    """The adapter sends the request line, Host, the given headers and the framing of the body, and nothing else."""
    heads: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            heads.append(head)
            if b"chunked" in head.lower():
                await reader.readuntil(b"0\r\n\r\n")
            elif length := re.search(rb"content-length: (\d+)", head.lower()):
                await reader.readexactly(int(length[1]))
            writer.write(OK)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"12"
        yield b"3"

    async with listen(handler) as server, network(transport) as net:
        headers = {"user-agent": "me", "x-ray": "1"}
        for method, body in [
            ("GET", None),
            ("DELETE", None),
            ("POST", None),
            ("POST", b""),
            ("PATCH", b"12345"),
            ("POST", b"1" * 100_000),
            ("POST", Body(chunks, content_length=3)),
            ("POST", Body(chunks)),
        ]:
            assert (200, b"{}") == await fetch(net, f"{server.url}/x?y=1", method, headers=headers, body=body)
        host = f"127.0.0.1:{server.port}"
    sent = [dict(line.split(": ") for line in head.decode().lower().split("\r\n")[1:-2]) for head in heads]
    always = {"host": host, "user-agent": "me", "x-ray": "1", "api_access_token": TOKEN}
    assert b"GET /x?y=1 HTTP/1.1\r\n" == heads[0][:21]
    lengths = [each.pop("content-length", None) for each in sent]
    codings = [each.pop("transfer-encoding", None) for each in sent]
    assert 8 * [always] == sent
    assert [None, "0", "0", "5", "100000", "3", None] == [lengths[0], *lengths[2:]]
    assert [*7 * [None], "chunked"] == codings


async def test_a_request_with_all_headers(transport: Any) -> None:
    """Headers that libraries would add are sent once, as given."""
    heads: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            heads.append(head)
            writer.write(OK)

    given = {"accept": "a/b", "accept-encoding": "identity", "user-agent": "me", "connection": "keep-alive"}
    async with listen(handler) as server, network(transport) as net:
        await fetch(net, server.url, headers=given)
        host = f"127.0.0.1:{server.port}"
    lines = sorted(heads[0].decode().lower().split("\r\n")[1:-2])
    expected = {"host": host, "api_access_token": TOKEN, **given}
    assert sorted(f"{name}: {value}" for name, value in expected.items()) == lines


async def test_bodies_arrive(transport: Any) -> None:
    """A streamed body arrives completely, with its framing."""
    arrived: list[bytes] = []
    pieces = [bytes([number]) * 40_000 for number in range(10)]

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).lower():
            body = b""
            if b"chunked" in head:
                while size := int(await reader.readline(), 16):
                    body += (await reader.readexactly(size + 2))[:-2]
                await reader.readline()
            elif found := re.search(rb"content-length: (\d+)", head):
                body = await reader.readexactly(int(found[1]))
            arrived.append(body)
            writer.write(OK)

    async def chunks() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    whole = b"".join(pieces)
    async with listen(handler) as server, network(transport) as net:
        for body in (whole, Body(chunks, content_length=len(whole)), Body(chunks)):
            assert (200, b"{}") == await fetch(net, server.url, "POST", body=body)
        assert 1 == server.accepted
    assert 3 * [whole] == arrived


# --- what comes back ---


async def test_headers_of_a_response(transport: Any) -> None:
    """Names are in lower case, repeated fields joined, values UTF-8 or Latin-1, and lines may be long."""
    head = (
        b"HTTP/1.1 201 X\r\nContent-Length: 0\r\nX-A: 1\r\nx-a: 2\r\nX-U: \xc3\xa4\r\nX-L: \xe4\r\nX-Long: %s\r\n\r\n"
    )
    async with listen(replying(head % (b"x" * 50_000))) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert b"" == await content(response)
    expected = {"content-length": "0", "x-a": "1, 2", "x-u": "ä", "x-l": "ä", "x-long": "x" * 50_000}
    assert (201, expected) == (response.status, dict(response.headers))
    assert f"{server.url}/" == response.url.text


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-encoding: gzip\r\n\r\nabc", b"abc"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", b"abc"),
        (b"HTTP/1.1 302 X\r\nlocation: /elsewhere\r\nset-cookie: a=b\r\ncontent-length: 1\r\n\r\nx", b"x"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx", b"x"),
    ],
)
async def test_bodies_of_responses(reply: bytes, body: bytes, transport: Any) -> None:
    """Chunked framing is removed, codings are not; redirects and cookies are ignored; the connection is kept."""
    heads: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            heads.append(head)
            writer.write(reply)

    async with listen(handler) as server, network(transport) as net:
        for _ in range(3):
            assert body == (await fetch(net, server.url))[1]
        assert 1 == server.accepted
    assert 3 == len(heads)
    assert b"cookie" not in b"".join(heads).lower()


async def test_a_body_that_ends_with_its_connection(transport: Any) -> None:
    """A body without a length ends when the server closes the connection."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nabc")

    async with listen(handler) as server, network(transport) as net:
        assert 2 * [(200, b"abc")] == [await fetch(net, server.url) for _ in range(2)]
        assert 2 == server.accepted


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize(
    ("method", "reply"),
    [
        ("GET", b"HTTP/1.1 204 X\r\nx-a: b\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 X\r\ncontent-length: 6\r\n\r\n"),
        ("HEAD", b"HTTP/1.1 200 X\r\ncontent-length: 6\r\n\r\n"),
    ],
)
async def test_a_response_without_a_body_that_has_one(method: str, reply: bytes, is_late: bool, transport: Any) -> None:
    """A body where HTTP allows none is ignored, and the connection is not reused."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if head.startswith(b"POST"):
                writer.write(OK)
                continue
            writer.write(reply if is_late else reply + b"poison")
            if is_late:
                await writer.drain()
                await asyncio.sleep(0.01)
                writer.write(b"poison")

    async with listen(handler) as server, network(transport) as net:
        for number in range(2):
            response = await net.send(request(server.url, method))
            assert b"" == await content(response)
            assert int(reply[9:12]) == response.status
            assert "b" == response.headers.get("x-a", "b")
            await asyncio.sleep(0.05)
            assert (200, b"{}") == await fetch(net, server.url, "POST")
            assert number + 2 == server.accepted


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_responses_without_a_body_keep_their_connection(method: str, transport: Any) -> None:
    """The next request uses the same connection, however the head is divided into pieces."""
    head = b"HTTP/1.1 204 X\r\nx-a: b\r\n\r\n"

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for cut in range(1, len(head)):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head[:cut])
            await writer.drain()
            await asyncio.sleep(0.001)
            writer.write(head[cut:])

    async with listen(handler) as server, network(transport) as net:
        for _ in range(1, len(head)):
            assert (204, b"") == await fetch(net, server.url, method)
        assert 1 == server.accepted


@pytest.mark.parametrize("comes", ["at once", "with the body", "later"])
@pytest.mark.parametrize("surplus", SURPLUS)
async def test_surplus_bytes_are_no_response(surplus: bytes, comes: str, transport: Any) -> None:
    """Surplus bytes after a response, with it or later, close the connection; they are not the next response."""
    head, body = OK[:-2], OK[-2:]
    pieces = {"at once": [OK + surplus], "with the body": [head, body + surplus], "later": [OK, surplus]}[comes]

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.01)

    async with listen(handler) as server, network(transport) as net:
        for number in range(3):
            assert (200, b"{}") == await fetch(net, server.url)
            assert number + 1 == server.accepted
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nnonsense\r\n\r\n",
    ],
)
@pytest.mark.parametrize("how", ["end", "reset"])
async def test_a_body_that_is_cut_short(reply: bytes, how: str, transport: Any) -> None:
    """It is a failure, not a shorter body, and not a request that never reached the server."""
    with pytest.raises(NetworkFailure) as caught:
        await _cut(reply, how, transport)
    assert not caught.value.never_reached_server
    assert caught.value.name in ("RemoteProtocolError", "ReadError")
    assert "nonsense" not in str(caught.value)


async def test_a_body_without_length_that_is_cut_short(transport: Any) -> None:
    """A reset is not the end of a body."""
    with pytest.raises(NetworkFailure):
        await _cut(b"HTTP/1.1 200 OK\r\n\r\nabc", "reset", transport)


async def _cut(reply: bytes, how: str, transport: Any) -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        await asyncio.sleep(0.02)
        if how == "reset":
            _reset(writer)

    async with listen(handler) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert 200 == response.status
        await content(response)


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


# --- failures ---


async def _hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def _hang_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def _hang_up_rudely(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    _reset(writer)


@pytest.mark.parametrize(
    ("expected", "handler"),
    [
        ("ReadTimeout", _hang),
        ("RemoteProtocolError", _hang_up),
        ("ReadError", _hang_up_rudely),
        ("RemoteProtocolError", replying(b"HTTP/1.1 what\r\nset-cookie: hunter2\r\n\r\n")),
        ("RemoteProtocolError", replying(b"HTTP/1.1 200 OK\r\nset cookie hunter2\r\n\r\n")),
        ("RemoteProtocolError", replying(b"\x15\x03\x01 hunter2\r\n\r\n")),
    ],
)
async def test_failures_after_the_request(expected: str, handler: Handler, transport: Any) -> None:
    """The server may have seen the request; unreadable parts of its response are not quoted."""
    async with listen(handler) as server, network(transport) as net:
        for _ in range(2):
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url, "POST", body=b"x", timeout=Timeout(read=0.1))
            assert expected == caught.value.name
            assert not caught.value.never_reached_server
            assert ("Timeout" in expected) is caught.value.is_timeout
            assert "hunter2" not in str(caught.value)
            assert server.url not in str(caught.value)
        await settle()
        assert 0 == server.open


async def test_a_kept_connection_that_fails(transport: Any) -> None:
    """A request over it may have reached the server, and the adapter does not send it again."""
    requests = 0

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        while await reader.readuntil(b"\r\n\r\n"):
            requests += 1
            if requests == 2:
                _reset(writer)
                return
            writer.write(OK)

    for method in ("GET", "POST"):
        requests = 0
        async with listen(handler) as server, network(transport) as net:
            await fetch(net, server.url)
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url, method)
            assert not caught.value.never_reached_server
        assert 2 == requests


async def test_a_connection_that_the_server_closed_while_it_was_idle(transport: Any) -> None:
    """It is replaced, without a failure."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await writer.drain()
        await asyncio.sleep(0.01)

    async with listen(handler) as server, network(transport) as net:
        for _ in range(3):
            assert (200, b"{}") == await fetch(net, server.url, "POST")
            await asyncio.sleep(0.05)
        assert 3 == server.accepted


async def test_failures_before_the_request(transport: Any) -> None:
    """A request with a refused connection or an unknown name never reached the server."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with network(transport) as net:
            for url in (f"http://127.0.0.1:{closed.getsockname()[1]}", "http://name.invalid", f"http://{'a.' * 120}bc"):
                with pytest.raises(NetworkFailure) as caught:
                    await fetch(net, url, "POST", body=b"x")
                assert ("ConnectError", True) == (caught.value.name, caught.value.never_reached_server)


async def test_a_name_that_cannot_be_encoded(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other exceptions of name resolution are failures to connect, too."""

    async def getaddrinfo(*_: object, **__: object) -> Any:
        raise UnicodeError("label too long")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    async with network(transport) as net:
        with pytest.raises(NetworkFailure, match=r"^ConnectError: label too long$"):
            await fetch(net, "http://chat.test", "POST", body=b"x")


@pytest.mark.parametrize("limit", [3.3, 7.3])
def test_the_limit_to_connect(limit: float, transport: Any) -> None:
    """It includes the TLS handshake, and is not rounded."""

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async def main() -> None:
        async with listen(silent) as server, network(transport) as net:
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url.replace("http", "https"), timeout=Timeout(connect=limit))
            assert ("ConnectTimeout", True) == (caught.value.name, caught.value.is_timeout)
            await settle()
            assert 0 == server.open

    assert limit == pytest.approx(run(main)[1], abs=0.1)


@pytest.mark.parametrize("kind", ["bytes", "body"])
def test_the_limit_to_write(kind: str, transport: Any) -> None:
    """A server that stops reading a body causes a timeout."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(10**6)

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(2**16)

    async def main() -> None:
        body = bytes(2**25) if kind == "bytes" else Body(endless)
        async with listen(handler) as server, network(transport) as net:
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url, "POST", body=body, timeout=Timeout(None, None, 7, None))
            assert "WriteTimeout" == caught.value.name

    assert 7 == pytest.approx(run(main)[1], abs=0.1)


async def test_a_header_that_cannot_be_sent(transport: Any) -> None:
    """It is a failure that does not quote the header."""
    async with listen(replying(OK)) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url, headers={"x-a": "hunter2\r\nx-b: c"})
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("error", [ValueError("broken"), TimeoutError("late"), OSError(5, "disk"), KeyError("x")])
async def test_an_error_of_the_body(error: Exception, transport: Any) -> None:
    """An exception of the request body reaches the caller with its own frames only; the connection is closed."""

    async def failing() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.sleep(0.01)
        raise error

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await reader.readuntil(b"\r\n\r\n")).startswith(b"POST"):
            await reader.read()
        writer.write(OK)

    async with listen(handler) as server, network(transport) as net:
        with pytest.raises(type(error)) as caught:
            await fetch(net, server.url, "POST", body=Body(failing))
        assert caught.value is error
        assert "failing" == traceback.extract_tb(caught.value.__traceback__)[-1].name
        assert [] == _tokens(caught.value)
        await settle()
        assert 0 == server.open
        assert (200, b"{}") == await fetch(net, server.url)


async def test_a_body_of_another_length(transport: Any) -> None:
    """A body that is shorter than announced is a failure, and does not hang."""

    async def short() -> AsyncIterator[bytes]:
        yield b"1"

    async with listen(_hang) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url, "POST", body=Body(short, content_length=3), timeout=Timeout(read=0.2))
        assert not caught.value.never_reached_server


# --- secrets ---


def _tokens(error: BaseException) -> list[str]:
    """Return where the token is in the locals of an error's frames, of this package and of libraries."""
    found: list[str] = []
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "/tests/" not in frame.f_code.co_filename:
            found += [f"{frame.f_code.co_qualname}: {name}" for name, value in frame.f_locals.items() if _has(value, 5)]
    for other in (error.__cause__, error.__context__):
        found += [] if other is None else _tokens(other)
    return found


def _has(value: object, depth: int) -> bool:
    if isinstance(value, str | bytes):
        return TOKEN in (value if isinstance(value, str) else value.decode("latin-1"))
    if depth == 0 or isinstance(value, type | types.ModuleType):
        return False
    inner: list[object] = []
    if isinstance(value, dict):
        inner = [*value, *value.values()]
    elif isinstance(value, list | tuple | set):
        inner = list(value)
    else:
        inner = [*getattr(value, "__dict__", {}).values()]
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        inner += [getattr(value, name, None) for name in slots if not name.startswith("__")]
    return any(_has(each, depth - 1) for each in inner)


@pytest.mark.parametrize("handler", [_hang, _hang_up, replying(b"garbage\r\n\r\n")])
async def test_no_token_in_the_frames_of_a_failure(handler: Handler, transport: Any) -> None:
    """A traceback with locals shows no token; a failure has no cause that might."""
    async with listen(handler) as server, network(transport) as net:
        for url in (server.url, "http://127.0.0.1:9"):
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, url, "POST", body=b"x", timeout=Timeout(read=0.1))
            assert [] == _tokens(caught.value)
            assert (None, None) == (caught.value.__cause__, caught.value.__context__)


async def test_logs(transport: Any, caplog: pytest.LogCaptureFixture) -> None:
    """DEBUG logs of libraries about our requests have no token, response headers or broken responses."""
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    good = b"HTTP/1.1 200 hunter2\r\nset-cookie: hunter2\r\ncontent-length: 2\r\n\r\n{}"
    bad = b"HTTP/1.1 200 OK\r\nset cookie: hunter2\r\n\r\n"
    async with listen(replying(good, bad)) as server, network(transport) as net:
        await fetch(net, f"{server.url}/path?q=query")
        with pytest.raises(NetworkFailure):
            await fetch(net, f"{server.url}/path?q=query")
    for secret in (TOKEN, "hunter2", "query"):
        assert secret not in caplog.text
    if transport != "aiohttp":
        assert "receive_response_headers.complete return_value=(b'HTTP/1.1', 200\n" in caplog.text
        assert "receive_response_headers.failed exception=RemoteProtocolError\n" in caplog.text


# --- connections ---


async def test_as_many_connections_as_requests(transport: Any) -> None:
    """An adapter has no limit of its own, and reuses connections."""
    arrived = asyncio.Semaphore(0)
    all_there = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            arrived.release()
            await all_there.wait()
            writer.write(OK)

    async with listen(handler) as server, network(transport) as net:
        calls = [asyncio.create_task(fetch(net, server.url)) for _ in range(150)]
        for _ in range(150):
            await arrived.acquire()
        all_there.set()
        assert 150 * [(200, b"{}")] == await asyncio.gather(*calls)
        assert 20 * [(200, b"{}")] == [await fetch(net, server.url) for _ in range(20)]
        assert 150 == server.accepted


def test_idle_connections_are_closed(transport: Any) -> None:
    """They are closed five seconds after their last use, without another call, for each host; used ones stay."""

    async def main() -> None:
        async with listen(replying(OK)) as server, listen(replying(OK)) as storage, network(transport) as net:

            async def open_after(seconds: float) -> tuple[int, int]:
                await asyncio.sleep(seconds)
                await settle()
                return server.open, storage.open

            await asyncio.gather(*(fetch(net, server.url) for _ in range(3)), fetch(net, storage.url))
            assert (3, 1) == await open_after(4)
            await fetch(net, server.url)
            assert (3, 1) == await open_after(0.9)
            assert (1, 0) == await open_after(0.2)
            assert (1, 0) == await open_after(3.7)
            assert (0, 0) == await open_after(0.2)
            await fetch(net, storage.url)
            assert (0, 1) == await open_after(4.8)
            assert (0, 0) == await open_after(0.2)
        others = asyncio.all_tasks() - server.tasks - storage.tasks
        assert {asyncio.current_task()} == others

    run(main)


async def test_closed_while_idle_connections_are_closed(transport: Any) -> None:
    """Closing waits for connections that are being closed; a later request is a failure."""
    async with listen(replying(OK)) as server:
        async with network(transport, server.url) as net:
            await fetch(net, server.url)
            found: Any = net
            expire = found._session.connector._expire if transport == "aiohttp" else found._expire
            assert expire(asyncio.get_running_loop().time() - 1) is not None
            assert expire(asyncio.get_running_loop().time() + 1) is None
        await settle()
        assert 0 == server.open
        if transport == "aiohttp":
            with pytest.raises(NetworkFailure, match=r"^ReadError: Session is closed$"):
                await fetch(net, server.url)


@pytest.mark.parametrize("reply", [b"X" * 2**21, b"HTTP/1.1 204 X\r\nx-a: b"])
async def test_heads_that_are_odd(reply: bytes, transport: Any) -> None:
    """An invalid or incomplete response head is a failure."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        with contextlib.suppress(ConnectionError):
            await writer.drain()

    async with listen(handler) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url)
        assert not caught.value.never_reached_server


def test_nothing_is_left_after_closing(transport: Any) -> None:
    """No timer, task or socket is left; closing again, or unused, has no effect."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with listen(replying(OK)) as server:
            for count in (0, 1, 3):
                async with network(transport) as net:
                    await asyncio.gather(*(fetch(net, server.url) for _ in range(count)))
                await net.aclose()
                await settle()
                assert 0 == server.open
                waiting = [each for each in loop._scheduled if not each.cancelled()]  # type: ignore[attr-defined]
                assert [] == waiting

    before = descriptors()
    run(main)
    gc.collect()
    assert not descriptors() - before


@pytest.mark.extra(raises=subprocess.CalledProcessError)
def test_a_loop_that_ends_first(transport: Any) -> None:
    """An adapter that was not closed leaves no task or timer that warns."""
    program = f"""
import asyncio
from tests.sockets import OK, listen, replying
from tests.transport.loopback import connect, fetch, parse_url
async def main():
    async with listen(replying(OK)) as server:
        net = connect({transport!r}, parse_url(server.url))
        await fetch(net, server.url)
        return net
net = asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Task" not in done.stderr
    assert "Traceback" not in done.stderr


# --- cancellation ---


def test_cancelled_at_any_step(transport: Any) -> None:
    """Wherever a request is cancelled, once or twice, no task, socket or timer is lost, and the next one works."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.sleep(0)
        yield b"2"

    async def attempt(steps: int, has_body: bool, is_used: bool, again: bool) -> bool:
        async with listen(_patient) as server, network(transport) as net:
            if is_used:
                await fetch(net, server.url)
            body = Body(chunks, content_length=2) if has_body else None
            task = asyncio.create_task(fetch(net, server.url, "POST" if has_body else "GET", body=body))
            for _ in range(steps):
                await asyncio.sleep(0)
            is_done = task.done()
            task.cancel()
            if again:
                await asyncio.sleep(0)
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            assert is_done or task.cancelled() or again
            assert (200, b"{}") == await fetch(net, server.url)
        await settle()
        assert {asyncio.current_task()} == asyncio.all_tasks() - server.tasks
        assert 0 == server.open
        return is_done

    async def main() -> None:
        for has_body, is_used, again in [(False, False, False), (False, True, False), (True, False, True)]:
            steps = 0
            while not await attempt(steps, has_body, is_used, again):
                steps += 1
                assert steps < 300

    before = descriptors()
    run(main)
    gc.collect()
    assert not descriptors() - before


async def test_a_first_chunk_that_is_not_waited_for() -> None:
    """Cancelling the wait for the first chunk of a stream cancels the stream."""
    from aiochatwoot._transport.httpx_like import _FirstStep

    ended: list[bool] = []

    async def chunks() -> AsyncIterator[bytes]:
        try:
            await asyncio.sleep(3600)
            yield b""
        finally:
            ended.append(True)

    async def first() -> Any:
        return await _FirstStep(chunks())

    task = asyncio.create_task(first())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [True] == ended


async def _patient(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while head := await reader.readuntil(b"\r\n\r\n"):
        if b"content-length: 2" in head.lower():
            await reader.readexactly(2)
        writer.write(OK[:-1])
        await writer.drain()
        await asyncio.sleep(0)
        writer.write(OK[-1:])


async def test_a_body_that_is_not_read_to_its_end(transport: Any) -> None:
    """Closing it closes its connection; closing it again has no effect."""
    reply = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n" + bytes(500_000)
    async with listen(replying(reply)) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert b"" != await anext(aiter(response.body))
        for _ in range(2):
            await response.body.aclose()
        await settle()
        assert 0 == server.open


async def test_closing_ends_what_is_under_way(transport: Any) -> None:
    """A body that is being read when its network is closed is a failure, not a shorter body."""
    async with listen(replying(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")) as server:
        net: Network
        async with network(transport) as net:
            response = await net.send(request(server.url))
            chunks = aiter(response.body)
            assert b"abc" == await anext(chunks)
        with pytest.raises(NetworkFailure):
            await anext(chunks)
        await response.body.aclose()
        await settle()
        assert 0 == server.open


async def test_a_body_that_goes_on_after_the_response_began(transport: Any) -> None:
    """It is sent completely, although the response's head arrives earlier."""
    arrived = b""

    async def some() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield bytes(2**10)
            await asyncio.sleep(0.01)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal arrived
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK[:-2])
        arrived = await reader.readexactly(5 * 2**10)
        writer.write(OK[-2:])

    async with listen(handler) as server, network(transport) as net:
        body = Body(some, content_length=5 * 2**10)
        assert (200, b"{}") == await fetch(net, server.url, "POST", body=body)
    assert bytes(5 * 2**10) == arrived


def test_a_response_before_the_body_is_sent(transport: Any) -> None:
    """The response is returned, at the latest when the body was sent."""
    server: Listener

    async def some() -> AsyncGenerator[bytes]:
        for _ in range(10):
            yield bytes(2**10)
            await asyncio.sleep(1)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        while await reader.read(2**16):
            pass

    async def main() -> None:
        nonlocal server
        async with listen(handler) as server, network(transport) as net:
            chunks = some()
            assert (413, b"") == await fetch(net, server.url, "POST", body=Body(lambda: chunks))
            await chunks.aclose()  # it is not read any further
            await settle()

    assert (run(main)[1] < 1) is (transport == "aiohttp")


def test_cancelled_while_the_body_of_a_request_ends(transport: Any) -> None:
    """Closing a response waits for the request's body, which may end slowly, also if cancelled."""
    ended: list[str] = []

    async def slow() -> AsyncIterator[bytes]:
        try:
            yield b"1"
            await asyncio.sleep(1)
            yield b"2"
        finally:
            await asyncio.sleep(3)
            ended.append("the body")

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\ncontent-length: 0\r\n\r\n")
        await reader.read()

    async def main() -> None:
        async with listen(handler) as server, network(transport) as net:
            response = await net.send(request(server.url, "POST", body=Body(slow)))
            closing = asyncio.create_task(response.body.aclose())
            await asyncio.sleep(0.5)
            closing.cancel()
            await asyncio.gather(closing, return_exceptions=True)
            assert ["the body"] == ended

    run(main)
