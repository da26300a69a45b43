"""Realtime events over real sockets: connecting, the confirmation, and failures."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from aiochatwoot import Chatwoot, models
from aiochatwoot._transport.environment import tls
from aiochatwoot.errors import AuthenticationError, ConnectionFailedError, RequestTimeoutError, SettingsError
from aiochatwoot.realtime import realtime
from aiochatwoot.realtime._socket import Lost, open_socket
from aiochatwoot.testing import FakeChatwoot

from ..conftest import TESTS
from ..hidden import assert_hidden
from ..servers import TOKEN
from ..sockets import Tunnel, listen, replying
from ..transport.test_connect import CERTIFICATE

HEADERS = {"User-Agent": "tests", "X-Extra": "1"}


@pytest.fixture
def chatwoot_options() -> dict[str, Any]:
    return {"retry": None}


async def test_an_event(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot, caplog: pytest.LogCaptureFixture) -> None:
    """Events are received as models; the pubsub token is in no log, repr or frame."""
    caplog.set_level(logging.DEBUG)
    token = fake_chatwoot.agent.new_pubsub_token = "a-token-that-nobody-sees"
    conversation = fake_chatwoot.account.conversations[1]
    async with realtime(chatwoot) as events, asyncio.timeout(10):
        shown = [repr(events), repr(vars(events))]
        fake_chatwoot.account.add_message(conversation, "Where is my parcel?")
        event = await anext(aiter(events))
        assert isinstance(event, models.RealtimeMessageCreated)
        assert event.data.content == "Where is my parcel?"
        assert conversation.id == event.data.conversation_id
        assert (fake_chatwoot.cable.listeners, events.reconnects) == (1, 0)
    assert [each for each in [*shown, repr(event), caplog.text] if token in each] == []


async def test_the_end_of_a_block(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """After the block the connection is closed, and no task is left."""
    async with realtime(chatwoot, presence=True):
        pass
    async with asyncio.timeout(5):
        while fake_chatwoot.cable.listeners:  # noqa: ASYNC110  # it lives in another thread
            await asyncio.sleep(0.01)
    assert [asyncio.current_task()] == [*asyncio.all_tasks()]


async def test_presence(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Presence events come only on request: once with the subscription, and once for the user's own update."""
    async with realtime(chatwoot, presence=True) as events, asyncio.timeout(10):
        for _ in range(2):
            event = await anext(events)
            assert isinstance(event, models.RealtimePresenceUpdate)
            assert event.data.users[str(fake_chatwoot.agent.id)] == "online"


async def test_silence(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """If the server confirms nothing, an error in time says what to do."""
    fake_chatwoot.agent.new_pubsub_token = TOKEN
    with pytest.raises(RequestTimeoutError, match=r"did not confirm .* 0\.3 s: .* not in account 77") as caught:
        async with realtime(chatwoot, account_id=77, within=0.3):
            pass
    assert_hidden(caught.value)


async def test_a_server_that_is_slow(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A server that does not respond raises a RequestTimeoutError, and so does the deadline of the client itself."""
    from aiochatwoot.testing import faults

    fake_chatwoot.faults.add(faults.hang())
    with pytest.raises(RequestTimeoutError, match=r"did not respond within 0\.3 s \(account 1\)"):
        async with realtime(chatwoot, within=0.3):
            pass
    fake_chatwoot.faults.add(faults.hang())
    with pytest.raises(RequestTimeoutError, match=r"GET .*/profile"):
        async with realtime(chatwoot.with_options(deadline=0.2), within=5):
            pass


async def test_a_bot(fake_chatwoot: FakeChatwoot) -> None:
    """Bots have no events; a wrong token raises the usual error."""
    bot = fake_chatwoot.account.add_bot()
    async with Chatwoot(fake_chatwoot.base_url, token=bot.token, account_id=1, retry=None) as chatwoot:
        with pytest.raises(SettingsError, match="realtime: this is a bot's token"):
            async with realtime(chatwoot):
                pass
    async with Chatwoot(fake_chatwoot.base_url, token="not-a-token-at-all", account_id=1, retry=None) as chatwoot:
        with pytest.raises(AuthenticationError, match="Invalid Access Token"):
            async with realtime(chatwoot):
                pass


async def test_a_refused_connection(fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A status instead of a WebSocket raises an error that names a likely reason."""
    fake_chatwoot.cable.refuses = True
    with pytest.raises(ConnectionFailedError, match=r"/cable with status 403: a proxy in front"):
        async with realtime(chatwoot):
            pass


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ('{"type": "reject_subscription"}', "the server rejected the subscription"),
        (
            '{"type": "disconnect", "reason": "unauthorized", "reconnect": false}',
            r"the server closed the connection \(unauthorized\), and does not allow reconnecting",
        ),
        (
            '{"type": "disconnect", "reason": "<b>", "reconnect": true}',
            r"the server closed the connection \(of its own\)",
        ),
        ("", "the connection was closed"),
    ],
)
async def test_a_refusal(frame: str, said: str, fake_chatwoot: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A message from the server before the confirmation becomes the error."""

    async def handler(connection: ServerConnection) -> None:
        if frame:
            await connection.send(frame)
            await connection.wait_closed()

    async with serving(handler) as url:
        object.__setattr__(chatwoot.settings, "base_url", url)  # for the WebSocket only
        with pytest.raises(ConnectionFailedError, match=f"^realtime: {said}$"):
            async with realtime(chatwoot):
                pass


@asynccontextmanager
async def serving(handler: Callable[[ServerConnection], Any], **options: Any) -> AsyncGenerator[str]:
    async with serve(handler, "127.0.0.1", 0, **options) as server:
        yield address(server)


def address(server: Server, scheme: str = "http") -> str:
    return f"{scheme}://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


async def echo(connection: ServerConnection) -> None:
    async for text in connection:
        await connection.send(text)


async def opened(url: str, context: ssl.SSLContext | None = None) -> str | bytes:
    """Open a WebSocket, and return what it receives."""
    socket = await open_socket(url, HEADERS, context, 1000)
    try:
        await socket.send("hello")
        return await socket.receive()
    finally:
        await socket.aclose()


async def test_headers_and_path() -> None:
    """The client's headers are sent, to `/cable` below the base URL, with Action Cable's protocol."""
    requests: list[Request] = []

    def look(_: ServerConnection, request: Request) -> None:
        requests.append(request)

    async with serving(echo, process_request=look, subprotocols=["actioncable-v1-json"]) as url:
        assert await opened(f"{url}/support") == "hello"
    (request,) = requests
    assert request.path == "/support/cable"
    assert request.headers.get_all("User-Agent") == ["tests"]
    assert request.headers["X-Extra"] == "1"
    assert request.headers["Sec-WebSocket-Protocol"] == "actioncable-v1-json"


async def test_a_redirect() -> None:
    """A redirect is not followed, whatever its target, and the error says so."""

    def elsewhere(connection: ServerConnection, _: Request) -> Response:
        response = connection.respond(302, "")
        response.headers["Location"] = "/cable2"
        return response

    async with serving(echo, process_request=elsewhere) as url:
        with pytest.raises(ConnectionFailedError, match=f"{url}/cable redirects elsewhere, which is not followed"):
            await opened(url)


@pytest.mark.parametrize("reply", [b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"])
async def test_what_is_no_websocket(reply: bytes) -> None:
    """Any other response raises one of our errors."""
    async with listen(replying(reply)) as server:
        with pytest.raises(ConnectionFailedError, match="WebSocket"):
            await opened(server.url)


async def test_nobody_there() -> None:
    """A closed port raises a ConnectionFailedError."""
    with pytest.raises(ConnectionFailedError, match=r"no WebSocket connection to http://127.0.0.1:1/cable"):
        await opened("http://127.0.0.1:1")


async def test_a_message_that_is_too_long() -> None:
    """A message above the limit ends the connection; later sends are silently lost."""
    async with serving(echo) as url:
        socket = await open_socket(url, HEADERS, None, 3)
        await socket.send("hello")
        with pytest.raises(Lost, match="the connection was closed"):
            await socket.receive()
        await socket.send("hello")
        await socket.aclose()


@pytest.fixture
def of_tls(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's TLS context."""
    monkeypatch.setattr("aiochatwoot.realtime._socket.tls", tls.__wrapped__)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_certificates(of_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS uses the environment's authorities, or a given context; otherwise the connection fails."""
    async with serve(echo, "127.0.0.1", 0, ssl=of_tls) as server:
        url = address(server, "https")
        with pytest.raises(ConnectionFailedError, match=r"(?i)certificate"):
            await opened(url)
        assert await opened(url, ssl.create_default_context(cafile=CERTIFICATE)) == "hello"
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert await opened(url) == "hello"


async def test_a_proxy(of_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment's proxy is used as a tunnel, with its password; a refusal is an error."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with serve(echo, "127.0.0.1", 0, ssl=of_tls) as server:
        proxy = Tunnel(int(address(server).rpartition(":")[2]))
        async with listen(proxy) as at:
            monkeypatch.setenv("https_proxy", f"http://me:{TOKEN}%402@127.0.0.1:{at.port}")
            assert await opened("https://chat.test") == "hello"
            proxy.reply = b"HTTP/1.1 407 X\r\ncontent-length: 0\r\n\r\n"
            with pytest.raises(
                ConnectionFailedError, match=r"no WebSocket connection to https://chat.test/cable"
            ) as caught:
                await opened("https://chat.test")
            assert_hidden(caught.value)
            monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{at.port}")
            proxy.reply = b"HTTP/1.1 200 X\r\ncontent-length: 0\r\n\r\n"
            assert await opened("https://chat.test") == "hello"
    head = proxy.heads[0].lower()
    assert head.startswith("connect chat.test:443 ")
    assert "proxy-authorization: basic " in head
    assert "proxy-authorization" not in proxy.heads[-1].lower()


async def test_a_socks_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A SOCKS proxy needs another package, which the error names."""
    monkeypatch.setitem(sys.modules, "python_socks.async_.asyncio", None)
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    with pytest.raises(SettingsError, match=r"^https_proxy: of the environment: .*socks"):
        await opened("https://chat.test")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error names the extra."""
    for name in [name for name in sys.modules if name.startswith(("websockets", "aiochatwoot.realtime"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "websockets.asyncio.client", None)
    with pytest.raises(ImportError, match=r'^aiochatwoot.realtime needs .* with the extra "realtime"$'):
        import_module("aiochatwoot.realtime")


def test_the_capture_is_there() -> None:
    """Recorded frames begin with a welcome, and confirm the subscription by its identifier."""
    lines = (TESTS / "captures" / "cable.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = [json.loads(json.loads(line)["frame"]).get("type") for line in lines]
    assert kinds.index("welcome") < kinds.index("confirm_subscription") < kinds.index("ping")
