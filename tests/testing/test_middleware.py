"""The fake server's middleware: response headers, tokens and accounts, and the record of requests."""

from __future__ import annotations

import re
import uuid
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aiochatwoot.testing import Executions, FakeChatwoot, Faults
from aiochatwoot.testing._http.middleware import Middleware
from aiochatwoot.testing._state.refusals import ErrorResponse

from .conftest import Ask, Asker, Clock

PROFILE = "/api/v1/profile"
SCOPE = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "query_string": b"", "headers": []}
SIGN_IN = {"errors": ["You need to sign in or sign up before continuing."]}


def test_every_answer_has_an_id_a_runtime_and_a_date(ask: Asker) -> None:
    """Successes and errors have a new UUID, a duration in seconds, and the server's time."""
    answers = [ask.get(PROFILE), ask.get("/api/v1/nothing")]
    assert len({str(uuid.UUID(answer.headers["x-request-id"])) for answer in answers}) == 2
    for answer in answers:
        assert re.fullmatch(r"\d+\.\d{6}", answer.headers["x-runtime"])
        assert answer.headers["date"] == "Fri, 20 Nov 2026 08:00:30 GMT"


def test_etag_saves_the_body(ask: Asker, server: FakeChatwoot) -> None:
    """An unchanged body has the same weak ETag, and a request with this ETag gets a 304; a changed body is sent."""
    conversation = server.account.add_conversation()
    path = f"/api/v1/accounts/1/conversations/{conversation.id}"
    etag = ask.get(path).headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', etag)
    known = ask.get(path, headers={"If-None-Match": etag})
    assert (304, b"", etag) == (known.status_code, known.content, known.headers["etag"])
    assert "content-type" not in known.headers
    conversation.labels.append("vip")
    assert ask.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("name", ["api_access_token", "Api-Access-Token", "API_ACCESS_TOKEN"])
def test_both_names_of_the_token_header_are_read(http: httpx.Client, server: FakeChatwoot, name: str) -> None:
    """The header's name may have underscores or dashes, in any case."""
    answer = http.get(server.base_url + PROFILE, headers={name: server.token})
    assert answer.status_code == 200
    assert (name.lower(),) == server.requests[-1].token_headers
    assert server.requests[-1].token_arrived


def test_both_names_at_once_are_no_valid_token(http: httpx.Client, server: FakeChatwoot) -> None:
    """Two token headers become one with two values, which is not a valid token."""
    both = {"api_access_token": server.token, "Api-Access-Token": server.token}
    answer = http.get(server.base_url + PROFILE, headers=both)
    assert (answer.status_code, answer.json()) == (401, {"error": "Invalid Access Token"})
    assert server.requests[-1].token_headers == ("api_access_token", "api-access-token")


def test_a_proxy_drops_headers_with_underscores(http: httpx.Client) -> None:
    """As behind nginx, a token in `api_access_token` is dropped, and one in `Api-Access-Token` arrives."""
    with FakeChatwoot(sample=False, drops_underscore_headers=True) as server:
        lost = http.get(server.base_url + PROFILE, headers={"api_access_token": server.token})
        found = http.get(server.base_url + PROFILE, headers={"Api-Access-Token": server.token})
    assert (lost.status_code, lost.json(), found.status_code) == (401, SIGN_IN, 200)
    assert [request.token_arrived for request in server.requests] == [False, True]
    assert [each.token_headers for each in server.requests] == [("api_access_token",), ("api-access-token",)]


@pytest.mark.parametrize("headers", [{}, {"api_access_token": ""}, {"Authorization": "Bearer fake-token-for-tests"}])
def test_no_token_asks_for_a_sign_in(http: httpx.Client, server: FakeChatwoot, headers: dict[str, str]) -> None:
    """A missing or empty token header gets a 401, whatever other headers contain."""
    answer = http.get(server.base_url + PROFILE, headers=headers)
    assert (answer.status_code, answer.json()) == (401, SIGN_IN)
    assert not server.requests[-1].token_arrived


def test_another_account_is_not_yours(ask: Asker, server: FakeChatwoot) -> None:
    """An account that the token cannot access gets a 401, and an unknown account a 404."""
    other = server.installation.add_account()
    answer = ask.get(f"/api/v1/accounts/{other.id}/conversations/1")
    assert answer.status_code == 401
    assert answer.json() == {"error": "You are not authorized to access this account"}
    assert ask.get(f"/api/v1/accounts/{other.id + 1}/conversations/1").status_code == 404


def test_an_agent_of_another_account_has_a_token_of_its_own(http: httpx.Client, server: FakeChatwoot) -> None:
    """Each agent sees only their own account, and has their own token."""
    other = server.installation.add_account("Elsewhere")
    stranger = other.add_agent("Stranger")
    assert stranger.token != server.token
    answer = http.get(server.base_url + PROFILE, headers={"api_access_token": stranger.token})
    assert [account["name"] for account in answer.json()["accounts"]] == ["Elsewhere"]


@pytest.mark.parametrize("path", ["x", "1%2F2", "４２", "-1", "1.5", "99999999999999999999"])
def test_a_strange_conversation_id_is_not_found(ask: Asker, path: str) -> None:
    """An id that is not a number, or too large for a conversation, gets a 404."""
    assert ask.get(f"/api/v1/accounts/1/conversations/{path}").status_code == 404


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/json", "application/json, */*"])
def test_an_unknown_route_is_a_page(ask: Asker, accept: str) -> None:
    """The response is HTML unless JSON is the only type in the Accept header."""
    answer = ask.get("/api/v1/nothing", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=UTF-8")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_an_unknown_route_is_json_for_who_asks_for_it(ask: Asker) -> None:
    """With `Accept: application/json`, the framework's own errors are JSON."""
    answer = ask.get("/api/v1/nothing", headers={"Accept": "application/json"})
    assert answer.json() == {"status": 404, "error": "Not Found"}
    assert "etag" not in answer.headers


def test_a_wrong_method_is_an_unknown_route(http: httpx.Client, server: FakeChatwoot) -> None:
    """A wrong method gets a 404, not a 405."""
    assert http.delete(server.base_url + PROFILE).status_code == 404


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json; charset=utf-8", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "application/json", 404),
        (b"", "application/json", 404),
        (b"{", "text/plain", 404),
        (rb'{"content": "\ud800"}', "application/json", 400),
        (rb'{"content": "\ud83d\ude00"}', "application/json", 404),
        (b'{"content": "\xed\xa0\x80"}', "application/json", 400),
    ],
)
def test_malformed_json_comes_before_everything_else(
    http: httpx.Client, server: FakeChatwoot, content: bytes, content_type: str, status: int
) -> None:
    """JSON that is malformed, or has half of a surrogate pair, gets a 400 before the server checks route and token."""
    headers = {"content-type": content_type, "Accept": "application/json"}
    answer = http.post(f"{server.base_url}/api/v1/nothing", content=content, headers=headers)
    assert answer.status_code == status


def test_rate_limit_counts_by_the_clock_minute(clock: Clock, asking: Ask) -> None:
    """Requests beyond the limit in a clock minute get a 429; the next minute resets it, however soon it begins."""
    with FakeChatwoot(sample=False, rate_limit=2, clock=clock) as server:
        ask = asking(server)
        assert [ask.get(PROFILE).status_code for _ in range(4)] == [200, 200, 429, 429]
        clock.now += 29.9
        refused = ask.get(PROFILE)
        clock.now += 0.2
        assert ask.get(PROFILE).status_code == 200
    assert (refused.status_code, refused.text) == (429, "Retry later\n")
    assert "retry-after" not in refused.headers


def test_a_request_is_recorded_without_its_secrets(http: httpx.Client, server: FakeChatwoot) -> None:
    """The record of a request has everything except secrets."""
    http.post(
        f"{server.base_url}/api/v1/a%20b?labels[]=x&labels[]=y&q=",
        headers=[
            ("api_access_token", server.token),
            ("Authorization", f"Bearer {server.token}"),
            ("X-Two", "1"),
            ("X-Two", "2"),
        ],
        content=b"hi",
    )
    (request,) = server.requests
    assert (request.method, request.path, request.body) == ("POST", "/api/v1/a%20b", b"hi")
    assert request.query == (("labels[]", "x"), ("labels[]", "y"), ("q", ""))
    assert tuple(request.headers[name] for name in ("api_access_token", "authorization", "x-two")) == (
        "[redacted]",
        "[redacted]",
        "1, 2",
    )
    assert server.token not in repr(request)


def _front(app: ASGIApp, **behaviour: Any) -> Middleware:
    about: dict[str, Any] = {"requests": [], "executions": Executions(), "faults": Faults()} | behaviour
    return Middleware(app=app, cable=app, clock=lambda: 0.0, **about)


async def test_the_application_gets_what_the_proxy_let_through() -> None:
    """Behind the middleware, the application reads the body as sent, and only the headers that the proxy forwarded."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        names = ",".join(request.headers)
        await Response(f"{names} {(await request.body()).decode()}")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"hi", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    front = _front(app, drops_underscore_headers=True)
    scope = {**SCOPE, "headers": [(b"a_b", b"1"), (b"a-b", b"2")]}
    await front(scope, receive, send)
    assert sent[1]["body"] == b"a-b hi"


async def test_a_client_that_leaves_is_not_answered(http: httpx.Client) -> None:
    """A request that is aborted in its body is not recorded and gets no response."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("is not asked")

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    front = _front(app)
    await front(SCOPE, receive, send)
    assert (front.requests, sent) == ([], [])


def test_a_refusal_says_what_it_is() -> None:
    """An error response has a readable text in tracebacks."""
    assert str(ErrorResponse(404, {"error": "x"})) == "404 {'error': 'x'}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:80"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "localhost:1"}, 200),
        ({"host": "[::1]:1"}, 200),
        ({"host": "chatwoot.localhost"}, 200),
        ({"origin": "http://localhost:3000"}, 200),
    ],
)
def test_web_pages_elsewhere_are_kept_out(ask: Asker, headers: dict[str, str], status: int) -> None:
    """Host and Origin must name this machine, which prevents DNS rebinding."""
    assert ask.get("/api/v1/profile", headers=headers).status_code == status


def test_more_names_of_the_server(asking: Ask) -> None:
    """`hosts` allows further names, such as those of a proxy or of the hosts file."""
    with FakeChatwoot(sample=False, hosts=["chat.example"]) as server:
        assert asking(server).get("/api/v1/profile", headers={"host": "chat.example"}).status_code == 200
