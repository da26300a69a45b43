"""Common behaviour of the transports, and each difference that docs/transports.md lists."""

from __future__ import annotations

import asyncio
import gzip
import json
import ssl
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, ConnectionFailedError, NotFoundError, RetryPolicy

from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..sockets import OK, Tunnel, listen, replying
from .common import connect

pytestmark = [pytest.mark.behaviour, pytest.mark.untraced]

CERTIFICATE = Path(__file__).parent.parent / "certificates" / "loopback.pem"

# --- requests and responses ---


async def test_the_head_of_a_request(transport: Any) -> None:
    """All transports send the same headers; httpx writes names as given, aiohttp in lower case."""
    heads: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 204 X\r\n\r\n")

    async with listen(answer) as server, connect(server, transport) as chatwoot:
        await chatwoot.request("GET", "/x", headers={"X-Ray": "1"})
        await chatwoot.request("DELETE", "/x")
    get, delete = (dict(line.split(": ") for line in head.decode().split("\r\n")[1:-2]) for head in heads)
    get = {name.lower(): value for name, value in get.items()}
    expected = {"host", "accept", "accept-encoding", "connection", "user-agent", "x-ray", "api_access_token"}
    assert set(get) == expected
    assert delete.get("Content-Length") == ("0" if transport == "aiohttp" else None)
    assert get["api_access_token"] == TOKEN
    assert {value for name, value in get.items() if name.lower() == "x-ray"} == {"1"}


async def test_no_netrc(transport: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords in the user's .netrc are never sent."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hunter2\n")
    monkeypatch.setenv("NETRC", str(netrc))
    async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
        await chatwoot.request("GET", PATH)
    assert "authorization" not in server.seen[0].headers


TARGETS = ["/a%28b%29%2F%7Ec%20d", "/file?sig=a%2Fb%3D%28%7E%29&name=a+b%20c", "/ü?q=ü'()"]


@pytest.mark.parametrize("target", TARGETS)
async def test_urls_arrive_as_they_are(target: str, transport: Any) -> None:
    """The escapes of a URL are sent unchanged: a signature may depend on them."""
    async with (
        ScriptedServer() as server,
        client(server, transport=transport) as chatwoot,
        chatwoot.attachments.download(server.base_url + target) as file,
    ):
        await file.read()
    assert [httpx.URL(server.base_url + target).raw_path.decode()] == [seen.target for seen in server.seen]


async def test_a_long_head(transport: Any) -> None:
    """A line of a response's head may be long."""
    long = ("content-security-policy", "x" * 50_000)
    async with ScriptedServer(Action(headers=(long,))) as server, client(server, transport=transport) as chatwoot:
        assert await chatwoot.request("GET", PATH) == {"id": 1}


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress), ("identity", bytes)],
)
async def test_a_compressed_answer(encoding: str, compress: Callable[[bytes], bytes], transport: Any) -> None:
    """Compressed bodies (RFC 9110, section 8.4) are decompressed, in responses and in errors."""
    said = {"error": "näää", "more": "x" * 5000}
    body = compress(json.dumps(said).encode())
    answers = [Action(status=status, headers=(("content-encoding", encoding),), body=body) for status in (200, 404)]
    async with ScriptedServer(*answers) as server, client(server, transport=transport) as chatwoot:
        assert await chatwoot.request("GET", PATH) == said
        with pytest.raises(NotFoundError) as caught:
            await chatwoot.request("GET", PATH)
    assert said["error"] == caught.value.message
    assert caught.value.body == said


async def test_as_many_at_once_as_allowed(transport: Any) -> None:
    """The transport allows as many concurrent requests as max_in_flight."""
    arrived = asyncio.Semaphore(0)
    all_there = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.release()
        await all_there.wait()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    async with (
        listen(answer) as server,
        connect(server, transport, max_in_flight=150, timeout=60, deadline=None) as chatwoot,
    ):
        calls = [asyncio.create_task(chatwoot.request("GET", "/x")) for _ in range(151)]
        for _ in range(150):
            await arrived.acquire()
        assert arrived.locked()
        all_there.set()
        assert await asyncio.gather(*calls) == 151 * [{}]


# --- TLS and proxies ---


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_a_certificate_that_is_not(transport: Any) -> None:
    """With an untrusted certificate no connection is made, and nothing is sent."""
    async with (
        listen(replying(OK), server_context()) as server,
        Chatwoot(
            f"https://127.0.0.1:{server.port}", token=TOKEN, transport=transport, retry=RetryPolicy(attempts=2, base=0)
        ) as chatwoot,
    ):
        with pytest.raises(ConnectionFailedError, match=r"ConnectError.*certificate") as caught:
            await chatwoot.request("POST", PATH, json={})
    assert [attempt.outcome for attempt in caught.value.attempts] == ["ConnectError", "ConnectError"]


async def test_a_proxy_that_opens_no_tunnel(transport: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the proxy refuses, the server saw nothing, and even a POST is retried."""
    proxy = Tunnel(0, b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n")
    async with listen(proxy) as at:
        monkeypatch.setenv("https_proxy", at.url)
        retry = RetryPolicy(attempts=2, base=0)
        async with Chatwoot("https://chat.test", token=TOKEN, transport=transport, retry=retry) as chatwoot:
            with pytest.raises(ConnectionFailedError) as caught:
                await chatwoot.request("POST", PATH, json={})
    assert [attempt.outcome for attempt in caught.value.attempts] == ["ProxyError", "ProxyError"]
    assert len(proxy.heads) == 2
