"""The connection side of a client: one `httpx.AsyncClient`, and what stands between a call and the network.

    call -> [auth -> retries -> one attempt: rate limit, a place in flight, connection, body] -> answer

Each attempt goes through the limiter, retries too. Everything of a call is under one deadline.
"""

from __future__ import annotations

import asyncio
import functools
import os
import platform
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx

from ._version import __version__
from .auth import TokenAuth, origin
from .errors import (
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    RequestRecord,
    RequestTimeoutError,
    ResponseTooLargeError,
)
from .observe import Hooks, keep_queries_out_of_logs
from .rate_limit import RateLimiter, shared_limiter
from .retries import CALL, Call, RetryBudget, RetryTransport
from .settings import Settings

_Error = TypeVar("_Error", bound=BaseException)
_OF_THE_TRANSFER = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


class AttemptTransport(httpx.AsyncBaseTransport):
    """One attempt: a place in the server's minute, a place in flight, the connection, the body.

    Args:
        inner: The transport to the network.
        limiter: The rate limiter; None for no limit.
        max_in_flight: How many attempts may be under way at once.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, limiter: RateLimiter | None, max_in_flight: int) -> None:
        self._inner = inner
        self._limiter = limiter
        self._max = max_in_flight
        self._places = asyncio.Semaphore(max_in_flight)
        self._waiting = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call: Call = request.extensions[CALL]
        while True:
            minute = await self._minute(call)
            self._waiting += 1
            call.stage = (
                f"waiting for one of {self._max} places in flight ({self._waiting} calls wait for one); "
                "raise max_in_flight= or deadline="
            )
            try:
                await self._places.acquire()
            finally:
                self._waiting -= 1
            try:
                # The queue for a place may have been longer than what was left of the minute.
                if self._limiter is None or self._limiter.is_current(minute):
                    call.stage = "waiting for the server"
                    return await self._send(request, call, minute)
            finally:
                self._places.release()

    async def _minute(self, call: Call) -> int:
        if self._limiter is None:
            return 0
        wait = self._limiter.wait()
        if wait >= call.left():
            raise RequestTimeoutError(
                f"the rate limit of {self._limiter.limit} requests a minute leaves no place for {wait:.1f} s, "
                f"and the deadline leaves {call.left():.1f} s"
            )
        call.stage = "waiting for a place in the rate limit"
        return await self._limiter.acquire()

    async def _send(self, request: httpx.Request, call: Call, minute: int) -> httpx.Response:
        sent, response = time.time(), None
        try:
            response = await self._inner.handle_async_request(request)
            if call.max_body is None:
                return response
            try:
                content = await _read(response, call.max_body)
            finally:
                await response.aclose()
        finally:
            if self._limiter is not None:
                status = None if response is None else response.status_code
                date = None if response is None else response.headers.get("date")
                self._limiter.release(minute, status, date, sent)
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_TRANSFER]
        return httpx.Response(
            response.status_code, headers=headers, content=content, extensions=response.extensions, request=request
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _read(response: httpx.Response, limit: int) -> bytes:
    """The decoded body, as far as it is allowed to go: a compressed bomb is stopped while it unfolds."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > limit:
            raise ResponseTooLargeError(f"the body is larger than {limit} bytes; raise max_body= to allow it")
        chunks.append(chunk)
    return b"".join(chunks)


class Session:
    """What all clients that were derived from each other share: connections, the retry budget, the limiter."""

    def __init__(
        self,
        settings: Settings,
        hooks: Hooks,
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        self.base = httpx.URL(settings.base_url)
        limit = settings.rate_limit
        limiter = None if limit is None else shared_limiter(origin(self.base), limit)
        inner = _network(self.base, settings.max_in_flight) if transport is None else transport
        attempts = AttemptTransport(inner, limiter, settings.max_in_flight)
        self._home: tuple[int, asyncio.AbstractEventLoop] | None = None
        self._http = httpx.AsyncClient(
            auth=TokenAuth(settings.token, self.base),
            headers={
                "Accept": "application/json",  # without it, some errors are pages of HTML
                "Accept-Encoding": "gzip, deflate",  # what httpx reads without more libraries
                "User-Agent": f"aiochatwoot/{__version__} httpx/{httpx.__version__} Python/{platform.python_version()}",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # the token alone says who asks
            follow_redirects=False,  # TokenAuth does, where it is safe
            transport=RetryTransport(attempts, RetryBudget(), hooks),
        )
        keep_queries_out_of_logs(self.base)

    @property
    def is_open(self) -> bool:
        """Whether it was used, and not closed since."""
        return self._home is not None and not self._http.is_closed

    async def aclose(self) -> None:
        """Close all connections; again does nothing."""
        await self._http.aclose()

    async def send(
        self,
        call: Call,
        method: str,
        url: httpx.URL,
        phases: httpx.Timeout,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[RequestRecord, httpx.Response]:
        """Send a request, and give back its answer, whatever its status, with its whole body.

        Raises:
            ChatwootError: there was no answer.
        """
        self._check()
        record = RequestRecord(method, str(url))
        result = await self._send(call, record, method, url, phases, content, headers)
        # Raised here, and not below: the locals of those frames hold the headers that were written.
        if isinstance(result, ChatwootError):
            raise self._complete(result, record, call)
        return record, result

    async def _send(
        self,
        call: Call,
        record: RequestRecord,
        method: str,
        url: httpx.URL,
        phases: httpx.Timeout,
        content: bytes | None,
        headers: Mapping[str, str] | None,
    ) -> httpx.Response | ChatwootError:
        try:
            async with asyncio.timeout_at(call.deadline):
                request = self._http.build_request(
                    method, url, content=content, headers=headers, timeout=phases, extensions={CALL: call}
                )
                return await self._http.send(request)
        except httpx.HTTPError as error:
            return _failure(error, record)
        except TimeoutError as error:
            return _late(error, call)
        except ChatwootError as error:
            return error
        except asyncio.CancelledError as error:
            _without_frames(error)
            raise

    @asynccontextmanager
    async def stream(
        self, call: Call, method: str, url: httpx.URL, phases: httpx.Timeout
    ) -> AsyncIterator[tuple[RequestRecord, httpx.Response]]:
        """Send a request, and give back its answer with the body still to be read, under the call's deadline.

        Raises:
            ChatwootError: there was no answer, or it broke off while it was read.
        """
        self._check()
        record = RequestRecord(method, str(url))
        failure: ChatwootError
        try:
            async with asyncio.timeout_at(call.deadline):
                request = self._http.build_request(method, url, timeout=phases, extensions={CALL: call})
                response = await self._http.send(request, stream=True)
                try:
                    yield record, response
                finally:
                    await response.aclose()
                return
        except httpx.HTTPError as error:
            failure = _failure(error, record)
        except TimeoutError as error:
            failure = _late(error, call)
        raise self._complete(failure, record, call)

    def _complete(self, failure: ChatwootError, record: RequestRecord, call: Call) -> ChatwootError:
        failure.request = failure.request or record
        failure.attempts = tuple(call.attempts)
        failure.advice = failure.advice or call.note
        return failure

    def _check(self) -> None:
        """Refuse what would otherwise fail somewhere below, with a message that nobody can read."""
        if self._http.is_closed:
            raise ClientStateError("the client is closed; make a new one, or use it inside of its `async with`")
        here = (os.getpid(), asyncio.get_running_loop())
        if self._home is None:
            self._home = here
        elif self._home[0] != here[0]:
            raise ClientStateError("the client was used before this process was forked; make a new one in the child")
        elif self._home[1] is not here[1]:
            raise ClientStateError("the client was used in another event loop; make a new one for each asyncio.run")


@functools.cache
def _tls() -> ssl.SSLContext:
    """The TLS settings of all clients of this process: to load the certificates takes 15 ms and more."""
    return httpx.create_ssl_context()


def _network(base: httpx.URL, max_in_flight: int) -> httpx.AsyncBaseTransport:
    """httpx's own transport, through the proxy that the environment names for the server, if any."""
    proxies = getproxies()
    proxy = proxies.get(base.scheme) or proxies.get("all")
    return httpx.AsyncHTTPTransport(
        verify=_tls(),
        limits=httpx.Limits(max_connections=max_in_flight, max_keepalive_connections=max_in_flight),
        proxy=None if proxy is None or proxy_bypass(base.host) else proxy,
    )


def _failure(error: httpx.HTTPError, record: RequestRecord) -> ChatwootError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    failure: ChatwootError
    if isinstance(error, httpx.TimeoutException):
        failure = RequestTimeoutError(f"no answer in time ({what})", request=record)
    elif isinstance(error, httpx.DecodingError):
        failure = DecodeError(f"the body cannot be decompressed ({what})", request=record)
    else:
        failure = ConnectionFailedError(f"no answer ({what})", request=record)
    failure.__cause__ = _without_frames(error)
    return failure


def _late(error: TimeoutError, call: Call) -> ChatwootError:
    failure = RequestTimeoutError(f"the deadline passed while {call.stage}")
    failure.__cause__ = _without_frames(error)
    return failure


def _without_frames(error: _Error) -> _Error:
    """The same error, its causes too, without tracebacks: the locals of those frames hold the headers as sent."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            todo += [each.__cause__, each.__context__]
    return error
