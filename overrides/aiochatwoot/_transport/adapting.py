"""Code shared by the adapters to HTTP libraries."""

from __future__ import annotations

import asyncio
import math
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, MutableMapping
from http import HTTPStatus
from types import TracebackType

from .._urls import Url
from .failures import NetworkFailure
from .messages import Headers, Request, Response
from .retry_rules import IDEMPOTENT

KEPT = 5.0
"""Seconds to keep an idle connection; httpx's default."""
STALE = 1.0
"""Seconds after which the server may be about to close an idle connection.

A request sent while the server closes is lost, and the client cannot tell whether the server saw it. A repeatable
request is retried; any other request uses a recently used connection, or a new one.
"""
# A parser error quotes received bytes, which may be a header.
_QUOTED = re.compile(r":? ?(?:bytearray\(|b['\"]).*", re.DOTALL)


class Exchanging(ABC):
    """Base class of adapters: sends requests and translates their errors."""

    async def send(self, request: Request) -> Response:
        """Send one request."""
        outcome = await self._exchange(request)
        del request  # tracebacks show this frame's locals; deeper frames, which held the headers, are gone
        if isinstance(outcome, Response):
            return outcome
        raise outcome

    @abstractmethod
    async def _exchange(self, request: Request) -> Response | Exception: ...


def redact(headers: MutableMapping[str, str], token_header: str | None) -> None:
    """Overwrite the secrets in the headers of a sent request, since a mock or an error may keep them."""
    for name in (token_header, "proxy-authorization"):
        if name is not None and name in headers:
            headers[name] = "[secret]"


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Convert a response's raw header fields."""
    return Headers([(_text(name), _text(value)) for name, value in raw])


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def used_since(method: str) -> float:
    """Return the event loop time since when a connection must have been used to serve this request."""
    return -math.inf if method in IDEMPOTENT else asyncio.get_running_loop().time() - STALE


def framed_headers(request: Request) -> dict[str, str]:
    """Return the headers of a request with Host, and Content-Length or Transfer-Encoding."""
    headers = {"host": request.url.text.split("/", 3)[2], **request.headers}
    body = request.body
    length = len(body) if isinstance(body, bytes) else 0 if body is None else body.content_length
    if length is None:
        headers["transfer-encoding"] = "chunked"
    elif body is not None or request.method in ("POST", "PUT", "PATCH"):
        headers["content-length"] = str(length)
    return headers


def target_of(url: Url) -> str:
    """Return the path and query of a URL."""
    return url.text[url.text.index("/", len("https://")) :]


def shown(error: BaseException) -> str:
    """Return the first line of an error, without the bytes that it quotes."""
    return _QUOTED.sub("", str(error).partition("\n")[0])


def refusal_of_proxy(status: int) -> str:
    """Describe a proxy's response by its status only: the response's text may repeat the credentials."""
    return f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else str(status)


class SentBody:
    """Iterates over a request body, and keeps the body's own exception apart from network errors.

    Attributes:
        error: The exception of the iteration; None if it raised none.
    """

    error: Exception | None

    def __init__(self, body: AsyncIterable[bytes]) -> None:
        self._body = body
        self._chunks: AsyncIterator[bytes] | None = None
        self._trace: TracebackType | None = None
        self.error = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = aiter(self._body)
        return self

    async def __anext__(self) -> bytes:
        assert self._chunks is not None
        try:
            return await anext(self._chunks)
        except StopAsyncIteration:
            raise
        except Exception as error:
            self.error, self._trace = error, error.__traceback__
            raise

    def outcome(self) -> Exception | None:
        """The exception of the iteration, without the library's frames: their locals hold headers."""
        return None if self.error is None else self.error.with_traceback(self._trace)


def never_sent(failure: NetworkFailure, *, is_proxied: bool) -> NetworkFailure:
    """Return the failure, marked as having happened before any byte reached the server."""
    if failure.never_reached_server:
        return failure
    name = "ConnectTimeout" if failure.is_timeout else "ProxyError" if is_proxied else "ConnectError"
    return NetworkFailure(name, failure.detail)


class IdleTimer:
    """One timer for all idle connections of an adapter.

    Args:
        expire: Closes the connections last used at or before a given event loop time. Returns when the longest idle
            of the remaining connections was last used; None if none remains.
    """

    def __init__(self, expire: Callable[[float], float | None]) -> None:
        self._expire = expire
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> float:
        """Record that a connection became idle, and return the event loop's time."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._handle is None:
            self._handle = loop.call_at(now + KEPT, self._fire, loop)
        return now

    def _fire(self, loop: asyncio.AbstractEventLoop) -> None:
        oldest = self._expire(loop.time() - KEPT + 0.001)  # timers may fire slightly early
        self._handle = None if oldest is None else loop.call_at(oldest + KEPT, self._fire, loop)

    def stop(self) -> None:
        """Stop the timer: no connection is left."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
