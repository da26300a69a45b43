"""State that is checked again immediately before its use."""

from __future__ import annotations

import asyncio
import gc
import socketserver
import ssl
import threading
import time
from functools import partial
from typing import Any, Literal

import pytest

from aiochatwoot import Chatwoot, Middleware, SettingsError, WindowLimiter
from aiochatwoot._transport import rate_limit
from aiochatwoot._transport.messages import Request

pytestmark = pytest.mark.behaviour


class _Surplus(socketserver.BaseRequestHandler):
    """Responds to a request and, a moment later, sends another, unsolicited response."""

    connections = 0

    def handle(self) -> None:
        type(self).connections += 1
        body = b'{"id": %d}' % self.connections
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
        while self.request.recv(65536):
            self.request.sendall(head + body)
            time.sleep(0.02)
            self.request.sendall(head + body.replace(b"id", b"no"))


@pytest.mark.parametrize("transport", [None, "aiohttp", "httpx2"])
async def test_surplus_bytes_that_nobody_has_read_yet(transport: Literal["aiohttp", "httpx2"] | None) -> None:
    """Bytes that arrive while the event loop is busy are not the next response, which uses another connection."""
    pytest.importorskip(transport or "httpx")
    _Surplus.connections = 0
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Surplus) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        async with Chatwoot(url, token="a-token-of-tests", account_id=1, transport=transport) as chatwoot:
            first = await chatwoot.request("GET", "/x")
            time.sleep(0.2)  # noqa: ASYNC251 - the loop is busy
            second = await chatwoot.request("GET", "/x")
        server.shutdown()

    assert [first, second] == [{"id": 1}, {"id": 2}]


def test_a_connector_that_is_forgotten() -> None:
    """aiohttp's connector is closed with an abandoned client, without a warning."""
    pool = pytest.importorskip("aiochatwoot._transport.aiohttp_pool")

    async def main() -> None:
        connector = pool.Connector(ssl.create_default_context())
        del connector
        gc.collect()

    asyncio.run(main())


async def test_limiters_after_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """A forked child has its own limiters, without the waits of its parent."""
    monkeypatch.setattr(rate_limit, "_limiters", rate_limit._limiters)
    monkeypatch.setattr(rate_limit, "_limiters_lock", rate_limit._limiters_lock)
    origin = ("https", "fork.example", 443)
    before = rate_limit.shared_limiter(origin, 10)
    rate_limit._begin_anew()

    assert rate_limit.shared_limiter(origin, 10) is not before


async def test_a_wake_that_comes_late() -> None:
    """A wait that has ended is not woken."""
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    rate_limit.wake(future)

    assert future.cancelled()


async def _async_hook(details: object) -> None: ...


class _AsyncHook:
    async def __call__(self, details: object) -> None: ...


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("middleware", print),
        ("middleware", [1]),
        ("on_request", 1),
        ("on_response", _async_hook),
        ("on_retry", "x"),
        ("on_wait", []),
        ("on_wait", _AsyncHook()),
        ("on_wait", partial(_AsyncHook())),
        ("on_drift", 5),
        ("on_drift", _async_hook),
        ("rate_limit", WindowLimiter),  # the class
    ],
)
def test_what_is_no_hook(name: str, value: Any) -> None:
    """A hook is a function that is not async, middleware a list of functions; the error names whatever is not."""
    with pytest.raises(SettingsError, match=f"^{name}: expected a "):
        Chatwoot("https://chat.example", token="a-token-of-tests", **{name: value})


def test_what_is_middleware() -> None:
    """Middleware may be async."""

    async def changed(request: Request) -> Request:
        return request

    found: list[Middleware] = [changed]
    assert isinstance(Chatwoot("https://chat.example", token="a-token-of-tests", middleware=found), Chatwoot)
