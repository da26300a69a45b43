"""Sending files: again, concurrently, cancelled; and no file is left open."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import threading
from collections.abc import AsyncGenerator, AsyncIterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from aiochatwoot import File, InvalidRequestError
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Request
from aiochatwoot._urls import parse_url
from aiochatwoot._wire.multipart import Multipart

from ..uploading import CHUNK, PNG, is_open, one, post, receive, refused, sent, stream, threads_to_end, whole

pytestmark = pytest.mark.behaviour


async def test_sending_again(path: Path) -> None:
    """Bytes, paths and seekable files are the same each time, also after an interrupted sending."""
    with path.open("rb") as file:
        file.seek(7)
        files = [("a", File(PNG)), ("b", File(path)), ("c", File(file)), ("c", File(file))]
        body = Multipart([("d", "e")], files)
        first = await whole(body)
        assert body.replayable
        async for _ in body:
            break
        async with receive(answer=503) as server:
            with contextlib.suppress(NetworkFailure):
                assert await post(server.url, body) == 503
        file.seek(99)
        assert body.replayable
        assert Request("POST", parse_url("http://a"), {}, body).replayable
        assert await whole(body) == first
        assert first.count(PNG) == 2
        assert first.count(PNG[7:]) == 4


async def test_what_cannot_be_sent_again(tmp_path: Path) -> None:
    """A stream or pipe can be sent until reading started; an attempt that failed earlier does not count."""
    reading, writing = os.pipe()
    os.write(writing, PNG[:1000])
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        for content in (stream(PNG[:1000]), pipe):
            body = one(content)
            for _ in range(2):
                assert body.replayable
                async for _ in body:  # the parts before the file
                    break
            assert PNG[:1000] in await whole(body)
            assert not body.replayable
            assert not Request("POST", parse_url("http://a"), {}, body).replayable
            with pytest.raises(InvalidRequestError, match=r"^a file was sent before, and cannot be read again$"):
                await whole(body)


async def test_files_of_the_caller_stay_open(path: Path) -> None:
    """File objects are never closed, nor are iterators that are not generators."""

    class Items:
        def __init__(self) -> None:
            self.is_closed = False

        def __aiter__(self) -> AsyncIterator[bytes]:
            return self

        async def __anext__(self) -> bytes:
            return b"1"

        async def aclose(self) -> None:
            raise AssertionError

    with path.open("rb") as file:
        await sent(File(file))
        assert not file.closed
        for content in (file, Items()):
            body = one(content)
            sending = aiter(body)
            for _ in range(2):
                await anext(sending)
            await body.aclose()
        assert not file.closed


async def test_generators_are_closed() -> None:
    """An async generator is closed if its sending is interrupted, so that its resources are released."""
    ended: list[str] = []

    async def items() -> AsyncGenerator[bytes]:
        try:
            while True:
                yield b"1"
        finally:
            ended.append("items")

    body = one(items())
    sending = aiter(body)
    for _ in range(3):
        await anext(sending)
    await body.aclose()
    assert ended == ["items"]
    await body.aclose()
    await one(items()).aclose()
    assert ended == ["items"]


async def test_cancellation(tmp_path: Path) -> None:
    """A cancelled call leaves no file open, except while a chunk is being read."""
    path = tmp_path / "large"
    path.write_bytes(bytes(2**26))

    def progress(count: int, _: int | None) -> None:
        if count > 2**17:
            assert is_open(path)
            asyncio.get_running_loop().call_soon(task.cancel)

    async with receive(reads=False) as server:
        task = asyncio.ensure_future(post(server.url, one(path, on_progress=progress)))
        with pytest.raises(asyncio.CancelledError):
            await task
    await threads_to_end()
    assert not is_open(path)


async def test_an_answer_that_comes_early(tmp_path: Path) -> None:
    """If the server responds early and disconnects, no file stays open after the pending read."""
    path = tmp_path / "large"
    path.write_bytes(bytes(2**26))
    async with receive(answer=413) as server:
        with contextlib.suppress(NetworkFailure):
            assert await post(server.url, one(path)) == 413
    await threads_to_end()
    assert not is_open(path)


class Slow:
    """A path or file on a slow disk, which the test releases."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.goes_on = threading.Event()
        self.is_asked = threading.Event()

    def wait(self) -> None:
        self.is_asked.set()
        self.goes_on.wait(60)


class SlowPath(Slow, os.PathLike[str]):
    counted = 0

    def __fspath__(self) -> str:
        self.counted += 1
        if self.counted > 1:  # the first is for the size
            self.wait()
        return str(self.path)


class SlowFile(Slow, io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        self.wait()
        return b""


async def under_way(body: Multipart, slow: Slow) -> asyncio.Task[bytes]:
    """Start a sending, and wait until it is in its thread."""
    task = asyncio.ensure_future(whole(body))
    assert await asyncio.to_thread(slow.is_asked.wait, 60)
    return task


async def test_cancellation_of_what_blocks(path: Path) -> None:
    """A cancelled call does not wait for a disk; the file is closed when the disk responds."""
    slow = SlowPath(path)
    body = one(slow)
    task = await under_way(body, slow)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await body.aclose()
    slow.goes_on.set()
    await threads_to_end()
    assert not is_open(path)


async def test_one_file_object_in_two_calls(path: Path) -> None:
    """A file object in use by one call is refused to others, until nothing reads it any more."""
    slow = SlowFile(path)
    body, other = one(slow), one(slow)
    task = await under_way(body, slow)
    said = r"^attachments: a\.bin: is being sent by another call; give both its path, or its bytes$"
    for _ in range(2):
        with pytest.raises(InvalidRequestError, match=said):
            await whole(other)
        with pytest.raises(InvalidRequestError, match=said):
            one(slow)
        task.cancel()
        await asyncio.wait([task])
    slow.goes_on.set()
    while True:
        await asyncio.sleep(0)
        with contextlib.suppress(InvalidRequestError):
            assert await whole(other) != b""
            break


async def test_one_stream_in_two_calls() -> None:
    """A stream in use by one call is refused to others, since each would send a part of it."""
    generator = stream(b"1", b"2")
    sending, other = aiter(one(generator)), one(generator)
    for _ in range(2):
        await anext(sending)
    with pytest.raises(InvalidRequestError, match="is being sent by another call"):
        await whole(other)
    assert await anext(sending) == b"2"
    assert len([chunk async for chunk in sending]) == 1


async def test_progress(path: Path) -> None:
    """Progress starts with 0, grows with each chunk and ends with all bytes, each time the body is sent."""
    calls: list[tuple[int, int | None]] = []
    body = one(path, on_progress=lambda *each: calls.append(each))
    async with receive() as server:
        for _ in range(2):
            calls.clear()
            await post(server.url, body)
            counts = [count for count, _ in calls]
            assert (0, body.content_length) == (counts[0], counts[-1])
            assert all(0 < after - before <= CHUNK for before, after in pairwise(counts))
            assert {total for _, total in calls} == {body.content_length}
    calls.clear()
    await sent(File(stream(PNG), name="a"), on_progress=lambda *each: calls.append(each))
    assert {total for _, total in calls} == {None}
    assert calls[-1][0] > len(PNG)


async def test_progress_is_what_was_handed_over() -> None:
    """A chunk counts when the network accepted it, not when it was read."""
    calls: list[int] = []
    count = 0
    async for chunk in one(PNG, on_progress=lambda each, _: calls.append(each)):
        assert calls[-1] == count
        count += len(chunk)
    assert calls[-1] == count


class Stop(Exception):
    """Ends a test's progress function."""


async def test_progress_that_fails(path: Path) -> None:
    """An exception of the function ends the call and reaches the caller; no file stays open."""

    def progress(count: int, _: int | None) -> None:
        if count > 1000:
            raise Stop

    await refused(one(path, on_progress=progress), Stop)
    assert not is_open(path)


async def test_errors_of_streams() -> None:
    """An exception of a stream reaches the caller unchanged."""

    async def failing() -> AsyncGenerator[bytes]:
        yield b"1"
        raise Stop

    await refused(one(failing()), Stop)


async def test_errors_of_other_requests() -> None:
    """Exceptions of streams and progress functions stay unchanged, even if they are the HTTP library's errors."""
    failure = httpx.ConnectError("refused")

    async def fetched() -> AsyncGenerator[bytes]:
        yield b"1"
        raise failure

    def progress(count: int, _: int | None) -> None:
        if count:
            raise failure

    assert await refused(one(fetched()), httpx.ConnectError) is failure
    assert await refused(one(b"1", on_progress=progress), httpx.ConnectError) is failure
