"""The access token is never shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    ChatwootError,
    ConnectionFailedError,
    DecodeError,
    RequestTimeoutError,
    SettingsError,
)
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Headers
from aiochatwoot.errors import ApiStatusError

from ..hidden import assert_hidden, frames, show
from ..servers import BASE_URL, TOKEN, Cut, Hang, Received, Reply, client, http, replay, serve

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


PROFILE = "/api/v1/profile"


NAMES = ("api_access_token", "api-access-token")


def tokens(request: httpx.Request | Received) -> list[tuple[str, str]]:
    """Return the values of a request's token headers."""
    headers = request.headers.multi_items() if isinstance(request, httpx.Request) else request.headers
    return [(name, value) for name, value in headers if name.lower() in NAMES]


def broken_profile(_: Received) -> Reply:
    """A truncated profile of the user, with the token in it."""
    return http(200, f'{{"access_token": "{TOKEN}", ', content_type="application/json")


Case = tuple[Callable[[Received], Reply], type[ChatwootError]]


CASES: dict[str, Case] = {
    "read timeout": (lambda _: Hang(), RequestTimeoutError),
    "timeout in the body": (lambda _: Hang(http(200, b"{}")[:-1]), RequestTimeoutError),
    "401": (lambda _: http(401, {"error": f"Invalid Access Token {TOKEN}"}), AuthenticationError),
    "401, no token": (lambda _: http(401, {"errors": [TOKEN]}), AuthenticationError),
    "404": (lambda _: http(404, {"error": "Resource could not be found"}), ApiStatusError),
    "500": (lambda _: http(500, f"<pre>HTTP_API_ACCESS_TOKEN: {TOKEN}</pre>"), ApiStatusError),
    "redirect": (lambda _: http(302, location="https://elsewhere.example/"), ApiStatusError),
    "broken JSON": (broken_profile, DecodeError),
    "not UTF-8": (lambda _: http(200, f'["{TOKEN}'.encode() + b"\xff"), DecodeError),
    "reset": (lambda _: Cut(http(200, b"{}")[:-1], reset=True), ConnectionFailedError),
    "end in the body": (lambda _: Cut(http(200, b"{}")[:-1]), ConnectionFailedError),
    "end without an answer": (lambda _: Cut(), ConnectionFailedError),
    "no HTTP": (lambda _: Cut(b"220 mail.example ESMTP\r\n"), ConnectionFailedError),
    "broken compression": (lambda _: http(200, b"{}", content_encoding="gzip"), DecodeError),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("given", [TOKEN, lambda: TOKEN])
async def test_hidden_in_errors(name: str, given: Any, caplog: pytest.LogCaptureFixture) -> None:
    """No error shows the token, even if a server does: in its text, its pickle, the locals of its tracebacks, or a
    log at DEBUG.
    """
    caplog.set_level(logging.DEBUG)
    answer, kind = CASES[name]
    timeout = httpx.Timeout(5, read=0.03 if kind is RequestTimeoutError else 5)
    async with serve(answer) as server, Chatwoot(server.base_url, token=given, timeout=timeout) as chatwoot:
        with pytest.raises(kind) as typed:
            await chatwoot.profile.get()
        with pytest.raises(kind) as untyped:
            await chatwoot.request("GET", PROFILE)

    assert TOKEN in dict(server.requests[0].headers).values()
    for error in (typed.value, untyped.value):
        assert error.request is not None
        assert_hidden(error)
    assert TOKEN not in caplog.text
    assert [record for record in caplog.records if TOKEN in show(record)] == []


async def test_hidden_when_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    """A refused connection does not show it, either."""
    caplog.set_level(logging.DEBUG)
    async with serve(lambda _: b"") as server:
        pass
    async with Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(ConnectionFailedError, match=r"no response \(ConnectError: ") as caught:
            await chatwoot.request("GET", PROFILE)

    assert isinstance(caught.value.__cause__, NetworkFailure)
    assert_hidden(caught.value)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("limit", [10, 1000])
async def test_hidden_when_a_download_fails(limit: int) -> None:
    """Received parts of a truncated or too long file, and its headers, are in no frame of the error."""
    reply = f"HTTP/1.1 200 OK\r\nx-echo: {TOKEN}\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{TOKEN:>32}\r\n"

    async with serve(lambda _: Cut(reply.encode())) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(ChatwootError) as caught:
            async with chatwoot.attachments.download("/file", max_bytes=limit) as file:
                await file.read()

    assert_hidden(caught.value)


async def test_hidden_when_cancelled() -> None:
    """The traceback of a TimeoutError from an outer cancellation does not show it."""
    scope = asyncio.timeout(None)

    def answer(_: Received) -> Reply:
        scope.reschedule(0)
        return Hang()

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(TimeoutError) as caught:
            async with scope:
                await chatwoot.request("GET", PROFILE)

    cause = caught.value.__cause__
    assert cause is not None
    assert [frame.f_code.co_name for frame in frames(cause)] == ["request", "request", "_exchange"]
    assert_hidden(caught.value)


async def test_hidden_when_a_transport_fails() -> None:
    """An error that is not an HTTP error is raised unchanged, and does not show it."""

    def handler(_: httpx.Request) -> httpx.Response:
        raise LookupError("a transport of your own")

    async with client(handler) as chatwoot:
        with pytest.raises(LookupError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {"token": f"{TOKEN} "},
        {"token": f"{TOKEN}\r\n"},
        {"token": TOKEN.encode()},
        {"base_url": "x"},
        {"base_url": ""},
        {"account_id": 0},
        {"timeout": 0},
        {"drift": "loud"},
    ],
)
def test_hidden_when_settings_are_refused(arguments: dict[str, Any]) -> None:
    """Whichever setting is refused, no frame of the package shows the token."""
    every: dict[str, Any] = {"base_url": BASE_URL, "token": TOKEN} | arguments
    with pytest.raises(SettingsError) as caught:
        Chatwoot(**every)

    assert_hidden(caught.value)


async def test_hidden_when_a_function_gives_a_bad_one() -> None:
    """An invalid token from a function is shown in no frame."""
    async with client(lambda _: pytest.fail("sent"), token=lambda: f"{TOKEN}\n") as chatwoot:
        with pytest.raises(SettingsError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert_hidden(caught.value)


def test_hidden_in_the_client() -> None:
    """A client's repr shows the server and the account only."""
    chatwoot = client(lambda _: httpx.Response(200))

    assert "<Chatwoot https://chat.example account 2>" == repr(chatwoot) == str(chatwoot)
    assert repr(client(lambda _: httpx.Response(200), account_id=None)) == "<Chatwoot https://chat.example>"
    assert TOKEN not in show(chatwoot)
    assert TOKEN not in show(chatwoot.settings)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (lambda: httpx.Response(200), 1),
        (lambda: replay("err_no_token"), 2),
        (lambda: httpx.Response(302, headers={"location": "/there"}), 6),
        (lambda: httpx.Response(302, headers={"location": "https://elsewhere.example/"}), 1),
    ],
)
async def test_kept_requests_forget(answer: Callable[[], httpx.Response], count: int) -> None:
    """Kept requests and responses (of a recorder or tracer) do not contain the token."""
    requests: list[httpx.Request] = []
    responses: list[httpx.Response] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request not in requests:
            requests.append(request)
        responses.append(answer())
        return responses[-1]

    async with client(handler) as chatwoot:
        try:
            await chatwoot.request("GET", PROFILE)
        except ApiStatusError as error:
            assert_hidden(error)

    assert len(requests) == count
    for request in [*requests, *(each.next_request for each in responses if each.next_request)]:
        assert {value for _, value in tokens(request)} <= {"[secret]"}
        assert TOKEN not in repr(request.headers.raw)
    assert all(tokens(request) for request in requests)


def test_hidden_in_headers() -> None:
    """The repr of headers shows their number: a value may be a session cookie, or a signed URL."""
    assert repr(Headers([("set-cookie", TOKEN), ("etag", "1")])) == "<2 headers>"
