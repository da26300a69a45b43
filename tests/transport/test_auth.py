"""The access token: where it is sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    File,
    SettingsError,
)
from aiochatwoot._transport.auth import TokenSource, no_token_arrived
from aiochatwoot._transport.messages import Request
from aiochatwoot._urls import parse_url
from aiochatwoot.settings import Secret

from ..messages import response
from ..servers import BASE_URL, TOKEN, always, client, http, replay, serve
from .common import nginx, tokens

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


PROFILE = "/api/v1/profile"


# --- where the token is sent -------------------------------------------------------------------------------------


async def _awaited() -> str:
    await asyncio.sleep(0)
    return TOKEN


@pytest.mark.parametrize("token", [TOKEN, lambda: TOKEN, _awaited])
async def test_header(token: Any) -> None:
    """A fixed token, or one from a function (async or not), is sent once, as api_access_token."""
    async with serve(lambda _: http(200, {})) as server, Chatwoot(server.base_url, token=token) as chatwoot:
        await chatwoot.request("GET", PROFILE)

    assert tokens(server.requests[0]) == [("api_access_token", TOKEN)]


async def test_function_is_asked_each_time() -> None:
    """A function is called for each request, so that a token can be replaced while the client lives."""
    sent: list[tuple[str, str]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.extend(tokens(request))
        return httpx.Response(200)

    given = iter(["token-one", "token-two"])
    async with client(handler, token=lambda: next(given)) as chatwoot:
        await chatwoot.request("GET", PROFILE)
        await chatwoot.request("GET", PROFILE)

    assert sent == [("api_access_token", "token-one"), ("api_access_token", "token-two")]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (None, "is not text"),
        (73591, "is not text"),
        (TOKEN.encode(), "is not text"),
        (lambda: TOKEN, "is not text"),
        ("", "is empty"),
        (f"{TOKEN}\r\nX: y", "has a space"),
    ],
)
@pytest.mark.parametrize("is_async", [False, True])
async def test_what_a_function_gives_is_checked(given: Any, problem: str, is_async: bool) -> None:
    """A function's token is validated like a fixed one, before anything is sent, and not shown."""

    async def later() -> Any:
        return given

    async with client(lambda _: pytest.fail("sent"), token=later if is_async else lambda: given) as chatwoot:
        with pytest.raises(SettingsError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.message.startswith(f"token: the function's return value {problem}")
    assert str(caught.value) == f"GET {BASE_URL}{PROFILE}: {caught.value.message}"


async def test_what_a_function_raises() -> None:
    """A function's exception is reported as such, is the cause, and is not retried."""

    def broken() -> str:
        raise LookupError("no vault")

    async with client(lambda _: pytest.fail("sent"), token=broken) as chatwoot:
        with pytest.raises(SettingsError, match=r"token: the function raised LookupError: no vault$") as caught:
            await chatwoot.request("GET", PROFILE)
    assert isinstance(caught.value.__cause__, LookupError)
    assert len(caught.value.attempts) == 1


async def test_no_token_after_a_pickle() -> None:
    """A token that was left out of a pickle is reported as missing before anything is sent."""
    with pytest.raises(SettingsError, match="pickles do not contain it"):
        await TokenSource(Secret(None)).current()


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/support/x",
        "http://chat.example/support/x",
        "https://chat.example:8443/support/x",
        "https://chat.example.evil/support/x",
        "https://chat.example/",
        "https://chat.example/supporters",
        "https://chat.example/support/../admin",
        "https://chat.example/support/%2e%2e/admin",
        "https://chat.example/support/..%2fadmin",
    ],
)
async def test_only_below_the_base_url(url: str) -> None:
    """A request to another host, port, scheme or path has no token, even if its header was set."""
    sent: list[dict[str, str]] = []
    core = client(lambda request: _noted(request, sent), base_url=f"{BASE_URL}/support", allow_http=True)._core
    try:
        for path, header in ((url, "api_access_token"), (f"{BASE_URL}/support/x", "api_access_token")):
            call = core.new_call("GET", parse_url(path), None)
            await core.session.send(call, Request("GET", parse_url(path), {}, token_header=header))
    finally:
        await core.session.aclose()

    assert ["api_access_token" in each for each in sent] == [False, True]


def _noted(request: httpx.Request, sent: list[dict[str, str]]) -> httpx.Response:
    sent.append(dict(request.headers))
    return httpx.Response(200)


# --- a proxy that drops headers with underscores ------------------------------------------------------------------


async def test_other_header_name(caplog: pytest.LogCaptureFixture) -> None:
    """If no token arrived, the other header is tried, remembered for this client, and logged once."""
    sent: list[list[tuple[str, str]]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(tokens(request))
        return nginx(request)

    async with client(handler) as chatwoot:
        assert await chatwoot.request("GET", PROFILE) == {"body": None}
        assert await chatwoot.request("GET", PROFILE) == {"body": None}
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", PROFILE)

    first, second = [("api_access_token", TOKEN)], [("api-access-token", TOKEN)]
    assert [[(n.lower(), v) for n, v in each] for each in sent] == [first, second, second, first, second]
    expected = (
        "The server did not get the header api_access_token (a proxy such as nginx drops headers with "
        "underscores); from now on this client sends Api-Access-Token."
    )
    assert 2 * [("aiochatwoot", logging.WARNING, expected)] == [
        record for record in caplog.record_tuples if record[0] == "aiochatwoot"
    ]


async def test_other_header_name_keeps_the_body() -> None:
    """A POST whose token did not arrive was not executed, and is sent again with its whole body."""
    async with client(nginx) as chatwoot:
        assert await chatwoot.request("POST", "/x", json={"content": "hi"}) == {"body": {"content": "hi"}}


async def test_other_header_name_under_concurrency(caplog: pytest.LogCaptureFixture) -> None:
    """Concurrent requests are repeated with the other header, too; it is logged once."""
    waiting = asyncio.Barrier(5)

    async def handler(request: httpx.Request) -> httpx.Response:
        if "api_access_token" in request.headers:
            await waiting.wait()
        return nginx(request)

    async with client(handler) as chatwoot:
        answers = await asyncio.gather(*(chatwoot.request("POST", "/x", json=number) for number in range(5)))

    assert [{"body": number} for number in range(5)] == answers
    assert sum(record[0] == "aiochatwoot" for record in caplog.record_tuples) == 1


async def test_neither_header_arrives() -> None:
    """If the other header is dropped as well, the error says so, and the first one is tried again next time."""
    requests, handler = always(lambda: replay("err_no_token"))
    async with client(handler) as chatwoot:
        with pytest.raises(AuthenticationError):
            await chatwoot.request("GET", PROFILE)
        with pytest.raises(AuthenticationError) as caught:
            await chatwoot.request("GET", PROFILE)

    expected = (
        "the server got no access token, neither as api_access_token nor as Api-Access-Token: "
        "a proxy in front of it removes both"
    )
    assert caught.value.message == expected
    assert len(requests) == 4


async def test_other_header_name_for_a_body_that_is_gone() -> None:
    """A stream cannot be repeated with the other header: the error says what to do first, after which it is sent."""

    async def stream() -> AsyncGenerator[bytes]:
        yield b"x"

    class Server(httpx.AsyncBaseTransport):
        """Reads a body as it arrives, like a connection."""

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            assert isinstance(request.stream, httpx.AsyncByteStream)
            arrived.append(b"".join([chunk async for chunk in request.stream]))
            return replay("create_msg" if "Api-Access-Token" in request.headers else "err_no_token")

    arrived: list[bytes] = []
    async with Chatwoot(BASE_URL, token=TOKEN, account_id=2, transport=Server()) as chatwoot:
        with pytest.raises(AuthenticationError, match=r"cannot be sent twice; make another call first") as caught:
            await chatwoot.messages.create(1, attachments=[File(stream(), name="x.txt")])
        await chatwoot.request("GET", PROFILE)
        assert len(arrived) == 3
        message = await chatwoot.messages.create(1, attachments=[File(stream(), name="x.txt")])

    assert caught.value.status == 401
    assert message.content == "hello"
    assert [b"x.txt" in each for each in arrived] == [True, False, False, True]


@pytest.mark.parametrize("name", ["err_bad_token", "err_bot"])
async def test_a_wrong_token_is_not_repeated(name: str) -> None:
    """A 401 about a token that arrived is final."""
    requests, handler = always(lambda: replay(name))
    async with client(handler) as chatwoot:
        with pytest.raises(AuthenticationError):
            await chatwoot.request("GET", PROFILE)

    assert len(requests) == 1


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (401, b'{"errors": ["Anda harus masuk."]}', True),
        (403, b'{"errors": ["You need to sign in."]}', False),
        (401, b'{"errors": "You need to sign in."}', False),
        (401, b'{"errors": [{"field": "x"}]}', False),
        (401, b'["errors"]', False),
        (401, b"<html>", False),
        (401, b"", False),
        (401, b"\xff", False),
        (401, b"[" * 100_000, False),
    ],
)
def test_no_token_arrived(status: int, content: bytes, expected: bool) -> None:
    """The shape of the response decides, in any language; an unreadable response means nothing."""
    assert no_token_arrived(response(status, content)) is expected
