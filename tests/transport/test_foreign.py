"""Replacements of the network: transports of httpx and httpx2, and tools that patch them."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot._transport import httpx_network
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot.settings import Timeout

from ..messages import Memory, answered
from ..sockets import OK, listen, replying
from ..virtual import run
from .loopback import TOKEN, Body, content, fetch, network, request
from .tracebacks import shown_tokens

URL = "https://chat.example/api/v1/profile?a=b"


@pytest.fixture(params=["httpx", pytest.param("httpx2", marks=pytest.mark.extra(raises=ImportError))])
def library(request: pytest.FixtureRequest) -> Any:
    """httpx or httpx2."""
    return importlib.import_module(request.param)


async def chunks() -> AsyncIterator[bytes]:
    yield b"1"
    yield b"2"


# --- transports ---


async def test_a_mock_transport(library: Any) -> None:
    """A handler sees the whole request, with its token; a kept request has none."""
    kept: list[Any] = []
    tokens: list[str] = []

    def handler(sent: Any) -> Any:
        kept.append(sent)
        tokens.append(sent.headers["api_access_token"])
        limits = {"connect": 1, "read": 2, "write": 3, "pool": 4}
        assert sent.extensions["timeout"] == limits
        return library.Response(201, json={"method": sent.method, "body": sent.content.decode()}, headers={"X-A": "b"})

    async with network(library.MockTransport(handler)) as net:
        for body, text in ((None, ""), (b"x", "x"), (Body(chunks), "12")):
            response = await net.send(request(URL, "POST", body=body, timeout=Timeout(1, 2, 3, 4)))
            assert (response.status, response.headers["x-a"]) == (201, "b")
            assert json.loads(await content(response)) == {"method": "POST", "body": text}
    assert tokens == 3 * [TOKEN]
    assert [each.headers["api_access_token"] for each in kept] == 3 * ["[secret]"]
    assert [str(each.url) for each in kept] == 3 * [URL]


async def test_an_asgi_transport(library: Any) -> None:
    """An application in this process can be called like a server."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert [(await receive())["body"] for _ in range(2)] == [b"1", b"2"]
        assert scope["query_string"] == b"a=b"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"b")]})
        await send({"type": "http.response.body", "body": b"{}"})

    async with network(library.ASGITransport(app=app)) as net:
        assert await fetch(net, URL, "POST", body=Body(chunks)) == (200, b"{}")


@pytest.mark.parametrize("name", ["PoolTimeout", "ConnectError", "ReadTimeout", "RemoteProtocolError", "WriteError"])
async def test_errors_of_a_transport(name: str, library: Any) -> None:
    """An error of the library keeps its name; no frame of the failure has the token."""

    def handler(sent: Any) -> Any:
        raise getattr(library, name)("what happened", request=sent)

    async with network(library.MockTransport(handler)) as net:
        with pytest.raises(NetworkFailure, match=rf"^{name}: what happened$") as caught:
            await fetch(net, URL)
    assert shown_tokens(caught.value) == []
    assert caught.value.never_reached_server is (name in ("PoolTimeout", "ConnectError"))


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        ("ReadError", OSError("disk")),
        ("ReadTimeout", TimeoutError("late")),
        ("ReadError", RuntimeError("closed")),
        ("ReadError", UnicodeError("label")),
        ("ReadTimeout", ExceptionGroup("many", [ExceptionGroup("inner", [TimeoutError("late")])])),
    ],
)
async def test_other_errors_of_a_transport(expected: str, error: Exception, library: Any) -> None:
    """Network errors are failures, whoever raised them."""

    def handler(_: Any) -> Any:
        raise error

    async with network(library.MockTransport(handler)) as net:
        with pytest.raises(NetworkFailure) as caught:
            await fetch(net, URL)
    assert caught.value.name == expected


@pytest.mark.parametrize("error", [AssertionError("expected"), KeyError("x")])
async def test_bugs_and_assertions_of_a_transport(error: Exception, library: Any) -> None:
    """An assertion in a mock reaches the test, and a bug is not treated as a network failure."""

    def handler(_: Any) -> Any:
        raise error

    async with network(library.MockTransport(handler)) as net:
        with pytest.raises(type(error)) as caught:
            await fetch(net, URL)
    assert caught.value is error


async def test_an_error_of_the_body_through_a_transport(library: Any) -> None:
    """An exception of the request body reaches the caller unchanged."""

    async def failing() -> AsyncIterator[bytes]:
        yield b"1"
        raise OSError(5, "disk")

    async with network(library.MockTransport(lambda _: library.Response(200))) as net:
        with pytest.raises(OSError, match="disk"):
            await fetch(net, URL, "POST", body=Body(failing))


def test_a_response_is_closed_in_a_task_of_its_own(library: Any) -> None:
    """A response that closes slowly is closed, even if its reader is cancelled meanwhile."""
    ended: list[str] = []

    class Slow(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{}"

        async def aclose(self) -> None:
            await asyncio.sleep(3)
            ended.append("the response")

    async def main() -> None:
        async with network(library.MockTransport(lambda _: library.Response(200, stream=Slow()))) as net:
            response = await net.send(request(URL))
            assert b"".join([chunk async for chunk in response.body]) == b"{}"
            closing = asyncio.create_task(response.body.aclose())
            await asyncio.sleep(1)
            closing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await closing
            ended.append("its reader")
            await response.body.aclose()

    assert pytest.approx(run(main)[1]) == 3
    assert ended == ["the response", "its reader"]


async def test_a_body_of_a_transport_that_breaks_off(library: Any) -> None:
    """A truncated body of a custom transport is a network failure, too."""

    class Broken(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            raise library.ReadError("gone")

    async with network(library.MockTransport(lambda _: library.Response(200, stream=Broken()))) as net:
        with pytest.raises(NetworkFailure, match=r"^ReadError: gone$"):
            await fetch(net, URL)


async def test_the_library_own_transport(library: Any) -> None:
    """A configured AsyncHTTPTransport is used unchanged; an exhausted pool is a failure that says so."""
    async with listen(replying(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")) as server:
        own = library.AsyncHTTPTransport(limits=library.Limits(max_connections=1))
        async with network(own, server.url) as net:
            response = await net.send(request(server.url))
            with pytest.raises(NetworkFailure, match=r"^PoolTimeout") as caught:
                await fetch(net, server.url, timeout=Timeout(pool=0.05))
            assert caught.value.is_timeout
            assert caught.value.never_reached_server
            await content(response)
            assert await fetch(net, server.url) == (200, b"{}")


@pytest.mark.parametrize("text", ["https://evil.example/", "http://chat.example/", "ftp://chat.example", "https://:x"])
async def test_a_url_that_a_library_reads_differently(text: str, library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a URL is refused: requests are sent only to the checked origin."""
    httpx_network._library(library.__name__)
    read = library.URL
    monkeypatch.setattr(library, "URL", lambda _: read(text))
    calls: list[Any] = []
    for transport in (library.MockTransport(calls.append), None if library is httpx else "httpx2"):
        async with network(transport) as net:
            with pytest.raises(NetworkFailure, match=r"^LocalProtocolError: httpx2? reads the host of the URL differ"):
                await fetch(net, URL)
    assert calls == []


@pytest.mark.extra
async def test_a_url_that_aiohttp_reads_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL that aiohttp parses differently is refused, too."""
    evil = importlib.import_module("yarl").URL("https://evil.example/")
    importlib.import_module("aiochatwoot._transport.aiohttp_network")
    monkeypatch.setattr("aiochatwoot._transport.aiohttp_network.URL", lambda _, **__: evil)
    async with network("aiohttp") as net:
        with pytest.raises(NetworkFailure, match=r"^LocalProtocolError: yarl reads the host of the URL differently$"):
            await fetch(net, URL)


async def test_an_error_while_a_response_is_closed(library: Any) -> None:
    """If the response was read, an error while closing it is ignored."""

    async def broken() -> None:
        raise library.ReadError("gone")

    name = None if library is httpx else "httpx2"
    async with listen(replying(OK)) as server, network(name, server.url) as net:
        response = await net.send(request(server.url))
        assert b"".join([chunk async for chunk in response.body]) == b"{}"
        stream: Any = response.body
        stream._stream.aclose = broken
        await response.body.aclose()
        assert await fetch(net, server.url) == (200, b"{}")
        assert server.accepted == 2


async def test_logs_of_others(library: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Logs of requests that are not ours stay unchanged."""
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    async with listen(replying(b"HTTP/1.1 200 OK\r\nx-a: b\r\ncontent-length: 2\r\n\r\n{}")) as server:
        async with network(None if library is httpx else "httpx2", server.url) as net:
            await fetch(net, server.url)
        async with library.AsyncClient() as client:
            await client.get(server.url)
    assert caplog.text.count("(b'x-a', b'b')") == 1


# --- tools that patch httpx ---


@pytest.mark.extra
async def test_respx() -> None:
    """respx, which patches httpcore, can respond in place of the network."""
    respx = importlib.import_module("respx")
    with respx.mock() as router:
        route = router.get("https://chat.example/api/v1/profile", params={"a": "b"}).respond(201, json={"id": 1})
        router.post("https://chat.example/api/v1/profile").mock(side_effect=httpx.ConnectTimeout("late"))
        async with network(None) as net:
            for _ in range(2):
                assert _json(await fetch(net, URL)) == (201, {"id": 1})
            with pytest.raises(NetworkFailure, match=r"^ConnectTimeout: late$"):
                await fetch(net, URL, "POST", body=b"x")
            with pytest.raises(AssertionError, match="not mocked"):
                await fetch(net, "https://chat.example/other")
        assert route.call_count == 2


@pytest.mark.extra
async def test_pytest_httpx(request: pytest.FixtureRequest) -> None:
    """pytest-httpx can respond in place of the network."""
    pytest.importorskip("pytest_httpx")
    httpx_mock = request.getfixturevalue("httpx_mock")
    httpx_mock.add_response(url=URL, json={"id": 1}, match_headers={"api_access_token": TOKEN})
    httpx_mock.add_exception(httpx.ReadTimeout("late"), method="POST", match_content=b"x")
    async with network(None) as net:
        assert _json(await fetch(net, URL)) == (200, {"id": 1})
        with pytest.raises(NetworkFailure, match=r"^ReadTimeout: late$"):
            await fetch(net, URL, "POST", body=b"x")
    assert [each.headers["api_access_token"] for each in httpx_mock.get_requests(method="GET")] == ["[secret]"]


@pytest.mark.extra
async def test_vcrpy(tmp_path: Path) -> None:
    """vcrpy records network traffic, and replays it."""
    vcr = importlib.import_module("vcr").VCR(
        filter_headers=["api_access_token"], cassette_library_dir=str(tmp_path), match_on=["method", "path", "query"]
    )
    async with listen(replying(b'HTTP/1.1 200 OK\r\nx-a: b\r\ncontent-length: 8\r\n\r\n{"id":1}')) as server:
        with vcr.use_cassette("profile.yaml"):
            async with network(None, server.url) as net:
                assert _json(await fetch(net, f"{server.url}/x?a=b")) == (200, {"id": 1})
        url = server.url
    assert TOKEN not in (tmp_path / "profile.yaml").read_text()
    assert re.search(r"/x\?a=b", (tmp_path / "profile.yaml").read_text())
    with vcr.use_cassette("profile.yaml") as cassette:
        async with network(None, url) as net:
            assert _json(await fetch(net, f"{url}/x?a=b")) == (200, {"id": 1})
        assert cassette.all_played


def _json(response: tuple[int, bytes]) -> tuple[int, Any]:
    return response[0], json.loads(response[1])


# --- a network of the user's own ---


async def test_an_object_with_send_and_aclose() -> None:
    """Such an object is used as the network, and is closed with the client."""
    own = Memory(lambda sent: answered(200, sent.url.path.encode()))
    async with network(own) as net:
        assert await fetch(net, URL) == (200, b"/api/v1/profile")
    assert own.closed == 1
