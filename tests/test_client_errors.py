"""Errors of a call."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    ConnectionFailedError,
    DecodeError,
    FieldError,
    NotFoundError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
    UnprocessableError,
)
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Request, Response
from aiochatwoot.errors import ApiStatusError

from .conftest import load_capture
from .servers import BASE_URL, TOKEN, Cut, Hang, Received, Reply, client, http, replay, serve
from .virtual import run_virtual

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


PROFILE = "/api/v1/profile"


CONVERSATION = "/api/v1/accounts/2/conversations/1"


KEY = (
    "Invalid attribute key - [nope]. The key should be one of [status,assignee_id,inbox_id,team_id,priority,"
    "display_id,campaign_id,labels,browser_language,conversation_language,referer,created_at,last_activity_at,"
    "mail_subject] or a custom attribute defined in the account."
)


INCOMPLETE = (
    "no response (RemoteProtocolError: peer closed connection without sending complete|"
    "no response (RemoteProtocolError: Response payload is not completed"
)


def with_body(content: bytes, **more: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A server that responds with 200 and these bytes."""
    return lambda _: httpx.Response(200, content=content, **more)


# --- errors of the server -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cls", "message"),
    [
        ("err_404", NotFoundError, "Resource could not be found"),
        ("err_404_account", NotFoundError, "Resource could not be found"),
        ("err_id_text", NotFoundError, "Resource could not be found"),
        ("create_conv_bad", NotFoundError, "Resource could not be found"),
        ("err_route", NotFoundError, "Not Found (a page of HTML: The page you were looking for doesn't exist (404))"),
        ("err_bad_json", ApiStatusError, "Bad Request"),
        ("err_bad_token", AuthenticationError, "Invalid Access Token"),
        ("err_bot", AuthenticationError, "Access to this endpoint is not authorized for bots"),
        ("err_rate_limited", RateLimitedError, "Retry later"),
        ("create_contact_dup", UnprocessableError, "Email has already been taken"),
        ("filter_bad", UnprocessableError, KEY),
        ("toggle_bad", ServerError, "Internal Server Error"),
    ],
)
async def test_captured_errors(name: str, cls: type[ApiStatusError], message: str) -> None:
    """Every recorded error raises the class for its status, with all details."""
    capture = load_capture(name)
    async with client(lambda _: replay(capture)) as chatwoot:
        with pytest.raises(cls) as caught:
            await chatwoot.request(capture.method, capture.path, json={} if capture.method == "POST" else None)

    error = caught.value
    assert type(error) is cls
    assert error.message == message
    assert capture.status == error.status
    assert capture.headers["x-request-id"] == error.request_id
    assert (capture.method, f"{BASE_URL}{capture.path}") == (error.method, error.url)
    assert (
        error.body if isinstance(error.body, str) else json.dumps(error.body, separators=(",", ":"))
    ) == capture.text
    fields = (FieldError("email", message),) if name == "create_contact_dup" else ()
    assert error.field_errors == fields
    expected = f"{capture.method} {BASE_URL}{capture.path}: {capture.status}: {message} (request id {error.request_id})"
    assert str(error) == expected + (f"; {error.advice}" if error.advice else "")
    may_be_done = (capture.status, capture.method) == (500, "POST")
    assert (capture.status in (401, 404, 429) or may_be_done) == (error.advice is not None)


async def test_no_token_capture() -> None:
    """The 401 of a server that received no token names the proxy as the likely cause."""
    async with client(lambda _: replay("err_no_token")) as chatwoot:
        with pytest.raises(AuthenticationError, match="a proxy in front of it removes both") as caught:
            await chatwoot.conversations.get(1)

    assert caught.value.body == {"errors": ["You need to sign in or sign up before continuing."]}


@pytest.mark.parametrize(
    ("status", "body", "cls", "message"),
    [
        (
            502,
            "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
            ServerError,
            "502 Bad Gateway",
        ),
        (520, "<html><title>chat.example | 520: Web server is returning an unknown error</title>", ServerError, "520"),
        (599, "", ServerError, "unknown status"),
        (418, "", ApiStatusError, "I'm a Teapot"),
    ],
)
async def test_any_status(status: int, body: str, cls: type[ApiStatusError], message: str) -> None:
    """A non-standard status, and a page of a proxy, are errors like others."""
    async with client(lambda _: httpx.Response(status, html=body)) as chatwoot:
        with pytest.raises(cls) as caught:
            await chatwoot.conversations.get(1)

    assert caught.value.status == status
    assert message in caught.value.message
    assert "<" not in caught.value.message
    assert caught.value.body == body


async def test_errors_hide_what_opens_sessions() -> None:
    """The error does not contain the cookies of the response."""
    headers = {"set-cookie": "session=s3cret", "x-request-id": "r-1"}
    async with client(lambda _: httpx.Response(500, headers=headers)) as chatwoot:
        with pytest.raises(ServerError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.response.headers == {"x-request-id": "r-1"}


# --- no response -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Hang(), "no response in time (ReadTimeout)"),
        (Hang(http(200, b"{}")[:-1]), "no response in time (ReadTimeout)"),
        (Hang(b"HTTP/1.1 200 OK\r\n"), "no response in time (ReadTimeout)"),
    ],
)
async def test_timeouts(reply: Reply, message: str) -> None:
    """A server that stops sending, at any point, is abandoned after the timeout; the error is also a TimeoutError."""
    timeout = httpx.Timeout(5, read=0.03)
    async with serve(lambda _: reply) as server, Chatwoot(server.base_url, token=TOKEN, timeout=timeout) as chatwoot:
        with pytest.raises(RequestTimeoutError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert isinstance(caught.value, TimeoutError)
    assert caught.value.message == message
    assert str(caught.value) == f"GET {server.base_url}{PROFILE}: {message}"
    assert isinstance(caught.value.__cause__, NetworkFailure)
    assert caught.value.__cause__.name == "ReadTimeout"
    assert caught.value.response is None


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Cut(), "no response (RemoteProtocolError: Server disconnected"),
        (Cut(reset=True), "no response (ReadError|no response (RemoteProtocolError: Server disconnected"),
        (Cut(http(200, b"{}")[:-1]), INCOMPLETE),
        (Cut(http(200, b"{}")[:-1], reset=True), f"no response (ReadError|{INCOMPLETE}"),
        (Cut(b"220 mail.example ESMTP\r\n\r\n"), "no response (RemoteProtocolError: "),
    ],
)
async def test_connections_that_fail(reply: Reply, message: str) -> None:
    """If a connection ends, is reset, or does not speak HTTP, there is no response, and the cause is kept."""
    async with serve(lambda _: reply) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(ConnectionFailedError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.message.startswith(tuple(message.split("|")))
    assert isinstance(caught.value.__cause__, NetworkFailure)


async def test_a_redirect_to_no_url() -> None:
    """A redirect to an invalid URL raises an error with the status that names the problem."""
    async with (
        serve(lambda _: http(302, location="https://x:port")) as server,
        Chatwoot(server.base_url, token=TOKEN) as chatwoot,
    ):
        with pytest.raises(ApiStatusError, match=r"^.*302: redirected to a URL that is not fo"):
            await chatwoot.request("GET", PROFILE)


def test_the_client_lives_on() -> None:
    """After a failure the same client continues to work."""
    replies: Iterator[Reply] = iter([Cut(reset=True), Hang(), http(500), http(200, {"id": 1})])

    async def ask() -> None:
        async with serve(lambda _: next(replies)) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            for expected in (ConnectionFailedError, RequestTimeoutError, ServerError):
                with pytest.raises(expected):
                    await chatwoot.request("GET", PROFILE)
            assert await chatwoot.request("GET", PROFILE) == {"id": 1}

    run_virtual(ask())


def test_default_timeout() -> None:
    """By default, a server that sends nothing for 10 seconds is abandoned."""

    async def ask() -> float:
        loop = asyncio.get_running_loop()
        async with serve(lambda _: Hang()) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            began = loop.time()
            with pytest.raises(RequestTimeoutError):
                await chatwoot.request("GET", PROFILE)
            return loop.time() - began

    assert pytest.approx(run_virtual(ask()), abs=0.1) == 10


async def test_a_failure_with_several_causes() -> None:
    """All causes of a failure are kept, without their frames."""

    class Broken:
        async def send(self, request: Request) -> Response:
            try:
                raise OSError("cause")
            except OSError as error:
                cause = error
            try:
                raise ValueError("context")
            except ValueError:
                raise NetworkFailure("ConnectError", "failure") from cause

        async def aclose(self) -> None:
            pass

    async with Chatwoot(BASE_URL, token=TOKEN, transport=Broken()) as chatwoot:
        with pytest.raises(ConnectionFailedError, match=r"\(ConnectError: failure\)") as caught:
            await chatwoot.request("GET", PROFILE)

    failure = caught.value.__cause__
    assert failure is not None
    reached = [failure, failure.__cause__, failure.__context__]
    assert [str(each) for each in reached] == ["ConnectError: failure", "cause", "context"]
    assert [each and each.__traceback__ for each in reached] == [None, None, None]


# --- successes with an unusable body --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message", "path"),
    [
        (b"", "the body is empty", "$"),
        (b" \n", "the body is empty", "$"),
        (b"<html>", "the body is not JSON, but a page of HTML", "$"),
        (b'{"id": 1', "the body is not JSON (Expecting ',' delimiter: line 1 column 9 (char 8))", "$"),
        (b"\xff\xff\xff\xff", "the body is not JSON (", "$"),
        (b'{"id": "\xc3"}', "the body is not JSON ('utf-8' codec can't decode byte 0xc3", "$"),
        (b"[" * 100_000, "the body is nested too deeply to be read", "$"),
        (b'{"id": ' * 100_000, "the body is nested too deeply to be read", "$"),
        (b"[]", "expected object (Conversation), got an array", "$"),
        (b"null", "expected object (Conversation), got null", "$"),
        (b'"text"', "expected object (Conversation), got str", "$"),
        (b"5", "expected object (Conversation), got int", "$"),
    ],
)
@pytest.mark.parametrize("drift", ["report", "strict", "ignore"])
async def test_no_conversation(content: bytes, message: str, path: str, drift: Any) -> None:
    """A 200 whose body cannot be a conversation raises a DecodeError with the response, in every drift mode."""
    async with client(with_body(content, headers={"x-request-id": "r-1"}), drift=drift) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.get(1)

    error = caught.value
    assert error.message.startswith(message)
    assert error.path == path
    assert error.request is not None
    assert error.request.url == f"{BASE_URL}{CONVERSATION}"
    assert error.response is not None
    assert (200, "r-1", content) == (error.response.status, error.response.request_id, error.response.content)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("content", "message", "path"),
    [
        (b"{}", "expected an object with the key data", "$"),
        (b"[]", "expected an object with the key data", "$"),
        (b'{"data": []}', "expected object (ConversationPage), got an array", "$.data"),
    ],
)
async def test_no_list(content: bytes, message: str, path: str) -> None:
    """An envelope that is missing, or of another type, raises a DecodeError."""
    async with client(with_body(content)) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.list()

    assert (message, path) == (caught.value.message, caught.value.path)


async def test_broken_compression() -> None:
    """A body that cannot be decompressed raises a DecodeError; others are read."""

    def answer(request: Received) -> Reply:
        content = gzip.compress(b"[1]")
        return http(200, content if request.target == "/good" else content[4:], content_encoding="gzip")

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        assert await chatwoot.request("GET", "/good") == [1]
        with pytest.raises(DecodeError, match=r"Error -3 while decompressing data: ") as caught:
            await chatwoot.request("GET", "/bad")

    assert caught.value.request is not None
