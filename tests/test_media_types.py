"""A success with an undeclared media type is refused, over every adapter and in every drift mode."""

from __future__ import annotations

import time
from typing import Any

import pytest

from aiochatwoot import Chatwoot, DecodeError
from aiochatwoot._texts import page_of_html

from .servers import TOKEN, Received, Server, http, serve
from .transport.conftest import transport

__all__ = ["transport"]
PAGE = "<!DOCTYPE html><html><title>Sign\u202e in &amp;\n go on</title></html>"


def connected(server: Server, transport: Any, **more: Any) -> Chatwoot:
    """A client of a server over an adapter."""
    return Chatwoot(server.base_url, token=TOKEN, account_id=1, transport=transport, **more)


@pytest.mark.parametrize("drift", ["report", "strict", "ignore"])
@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "application/json", "application/octet-stream", None]
)
async def test_a_page_is_no_success(transport: Any, drift: Any, content_type: str | None) -> None:
    """A proxy's sign-in page is an error of calls with and without a result, whatever its Content-Type."""
    headers = {} if content_type is None else {"content_type": content_type}

    def answer(_: Received) -> bytes:
        return http(200, PAGE, **headers)

    async with serve(answer) as server, connected(server, transport, drift=drift) as chatwoot:
        for call in (chatwoot.conversations.mute(1), chatwoot.conversations.get(1), chatwoot.labels.delete(1)):
            with pytest.raises(DecodeError, match=r"a page of HTML: Sign in & go on \(at \$\)(; |$)") as raised:
                await call

            assert raised.value.response is not None
            assert raised.value.response.status == 200


async def test_other_types(transport: Any) -> None:
    """The error names another media type, and does not quote the body, which may hold credentials."""

    def answer(_: Received) -> bytes:
        return http(200, '{"access_token": "a-credential"}', content_type="Text/Plain; charset=utf-8")

    async with serve(answer) as server, connected(server, transport) as chatwoot:
        with pytest.raises(DecodeError, match=r"text/plain \(at \$\)$"):
            await chatwoot.profile.get()


async def test_a_token_in_a_title(transport: Any) -> None:
    """A title that contains the token is shown without it."""

    def answer(_: Received) -> bytes:
        return http(200, f"<title>Hello {TOKEN} here</title>", content_type="text/html")

    async with serve(answer) as server, connected(server, transport) as chatwoot:
        with pytest.raises(DecodeError, match=r"a page of HTML: Hello \[secret\] here \(at"):
            await chatwoot.conversations.mute(1)


def test_a_page_of_many_titles() -> None:
    """A page with many unclosed titles is scanned once, not once for each of them."""
    begun = time.process_time()
    assert page_of_html("text/html", "<title " * 9_000) == "a page of HTML"
    assert time.process_time() - begun < 0.1


@pytest.mark.parametrize("body", ["", " ", "null", "{}"])
async def test_nothing(transport: Any, body: str) -> None:
    """If the contract has no result, an empty body or JSON is a success."""

    def answer(_: Received) -> bytes:
        return http(200, body, content_type="application/json")

    async with serve(answer) as server, connected(server, transport) as chatwoot:
        assert await chatwoot.conversations.mute(1) is None  # type: ignore[func-returns-value]


async def test_json_by_another_name(transport: Any) -> None:
    """A structured suffix is JSON, too (RFC 6839)."""

    def answer(_: Received) -> bytes:
        return http(200, '{"payload": ["vip"]}', content_type="application/problem+json")

    async with serve(answer) as server, connected(server, transport) as chatwoot:
        assert await chatwoot.conversations.labels(1) == ["vip"]


@pytest.mark.parametrize("content_type", ["text/csv", "Text/CSV; charset=utf-8", "application/octet-stream"])
async def test_declared_text(transport: Any, content_type: str) -> None:
    """A response that the contract declares as CSV is text, without its byte order mark."""

    def answer(_: Received) -> bytes:
        return http(200, "\ufeffName,Count\nZo\u00eb,1\n", content_type=content_type)

    async with serve(answer) as server, connected(server, transport) as chatwoot:
        assert await chatwoot.csat_survey_responses.csv() == "Name,Count\nZo\u00eb,1\n"


async def test_a_page_in_place_of_text(transport: Any) -> None:
    """HTML or JSON instead of CSV is refused."""

    def page(_: Received) -> bytes:
        return http(200, PAGE, content_type="text/html")

    async with serve(page) as server, connected(server, transport) as chatwoot:
        with pytest.raises(DecodeError, match=r"the body is not text/csv, but a page of HTML: Sign in & go on"):
            await chatwoot.csat_survey_responses.csv()
