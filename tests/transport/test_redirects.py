"""Redirects: which are followed, and where the token is not sent."""

from __future__ import annotations

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
)
from aiochatwoot.errors import ApiStatusError

from ..servers import TOKEN, Received, Reply, always, client, http, serve
from .common import nginx, tokens

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


# --- redirects ----------------------------------------------------------------------------------------------------


async def test_redirect_within_the_origin() -> None:
    """A redirect of a GET within the origin is followed once, with the token."""

    def answer(request: Received) -> Reply:
        return http(200, {"at": request.target}) if request.target == "/there" else http(302, location="/there")

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        assert await chatwoot.request("GET", "/here") == {"at": "/there"}

    assert [tokens(each) for each in server.requests] == 2 * [[("api_access_token", TOKEN)]]


async def test_redirect_after_the_other_header_name() -> None:
    """After a redirect only one of the token headers is used."""
    seen: list[list[tuple[str, str]]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(tokens(request))
        if request.url.path == "/here" and "Api-Access-Token" in request.headers:
            return httpx.Response(301, headers={"location": "/there"})
        return nginx(request)

    async with client(handler) as chatwoot:
        await chatwoot.request("GET", "/here")

    assert [[name.lower() for name, _ in each] for each in seen] == [
        ["api_access_token"],
        ["api-access-token"],
        ["api-access-token"],
    ]


async def test_redirect_to_another_port() -> None:
    """Nothing is sent to another origin, and the error names the target."""
    async with serve(lambda _: http(200, {})) as other:

        def answer(_: Received) -> Reply:
            return http(302, location=f"{other.base_url}/storage?signature=x")

        async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
            with pytest.raises(ApiStatusError) as caught:
                await chatwoot.request("GET", "/here")

    assert other.requests == []
    assert caught.value.status == 302
    expected = (
        f"redirected to {other.base_url}, where the access token is not sent; "
        "if that is your server, make it the base_url"
    )
    assert caught.value.message == expected


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://127.0.0.1:{port}", "where the access token is not sent"),
        ("http://localhost:{port}", "where the access token is not sent"),
        ("//elsewhere.example", "where the access token is not sent"),
        ("ftp://x", "to a URL that is not followed: its scheme is 'ftp'"),
        ("https://ada:hunter2@127.0.0.1:{port}", "to a URL that is not followed: it has a user name"),
        ("//ada:hunter2@elsewhere.example", "to a URL that is not followed: it has a user name"),
    ],
)
async def test_redirect_to_another_host_or_scheme(method: str, target: str, said: str) -> None:
    """Another host or scheme is another origin; user information is not repeated."""
    port = 0

    def answer(_: Received) -> Reply:
        return http(307, location=target.format(port=port))

    async with serve(answer) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        port = int(server.base_url.rpartition(":")[2])
        with pytest.raises(ApiStatusError, match=said) as caught:
            await chatwoot.request(method, "/here")

    assert len(server.requests) == 1
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirect_of_a_post(status: int) -> None:
    """A POST is not redirected, and not turned into a GET: the error explains."""
    requests, handler = always(lambda: httpx.Response(status, headers={"location": "/there"}))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("POST", "/here", json={})

    assert len(requests) == 1
    assert caught.value.message.startswith("redirected to /there; ")


async def test_redirect_loop() -> None:
    """A redirect loop ends after five redirects."""
    requests, handler = always(lambda: httpx.Response(302, headers={"location": "/again"}))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("GET", "/here")

    assert len(requests) == 6
    assert caught.value.message == "redirected more than 5 times, at last to /again; check the base_url"


async def test_redirect_to_nowhere() -> None:
    """A redirect without a target is a response like any other."""
    _, handler = always(lambda: httpx.Response(302))
    async with client(handler) as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request("GET", "/here")

    assert caught.value.message == "Found"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (302, {"location": "/" + "a" * 60_000}, {}),
        (302, {"location": "/at/" + "a" * 60_000}, {}),
        (302, {"location": "https://elsewhere.example/" + "a" * 60_000}, {}),
        (302, {"location": "http://[" + "a" * 60_000}, {}),
        (422, {"x-request-id": "a" * 60_000}, {"errors": ["a" * 250] * 1_000}),
    ],
    ids=["beside", "below", "elsewhere", "no URL", "texts"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_a_server_says_is_cut(method: str, status: int, headers: dict[str, str], body: object) -> None:
    """However much a server says, in a redirect, a request id or a list of sentences, an error stays short."""

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, json=body)

    async with client(handler, base_url="https://chat.example/at") as chatwoot:
        with pytest.raises(ApiStatusError) as caught:
            await chatwoot.request(method, "/here")
    assert len(str(caught.value)) < 1_000
