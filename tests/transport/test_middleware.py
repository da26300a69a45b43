"""Changes of attempts, and options of calls: headers, query, and the response with the value."""

from __future__ import annotations

import asyncio
from typing import Any

import attrs
import pytest

from aiochatwoot import (
    Chatwoot,
    InvalidRequestError,
    NotFoundError,
    RawResponse,
    Request,
    RequestDetails,
    RetryPolicy,
    models,
)
from aiochatwoot._urls import parse_url

from ..conftest import load_capture
from ..messages import Memory, answered
from ..servers import BASE_URL, TOKEN

PATH = "/api/v1/profile"


def sent(network: Memory) -> list[tuple[str, dict[str, str]]]:
    """Return the paths of requests, and the headers that are not on each of them."""
    usual = {"accept", "accept-encoding", "connection", "user-agent", "content-type", "api_access_token"}
    return [
        (each.url.text.removeprefix(BASE_URL), {k: v for k, v in each.headers.items() if k.lower() not in usual})
        for each in network.requests
    ]


# --- middleware ---------------------------------------------------------------------------------------------------


async def test_it_changes_headers_query_and_body() -> None:
    """Functions, async or not, change the request in order; None leaves it unchanged."""

    def trace(request: Request) -> Request:
        return request.with_headers({"x-trace": "replaced", "accept": "replaced"})

    def headers(request: Request) -> Request:
        return request.adding({"X-Trace": "one", "ACCEPT": "text/plain"})

    async def query(request: Request) -> Request:
        await asyncio.sleep(0)
        assert request.headers["X-Trace"] == "one"
        return request.adding(query={"a": "b c", "d": "ü"})

    def nothing(_: Request) -> None:
        return None

    class Body:
        async def __call__(self, request: Request) -> Request | None:
            if request.body is None:
                return None
            assert isinstance(request.body, bytes)
            return attrs.evolve(request, body=request.body.replace(b"1", b"2"))

    network = Memory()
    async with network.client(middleware=[trace, headers, query, nothing, Body()]) as chatwoot:
        await chatwoot.request("GET", PATH)
        await chatwoot.request("POST", PATH, params={"x": "y"}, json={"n": 1})
    assert sent(network) == [
        (f"{PATH}?a=b+c&d=%C3%BC", {"X-Trace": "one"}),
        (f"{PATH}?x=y&a=b+c&d=%C3%BC", {"X-Trace": "one"}),
    ]
    assert [each.body for each in network.requests] == [None, b'{"n":2}']
    assert {each.headers["ACCEPT"] for each in network.requests} == {"text/plain"}
    assert {each.headers["api_access_token"] for each in network.requests} == {TOKEN}


async def test_it_runs_for_each_attempt() -> None:
    """Retries, redirects and the other header are attempts, and are changed again; changes do not accumulate."""
    script = [
        answered(503, retry_after="0"),
        answered(302, location="/there"),
        answered(401, b'{"errors": ["sign in"]}'),
        answered(),
    ]
    network = Memory(lambda _: script.pop(0))
    seen: list[Request] = []

    def count(request: Request) -> Request:
        seen.append(request)
        return request.adding({"X-Attempt": str(len(seen))})

    async with network.client(middleware=[count]) as chatwoot:
        await chatwoot.request("GET", PATH)
    assert [each.headers["X-Attempt"] for each in network.requests] == ["1", "2", "3", "4"]
    assert ["X-Attempt" in each.headers for each in seen] == [False] * 4
    assert [name for each in network.requests for name in each.headers if "ccess" in name] == [
        "api_access_token"
    ] * 3 + ["Api-Access-Token"]


async def test_it_never_sees_the_token() -> None:
    """A middleware's request has no token, before or afterwards; downloads pass through it, too."""
    seen: list[Request] = []
    network = Memory()
    async with network.client(middleware=[seen.append]) as chatwoot:
        await chatwoot.request("GET", PATH)
        async with chatwoot.attachments.download("https://storage.example/file?signature=1"):
            pass
    assert [each.url.text for each in seen] == [f"{BASE_URL}{PATH}", "https://storage.example/file?signature=1"]
    for each in seen:
        assert TOKEN not in repr(each) + repr(dict(each.headers))
        assert "api_access_token" not in {name.lower() for name in each.headers}
    assert ["api_access_token" in each.headers for each in network.requests] == [True, False]


OTHER = "middleware: expected the request, with the same method and origin"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda request: attrs.evolve(request, url=parse_url("https://evil.example/x")), OTHER),
        (lambda request: attrs.evolve(request, url=parse_url("https://chat.example:8443/api/v1/profile")), OTHER),
        (lambda request: attrs.evolve(request, url=parse_url("http://chat.example/api/v1/profile")), OTHER),
        (lambda request: attrs.evolve(request, method="DELETE"), OTHER),
        (lambda _: "request", OTHER),
        (lambda _: False, OTHER),
        (lambda request: request.adding({"api_access_token": "x"}), "headers: api_access_token "),
        (lambda request: request.adding({"Host": "x"}), "headers: Host "),
        (lambda request: request.adding({"X-A": "a\r\nb"}), "headers: X-A "),
        (lambda request: request.adding({"": "a"}), "headers: '' "),
    ],
)
async def test_what_it_cannot_change(change: Any, said: str) -> None:
    """Another method or origin, other objects, and invalid headers are refused; nothing is sent."""
    network = Memory()
    async with network.client(middleware=[change], allow_http=True) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("GET", PATH)
    assert str(caught.value).startswith(f"GET {BASE_URL}{PATH}: {said}")
    assert network.requests == []


async def test_a_path_beside_the_base_url_gets_no_token() -> None:
    """Middleware may select another path of the server; the token is sent only below the base URL."""

    def elsewhere(request: Request) -> Request:
        return attrs.evolve(request, url=parse_url("https://chat.example/admin"), token_header="X-Stolen")

    network = Memory()
    async with network.client(base_url=f"{BASE_URL}/support", middleware=[elsewhere]) as chatwoot:
        await chatwoot.request("GET", PATH)
    (request,) = network.requests
    assert request.url.text == "https://chat.example/admin"
    assert TOKEN not in request.headers.values()


@pytest.mark.parametrize("is_async", [False, True])
async def test_what_it_raises_leaves_as_it_is(is_async: bool) -> None:
    """A middleware's exception reaches the caller and is not retried; hooks see the end of the attempt."""
    error = ConnectionError("no vault")
    ends: list[int | str] = []

    def broken(_: Request) -> None:
        raise error

    async def broken_later(_: Request) -> None:
        raise error

    network = Memory()
    async with network.client(
        middleware=[broken_later if is_async else broken], on_response=lambda each: ends.append(each.attempt.outcome)
    ) as chatwoot:
        with pytest.raises(ConnectionError) as caught:
            await chatwoot.request("GET", PATH)
        assert (chatwoot._core.session._pipeline._attempts._slots.taken, len(network.requests)) == (0, 0)
    assert caught.value is error
    assert ends == ["ConnectionError"]


# --- headers and query of a client --------------------------------------------------------------------------------


async def test_headers_and_query_of_a_derived_client() -> None:
    """A derived client, and clients derived from it, send them with each request; the original does not."""
    network = Memory(lambda _: answered(200, b'{"data": {"meta": {}, "payload": []}}'))
    async with network.client() as chatwoot:
        one = chatwoot.with_options(headers={"X-A": "1", "X-B": "1"}, query={"a": 1, "many": [True, None, "x"]})
        two = one.with_options(headers={"x-a": "2"}, query={"c": 3})
        for each in (chatwoot, one, two):
            await each.request("GET", PATH, params={"p": "q"})
        await two.request("POST", PATH, json={}, headers={"X-A": "3"})
        await two.conversations.list(page=2)
    assert sent(network) == [
        (f"{PATH}?p=q", {}),
        (f"{PATH}?p=q&a=1&many=true&many=x", {"X-A": "1", "X-B": "1"}),
        (f"{PATH}?p=q&a=1&many=true&many=x&c=3", {"x-a": "2", "X-B": "1"}),
        (f"{PATH}?a=1&many=true&many=x&c=3", {"X-A": "3", "X-B": "1"}),
        ("/api/v1/accounts/1/conversations?page=2&a=1&many=true&many=x&c=3", {"x-a": "2", "X-B": "1"}),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"headers": {"Authorization": "x"}}, "headers: Authorization "),
        ({"headers": {"X A": "x"}}, "headers: 'X A' "),
        ({"headers": {"X-A": "x\n"}}, "headers: X-A "),
        ({"query": {"a": object()}}, "query: a: "),
    ],
)
async def test_options_that_cannot_be_sent(options: Any, said: str) -> None:
    """Headers and queries that cannot be sent are refused when the client is derived."""
    async with Memory().client() as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            chatwoot.with_options(**options)
    assert str(caught.value).startswith(said)


# --- the value with its response ----------------------------------------------------------------------------------


async def test_the_response_beside_the_value() -> None:
    """A raw response has status, headers, request id and attempts of the value's response, without cookies."""
    content = load_capture("conversation_rich").text.encode()
    script = [
        answered(503, retry_after="0", x_request_id="one"),
        answered(200, content, x_request_id="two", set_cookie="session=1", X_Custom=f"of {TOKEN}"),
    ]
    async with Memory(lambda _: script.pop(0)).client() as chatwoot:
        raw = await chatwoot.with_raw_response(chatwoot.conversations.get, 42)
    assert isinstance(raw.value, models.Conversation)
    assert (raw.status, raw.request_id) == (200, "two")
    assert dict(raw.headers) == {"x-request-id": "two", "x-custom": "of [secret]"}
    assert raw.headers["X-Request-ID"] == "two"
    assert [each.outcome for each in raw.attempts] == [503, 200]
    assert TOKEN not in repr(raw)


async def test_the_last_response_of_several() -> None:
    """If a method sends several requests, it is the last response; concurrent calls do not interfere."""
    script = [
        answered(200, b'{"id": 1, "messages": [], "labels": []}', x_request_id="one"),
        answered(200, b'{"payload": []}', x_request_id="two"),
    ]
    async with Memory(lambda _: script.pop(0)).client() as chatwoot:
        raw = await chatwoot.with_raw_response(chatwoot.conversations.get_whole, 1)
    assert raw.request_id == "two"

    network = Memory(lambda request: answered(200, b"{}", x_request_id=request.url.path))
    async with network.client() as chatwoot:
        paths = [f"/x/{number}" for number in range(5)]
        raws = await asyncio.gather(*(chatwoot.with_raw_response(chatwoot.request, "GET", path) for path in paths))
        derived = chatwoot.with_options(retry=None)
        other = await chatwoot.with_raw_response(derived.request, "GET", "/y", params={"a": 1})
        await chatwoot.request("GET", "/z")
    assert paths == [each.request_id for each in raws]
    assert other.request_id == "/y"


async def test_calls_inside_of_each_other() -> None:
    """A nested call with_raw_response, in a hook or in the function, has its own response."""
    network = Memory(lambda request: answered(200, b"{}", x_request_id=request.url.path))
    async with network.client() as chatwoot:

        async def both() -> RawResponse[Any]:
            await chatwoot.request("GET", "/outer")
            return await chatwoot.with_raw_response(chatwoot.request, "GET", "/inner")

        raw = await chatwoot.with_raw_response(both)
    assert (raw.request_id, raw.value.request_id) == ("/outer", "/inner")


async def test_the_response_of_another_client() -> None:
    """A method of another client yields that client's response, without the token of either."""
    other_token = "another-token-of-24-chars"
    network = Memory(lambda request: answered(200, b"{}", x_request_id="one", x_both=f"{TOKEN} {other_token}"))
    async with network.client() as chatwoot, network.client(token=other_token) as other:
        raw = await chatwoot.with_raw_response(other.request, "GET", PATH)
    assert (raw.request_id, raw.headers["x-both"]) == ("one", "[secret] [secret]")


async def test_no_response_to_tell_of() -> None:
    """A function that calls no server is refused; an error of the call is raised unchanged."""

    async def nothing() -> None:
        return None

    async with Memory(lambda _: answered(404, b'{"error": "gone"}')).client() as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^with_raw_response: <function .* called no server$"):
            await chatwoot.with_raw_response(nothing)
        with pytest.raises(NotFoundError, match="gone"):
            await chatwoot.with_raw_response(chatwoot.conversations.get, 1)


async def test_options_and_hooks_of_one_call() -> None:
    """All of these work together, also for a subclass."""

    class Bot(Chatwoot):
        pass

    told: list[RequestDetails] = []
    bot = Bot(
        BASE_URL, token=TOKEN, transport=Memory(), rate_limit=None, on_request=told.append, middleware=[lambda _: None]
    )
    async with bot:
        derived = bot.with_options(headers={"X-A": "1"}, retry=RetryPolicy(attempts=2))
        assert isinstance(derived, Bot)
        assert (await derived.with_raw_response(derived.request, "GET", PATH)).value == {}
    assert [each.url for each in told] == [f"{BASE_URL}{PATH}"]
