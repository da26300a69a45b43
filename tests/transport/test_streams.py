"""Response bodies: content codings, their end, and their limit."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import (
    ApiStatusError,
    Chatwoot,
    DecodeError,
    NotFoundError,
    RateLimitedError,
    ResponseTooLargeError,
    RetryPolicy,
    ServerError,
)
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.streams import read_body

from ..messages import Body, Memory, answered
from ..servers import Received, http, serve

pytestmark = pytest.mark.behaviour

PATH = "/api/v1/profile"
TEXT = b'{"a": "' + b"b" * 5000 + b'"}'


def raw_deflate(data: bytes) -> bytes:
    """Compress with deflate, without the zlib header, as some servers do."""
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


def members(data: bytes) -> bytes:
    """Compress with gzip in several members (RFC 1952, section 2.2), one of them empty."""
    third = len(data) // 3
    return b"".join(map(gzip.compress, (data[:third], b"", data[third : 2 * third], data[2 * third :])))


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "none": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "members": ("gzip", members),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
}


async def read(coding: str, body: bytes, size: int, limit: int = 2**20) -> bytes:
    """Read a body in pieces of a size."""
    response = answered(200, content_encoding=coding)
    response.body = Body(*(body[start : start + size] for start in range(0, len(body), size)))
    return await read_body(response, limit)


@pytest.mark.parametrize("name", CODINGS)
@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
async def test_codings(name: str, size: int) -> None:
    """Supported codings are decoded completely, for any division into pieces."""
    coding, compress = CODINGS[name]
    for text in (TEXT, b"", b"x"):
        assert await read(coding, compress(text), size) == text


@given(st.binary(max_size=2000), st.sampled_from(sorted(CODINGS)), st.integers(1, 300), st.integers(1, 3000))
async def test_a_limit_is_exact(data: bytes, name: str, size: int, limit: int) -> None:
    """A body with exactly the limit's number of bytes is read; of a longer one, a beginning that exceeds it."""
    coding, compress = CODINGS[name]
    found = await read(coding, compress(data), size, limit)
    assert data.startswith(found)
    assert found == data if len(data) <= limit else len(found) > limit


async def test_pieces_that_end_with_the_input() -> None:
    """Data that zlib still holds at the end of the input is read, too; nothing may follow raw deflate."""
    for more in range(-600, 600, 37):
        text = bytes(2**20 + more)
        assert await read("deflate", raw_deflate(text), 10**6, 2**21) == text


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "deflate, gzip", "*", "gzip;q=1", "utf-8"])
async def test_codings_that_were_not_asked_for(coding: str) -> None:
    """Other and nested codings are refused by name; a GET is retried."""
    network = Memory(lambda _: answered(200, b"x", content_encoding=coding))
    async with network.client(retry=None) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.request("GET", PATH)
    said = f"the body cannot be decompressed (its content coding is {coding!r}, which was not asked for)"
    assert caught.value.message == said


@pytest.mark.parametrize("name", [name for name in CODINGS if name != "none"])
async def test_bodies_that_are_cut_short(name: str) -> None:
    """A truncated compressed body is always an error, and never yields a partial value."""
    coding, compress = CODINGS[name]
    body = compress(b'[1, 2, 3, "abc"]')
    ends = range(1, len(body))
    if name == "members":  # between two members it is complete
        sizes = [len(gzip.compress(part)) for part in (b"[1, 2", b"", b", 3, ")]
        ends = [end for end in ends if end not in {sum(sizes[:1]), sum(sizes[:2]), sum(sizes[:3])}]  # type: ignore[assignment]
    for end in ends:
        with pytest.raises(NetworkFailure, match=r"DecodingError|cut short|while decompressing") as caught:
            await read(coding, body[:end], 5)
        assert caught.value.name == "DecodingError"


@pytest.mark.parametrize("size", [1, 3, 100])
async def test_zeros_after_a_member(size: int) -> None:
    """Zero bytes after a gzip member are ignored, as by gzip(1), for any division into chunks."""
    member = gzip.compress(b"[1, ") + bytes(7) + gzip.compress(b"2]")

    assert await read("gzip", member + bytes(512), size) == b"[1, 2]"


@pytest.mark.parametrize(
    ("coding", "body", "said"),
    [
        ("gzip", b"{}", "incorrect header check"),
        ("gzip", gzip.compress(b"{}")[:-1] + b"\xff", "incorrect length check"),
        ("gzip", gzip.compress(b"{}") + b"trailing", "incorrect header check"),
        ("deflate", zlib.compress(b"{}") + b"more", "there is data after its end"),
        ("deflate", raw_deflate(b"{}") + b"more", "there is data after its end"),
        ("deflate", b"\xff\xff\xff", "invalid block type"),
        ("gzip", gzip.compress(b"{}" * 50)[:-9], "it was cut short"),
    ],
    ids=range(7),  # a gzip body contains the time
)
async def test_bodies_that_are_broken(coding: str, body: bytes, said: str) -> None:
    """An invalid body is an error with the reason; the connection is released."""
    network = Memory(lambda _: answered(200, body, content_encoding=coding))
    async with network.client(retry=None) as chatwoot:
        with pytest.raises(DecodeError, match=said):
            await chatwoot.request("GET", PATH)
        assert network.open == 0


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: gzip.compress(bytes(2**28)),
        lambda: gzip.compress(bytes(2**24)) * 16,
        lambda: zlib.compress(bytes(2**28)),
    ],
)
async def test_a_bomb(bomb: Callable[[], bytes]) -> None:
    """A small body that decompresses to a huge one is stopped at the limit, without using more memory."""
    body = bomb()
    coding = "gzip" if body[:2] == b"\x1f\x8b" else "deflate"
    limit = 4 * 2**20
    network = Memory(lambda _: answered(200, body, content_encoding=coding))
    async with network.client(max_body=limit, retry=None) as chatwoot:
        tracemalloc.start()
        try:
            with pytest.raises(ResponseTooLargeError, match="the body is larger than 4194304 bytes"):
                await chatwoot.request("GET", PATH)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < limit + 4 * 2**20
    assert network.open == 0


@pytest.mark.parametrize(
    ("limit", "body", "coding", "content"),
    [
        (100, b"<html>" + b"x" * 300, "identity", b"<html>" + b"x" * 94),
        (2**20, gzip.compress(bytes(2**21)), "gzip", bytes(2**16)),
        (100, b"x", "br", b"DecodingError: its content coding is 'br', which was not asked for"),
    ],
    ids=["long", "bomb", "coding"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("status", "error"), [(404, NotFoundError), (429, RateLimitedError), (503, ServerError), (307, ApiStatusError)]
)
async def test_an_error_whose_body_cannot_be_read(
    status: int, error: type[ApiStatusError], method: str, limit: int, body: bytes, coding: str, content: bytes
) -> None:
    """The status of an error decides, as ever: its body is cut, or replaced by the reason, if it cannot be read."""
    network = Memory(lambda _: answered(status, body, content_encoding=coding, retry_after="0"))
    retry = RetryPolicy(attempts=2, base=0.001)
    async with network.client(max_body=limit, retry=retry, rate_limit=None) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request(method, PATH)
    assert error is type(caught.value)
    assert (status, content) == (caught.value.status, caught.value.response.content)
    assert (2 if status == 429 or (status, method) == (503, "GET") else 1) == len(caught.value.attempts)
    assert ((status, method) == (503, "POST")) == ("may have done it" in str(caught.value))
    assert network.open == 0


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "br", "zstd"])
def test_the_peak_of_memory(coding: str, transport: Any) -> None:
    """A body of 48 times the limit (as 3 GB for 64 MiB) takes at most the limit and 32 MiB of memory."""
    program = f"""
import asyncio, gzip, io, resource, sys, zlib
from aiochatwoot import Chatwoot, ChatwootError
compressor = zlib.compressobj(9, wbits=31)
head, block = (compressor.compress(bytes(2**22)) + compressor.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
bomb = head + block * (12 * 8)  # the limit is reached long before the checksum at the end
if {coding!r} == "gzip, gzip":
    bomb = gzip.compress(bomb)
async def serve(reader, writer):
    while await reader.readline() not in (b"\\r\\n", b""):
        pass
    head = "HTTP/1.1 200 OK\\r\\nconnection: close\\r\\ncontent-encoding: {coding}\\r\\n"
    writer.write(head.encode() + b"content-length: %d\\r\\n\\r\\n" % len(bomb) + bomb)
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == "linux" else 1024)
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
    async with Chatwoot(url, token="x" * 8, transport={transport!r}, max_body=8 * 2**20, retry=None) as chatwoot:
        before = peak()
        for asked in ("call", "download"):
            try:
                if asked == "call":
                    await chatwoot.request("GET", "/x")
                else:
                    async with chatwoot.attachments.download("/x", max_bytes=8 * 2**20) as file:
                        await file.read()
                print("was read")
            except ChatwootError as error:
                print(type(error).__name__)
        print(peak() - before)
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=100, check=True)
    call, download, grown = done.stdout.split()
    assert ["ResponseTooLargeError" if coding == "gzip" else "DecodeError"] * 2 == [call, download]
    assert int(grown) < (8 + 32) * 1024


async def test_a_bomb_of_a_download() -> None:
    """A file is decompressed in pieces of at most 1 MiB, as far as its reader continues."""
    network = Memory(lambda _: answered(200, gzip.compress(bytes(2**26)), content_encoding="gzip"))
    async with network.client(retry=None) as chatwoot:
        sizes: list[int] = []

        async def fetch() -> None:
            async with chatwoot.attachments.download("https://storage.example/x", max_bytes=3 * 2**20) as file:
                async for chunk in file:
                    sizes.append(len(chunk))

        with pytest.raises(ResponseTooLargeError):
            await fetch()
    assert sizes == [2**20] * 3
    assert network.open == 0


async def test_what_is_asked_for() -> None:
    """Calls request the supported codings; downloads request the file without compression."""
    network = Memory()
    async with network.client() as chatwoot:
        await chatwoot.request("GET", PATH)
        async with chatwoot.attachments.download("https://storage.example/x") as file:
            await file.read()
    assert [each.headers["Accept-Encoding"] for each in network.requests] == ["gzip, deflate", "identity"]


async def test_over_a_connection() -> None:
    """The same holds over a socket: chunks of the transfer and of the coding are independent."""

    def answer(_: Received) -> bytes:
        return http(200, members(TEXT), content_encoding="gzip", content_type="application/json")

    async with serve(answer) as server, Chatwoot(server.base_url, token="a-token-of-tests", retry=None) as chatwoot:
        value: Any = await chatwoot.request("GET", PATH)
    assert len(value["a"]) == 5000


async def test_a_body_that_breaks_off_is_closed() -> None:
    """Whatever ends the reading, the connection is released once."""
    for error in (NetworkFailure("ReadError"), LookupError("a bug"), KeyboardInterrupt()):
        response = answered(200, b"{", error)
        body = response.body
        assert isinstance(body, Body)
        async with Memory(lambda _, response=response: response).client(retry=None) as chatwoot:  # type: ignore[misc]
            with pytest.raises(BaseException):  # noqa: B017, PT011 - each is another one
                await chatwoot.request("GET", PATH)
        assert body.closed == 1
