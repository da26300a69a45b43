"""Requests of every adapter, on real sockets."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

from ..sockets import OK, listen
from .loopback import TOKEN, Body, fetch, network


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
