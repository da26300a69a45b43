"""Responses whose framing never ends are bounded by the deadline, and in memory."""

from __future__ import annotations

import asyncio
import tracemalloc
from importlib.metadata import version
from typing import Any

import pytest
from packaging.version import Version

from aiochatwoot import Chatwoot, ChatwootError, ConnectionFailedError, RequestTimeoutError

from ..sockets import Handler, listen
from .common import drain
from .loopback import TOKEN

pytestmark = pytest.mark.behaviour

BOUNDED = Version("3.13.4")
"""The first aiohttp that limits the number of headers."""
_CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n"
_FILL = b"x" * 2**16
_FRAMING = {
    "an extension of a chunk": (_CHUNKED + b"1;", _FILL),
    "extensions of many chunks": (_CHUNKED, b"1;%b\r\n \r\n" % _FILL[:1000]),
    "a name in a trailer": (_CHUNKED + b"1\r\n1\r\n0\r\n", _FILL),
    "a value in a trailer": (_CHUNKED + b"1\r\n1\r\n0\r\nx: ", _FILL),
    "trailers": (_CHUNKED + b"1\r\n1\r\n0\r\n", b"x: %b\r\n" % _FILL[:1000]),
    "a length of a chunk": (_CHUNKED, b"0" * 2**16),
    "responses before the response": (b"", b"HTTP/1.1 103 Early Hints\r\nx: %b\r\n\r\n" % _FILL[:1000]),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"x: %b\r\n" % _FILL[:1000]),
}


def _endless(first: bytes, again: bytes) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(first)
        while True:
            writer.write(again)
            await writer.drain()

    return handler


@pytest.mark.parametrize("is_download", [False, True])
@pytest.mark.parametrize("framing", list(_FRAMING))
async def test_framing_that_never_ends(framing: str, is_download: bool, transport: Any) -> None:
    """Endless framing raises one of our errors by the deadline, and takes at most 8 MiB."""
    if transport == "aiohttp" and framing in ("trailers", "headers") and Version(version("aiohttp")) < BOUNDED:
        pytest.skip("this aiohttp does not limit the number of headers")
    async with (
        listen(_endless(*_FRAMING[framing])) as server,
        Chatwoot(server.url, token=TOKEN, transport=transport, deadline=0.3, retry=None, max_body=2**20) as chatwoot,
    ):
        tracemalloc.start()
        try:
            with pytest.raises(ChatwootError) as caught:
                await (drain(chatwoot, "/file") if is_download else chatwoot.request("GET", "/x"))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert isinstance(caught.value, ConnectionFailedError | RequestTimeoutError)
    assert peak < 8 * 2**20
