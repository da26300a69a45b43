"""`Chatwoot.request`: calls outside the contract."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    DecodeError,
    File,
    InvalidRequestError,
    models,
)

from .conftest import load_capture
from .servers import BASE_URL, always, client, replay

pytestmark = pytest.mark.usefixtures("one_attempt")


PROFILE = "/api/v1/profile"


CONVERSATION = "/api/v1/accounts/2/conversations/1"


def never(request: httpx.Request) -> httpx.Response:
    """A server that must not receive a request."""
    return pytest.fail(f"sent {request.url}")


def with_body(content: bytes, **more: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A server that responds with 200 and these bytes."""
    return lambda _: httpx.Response(200, content=content, **more)


# --- request() ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unassign", "priority", "etag304"])
async def test_request_without_content(name: str) -> None:
    """`null`, an empty body, and a 304 to a conditional request return None."""
    capture = load_capture(name)
    requests, handler = always(lambda: replay(capture))
    async with client(handler) as chatwoot:
        answer = await chatwoot.request(capture.method, capture.path, headers={"If-None-Match": 'W/"34e7"'})

    assert answer is None
    assert requests[0].headers["if-none-match"] == 'W/"34e7"'


async def test_request_json() -> None:
    """Any endpoint's JSON is returned parsed."""
    capture = load_capture("agents")
    async with client(lambda _: replay(capture)) as chatwoot:
        assert await chatwoot.request("get", capture.path) == capture.body


@pytest.mark.parametrize("content", [b"<html>", b"\xff", b"[" * 100_000])
async def test_request_no_json(content: bytes) -> None:
    """A success that is not JSON raises a DecodeError with the response."""
    async with client(with_body(content)) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.request("GET", PROFILE)

    assert caught.value.request is not None
    assert caught.value.response is not None
    assert caught.value.response.content == content


@pytest.mark.parametrize("base_url", ["https://chat.example", "https://chat.example/support/desk/"])
async def test_requests_go_below_the_base_url(base_url: str) -> None:
    """With a path in the base URL, every request goes below it."""
    requests, handler = always(lambda: replay("conversation_rich"))
    async with client(handler, base_url=base_url) as chatwoot:
        await chatwoot.conversations.get(1)
        await chatwoot.request("GET", PROFILE)

    assert [str(r.url) for r in requests] == [base_url.rstrip("/") + CONVERSATION, base_url.rstrip("/") + PROFILE]


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
    """Lists repeat their name, None is left out, and booleans are written as the server reads them."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", PROFILE, params=params)

    assert str(requests[0].url).replace("%20", "+") == f"{BASE_URL}{PROFILE}{query}"  # as httpx before 0.28 writes it


async def test_json_body() -> None:
    """A body is JSON in UTF-8, with its Content-Type; without a body there is neither."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("post", "/x", json={"content": "Zoë 🦊"})
        await chatwoot.request("PATCH", "/x", json=[], headers={"content-type": "application/json; charset=utf-8"})
        await chatwoot.request("DELETE", "/x")

    assert [each.method for each in requests] == ["POST", "PATCH", "DELETE"]
    assert ['{"content":"Zoë 🦊"}'.encode(), b"[]", b""] == [each.content for each in requests]
    assert [each.headers.get_list("content-type") for each in requests] == [
        ["application/json"],
        ["application/json; charset=utf-8"],
        [],
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
        ({"headers": {"X-A": "é"}}, "headers: X-A has a value"),
        ({"headers": {"X-A": " a"}}, "headers: X-A has a value"),
        ({"headers": {"X-A": "a\t"}}, "headers: X-A has a value"),
        ({"headers": {"X-A": None}}, "headers: X-A has a value"),
        ({"params": {"at": dt.date(2026, 1, 2)}}, "params: at: expected text, a number or a bool, got datetime.date("),
        ({"params": {"x": [{"a": 1}]}}, "params: x: expected text, a number or a bool, got {'a': 1}"),
        ({"params": {"x": "\ud800"}}, "the query cannot be part of a URL: 'utf-8' codec can't encode"),
        ({"params": {"x": "a" * 70_000}}, "the path and query make a URL of more than 65536 characters"),
        ({"path": "/" + "a" * 70_000}, "the path and query make a URL of more"),
    ],
)
async def test_refused_arguments(arguments: dict[str, Any], message: str) -> None:
    """Arguments that cannot be sent are refused by name, and nothing is sent."""
    every: dict[str, Any] = {"method": "GET", "path": PROFILE} | arguments
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request(**every)

    assert caught.value.message.startswith(message)


def _in_a_circle() -> dict[str, Any]:
    value: dict[str, Any] = {"fine": 1}
    value["again"] = [value]
    return value


@pytest.mark.parametrize(
    ("value", "place", "problem"),
    [
        (Decimal(1), "json", "Object of type Decimal"),
        ({"fine": [1, "x"], "amount": Decimal(1)}, "json.amount", "Object of type Decimal"),
        ({"items": ({"price": 1}, {"price": Decimal(1)})}, "json.items[1].price", "Object of type Decimal"),
        ({"tags": {"a"}}, "json.tags", "Object of type set"),
        ({"at": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}, "json.at", "Object of type datetime"),
        ([dt.date(2026, 1, 2)], "json[0]", "Object of type date"),
        ({"a key": {7: b"x"}}, "json['a key'][7]", "Object of type bytes"),
        (float("nan"), "json", "Out of range float values"),
        ({"x": [float("inf")]}, "json.x[0]", "Out of range float values"),
        ({"x": 10**5000}, "json.x", "Exceeds the limit (4300 digits)"),
        ({"x": "half: \ud800"}, "json.x", "'utf-8' codec can't encode character"),
        ({"x": {(1,): 2}}, "json.x", "keys must be str"),
        (_in_a_circle(), "json.again[0]", "Circular reference"),
    ],
)
async def test_json_that_cannot_be_written(value: Any, place: str, problem: str) -> None:
    """The error names the path of the innermost value that is not JSON, and nothing is sent."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("POST", PROFILE, json=value)

    assert caught.value.message.startswith(f"{place}: cannot be written as JSON; pass text or a number: {problem}")


async def test_json_that_is_nested_too_deeply() -> None:
    """A value nested too deeply for Python is refused without an endless path."""
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("POST", PROFILE, json={"deep": value})

    assert caught.value.message == "json: nested too deeply to be written as JSON"


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
    """Headers for authentication and framing are the client's own."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("GET", PROFILE, headers={name: "x"})

    assert caught.value.message == f"headers: {name} is set by the client"


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
        ("/..", "has . or .."),
        ("/a/./b", "has . or .."),
        ("/a/%2e%2e/b", "has . or .."),
        ("/a/%2E./b", "has . or .."),
        ("/a/.%2e", "has . or .."),
        ("/a%2F..%2fb", "has . or .."),
        ("/a%5c%2e%2E%5Cb", "has . or .."),
        ("/a\\..\\b", "has . or .."),
        ("/a/..?b", "has . or .."),
        ("/a?b=1", "has a query or fragment; pass params="),
        ("/a#b", "has a query or fragment; pass params="),
        ("/a\\b", "has a character that a URL cannot have"),
        ("/a\n", "has a character"),
        ("/a\x00", "has a character"),
        ("/a\ud800", "has a character"),
        ("/a\u202eb", "has a character"),
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
    """Valid paths are sent unchanged, percent-encoded if necessary."""
    requests, handler = always(lambda: httpx.Response(200))
    async with client(handler) as chatwoot:
        await chatwoot.request("GET", path)

    assert requests[0].url.raw_path == raw


# --- forms ----------------------------------------------------------------------------------------------------


async def test_a_form() -> None:
    """Fields are sent as a form: lists repeat their name, bools are written as in JSON, None is left out."""
    requests, handler = always(lambda: httpx.Response(200, json={}))
    async with client(handler) as chatwoot:
        await chatwoot.request("POST", "/x", form={"a[b]": "é &", "c[]": [1, True], "d": None})
        await chatwoot.request("POST", "/x", form={})

    assert requests[0].content == b"a%5Bb%5D=%C3%A9+%26&c%5B%5D=1&c%5B%5D=true"
    assert [each.headers["content-type"] for each in requests] == ["application/x-www-form-urlencoded"] * 2


async def test_a_form_with_files() -> None:
    """Fields come before the files; a list of files repeats its name, and the caller's headers stay."""
    requests, handler = always(lambda: httpx.Response(200, json={}))
    files: Any = {"attachments[]": [File(b"1", name="a.txt"), File(b"2", name="b.txt")], "avatar": File(b"3", name="c")}
    async with client(handler) as chatwoot:
        await chatwoot.request("POST", "/x", form={"content": "Hi"}, files=files, headers={"X-A": "b"})
        await chatwoot.request("POST", "/x", files={})

    names = re.findall(rb'form-data; name="([^"]+)"(?:; filename="([^"]+)")?', requests[0].content)
    expected = [(b"content", b""), (b"attachments[]", b"a.txt"), (b"attachments[]", b"b.txt"), (b"avatar", b"c")]
    assert names == expected
    assert requests[0].headers["x-a"] == "b"
    assert all(each.headers["content-type"].startswith("multipart/form-data; boundary=") for each in requests)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"json": {}, "form": {}}, "json: a body is either JSON or a form"),
        ({"json": [], "files": {}}, "json: a body is either JSON or a form"),
        ({"form": {"a": {}}}, "form: a: expected text, a number or a bool, got {}"),
        ({"form": {"a": "\ud800"}}, "form: half of a surrogate pair cannot be sent"),
        ({"form": {"a": "\ud800"}, "files": {"b": File(b"", name="b")}}, "a: half of a surrogate pair cannot be sent"),
        ({"files": [b"x"]}, "files: expected a mapping of names and files, got [b'x']"),
        ({"files": {"a": b"x"}}, "files: a: bytes without a name"),
    ],
)
async def test_forms_that_cannot_be_sent(arguments: dict[str, Any], message: str) -> None:
    """Invalid forms, or two bodies, are refused by the argument's name, and nothing is sent."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.request("POST", "/x", **arguments)

    assert caught.value.message.startswith(message)
