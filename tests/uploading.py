"""A server for uploads, and forms to send to it."""

from __future__ import annotations

import asyncio
import gc
import io
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import h11
import pytest

from aiochatwoot import Chatwoot, File, InvalidRequestError
from aiochatwoot._transport.messages import Request
from aiochatwoot._transport.networks import connect
from aiochatwoot._transport.streams import read_body
from aiochatwoot._urls import parse_url
from aiochatwoot._wire.multipart import Multipart
from aiochatwoot.settings import Timeout

from .sockets import listen

CHUNK = 2**16


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000


@attrs.define
class Arrived:
    """A request as far as it arrived.

    Attributes:
        whole: Whether it is complete, by its length or its last chunk.
    """

    headers: dict[str, str]
    body: bytearray = attrs.field(factory=bytearray)
    whole: bool = False

    async def form(self) -> list[tuple[str, str | tuple[str | None, str | None, bytes]]]:
        """Return the names with their texts or, for files, name, type and content, as parsed by python-multipart."""
        from starlette.datastructures import Headers, UploadFile
        from starlette.formparsers import MultiPartParser

        async def body() -> AsyncGenerator[bytes]:
            yield bytes(self.body)

        parser = MultiPartParser(Headers(self.headers), body())
        parser.max_part_size = 2**30  # only newer versions have this argument
        form = await parser.parse()
        try:
            return [
                (name, (each.filename, each.content_type, await each.read()) if isinstance(each, UploadFile) else each)
                for name, each in form.multi_items()
            ]
        finally:
            await form.close()


@attrs.define
class Receiver:
    """A server that receives requests and responds with 200, or with `answer` as soon as it has the headers."""

    url: str
    answer: int | None = None
    arrived: list[Arrived] = attrs.field(factory=list)
    reads: bool = True
    ended: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER)
        try:
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await reader.read(CHUNK))
                elif isinstance(event, h11.Request):
                    self.arrived.append(Arrived({name.decode(): value.decode() for name, value in event.headers}))
                    if self.answer is not None:
                        writer.write(b"HTTP/1.1 %d X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" % self.answer)
                        return
                    if not self.reads:
                        await self.ended.wait()
                        return
                elif isinstance(event, h11.Data):
                    self.arrived[-1].body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    self.arrived[-1].whole = True
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                    connection.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
                    connection.send(h11.EndOfMessage())
                    connection.start_next_cycle()
                else:
                    return
        except (h11.RemoteProtocolError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receive(answer: int | None = None, *, reads: bool = True) -> AsyncGenerator[Receiver]:
    """Run a receiver on a local port."""
    receiver = Receiver("", answer, reads=reads)
    async with listen(receiver.connected) as listener:
        receiver.url = listener.url
        try:
            yield receiver
        finally:
            receiver.ended.set()
            await asyncio.gather(*listener.tasks)


async def post(url: str, body: Multipart) -> int:
    """Send a body as a session does; return the status."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    target = parse_url(url)
    network = connect(defaults["transport"], target)
    request = Request("POST", target, {"Content-Type": body.content_type}, body, Timeout(None, None, None, None))
    try:
        response = await network.send(request)
        try:
            await read_body(response, 1000)
        finally:
            await response.body.aclose()
        return response.status
    finally:
        await body.aclose()
        await network.aclose()


async def sent(*files: File, fields: Sequence[tuple[str, str]] = (), **options: Any) -> Arrived:
    """Return what arrives of a form with these files."""
    async with receive() as server:
        assert await post(server.url, Multipart(fields, [("file", each) for each in files], **options)) == 200
    (arrived,) = server.arrived
    assert arrived.whole
    return arrived


async def refused(body: Multipart, error: type[BaseException] = InvalidRequestError) -> BaseException:
    """Return the error that ends the sending; assert that the server saw an incomplete request."""
    async with receive() as server:
        with pytest.raises(error) as caught:
            await post(server.url, body)
    assert [each.whole for each in server.arrived] == [False]
    return caught.value


async def whole(body: Multipart) -> bytes:
    """Return the body, without a network."""
    return b"".join([chunk async for chunk in body])


async def stream(*items: Any) -> AsyncGenerator[Any]:
    for item in items:
        yield item


def one(content: Any, **options: Any) -> Multipart:
    """A form with one file."""
    return Multipart([], [("attachments[]", File(content, name="a.bin"))], **options)


def is_open(path: Path) -> bool:
    """Return whether this process has the file open."""
    files = [each for each in gc.get_objects() if isinstance(each, io.FileIO)]
    return any(each.name == str(path) and not each.closed for each in files)


def resize(path: Path, size: int) -> None:
    path.write_bytes(bytes(size))


async def threads_to_end() -> None:
    """Wait for the threads of this event loop, and for their callbacks."""
    await asyncio.get_running_loop().shutdown_default_executor()
    for _ in range(3):
        await asyncio.sleep(0)
