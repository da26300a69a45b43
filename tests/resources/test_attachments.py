"""The files of messages: from any host, within limits."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ClientStateError,
    InvalidRequestError,
    ResponseTooLargeError,
    models,
)
from aiochatwoot._transport.downloads import Download

from .. import servers
from ..conftest import load_capture
from ..scripted import TOKEN, Action, ScriptedServer, client
from ..transport.common import descriptors
from ..virtual import run
from .downloads import ELSEWHERE, FILE, Pieces, attachment, fetch, redirect

pytestmark = pytest.mark.behaviour

PNG = ("content-type", "image/png")


@pytest.mark.parametrize("kind", [str, attachment])
def test_a_file_of_the_server(kind: Callable[[str], Any]) -> None:
    """A file is fetched by its attachment or its URL, with the token if the URL is the server's."""

    async def main() -> None:
        action = Action(body=FILE, headers=(PNG,))
        async with ScriptedServer(action) as server, client(server) as chatwoot:
            url = f"{server.base_url}/rails/active_storage/blobs/redirect/x/photo.png"
            async with chatwoot.attachments.download(kind(url + "?disposition=inline")) as file:
                assert (url, len(FILE), 256 * 2**20) == (file.url, file.size, file.limit)
                assert await file.read() == FILE
            (seen,) = server.seen
            assert (seen.method, seen.headers["accept"], seen.headers["api_access_token"]) == ("GET", "*/*", TOKEN)

    run(main)


async def test_a_file_of_a_capture() -> None:
    """A recorded attachment can be passed unchanged."""
    given = models.Attachment.from_dict(load_capture("create_msg_file").body["attachments"][0])
    assert isinstance(given.data_url, str)

    def handler(request: httpx.Request) -> httpx.Response:
        assert str(request.url) == given.data_url
        return httpx.Response(200, content=FILE, headers=[PNG])

    base = str(httpx.URL(given.data_url).copy_with(path="/", query=None))
    async with (
        servers.client(handler, base_url=base, allow_http=True) as chatwoot,
        chatwoot.attachments.download(given) as file,
    ):
        assert file.content_type == "image/png"
        assert await file.read() == FILE


def test_a_file_of_the_storage() -> None:
    """After a redirect to another origin the file is fetched without the token, and its signature is not shown."""

    async def main() -> None:
        async with ScriptedServer(Action(body=FILE)) as storage, ScriptedServer() as server:
            server.script += [redirect("/second"), redirect(f"{storage.base_url}/file?X-Amz-Signature=0123")]
            async with (
                client(server) as chatwoot,
                chatwoot.attachments.download(f"{server.base_url}/first") as file,
            ):
                assert file.url == f"{storage.base_url}/file"
                assert "0123" not in repr(file)
                assert await file.read() == FILE
            assert [(seen.target, seen.headers["api_access_token"]) for seen in server.seen] == [
                ("/first", TOKEN),
                ("/second", TOKEN),
            ]
            (seen,) = storage.seen
            assert seen.target == "/file?X-Amz-Signature=0123"
            assert set(seen.headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}

    run(main)


def test_a_file_of_a_stranger() -> None:
    """A URL of another host is fetched without the token; after a redirect to the server, the token is sent there."""

    async def main() -> None:
        async with ScriptedServer(Action(body=FILE)) as server, ScriptedServer() as stranger:
            stranger.script.append(redirect(f"{server.base_url}/file"))
            async with client(server) as chatwoot:
                assert await fetch(chatwoot, f"{stranger.base_url}/x") == FILE
            assert [seen.headers.get("api_access_token") for seen in stranger.seen] == [None]
            assert [seen.headers.get("api_access_token") for seen in server.seen] == [TOKEN]

    run(main)


def test_a_file_comes_in_chunks() -> None:
    """A file is streamed: it is never in memory as a whole, and each chunk is yielded once."""

    async def main() -> None:
        async with ScriptedServer(Action("dribble", body=b"abcdefgh")) as server, client(server) as chatwoot:
            loop = asyncio.get_running_loop()
            async with chatwoot.attachments.download(f"{server.base_url}/file") as file:
                times: list[tuple[bytes, float]] = []
                async for chunk in file:
                    times.append((chunk, loop.time()))
                    if len(times) == 3:
                        break
                assert b"".join(chunk for chunk, _ in times) == b"abc"
                assert times[2][1] - times[0][1] == pytest.approx(2)
                assert await file.read() == b"defgh"
                assert await file.read() == b""

    run(main)


@pytest.mark.parametrize("how", ["break", "raise", "unread"])
def test_a_download_that_is_left(how: str) -> None:
    """Leaving a download early leaves no connection, slot, task or file open."""

    async def leave(chatwoot: Chatwoot, url: str) -> Download:
        async with chatwoot.attachments.download(url) as file:
            if how != "unread":
                async for _ in file:
                    if how == "raise":
                        raise LookupError
                    break
            return file

    async def main() -> None:
        async with ScriptedServer(*[Action("dribble", body=FILE)] * 3) as server:
            async with client(server, max_in_flight=1) as chatwoot:
                for _ in range(3):
                    if how == "raise":
                        with pytest.raises(LookupError):
                            await leave(chatwoot, f"{server.base_url}/file")
                    else:
                        file = await leave(chatwoot, f"{server.base_url}/file")
                        for read in (file.read, lambda file=file: anext(aiter(file))):
                            with pytest.raises(ClientStateError, match="read the file inside of its `async with`"):
                                await read()
                assert await chatwoot.request("GET", "/x") == {"id": 1}
            for _ in range(20):
                await asyncio.sleep(0)
            assert asyncio.all_tasks() - server.tasks == {asyncio.current_task()}

    before = descriptors()
    _, seconds = run(main)
    assert seconds < 1
    assert not descriptors() - before


# --- limits -------------------------------------------------------------------------------------------------------


BOMB = gzip.compress(bytes(2**22))


@pytest.mark.parametrize(
    ("expected", "given", "response"),
    [
        (None, 0, lambda: httpx.Response(200, content=b"x" * 1001)),
        (None, 1000, lambda: httpx.Response(200, stream=Pieces(b"x" * 600, b"x" * 400, b"x", b"x"))),
        (None, None, lambda: httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Pieces(BOMB))),
        (1000, 1000, lambda: httpx.Response(200, content=b"x" * 1000)),
        (1000, 1000, lambda: httpx.Response(200, stream=Pieces(b"x" * 1000))),
        (
            1000,
            1000,
            lambda: httpx.Response(200, headers={"content-encoding": "gzip"}, content=gzip.compress(b"x" * 1000)),
        ),
    ],
)
def test_files_have_a_limit(expected: int | None, given: int | None, response: Callable[[], httpx.Response]) -> None:
    """A file beyond its limit raises an error: immediately if its length is known, else as soon as it exceeds the
    limit.
    """
    got = 0

    async def count(chatwoot: Chatwoot) -> None:
        nonlocal got
        async with chatwoot.attachments.download(ELSEWHERE, max_bytes=1000) as file:
            async for chunk in file:
                got += len(chunk)

    async def main() -> None:
        async with servers.client(lambda _: response(), max_body=1) as chatwoot:
            if expected is not None:
                assert len(await fetch(chatwoot, ELSEWHERE, max_bytes=1000)) == expected
                return
            with pytest.raises(ResponseTooLargeError, match="larger than 1000 bytes; raise max_bytes="):
                await count(chatwoot)

    run(main)
    if expected is None and given is not None:
        assert given == got


@pytest.mark.parametrize(
    ("expected", "headers"),
    [
        (3, {"content-length": "3"}),
        (None, {}),
        (None, {"content-length": "many"}),
        (None, {"content-length": "-3"}),
        (None, {"content-length": "23", "content-encoding": "gzip"}),
    ],
)
async def test_sizes(expected: int | None, headers: dict[str, str]) -> None:
    """The size is the file's, if the storage reports it; not that of a compressed body."""
    body = gzip.compress(b"abc") if "content-encoding" in headers else b"abc"
    async with (
        servers.client(lambda _: httpx.Response(200, headers=headers, stream=Pieces(body))) as chatwoot,
        chatwoot.attachments.download(ELSEWHERE) as file,
    ):
        assert file.size == expected
        assert file.content_type is None
        assert await file.read() == b"abc"


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "1", None])
async def test_limits_that_are_wrong(value: Any) -> None:
    """A limit must be a positive number of bytes."""
    async with servers.client(lambda _: pytest.fail("was asked")) as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^max_bytes: "):
            await fetch(chatwoot, ELSEWHERE, max_bytes=value)


async def test_a_file_is_held_once() -> None:
    """While a file is read, memory holds it once, plus the growing buffer's reserve."""
    size, piece = 32 * 2**20, 2**20

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(size // piece):
            yield bytes(piece)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=pieces())

    async with servers.client(answer) as chatwoot, chatwoot.attachments.download("/file") as file:
        tracemalloc.start()
        try:
            content = await file.read()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert len(content) == size
    assert peak < 1.3 * size
