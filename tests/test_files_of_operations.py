"""Operations whose success is not JSON: text, and files that are streamed."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from aiochatwoot import Chatwoot
from aiochatwoot._transport.downloads import Download
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.formats import Text
from aiochatwoot._wire.kinds import Plain
from aiochatwoot._wire.operation import Operation
from aiochatwoot.errors import (
    ClientStateError,
    DecodeError,
    InvalidRequestError,
    NotFoundError,
    ResponseTooLargeError,
)

from .generator.loopback import Loopback, loopback

PDF: Operation[Download] = Operation(
    id="reports.pdf",
    method="POST",
    path="/reports/{report_id}.pdf",
    returns=None,
    accept="application/pdf",
    parameters=(Parameter("path", "report_id", Plain("integer")), Parameter("body", "title", Plain("string"))),
)
CSV: Operation[str] = Operation(id="reports.csv", method="GET", path="/r", returns=Text(), accept="text/csv")
WHOLE = 256 * 2**20
Pair = tuple[Chatwoot, Loopback]


@pytest.fixture
async def pair() -> AsyncGenerator[Pair]:
    """A client and its server."""
    async with loopback() as server, Chatwoot(server.base_url, token="secret-token", account_id=1) as client:
        yield client, server


def pdf(client: Chatwoot, title: Any = "T", max_bytes: Any = WHOLE) -> Any:
    """Call the operation with the file."""
    return client._core.stream(PDF, {"report_id": 7, "title": title}, max_bytes)


async def test_a_file_is_read_while_it_comes(pair: Pair) -> None:
    """The file is streamed from the operation's request, with the token; its type and size are known."""
    client, server = pair
    server.answer_with(b"%PDF", "application/pdf")
    async with pdf(client) as file:
        seen = file.content_type, file.size, await file.read()
    with pytest.raises(ClientStateError, match="over"):
        await file.read()

    assert seen == ("application/pdf", 4, b"%PDF")
    assert (server.last.method, server.last.path, server.last.json) == ("POST", "/reports/7.pdf", {"title": "T"})
    assert (
        server.last.headers["accept"],
        server.last.headers["api_access_token"],
    ) == ("application/pdf", "secret-token")


async def test_a_file_of_another_type_is_one(pair: Pair) -> None:
    """Servers send most files as octet-stream; only an HTML page is refused."""
    client, server = pair
    server.answer_with(b"x", "application/octet-stream")
    async with pdf(client) as file:
        assert await file.read() == b"x"
    server.answer_with(b"<title>Sign in</title>", "text/html; charset=utf-8")
    with pytest.raises(DecodeError, match="the body is not application/pdf, but text/html") as error:
        await pdf(client).__aenter__()

    assert (error.value.request.method if error.value.request else "") == "POST"


async def test_errors_of_files(pair: Pair) -> None:
    """A wrong argument, size or status raises an error before the file is read."""
    client, server = pair
    with pytest.raises(InvalidRequestError, match="title: expected string"):
        pdf(client, title=7)
    with pytest.raises(InvalidRequestError, match="max_bytes: "):
        await pdf(client, max_bytes=0).__aenter__()
    assert server.requests == []
    server.answer({"error": "gone"}, status=404)
    with pytest.raises(NotFoundError):
        await pdf(client).__aenter__()
    server.answer_with(b"12345", "application/pdf")
    with pytest.raises(ResponseTooLargeError, match="larger than 4 bytes"):
        await pdf(client, max_bytes=4).__aenter__()


async def test_a_file_elsewhere_is_not_fetched(pair: Pair) -> None:
    """A redirect is followed only below the base URL, as for every GET."""
    client, server = pair
    get: Operation[Download] = Operation(id="a.b", method="GET", path="/a", returns=None, accept="image/*")
    server.redirect("/b")
    server.answer_with(b"x", "image/png")
    async with client._core.stream(get, {}, WHOLE) as file:
        assert (await file.read(), server.last.path) == (b"x", "/b")
    server.redirect("http://elsewhere.test/b")
    with pytest.raises(Exception, match=r"redirected to http://elsewhere.test:80, where the access token is not sent"):
        await client._core.stream(get, {}, WHOLE).__aenter__()


async def test_text(pair: Pair) -> None:
    """Text of any media type except HTML is returned as text."""
    client, server = pair
    server.answer_with("a;é".encode(), "text/csv")
    assert await client._core.call(CSV, {}) == "a;é"
    assert server.last.headers["accept"] == "text/csv"
    server.answer_with(b"<title>Sign in</title>", "text/html")
    with pytest.raises(DecodeError, match="the body is not text/csv, but a page of HTML: Sign in"):
        await client._core.call(CSV, {})
