"""The files of messages: URLs that are not fetched, and downloads that fail."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    ApiStatusError,
    AuthenticationError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RequestTimeoutError,
    RetryPolicy,
    ServerError,
    models,
)

from .. import servers
from ..scripted import Action, ScriptedServer, client
from ..virtual import run
from .downloads import ELSEWHERE, FILE, Pieces, attachment, fetch, redirect

pytestmark = pytest.mark.behaviour


# --- URLs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("", "has no data_url"),
        (None, "has no data_url"),
        ({"data_url": ELSEWHERE}, "has no data_url"),
        (attachment(None), "has no data_url"),
        (attachment(models.Attachment.from_dict({}).data_url), "has no data_url"),
        (attachment(""), "has no data_url"),
        ("https://a.example:port/", "its URL is not fetched: "),
        ("https://me:hunter2@storage.example/file", "its URL is not fetched: it has a user name"),
        ("http://me@storage.example/file", "its URL is not fetched: it has a user name"),
        (
            "http://storage.example/file?a=b",
            "'http://storage.example/file' is not fetched; it is not https (allow_http=True allows it)",
        ),
        (
            "http://chat.example/file",
            "'http://chat.example/file' is not fetched; it is not https (allow_http=True allows it)",
        ),
        ("ftp://storage.example/file", "its URL is not fetched: its scheme is 'ftp'"),
        ("file:///etc/passwd", "its URL is not fetched: its scheme is 'file'"),
        ("data:text/plain,abc", "its URL is not fetched: "),
        ("//me@storage.example/file", "its URL is not fetched: it has a user name"),
        ("//[storage", "its URL is not fetched: Invalid IPv6 URL"),
        ("https://127.0.0.1/file", "127.0.0.1 is a loopback address, and not fetched"),
        ("https://a.localhost./file", "a.localhost. is a loopback address, and not fetched"),
        ("https://[::ffff:169.254.169.254]/", "::ffff:a9fe:a9fe is a link-local address, and not fetched"),
        (
            "https://10.0.0.1/file",
            "10.0.0.1 is a private address, and not fetched; if files may come from there, pass allow_hosts=",
        ),
    ],
)
async def test_urls_that_are_not_fetched(what: Any, said: str) -> None:
    """URLs other than https URLs of a host, without a password, are not fetched."""
    async with servers.client(lambda _: pytest.fail("was asked")) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await fetch(chatwoot, what)
    assert caught.value.message.startswith(f"attachment: {said}")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        (
            "http://storage.example/file",
            "'http://storage.example/file' is not fetched; it is not https (allow_http=True allows it)",
        ),
        (
            "ftp://storage.example/file?a=b",
            "it redirects to a URL that is not fetched: its scheme is 'ftp'",
        ),
        (
            "https://me:hunter2@storage.example/file",
            "it redirects to a URL that is not fetched: it has a user name",
        ),
    ],
)
async def test_redirects_that_are_not_followed(location: str, said: str) -> None:
    """The same holds for targets of redirects, which others may choose."""
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": location})

    async with servers.client(handler) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await fetch(chatwoot, f"{servers.BASE_URL}/file")
    assert str(caught.value).startswith(f"GET {servers.BASE_URL}/file: attachment: {said}")
    assert asked == [f"{servers.BASE_URL}/file"]


async def test_a_server_that_is_mounted_at_a_path() -> None:
    """Rails may write URLs without the mount path: these are fetched, too, but without the token."""
    targets: list[tuple[str, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        targets.append((request.url.path, request.headers.get("api_access_token")))
        return httpx.Response(200, content=FILE)

    async with servers.client(handler, base_url=f"{servers.BASE_URL}/chat") as chatwoot:
        for path in ("/chat/rails/x", "/rails/x"):
            assert await fetch(chatwoot, servers.BASE_URL + path) == FILE
    assert targets == [("/chat/rails/x", servers.TOKEN), ("/rails/x", None)]


@pytest.mark.parametrize("url", [f"{servers.BASE_URL}/loop", "https://storage.example/loop"])
async def test_too_many_redirects(url: str) -> None:
    """A chain of redirects is given up after five, on the server and elsewhere."""
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(302, headers={"location": f"{url}?{len(asked)}"})

    async with servers.client(handler) as chatwoot:
        with pytest.raises(DecodeError, match="the file is behind more than 5 redirects") as caught:
            await fetch(chatwoot, url)
    assert len(asked) == 6
    assert caught.value.request is not None
    is_home = url.startswith(servers.BASE_URL)
    assert {None if each.headers.get("api_access_token") is None else servers.TOKEN for each in asked} == {
        servers.TOKEN if is_home else None
    }


# --- failures -----------------------------------------------------------------------------------------------------


XML = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "error", "attempts"),
    [
        (403, {"content-type": "application/xml"}, XML, ApiStatusError, 1),
        (404, {}, b'{"error":"gone"}', NotFoundError, 1),
        (401, {}, b'{"errors":["sign in"]}', AuthenticationError, 1),
        (503, {"retry-after": "1"}, b"busy", ServerError, 4),
        (304, {}, b"", ApiStatusError, 1),
        (302, {}, b"", ApiStatusError, 1),
    ],
)
def test_errors_of_the_storage(
    status: int, headers: dict[str, str], body: bytes, error: type[ApiStatusError], attempts: int
) -> None:
    """An error of the storage is an API error, with its body and its attempts."""

    async def main() -> ApiStatusError:
        async with servers.client(lambda _: httpx.Response(status, headers=headers, content=body)) as chatwoot:
            with pytest.raises(error) as caught:
                await fetch(chatwoot, ELSEWHERE)
            return caught.value

    failure, _ = run(main)
    assert (status, body) == (failure.status, failure.response.content)
    assert len(failure.attempts) == attempts
    assert "0123" not in str(failure)


def test_an_error_has_a_limit_too() -> None:
    """The body of an error is read up to the same size limit as other responses; its status stays."""

    async def main() -> None:
        response = httpx.Response(403, stream=Pieces(*[b"x" * 100] * 11))
        async with servers.client(lambda _: response, max_body=1000) as chatwoot:
            with pytest.raises(PermissionDeniedError) as caught:
                await fetch(chatwoot, ELSEWHERE)
            assert caught.value.response.content == b"x" * 1000

    run(main)


def test_what_fails_before_the_first_byte_is_tried_again() -> None:
    """Before the response, a download is retried like any GET, also with a single slot."""

    async def main() -> None:
        faults = [Action("reset"), Action("status", status=503), Action("garbage")]
        async with ScriptedServer(*faults, Action(body=FILE)) as server:
            async with client(server, max_in_flight=1, retry=RetryPolicy(attempts=4)) as chatwoot:
                assert await fetch(chatwoot, f"{server.base_url}/file") == FILE
            assert len(server.seen) == 4

    run(main)


@pytest.mark.parametrize(
    ("does", "error", "said"),
    [
        ("cut", ConnectionFailedError, r"no response \(RemoteProtocolError: "),
        ("reset after headers", ConnectionFailedError, r"no response \((ReadError\)|RemoteProtocolError: )"),
        ("bad gzip", DecodeError, ".*Error -3 while decompressing data: "),
    ],
)
def test_a_body_that_breaks_off(does: Any, error: type[ConnectionFailedError | DecodeError], said: str) -> None:
    """A failure while reading is not retried: the caller may have half of the file."""

    async def main() -> None:
        async with ScriptedServer(Action(does, body=FILE)) as server, client(server, max_in_flight=1) as chatwoot:
            with pytest.raises(error) as caught:
                await fetch(chatwoot, f"{server.base_url}/file?secret=1")
            assert re.match(f"GET {server.base_url}/file: {said}", str(caught.value))
            assert [attempt.outcome for attempt in caught.value.attempts] == [200]
            assert caught.value.__context__ is None
            assert len(server.seen) == 1
            assert await chatwoot.request("GET", "/x") == {"id": 1}

    run(main)


@pytest.mark.parametrize(
    ("headers", "said"),
    [((("content-range", "bytes 0-2/5"),), "bytes 0-2/5"), ((), "206")],
)
def test_a_part_is_not_the_file(headers: Any, said: str) -> None:
    """The client never asks for a range: a 206 is an error, not a file that is shorter than it was."""

    async def main() -> None:
        part = Action("status", status=206, body=FILE[:3], headers=headers)
        async with ScriptedServer(part) as server, client(server, max_in_flight=1) as chatwoot:
            with pytest.raises(DecodeError) as caught:
                await fetch(chatwoot, f"{server.base_url}/file")
            assert f"the server sent a part of the file ({said}), " in caught.value.message
            assert await chatwoot.request("GET", "/x") == {"id": 1}

    run(main)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ([Action("hang")], "the deadline passed while waiting for the server"),
        ([Action("dribble", body=FILE)], "the deadline passed while the file was read"),
        ([redirect("/x"), Action("hang")], "the deadline passed while waiting for the server (after 2 attempts)"),
    ],
)
def test_the_deadline_covers_the_whole_download(script: list[Action], said: str) -> None:
    """A storage that sends one byte a second does not exceed the deadline."""

    async def main() -> None:
        async with ScriptedServer(*script) as server, client(server, deadline=7.5, max_in_flight=1) as chatwoot:
            with pytest.raises(RequestTimeoutError) as caught:
                await fetch(chatwoot, f"{server.base_url}/file")
            assert str(caught.value) == f"GET {server.base_url}/file: {said}"
            assert await chatwoot.request("GET", "/x") == {"id": 1}

    assert pytest.approx(run(main)[1], abs=0.1) == 7.5


def test_a_consumer_that_is_slow() -> None:
    """The deadline includes the time of the consumer; a longer one is an option of the call."""

    async def main() -> None:
        async with ScriptedServer(*[Action(body=FILE)] * 2) as server, client(server, deadline=5) as chatwoot:
            url = f"{server.base_url}/file"
            with pytest.raises(RequestTimeoutError, match="deadline"):
                async with chatwoot.attachments.download(url) as file:
                    await asyncio.sleep(10)
            async with chatwoot.with_options(deadline=600).attachments.download(url) as file:
                await asyncio.sleep(10)
                assert await file.read() == FILE

    run(main)


def test_a_client_that_is_closed_meanwhile() -> None:
    """A download whose client is closed raises one of our errors."""

    async def main() -> None:
        async with ScriptedServer(Action("dribble", body=FILE)) as server:
            chatwoot = client(server)
            async with chatwoot.attachments.download(f"{server.base_url}/file") as file:
                await chatwoot.aclose()
                with pytest.raises(ClientStateError, match="closed"):
                    await file.read()

    run(main)
