"""Responses of every adapter, on real sockets: headers, bodies, and bodies that are cut short."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aiochatwoot._transport.failures import NetworkFailure

from ..sockets import OK, listen, replying
from .common import reset
from .loopback import content, fetch, network, request

SURPLUS = [
    b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison",
    b"HTTP/1.1 200 OK\r\ncontent-le",
    b"HTT",
    b"garbage",
    b"\0",
]


async def test_headers_of_a_response(transport: Any) -> None:
    """Names are in lower case, repeated fields joined, values UTF-8 or Latin-1, and lines may be long."""
    head = (
        b"HTTP/1.1 201 X\r\nContent-Length: 0\r\nX-A: 1\r\nx-a: 2\r\nX-U: \xc3\xa4\r\nX-L: \xe4\r\nX-Long: %s\r\n\r\n"
    )
    async with listen(replying(head % (b"x" * 50_000))) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert await content(response) == b""
    expected = {"content-length": "0", "x-a": "1, 2", "x-u": "ä", "x-l": "ä", "x-long": "x" * 50_000}
    assert (201, expected) == (response.status, dict(response.headers))
    assert response.url.text == f"{server.url}/"


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
            assert (await fetch(net, server.url))[1] == body
        assert server.accepted == 1
    assert len(heads) == 3
    assert b"cookie" not in b"".join(heads).lower()


async def test_a_body_that_ends_with_its_connection(transport: Any) -> None:
    """A body without a length ends when the server closes the connection."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nabc")

    async with listen(handler) as server, network(transport) as net:
        assert [await fetch(net, server.url) for _ in range(2)] == 2 * [(200, b"abc")]
        assert server.accepted == 2


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
            assert await content(response) == b""
            assert int(reply[9:12]) == response.status
            assert response.headers.get("x-a", "b") == "b"
            await asyncio.sleep(0.05)
            assert await fetch(net, server.url, "POST") == (200, b"{}")
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
            assert await fetch(net, server.url, method) == (204, b"")
        assert server.accepted == 1


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
            assert await fetch(net, server.url) == (200, b"{}")
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
    """A truncated body is a failure, not a shorter body, and not a request that never reached the server."""
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
            reset(writer)

    async with listen(handler) as server, network(transport) as net:
        response = await net.send(request(server.url))
        assert response.status == 200
        await content(response)
