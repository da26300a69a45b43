"""The client: what is sent, what comes back, and what comes out of it when something is wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    ChatwootError,
    ConnectionFailedError,
    DecodeError,
    Deviation,
    FieldError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
    UnprocessableError,
    models,
)
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Request, Response
from aiochatwoot._version import __version__
from aiochatwoot.errors import ApiStatusError

from .conftest import load_capture
from .servers import BASE_URL, TOKEN, Cut, Hang, Received, Reply, always, client, http, replay, serve
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
    "no answer (RemoteProtocolError: peer closed connection without sending complete|"
    "no answer (RemoteProtocolError: Response payload is not completed"
)


def never(request: httpx.Request) -> httpx.Response:
    """A server that must not be asked."""
    return pytest.fail(f"sent {request.url}")


def with_body(content: bytes, **more: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A server that answers 200 with these bytes."""
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
    """Every error that a real server sent becomes one of its own class, with everything that there is to know."""
    capture = load_capture(name)
    async with client(lambda _: replay(capture)) as chatwoot:
        with pytest.raises(cls) as caught:
            await chatwoot.request(capture.method, capture.path, json={} if capture.method == "POST" else None)

    error = caught.value
    assert cls is type(error)
    assert message == error.message
    assert capture.status == error.status
    assert capture.headers["x-request-id"] == error.request_id
    assert (capture.method, f"{BASE_URL}{capture.path}") == (error.method, error.url)
    assert capture.text == (
        error.body if isinstance(error.body, str) else json.dumps(error.body, separators=(",", ":"))
    )
    fields = (FieldError("email", message),) if name == "create_contact_dup" else ()
    assert fields == error.field_errors
    expected = f"{capture.method} {BASE_URL}{capture.path}: {capture.status}: {message} (request id {error.request_id})"
    assert expected + (f"; {error.advice}" if error.advice else "") == str(error)
    assert (capture.status in (401, 404, 429)) == (error.advice is not None)


async def test_no_token_capture() -> None:
    """The 401 of a server that got no token names what stands between."""
    async with client(lambda _: replay("err_no_token")) as chatwoot:
        with pytest.raises(AuthenticationError, match="a proxy in front of it removes both") as caught:
            await chatwoot.conversations.get(1)

    assert {"errors": ["You need to sign in or sign up before continuing."]} == caught.value.body


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
    """A status that HTTP does not know, and a page of a proxy, are errors like others."""
    async with client(lambda _: httpx.Response(status, html=body)) as chatwoot:
        with pytest.raises(cls) as caught:
            await chatwoot.conversations.get(1)

    assert status == caught.value.status
    assert message in caught.value.message
    assert "<" not in caught.value.message
    assert body == caught.value.body


async def test_errors_hide_what_opens_sessions() -> None:
    """The cookies of an answer are not in the error."""
    headers = {"set-cookie": "session=s3cret", "x-request-id": "r-1"}
    async with client(lambda _: httpx.Response(500, headers=headers)) as chatwoot:
        with pytest.raises(ServerError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert {"x-request-id": "r-1"} == caught.value.response.headers


# --- no answer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Hang(), "no answer in time (ReadTimeout)"),
        (Hang(http(200, b"{}")[:-1]), "no answer in time (ReadTimeout)"),
        (Hang(b"HTTP/1.1 200 OK\r\n"), "no answer in time (ReadTimeout)"),
    ],
)
async def test_timeouts(reply: Reply, message: str) -> None:
    """A server that stops answering, at any point, is left after the timeout; the error is a TimeoutError, too."""
    timeout = httpx.Timeout(5, read=0.03)
    async with serve(lambda _: reply) as server, Chatwoot(server.base_url, token=TOKEN, timeout=timeout) as chatwoot:
        with pytest.raises(RequestTimeoutError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert isinstance(caught.value, TimeoutError)
    assert message == caught.value.message
    assert f"GET {server.base_url}{PROFILE}: {message}" == str(caught.value)
    assert isinstance(caught.value.__cause__, NetworkFailure)
    assert "ReadTimeout" == caught.value.__cause__.name
    assert caught.value.response is None


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Cut(), "no answer (RemoteProtocolError: Server disconnected"),
        (Cut(reset=True), "no answer (ReadError|no answer (RemoteProtocolError: Server disconnected"),
        (Cut(http(200, b"{}")[:-1]), INCOMPLETE),
        (Cut(http(200, b"{}")[:-1], reset=True), f"no answer (ReadError|{INCOMPLETE}"),
        (Cut(b"220 mail.example ESMTP\r\n\r\n"), "no answer (RemoteProtocolError: "),
    ],
)
async def test_connections_that_fail(reply: Reply, message: str) -> None:
    """A connection that ends, is reset, or does not speak HTTP: no answer, and the cause is kept."""
    async with serve(lambda _: reply) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(ConnectionFailedError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.message.startswith(tuple(message.split("|")))
    assert isinstance(caught.value.__cause__, NetworkFailure)


async def test_a_redirect_to_no_url() -> None:
    """A redirect to what is no URL is an error of the status that says so."""
    async with (
        serve(lambda _: http(302, location="https://x:port")) as server,
        Chatwoot(server.base_url, token=TOKEN) as chatwoot,
    ):
        with pytest.raises(
            ApiStatusError, match=r"302: redirected to a URL that is not followed: it is no absolute URL$"
        ):
            await chatwoot.request("GET", PROFILE)


def test_the_client_lives_on() -> None:
    """After a failure the same client works as before."""
    replies: Iterator[Reply] = iter([Cut(reset=True), Hang(), http(500), http(200, {"id": 1})])

    async def ask() -> None:
        async with serve(lambda _: next(replies)) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            for expected in (ConnectionFailedError, RequestTimeoutError, ServerError):
                with pytest.raises(expected):
                    await chatwoot.request("GET", PROFILE)
            assert {"id": 1} == await chatwoot.request("GET", PROFILE)

    run_virtual(ask())


def test_default_timeout() -> None:
    """Without a word, a server that says nothing for 10 seconds is left."""

    async def ask() -> float:
        loop = asyncio.get_running_loop()
        async with serve(lambda _: Hang()) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            began = loop.time()
            with pytest.raises(RequestTimeoutError):
                await chatwoot.request("GET", PROFILE)
            return loop.time() - began

    assert 10 == pytest.approx(run_virtual(ask()), abs=0.1)


async def test_a_failure_with_several_causes() -> None:
    """Whatever led to a failure stays in reach, without its frames."""

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
    assert ["ConnectError: failure", "cause", "context"] == [str(each) for each in reached]
    assert [None, None, None] == [each and each.__traceback__ for each in reached]


# --- successes that are none --------------------------------------------------------------------------------------


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
    """A 200 whose body cannot be a conversation is a DecodeError with the answer, in every mode of drift reports."""
    async with client(with_body(content, headers={"x-request-id": "r-1"}), drift=drift) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.get(1)

    error = caught.value
    assert error.message.startswith(message)
    assert path == error.path
    assert error.request is not None
    assert f"{BASE_URL}{CONVERSATION}" == error.request.url
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
    """An envelope that is missing, or holds something else, is a DecodeError."""
    async with client(with_body(content)) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.list()

    assert (message, path) == (caught.value.message, caught.value.path)


async def test_broken_compression() -> None:
    """A body that cannot be decompressed is a DecodeError; one that can be is read."""

    def answer(request: Received) -> Reply:
        content = gzip.compress(b"[1]")
        return http(200, content if request.target == "/good" else content[4:], content_encoding="gzip")

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        assert [1] == await chatwoot.request("GET", "/good")
        with pytest.raises(
            DecodeError, match=r"the body cannot be decompressed \(Error -3 while decompressing data: "
        ) as caught:
            await chatwoot.request("GET", "/bad")

    assert caught.value.request is not None


# --- request() ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unassign", "priority", "etag304"])
async def test_request_without_content(name: str) -> None:
    """`null`, an empty body, and a 304 to a conditional request are None."""
    capture = load_capture(name)
    requests, handler = always(lambda: replay(capture))
    async with client(handler) as chatwoot:
        answer = await chatwoot.request(capture.method, capture.path, headers={"If-None-Match": 'W/"34e7"'})

    assert answer is None
    assert 'W/"34e7"' == requests[0].headers["if-none-match"]


async def test_request_json() -> None:
    """The parsed JSON of any endpoint, whatever it is."""
    capture = load_capture("agents")
    async with client(lambda _: replay(capture)) as chatwoot:
        assert capture.body == await chatwoot.request("get", capture.path)


@pytest.mark.parametrize("content", [b"<html>", b"\xff", b"[" * 100_000])
async def test_request_no_json(content: bytes) -> None:
    """A success that is no JSON is a DecodeError with the answer."""
    async with client(with_body(content)) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.request is not None
    assert caught.value.response is not None
    assert content == caught.value.response.content


@pytest.mark.parametrize("base_url", ["https://chat.example", "https://chat.example/support/desk/"])
async def test_requests_go_below_the_base_url(base_url: str) -> None:
    """A base URL with a path is where every request goes below."""
    requests, handler = always(lambda: replay("conversation_rich"))
    async with client(handler, base_url=base_url) as chatwoot:
        await chatwoot.conversations.get(1)
        await chatwoot.request("GET", PROFILE)

    assert [base_url.rstrip("/") + CONVERSATION, base_url.rstrip("/") + PROFILE] == [str(r.url) for r in requests]


@pytest.mark.parametrize(
    ("params", "query"),
    [
        (None, ""),
        ({}, ""),
        ({"q": "a b&c=ü"}, "?q=a+b%26c%3D%C3%BC"),
        ({"labels[]": ["a", "b"]}, "?labels%5B%5D=a&labels%5B%5D=b"),
        ({"labels[]": ("a", None)}, "?labels%5B%5D=a"),
        ({"page": 1, "ratio": 0.5, "on": True, "off": False}, "?page=1&ratio=0.5&on=true&off=false"),
        ({"page": None, "labels": []}, ""),
        ({"status": models.ConversationStatusFilter.ALL}, "?status=all"),
    ],
)
async def test_params(params: Any, query: str) -> None:
    """Lists are repeated, None is left out, and booleans are written as the server reads them."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", PROFILE, params=params)

    assert f"{BASE_URL}{PROFILE}{query}" == str(requests[0].url).replace("%20", "+")  # as httpx before 0.28 writes it


async def test_json_body() -> None:
    """A body is JSON in UTF-8, and says so; without one there is neither."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("post", "/x", json={"content": "Zoë 🦊"})
        await chatwoot.request("PATCH", "/x", json=[], headers={"content-type": "application/json; charset=utf-8"})
        await chatwoot.request("DELETE", "/x")

    assert ["POST", "PATCH", "DELETE"] == [each.method for each in requests]
    assert ['{"content":"Zoë 🦊"}'.encode(), b"[]", b""] == [each.content for each in requests]
    assert [["application/json"], ["application/json; charset=utf-8"], []] == [
        each.headers.get_list("content-type") for each in requests
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "GET /"}, "method: 'GET /' is no HTTP method"),
        ({"method": ""}, "method: '' is no HTTP method"),
        ({"method": "GÉT"}, "method: 'GÉT' is no HTTP method"),
        ({"method": None}, "method: None is no HTTP method"),
        ({"headers": {"a b": "c"}}, "headers: 'a b' is no name of a header"),
        ({"headers": {"": "c"}}, "headers: '' is no name of a header"),
        ({"headers": {5: "c"}}, "headers: 5 is no name of a header"),
        ({"headers": {"x\r\ny": "c"}}, "headers: 'x\\r\\ny' is no name of a header"),
        ({"headers": {"X-A": "a\r\nX-B: b"}}, "headers: X-A has a value that a header cannot carry"),
        ({"headers": {"X-A": "é"}}, "headers: X-A has a value that a header cannot carry"),
        ({"headers": {"X-A": " a"}}, "headers: X-A has a value that a header cannot carry"),
        ({"headers": {"X-A": "a\t"}}, "headers: X-A has a value that a header cannot carry"),
        ({"headers": {"X-A": None}}, "headers: X-A has a value that a header cannot carry"),
        ({"params": {"at": dt.date(2026, 1, 2)}}, "params: at: expected text, a number or a bool, got datetime.date("),
        ({"params": {"x": [{"a": 1}]}}, "params: x: expected text, a number or a bool, got {'a': 1}"),
        ({"params": {"x": "\ud800"}}, "the query cannot be part of a URL: 'utf-8' codec can't encode"),
        ({"params": {"x": "a" * 70_000}}, "the path and query make a URL of more than 65536 characters"),
        ({"path": "/" + "a" * 70_000}, "the path and query make a URL of more than 65536 characters"),
        ({"json": float("nan")}, "json: the body cannot be written as JSON: Out of range float values"),
        ({"json": {"a": object()}}, "json: the body cannot be written as JSON: Object of type object"),
    ],
)
async def test_refused_arguments(arguments: dict[str, Any], message: str) -> None:
    """What cannot be sent is refused by the argument's name, and nothing is sent."""
    every: dict[str, Any] = {"method": "GET", "path": PROFILE} | arguments
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request(**every)

    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    "name",
    [
        "api_access_token",
        "Api-Access-Token",
        "API_ACCESS-TOKEN",
        "Authorization",
        "Host",
        "Content-Length",
        "content_length",
        "Transfer-Encoding",
    ],
)
async def test_headers_of_the_client(name: str) -> None:
    """Headers that say who asks, or where a request ends, are the client's own."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("GET", PROFILE, headers={name: "x"})

    assert f"headers: {name} is set by the client" == caught.value.message


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("", "expected a path below the base URL"),
        ("api/v1/profile", "expected a path below the base URL"),
        ("https://elsewhere.example/", "expected a path below the base URL"),
        ("//elsewhere.example/", "expected a path below the base URL"),
        ("@elsewhere.example", "expected a path below the base URL"),
        (None, "expected a path below the base URL"),
        (b"/api", "expected a path below the base URL"),
        ("/a/../b", "has . or .. in it"),
        ("/..", "has . or .. in it"),
        ("/a/./b", "has . or .. in it"),
        ("/a/%2e%2e/b", "has . or .. in it"),
        ("/a/%2E./b", "has . or .. in it"),
        ("/a/.%2e", "has . or .. in it"),
        ("/a%2F..%2fb", "has . or .. in it"),
        ("/a%5c%2e%2E%5Cb", "has . or .. in it"),
        ("/a\\..\\b", "has . or .. in it"),
        ("/a/..?b", "has . or .. in it"),
        ("/a?b=1", "has a query or fragment; pass params="),
        ("/a#b", "has a query or fragment; pass params="),
        ("/a\\b", "has a character that a URL cannot have"),
        ("/a\n", "has a character that a URL cannot have"),
        ("/a\x00", "has a character that a URL cannot have"),
        ("/a\ud800", "has a character that a URL cannot have"),
        ("/a\u202eb", "has a character that a URL cannot have"),
    ],
)
async def test_paths(path: Any, problem: str) -> None:
    """A path stays below the base URL, however it is written; nothing is sent elsewhere."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("GET", path)

    assert caught.value.message.startswith("path: ")
    assert problem in caught.value.message


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("/", b"/"),
        ("/a b", b"/a%20b"),
        ("/é", b"/%C3%A9"),
        ("/a%20b", b"/a%20b"),
        ("/...", b"/..."),
        ("/a..b/", b"/a..b/"),
        ("/%252e%252e/", b"/%252e%252e/"),
        ("/a:b@c", b"/a:b@c"),
    ],
)
async def test_good_paths(path: str, raw: bytes) -> None:
    """Other paths go out as they are, percent-encoded where they must be."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", path)

    assert raw == requests[0].url.raw_path


# --- what every request has ---------------------------------------------------------------------------------------


async def test_headers() -> None:
    """Every request asks for JSON, and says who sends it; a call may ask for something else."""
    requests, handler = always(lambda: replay("profile"))
    async with client(handler) as chatwoot:
        await chatwoot.profile.get()
        await chatwoot.request("GET", PROFILE, headers={"accept": "application/vnd.x+json"})

    assert ["application/json"] == requests[0].headers.get_list("accept")
    assert ["application/vnd.x+json"] == requests[1].headers.get_list("accept")
    assert requests[0].headers["user-agent"].startswith(f"aiochatwoot/{__version__} Python/3.")


async def test_no_cookies() -> None:
    """The token alone says who asks: cookies of a server are not sent back."""
    async with (
        serve(lambda _: http(200, set_cookie="_session=abc; Path=/")) as server,
        Chatwoot(server.base_url, token=TOKEN) as chatwoot,
    ):
        await chatwoot.request("GET", "/a")
        await chatwoot.request("GET", "/b")

    assert [[], []] == [each.values("cookie") for each in server.requests]


async def test_connections_are_kept() -> None:
    """Calls one after the other share a connection."""
    async with serve(lambda _: http(200)) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        for _ in range(3):
            await chatwoot.request("GET", PROFILE)

    assert (1, 3) == (server.connections, len(server.requests))


@pytest.mark.parametrize("name", ["conversation_rich", "conversation_bot_assignee", "conversation_empty"])
async def test_conversations(name: str) -> None:
    """A conversation comes as a model, and gives back exactly what came."""
    capture = load_capture(name)
    requests, handler = always(lambda: replay(capture))
    async with client(handler, drift="strict") as chatwoot:
        conversation = await chatwoot.conversations.get(int(capture.path.rpartition("/")[2]))

    assert capture.path == requests[0].url.path
    assert capture.body == conversation.to_dict()


async def test_accounts_by_call() -> None:
    """The account of a call comes before the client's own; one client speaks for several."""
    requests, handler = always(lambda: replay("conversation_rich"))
    async with client(handler) as chatwoot:
        await asyncio.gather(chatwoot.conversations.get(1), chatwoot.conversations.get(1, account_id=7))

    assert {CONVERSATION, "/api/v1/accounts/7/conversations/1"} == {each.url.path for each in requests}


@pytest.mark.parametrize("value", ["..", "", None, True, False, -1, 0, 1.5, "42", 2**31, [1], object()])
async def test_ids(value: Any) -> None:
    """What is no id is refused by name, before anything is sent."""
    async with client(never) as chatwoot:
        calls: list[Callable[[], Awaitable[object]]] = [
            lambda: chatwoot.conversations.get(value),
            lambda: chatwoot.conversations.get_whole(value),
            lambda: anext(aiter(chatwoot.conversations.history(value))),
            lambda: chatwoot.messages.list(value),
        ]
        for call in calls:
            with pytest.raises(InvalidRequestError, match=r"^conversation_id: "):
                await call()
        if value is not None:  # None is the client's own account
            with pytest.raises(InvalidRequestError, match=r"^account_id: "):
                await chatwoot.conversations.get(1, account_id=value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"status": "closed"}, "status: 'closed' is not one of all, open, resolved, pending, snoozed"),
        ({"status": 1}, "status: 1 is not one of all, open, resolved, pending, snoozed"),
        ({"assignee_type": "nobody"}, "assignee_type: 'nobody' is not one of me, unassigned, all, assigned"),
        ({"labels": "vip"}, "labels: expected a list, got str 'vip'"),
        ({"page": 0}, "page: 0 is below 1"),
        ({"updated_within": True}, "updated_within: expected integer, got bool True"),
    ],
)
async def test_filters(arguments: dict[str, Any], message: str) -> None:
    """A filter that the server does not know is refused, not ignored or answered with a 500."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.conversations.list(**arguments)

    assert message == caught.value.message


async def test_query_of_a_list() -> None:
    """Filters go into the query as the contract names them; members and their texts are the same."""
    requests, handler = always(lambda: replay("list_page99"))
    async with client(handler) as chatwoot:
        await chatwoot.conversations.list(status="all", labels=("a", "b"), page=2)
        await chatwoot.conversations.list(status=models.ConversationStatusFilter.ALL, labels=["a", "b"], page=2)

    expected = [("status", "all"), ("labels[]", "a"), ("labels[]", "b"), ("page", "2")]
    assert [expected, expected] == [each.url.params.multi_items() for each in requests]


# --- the life of a client -----------------------------------------------------------------------------------------


async def test_closed() -> None:
    """A closed client says that it is closed, whatever is asked; closing it again does nothing."""
    chatwoot = client(never)
    await chatwoot.aclose()
    await chatwoot.aclose()

    for call in (lambda: chatwoot.conversations.get(1), lambda: chatwoot.request("GET", PROFILE)):
        with pytest.raises(ChatwootError) as caught:
            await call()
        assert "the client is closed; make a new one, or use it inside of its `async with`" == str(caught.value)


async def test_context() -> None:
    """`async with` gives the client itself, closes it, and lets errors through."""
    chatwoot = client(never)
    with pytest.raises(LookupError):  # noqa: PT012 - what leaves the inner block is the claim
        async with chatwoot as entered:
            assert chatwoot is entered
            raise LookupError

    with pytest.raises(ChatwootError, match="closed"):
        await chatwoot.request("GET", PROFILE)


async def test_transport_is_closed() -> None:
    """A transport that was passed in is closed with the client."""

    class Transport(httpx.MockTransport):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    transport = Transport(never)
    async with Chatwoot(BASE_URL, token=TOKEN, transport=transport):
        assert 0 == transport.closed

    assert 1 == transport.closed


async def test_resources_are_made_once() -> None:
    """Attributes of a client are the same objects each time, and those of two clients are not."""
    one, two = client(never), client(never)

    assert one.conversations is one.conversations
    assert one.messages is one.messages
    assert one.conversations is not two.conversations


# --- answers that are not what the contract says ------------------------------------------------------------------


def deviating(**changes: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A server whose conversation has these values."""
    body = load_capture("conversation_rich").body | changes
    return lambda _: httpx.Response(200, json=body)


async def test_drift_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    """A deviation is kept as it came, told to the hook each time, and logged once for each kind and place."""
    seen: list[Deviation] = []
    message = load_capture("conversation_rich").body["messages"][0]
    handler = deviating(inbox_id="x", messages=[message | {"private": "no"}, message | {"private": "yes"}], new_key=5)
    async with client(handler, on_drift=seen.append) as chatwoot:
        await chatwoot.conversations.get(1)
        conversation: Any = await chatwoot.conversations.get(1)

    assert "x" == conversation.inbox_id
    assert 5 == conversation.additional_properties["new_key"]
    paths = ["$.inbox_id", "$.messages[0].private", "$.messages[1].private", "$.new_key"]
    assert sorted(2 * paths) == sorted(each.path for each in seen)
    logged = [record for record in caplog.records if record.name == "aiochatwoot.drift"]
    assert {
        "conversations_get: $.inbox_id: expected integer, got string 'x'",
        "conversations_get: $.messages[0].private: expected boolean, got string 'no'",
        "conversations_get: $.new_key: expected no such key, got integer",
    } == {record.getMessage() for record in logged}
    assert 3 * [logging.WARNING] == [record.levelno for record in logged]


async def test_drift_is_logged_by_each_client(caplog: pytest.LogCaptureFixture) -> None:
    """What one client has logged is not known to another."""
    for _ in range(2):
        async with client(deviating(inbox_id="x")) as chatwoot:
            await chatwoot.conversations.get(1)

    assert 2 == len(caplog.records)


async def test_strict(caplog: pytest.LogCaptureFixture) -> None:
    """In strict mode a deviation is an error that says all of them; the hook hears of each, the log of none."""
    seen: list[Deviation] = []
    async with client(deviating(inbox_id="x", channel=5), drift="strict", on_drift=seen.append) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.get(1)

    assert {"$.inbox_id", "$.channel"} == {each.path for each in seen}
    assert seen[0].path == caught.value.path
    assert "$.inbox_id: expected integer, got string 'x'" in caught.value.message
    assert caught.value.response is not None
    assert [] == caplog.records


async def test_ignore(caplog: pytest.LogCaptureFixture) -> None:
    """In the third mode a deviation is kept, and nobody hears of it."""
    async with client(deviating(inbox_id="x"), drift="ignore", on_drift=lambda _: pytest.fail("called")) as chatwoot:
        conversation: Any = await chatwoot.conversations.get(1)

    assert "x" == conversation.inbox_id
    assert [] == caplog.records


async def test_no_drift(caplog: pytest.LogCaptureFixture) -> None:
    """What a real server sends is what the contract says."""
    async with client(lambda _: replay("list_page1"), on_drift=lambda _: pytest.fail("called")) as chatwoot:
        page = await chatwoot.conversations.list()

    assert 25 == len(page.payload)
    assert [] == caplog.records


async def test_an_error_of_the_storage_needs_no_token() -> None:
    """The error of another server is told without asking the function for the token, which does not go there."""

    def token() -> str:
        pytest.fail("the token was asked for")

    transport = httpx.MockTransport(lambda _: httpx.Response(404, text="no such file"))
    async with Chatwoot(BASE_URL, token=token, transport=transport) as chatwoot:
        with pytest.raises(NotFoundError, match="404: no such file"):
            async with chatwoot.attachments.download("https://storage.example/file"):
                pytest.fail("there is no file")
