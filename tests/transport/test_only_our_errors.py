"""For any argument and any failure, a call raises only ChatwootErrors."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import inspect
import logging
import os
import ssl
import struct
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ChatwootError,
    ConnectionFailedError,
    File,
    InvalidRequestError,
    RequestTimeoutError,
    RetryPolicy,
    SettingsError,
)
from aiochatwoot._transport.environment import tls
from aiochatwoot._transport.messages import Response

from ..messages import Memory, answered
from ..sockets import OK, listen
from .common import drain
from .loopback import TOKEN

pytestmark = pytest.mark.behaviour

HUGE = 10**5000
LAST = dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=14)))
CERTIFICATE = Path(__file__).parent.parent / "certificates" / "loopback.pem"

# --- arguments ---


@pytest.mark.parametrize(
    ("named", "call"),
    [
        ("conversation_id", lambda chatwoot: chatwoot.conversations.get(HUGE)),
        ("page", lambda chatwoot: chatwoot.conversations.list(page=HUGE)),
        ("limit", lambda chatwoot: chatwoot.conversations.iter(limit=-HUGE).__anext__()),
        ("limit", lambda chatwoot: chatwoot.map(chatwoot.conversations.get, [1], limit=-HUGE).__anext__()),
        ("params", lambda chatwoot: chatwoot.request("GET", "/x", params={"a": HUGE})),
        ("json", lambda chatwoot: chatwoot.request("POST", "/x", json={"a": HUGE})),
        ("custom_attributes.a", lambda chatwoot: chatwoot.contacts.update(1, custom_attributes={"a": HUGE})),
        ("snoozed_until", lambda chatwoot: chatwoot.conversations.create(inbox_id=1, contact_id=1, snoozed_until=LAST)),
        ("max_bytes", lambda chatwoot: chatwoot.attachments.download("/file", max_bytes=-HUGE).__aenter__()),
    ],
)
async def test_numbers_and_dates_that_cannot_be_written(named: str, call: Callable[[Chatwoot], Any]) -> None:
    """Numbers that Python does not convert, and dates at the calendar's ends, are refused by name."""
    network = Memory()
    async with network.client() as chatwoot:
        with pytest.raises(InvalidRequestError, match=named):
            await call(chatwoot)
    assert [] == network.requests


@pytest.mark.parametrize("name", ["account_id", "deadline", "timeout", "max_body", "rate_limit", "max_in_flight"])
def test_settings_that_are_huge(name: str) -> None:
    """A setting of any size is accepted, or refused by its name."""
    with contextlib.suppress(SettingsError):
        Chatwoot("https://chat.example", token=TOKEN, **{name: HUGE})  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Chatwoot("https://chat.example", token=TOKEN, **{name: -HUGE})  # type: ignore[arg-type]
    for policy in ({"base": HUGE}, {"cap": HUGE}, {"attempts": -HUGE}):
        with pytest.raises(SettingsError):
            RetryPolicy(**policy)  # type: ignore[arg-type]


# --- the network ---


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_tls_that_breaks_after_the_handshake(
    method: str, transport: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invalid record is a lost connection: a GET is retried, a POST is not."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    tls.cache_clear()
    broken: list[int] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if len(broken) < 2:
            broken.append(1)
            # Below TLS: a record that cannot be decrypted.
            sock = writer.get_extra_info("socket")
            os.write(sock.fileno(), b"\x17\x03\x03" + struct.pack("!H", 32) + b"\0" * 32)
            await reader.read()
        else:
            writer.write(OK)
            await reader.read()

    async with listen(handler, _context()) as server:
        url = server.url.replace("http:", "https:")
        async with Chatwoot(url, token=TOKEN, transport=transport, retry=RetryPolicy(base=0)) as chatwoot:
            if method == "GET":
                assert {} == await chatwoot.request("GET", "/x")
            else:
                with pytest.raises(ConnectionFailedError, match="the server may have done it"):
                    await chatwoot.request("POST", "/x", json={})
    tls.cache_clear()
    assert (2 if method == "GET" else 1) == len(broken)


@pytest.mark.parametrize(
    ("expected", "raised"),
    [
        (ConnectionFailedError, ssl.SSLError(1, "broken")),
        (ConnectionFailedError, ExceptionGroup("several", [OSError("broken")])),
        (ConnectionFailedError, UnicodeError("label too long")),
        (ConnectionFailedError, EOFError()),
        (RequestTimeoutError, TimeoutError()),
        (LookupError, LookupError("mine")),
        (InvalidRequestError, InvalidRequestError("mine")),
        (RequestTimeoutError, RequestTimeoutError("mine")),
    ],
)
@pytest.mark.parametrize("where", ["sending", "reading"])
async def test_a_network_of_the_caller(expected: type[Exception], raised: Exception, where: str) -> None:
    """Socket, TLS and name errors of a `Network` are translated like an adapter's; others stay unchanged."""

    def answer(_: object) -> Response:
        if where == "sending":
            raise raised
        return answered(200, b"{", raised)

    async with Memory(answer).client(retry=None) as chatwoot:
        with pytest.raises(expected):
            await chatwoot.request("GET", "/x")


async def test_a_file_of_the_caller_that_fails() -> None:
    """Exceptions while iterating over a file are not network failures."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x"
        raise OSError("the disk is gone")

    async def answer(sent: Any) -> Response:
        async for _ in sent.body:
            pass
        return answered()

    async with Memory(answer).client() as chatwoot:
        with pytest.raises(OSError, match="the disk is gone") as caught:
            await chatwoot.messages.create(1, attachments=[File(chunks(), name="a.txt")])
    assert not isinstance(caught.value, ChatwootError)


class _BadEnds(httpx.AsyncBaseTransport):
    """Raises whenever a part of it is closed."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=_BadEnd(self.error))

    async def aclose(self) -> None:
        raise self.error


class _BadEnd(httpx.AsyncByteStream):
    def __init__(self, error: Exception) -> None:
        self.error = error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{}"

    async def aclose(self) -> None:
        raise self.error


async def test_closing_that_fails() -> None:
    """Errors while closing a connection are ignored after the response was read."""
    transport = _BadEnds(ssl.SSLError(1, "application data after close notify"))
    async with Chatwoot("https://chat.example", token=TOKEN, transport=transport) as chatwoot:
        assert {} == await chatwoot.request("GET", "/x")
        assert b"{}" == await drain(chatwoot, "/file")


async def test_a_bug_of_a_transport_is_its_own() -> None:
    """Other exceptions of a transport reach the caller unchanged, in calls, downloads and closing."""
    chatwoot = Chatwoot("https://chat.example", token=TOKEN, transport=_BadEnds(LookupError("mine")))
    with pytest.raises(LookupError):
        await chatwoot.request("GET", "/x")
    with pytest.raises(LookupError):
        await drain(chatwoot, "/file")
    with pytest.raises(LookupError):
        await chatwoot.aclose()


# --- hooks ---


@pytest.mark.parametrize("drift", ["report", "strict"])
async def test_a_drift_hook_that_raises(drift: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The response is returned nevertheless, and the error is logged."""

    def hook(_: object) -> None:
        raise LookupError("mine")

    caplog.set_level(logging.ERROR)
    network = Memory(lambda _: answered(200, b'{"id": "one", "payload": []}'))
    async with network.client(drift=drift, on_drift=hook) as chatwoot:
        if drift == "report":
            conversation: Any = await chatwoot.conversations.get(1)
            assert "one" == conversation.id
        else:
            with pytest.raises(ChatwootError):
                await chatwoot.conversations.get(1)
    assert "A hook failed" in caplog.text


# --- every method ---

_BEYOND: list[Any] = [
    HUGE,
    -HUGE,
    [HUGE],
    {"a": HUGE},
    LAST,
    dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14))),
]


def _methods(chatwoot: Chatwoot) -> Iterator[Callable[..., Any]]:
    for name in dir(type(chatwoot)):
        resource = None if name.startswith("_") else getattr(chatwoot, name)
        if hasattr(resource, "_client"):
            yield from (getattr(resource, each) for each in dir(resource) if not each.startswith("_"))


async def _go(asked: Any) -> None:
    if hasattr(asked, "__aenter__"):
        async with asked:
            return
    if hasattr(asked, "__anext__"):
        await anext(asked)
    else:
        await asked


@pytest.mark.parametrize("value", _BEYOND, ids=["huge", "negative", "list", "dict", "last", "first"])
async def test_every_method(value: Any) -> None:
    """No method of any resource raises another error, for any argument that Python cannot convert."""
    called = 0
    network = Memory(lambda _: answered(200, b'{"payload":[],"data":{"payload":[],"meta":{}}}'))
    async with network.client() as chatwoot:
        for method in _methods(chatwoot):
            parameters = inspect.signature(method).parameters.values()
            required = [each.name for each in parameters if each.default is each.empty]
            for name in (None, *(each.name for each in parameters if each.default is not each.empty)):
                given = dict.fromkeys(required, value) if name is None else {**dict.fromkeys(required, 1), name: value}
                first = [given.pop(each.name) for each in parameters if each.kind is each.POSITIONAL_ONLY]
                with contextlib.suppress(ChatwootError, StopAsyncIteration):
                    await _go(method(*first, **given))
                called += 1
    assert called > 300
