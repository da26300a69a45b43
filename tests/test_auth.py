"""The access token: where it goes, and where it never shows up."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
from collections.abc import AsyncGenerator, Callable, Iterator
from types import FrameType
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    ChatwootError,
    ConnectionFailedError,
    DecodeError,
    File,
    RequestTimeoutError,
    SettingsError,
)
from aiochatwoot._transport.auth import TokenAuth, no_token_arrived
from aiochatwoot._urls import origin
from aiochatwoot.errors import ApiStatusError
from aiochatwoot.settings import Secret

from .servers import BASE_URL, TOKEN, Cut, Hang, Received, Reply, always, client, http, replay, serve

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]

PROFILE = "/api/v1/profile"
NAMES = ("api_access_token", "api-access-token")


def tokens(request: httpx.Request | Received) -> list[tuple[str, str]]:
    """What a request carries in the headers of the token."""
    headers = request.headers.multi_items() if isinstance(request, httpx.Request) else request.headers
    return [(name, value) for name, value in headers if name.lower() in NAMES]


def nginx(request: httpx.Request) -> httpx.Response:
    """A server behind a proxy that drops headers with underscores."""
    if "Api-Access-Token" not in request.headers:
        return replay("err_no_token")
    return httpx.Response(200, json={"body": json.loads(request.content or b"null")})


# --- the token's way ---------------------------------------------------------------------------------------------


async def _awaited() -> str:
    await asyncio.sleep(0)
    return TOKEN


@pytest.mark.parametrize("token", [TOKEN, lambda: TOKEN, _awaited])
async def test_header(token: Any) -> None:
    """A fixed token, and what a function or an async one gives, go out as api_access_token, once."""
    async with serve(lambda _: http(200, {})) as server, Chatwoot(server.base_url, token=token) as chatwoot:
        await chatwoot.request("GET", PROFILE)

    assert [("api_access_token", TOKEN)] == tokens(server.requests[0])


async def test_function_is_asked_each_time() -> None:
    """A function is asked for each request, so that a token can be replaced while the client lives."""
    sent: list[tuple[str, str]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.extend(tokens(request))
        return httpx.Response(200)

    given = iter(["one", "two"])
    async with client(handler, token=lambda: next(given)) as chatwoot:
        await chatwoot.request("GET", PROFILE)
        await chatwoot.request("GET", PROFILE)

    assert [("api_access_token", "one"), ("api_access_token", "two")] == sent


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (None, "is no text"),
        (73591, "is no text"),
        (TOKEN.encode(), "is no text"),
        (lambda: TOKEN, "is no text"),
        ("", "is empty"),
        (f"{TOKEN}\r\nX: y", "has a space, a line break or another character that a header cannot carry"),
    ],
)
@pytest.mark.parametrize("is_async", [False, True])
async def test_what_a_function_gives_is_checked(given: Any, problem: str, is_async: bool) -> None:
    """What a function gives is checked as a fixed token is, before anything is sent, and not shown."""

    async def later() -> Any:
        return given

    async with client(lambda _: pytest.fail("sent"), token=later if is_async else lambda: given) as chatwoot:
        with pytest.raises(SettingsError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert f"token: what the function gave {problem}" == caught.value.message
    assert f"GET {BASE_URL}{PROFILE}: token: what the function gave {problem}" == str(caught.value)


async def test_what_a_function_raises() -> None:
    """An error of the function itself comes out as it is."""

    def broken() -> str:
        raise LookupError("no vault")

    async with client(lambda _: pytest.fail("sent"), token=broken) as chatwoot:
        with pytest.raises(LookupError, match="no vault"):
            await chatwoot.request("GET", PROFILE)


async def test_no_token_after_a_pickle() -> None:
    """A token that was left out of a pickle is missed before anything is sent."""
    auth = TokenAuth(Secret(None), httpx.URL(BASE_URL))
    async with httpx.AsyncClient(
        auth=auth, transport=httpx.MockTransport(lambda _: pytest.fail("sent"))
    ) as http_client:
        with pytest.raises(SettingsError, match="it does not travel in a pickle"):
            await http_client.get(BASE_URL)


@pytest.mark.parametrize(
    "url",
    ["https://other.example/", "http://chat.example/", "https://chat.example:8443/", "https://chat.example.evil/"],
)
async def test_one_origin(url: str) -> None:
    """A request to another host, port or scheme does not carry the token, whoever makes it."""
    requests, handler = always(lambda: httpx.Response(200))
    auth = TokenAuth(Secret(TOKEN), httpx.URL(BASE_URL))
    async with httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(handler)) as http_client:
        await http_client.get(url)

    assert [] == tokens(requests[0])


def test_origin() -> None:
    """The port of a scheme belongs to the origin whether it is written or not; upper case changes nothing."""
    assert ("https", "chat.example", 443) == origin(httpx.URL("https://chat.example:443/x"))
    assert origin(httpx.URL("HTTPS://Chat.Example")) == origin(httpx.URL("https://chat.example:443"))
    assert ("http", "chat.example", 80) == origin(httpx.URL("http://chat.example"))
    assert ("ftp", "chat.example", None) == origin(httpx.URL("ftp://chat.example"))


# --- a proxy that drops headers with underscores ------------------------------------------------------------------


async def test_other_header_name(caplog: pytest.LogCaptureFixture) -> None:
    """Where no token arrived, the other name is tried, remembered for this client, and logged once."""
    sent: list[list[tuple[str, str]]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(tokens(request))
        return nginx(request)

    async with client(handler) as chatwoot:
        assert {"body": None} == await chatwoot.request("GET", PROFILE)
        assert {"body": None} == await chatwoot.request("GET", PROFILE)
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", PROFILE)

    first, second = [("api_access_token", TOKEN)], [("api-access-token", TOKEN)]
    assert [first, second, second, first, second] == [[(n.lower(), v) for n, v in each] for each in sent]
    expected = (
        "The server did not get the header api_access_token (a proxy such as nginx drops headers with "
        "underscores); from now on this client sends Api-Access-Token."
    )
    assert 2 * [("aiochatwoot", logging.WARNING, expected)] == [
        record for record in caplog.record_tuples if record[0] == "aiochatwoot"
    ]


async def test_other_header_name_keeps_the_body() -> None:
    """A POST whose token did not arrive was not done, and is sent again with its whole body."""
    async with client(nginx) as chatwoot:
        assert {"body": {"content": "hi"}} == await chatwoot.request("POST", "/x", json={"content": "hi"})


async def test_other_header_name_under_concurrency(caplog: pytest.LogCaptureFixture) -> None:
    """Requests that were under way when the other name was found out are repeated, too; it is logged once."""
    waiting = asyncio.Barrier(5)

    async def handler(request: httpx.Request) -> httpx.Response:
        if "api_access_token" in request.headers:
            await waiting.wait()
        return nginx(request)

    async with client(handler) as chatwoot:
        answers = await asyncio.gather(*(chatwoot.request("POST", "/x", json=number) for number in range(5)))

    assert [{"body": number} for number in range(5)] == answers
    assert 1 == sum(record[0] == "aiochatwoot" for record in caplog.record_tuples)


async def test_neither_header_arrives() -> None:
    """If the other name is dropped as well, the error says so, and the first name is tried again next time."""
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
    assert expected == caught.value.message
    assert 4 == len(requests)


async def test_other_header_name_for_a_body_that_is_gone() -> None:
    """A stream cannot be sent under the other name: the error says what to do first, and after that it is sent."""

    async def stream() -> AsyncGenerator[bytes]:
        yield b"x"

    class Server(httpx.AsyncBaseTransport):
        """Reads a body as it comes, as a connection does."""

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            assert isinstance(request.stream, httpx.AsyncByteStream)
            arrived.append(b"".join([chunk async for chunk in request.stream]))
            return replay("create_msg" if "Api-Access-Token" in request.headers else "err_no_token")

    arrived: list[bytes] = []
    async with Chatwoot(BASE_URL, token=TOKEN, account_id=2, transport=Server()) as chatwoot:
        with pytest.raises(AuthenticationError, match=r"cannot be sent twice; make another call first") as caught:
            await chatwoot.messages.create(1, attachments=[File(stream(), name="x.txt")])
        await chatwoot.request("GET", PROFILE)
        assert 3 == len(arrived)
        message = await chatwoot.messages.create(1, attachments=[File(stream(), name="x.txt")])

    assert 401 == caught.value.status
    assert "hello" == message.content
    assert [True, False, False, True] == [b"x.txt" in each for each in arrived]


@pytest.mark.parametrize("name", ["err_bad_token", "err_bot"])
async def test_a_wrong_token_is_not_repeated(name: str) -> None:
    """A 401 about a token that did arrive is the answer."""
    requests, handler = always(lambda: replay(name))
    async with client(handler) as chatwoot:
        with pytest.raises(AuthenticationError):
            await chatwoot.request("GET", PROFILE)

    assert 1 == len(requests)


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
async def test_no_token_arrived(status: int, content: bytes, expected: bool) -> None:
    """The shape of the answer tells, in any language; an answer that cannot be read tells nothing."""
    assert expected is await no_token_arrived(httpx.Response(status, content=content))


# --- redirects ----------------------------------------------------------------------------------------------------


async def test_redirect_within_the_origin() -> None:
    """A GET is followed within the origin, with the token, once."""

    def answer(request: Received) -> Reply:
        return http(200, {"at": request.target}) if request.target == "/there" else http(302, location="/there")

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        assert {"at": "/there"} == await chatwoot.request("GET", "/here")

    assert 2 * [[("api_access_token", TOKEN)]] == [tokens(each) for each in server.requests]


async def test_redirect_after_the_other_header_name() -> None:
    """Whichever name was used before a redirect, only one is used after it."""
    seen: list[list[tuple[str, str]]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(tokens(request))
        if request.url.path == "/here" and "Api-Access-Token" in request.headers:
            return httpx.Response(301, headers={"location": "/there"})
        return nginx(request)

    async with client(handler) as chatwoot:
        await chatwoot.request("GET", "/here")

    assert [["api_access_token"], ["api-access-token"], ["api-access-token"]] == [
        [name.lower() for name, _ in each] for each in seen
    ]


async def test_redirect_to_another_port() -> None:
    """Nothing is sent to another origin, and the error says where the server wanted to go."""
    async with serve(lambda _: http(200, {})) as other:

        def answer(_: Received) -> Reply:
            return http(302, location=f"{other.base_url}/storage?signature=x")

        async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            with pytest.raises(ApiStatusError) as caught:
                await chatwoot.request("GET", "/here")

    assert [] == other.requests
    assert 302 == caught.value.status
    expected = (
        f"redirected to {other.base_url}, where the access token is not sent; "
        "if that is your server, make it the base_url"
    )
    assert expected == caught.value.message


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "target", ["https://127.0.0.1:{port}", "http://localhost:{port}", "//elsewhere.example", "ftp://x"]
)
async def test_redirect_to_another_host_or_scheme(method: str, target: str) -> None:
    """A host or scheme other than the configured one is another origin; user information is not repeated."""
    port = 0

    def answer(_: Received) -> Reply:
        location = target.format(port=port).replace("//", "//ada:hunter2@")
        return http(307, location=location)

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        port = int(server.base_url.rpartition(":")[2])
        with pytest.raises(ApiStatusError, match="where the access token is not sent") as caught:
            await chatwoot.request(method, "/here")

    assert 1 == len(server.requests)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirect_of_a_post(status: int) -> None:
    """A POST is not repeated elsewhere, and not turned into a GET: the error explains."""
    requests, handler = always(lambda: httpx.Response(status, headers={"location": "/there"}))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("POST", "/here", json={})

    assert 1 == len(requests)
    assert "redirected to /there; only GET is repeated elsewhere, check the base_url" == caught.value.message


async def test_redirect_loop() -> None:
    """A server that redirects in a circle is left after five turns."""
    requests, handler = always(lambda: httpx.Response(302, headers={"location": "/again"}))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("GET", "/here")

    assert 6 == len(requests)
    assert "redirected more than 5 times, at last to /again; check the base_url" == caught.value.message


async def test_redirect_to_nowhere() -> None:
    """A redirect without a place to go is an answer like any other."""
    _, handler = always(lambda: httpx.Response(302))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("GET", "/here")

    assert "Found" == caught.value.message


# --- where the token never shows up -------------------------------------------------------------------------------


def errors(error: BaseException) -> Iterator[BaseException]:
    """An error, and all that can be reached from it."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        todo += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
        yield each


def frames(error: BaseException) -> Iterator[FrameType]:
    """Every frame of the traceback of an error, but for those of this file."""
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename != __file__:
            yield traceback.tb_frame
        traceback = traceback.tb_next


def show(value: Any) -> str:
    """What a tool that prints locals may show of a value: its repr and its attributes."""
    shown: list[str] = []
    for each in (value, getattr(value, "__dict__", None)):
        try:
            shown.append(repr(each))
        except Exception as error:  # noqa: BLE001 - an object that is not finished has no repr
            shown.append(repr(error))
    return " ".join(shown)


def assert_hidden(error: BaseException) -> None:
    """The token is nowhere in an error."""
    places: list[str] = []
    for each in errors(error):
        places += [str(each), show(each)]
        if isinstance(each, ChatwootError):
            places.append(repr(pickle.dumps(each)))
        for frame in frames(each):
            places += [f"{frame.f_code.co_name}: {name} = {show(value)}" for name, value in frame.f_locals.items()]
    assert [] == [place for place in places if TOKEN in place]


def broken_profile(_: Received) -> Reply:
    """The profile of the user, with the token in it, cut off."""
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
    """No error shows the token: in its text, its pickle, the locals of its tracebacks, or a log at DEBUG.

    What a server says itself is searched for a fixed token only.
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
    assert [] == [record for record in caplog.records if TOKEN in show(record)]


async def test_hidden_when_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    """A refused connection shows nothing, either."""
    caplog.set_level(logging.DEBUG)
    async with serve(lambda _: b"") as server:
        pass
    async with Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        with pytest.raises(ConnectionFailedError, match=r"no answer \(ConnectError: ") as caught:
            await chatwoot.request("GET", PROFILE)

    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    assert_hidden(caught.value)
    assert TOKEN not in caplog.text


async def test_hidden_when_cancelled() -> None:
    """A call that is cancelled from outside shows nothing in the traceback of the TimeoutError that comes of it."""
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
    assert ["request", "_send", "send"] == [frame.f_code.co_name for frame in frames(cause)]
    assert_hidden(caught.value)


async def test_hidden_when_a_transport_fails() -> None:
    """An error that is not one of HTTP comes out as it is, and shows nothing."""

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
    """Whatever setting is refused, no frame of the package shows the token."""
    every: dict[str, Any] = {"base_url": BASE_URL, "token": TOKEN} | arguments
    with pytest.raises(SettingsError) as caught:
        Chatwoot(**every)

    assert_hidden(caught.value)


async def test_hidden_when_a_function_gives_a_bad_one() -> None:
    """A token that a function gave, and that cannot be sent, is shown in no frame."""
    async with client(lambda _: pytest.fail("sent"), token=lambda: f"{TOKEN}\n") as chatwoot:
        with pytest.raises(SettingsError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert_hidden(caught.value)


def test_hidden_in_the_client() -> None:
    """A client shows where it goes, and for whom."""
    chatwoot = client(lambda _: httpx.Response(200))

    assert "<Chatwoot https://chat.example account 2>" == repr(chatwoot) == str(chatwoot)
    assert "<Chatwoot https://chat.example>" == repr(client(lambda _: httpx.Response(200), account_id=None))
    assert TOKEN not in show(chatwoot)
    assert TOKEN not in show(chatwoot.settings)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (lambda: httpx.Response(200), 1),
        (lambda: replay("err_no_token"), 1),
        (lambda: httpx.Response(302, headers={"location": "/there"}), 6),
        (lambda: httpx.Response(302, headers={"location": "https://elsewhere.example/"}), 1),
    ],
)
async def test_kept_requests_forget(answer: Callable[[], httpx.Response], count: int) -> None:
    """Whoever keeps a request or a response (a recorder, a tracer) does not keep the token."""
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

    assert count == len(requests)
    for request in [*requests, *(each.next_request for each in responses if each.next_request)]:
        assert {"[secret]"} >= {value for _, value in tokens(request)}
        assert TOKEN not in repr(request.headers.raw)
    assert all(tokens(request) for request in requests)
