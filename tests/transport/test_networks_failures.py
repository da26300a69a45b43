"""Failures of every adapter, on real sockets: before, during and after the request; no token in their frames."""

from __future__ import annotations

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot.settings import Timeout

from ..sockets import OK, Handler, listen, replying
from ..virtual import run
from .common import reset
from .loopback import TOKEN, Body, fetch, network, settle
from .tracebacks import shown_tokens

# --- failures ---


async def _hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def _hang_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def _hang_up_rudely(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    reset(writer)


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
            assert caught.value.name == expected
            assert not caught.value.never_reached_server
            assert ("Timeout" in expected) is caught.value.is_timeout
            assert "hunter2" not in str(caught.value)
            assert server.url not in str(caught.value)
        await settle()
        assert server.open == 0


async def test_a_kept_connection_that_fails(transport: Any) -> None:
    """A request over it may have reached the server, and the adapter does not send it again."""
    requests = 0

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        while await reader.readuntil(b"\r\n\r\n"):
            requests += 1
            if requests == 2:
                reset(writer)
                return
            writer.write(OK)

    for method in ("GET", "POST"):
        requests = 0
        async with listen(handler) as server, network(transport) as net:
            await fetch(net, server.url)
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url, method)
            assert not caught.value.never_reached_server
        assert requests == 2


async def test_a_connection_that_the_server_closed_while_it_was_idle(transport: Any) -> None:
    """Such a connection is replaced, without a failure."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await writer.drain()
        await asyncio.sleep(0.01)

    async with listen(handler) as server, network(transport) as net:
        for _ in range(3):
            assert await fetch(net, server.url, "POST") == (200, b"{}")
            await asyncio.sleep(0.05)
        assert server.accepted == 3


async def test_failures_before_the_request(transport: Any) -> None:
    """A request with a refused connection or an unknown name never reached the server."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with network(transport) as net:
            for url in (f"http://127.0.0.1:{closed.getsockname()[1]}", "http://name.invalid", f"http://{'a.' * 120}bc"):
                with pytest.raises(NetworkFailure) as caught:
                    await fetch(net, url, "POST", body=b"x")
                assert (caught.value.name, caught.value.never_reached_server) == ("ConnectError", True)


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
    """The connect timeout includes the TLS handshake, and is not rounded."""

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async def main() -> None:
        async with listen(silent) as server, network(transport) as net:
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, server.url.replace("http", "https"), timeout=Timeout(connect=limit))
            assert (caught.value.name, caught.value.is_timeout) == ("ConnectTimeout", True)
            await settle()
            assert server.open == 0

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
            assert caught.value.name == "WriteTimeout"

    assert pytest.approx(run(main)[1], abs=0.1) == 7


async def test_a_header_that_cannot_be_sent(transport: Any) -> None:
    """An invalid header is a failure that does not quote the header."""
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
        assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "failing"
        assert shown_tokens(caught.value) == []
        await settle()
        assert server.open == 0
        assert await fetch(net, server.url) == (200, b"{}")


async def test_a_body_of_another_length(transport: Any) -> None:
    """A body that is shorter than announced is a failure, and does not hang."""

    async def short() -> AsyncIterator[bytes]:
        yield b"1"

    async with listen(_hang) as server, network(transport) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, server.url, "POST", body=Body(short, content_length=3), timeout=Timeout(read=0.2))
        assert not caught.value.never_reached_server


# --- secrets ---


@pytest.mark.parametrize("handler", [_hang, _hang_up, replying(b"garbage\r\n\r\n")])
async def test_no_token_in_the_frames_of_a_failure(handler: Handler, transport: Any) -> None:
    """A traceback with locals shows no token; a failure has no cause that might."""
    async with listen(handler) as server, network(transport) as net:
        for url in (server.url, "http://127.0.0.1:9"):
            with pytest.raises(NetworkFailure) as caught:
                await fetch(net, url, "POST", body=b"x", timeout=Timeout(read=0.1))
            assert shown_tokens(caught.value) == []
            assert (caught.value.__cause__, caught.value.__context__) == (None, None)


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
