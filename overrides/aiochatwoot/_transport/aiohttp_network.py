"""The adapter to aiohttp."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterable, AsyncIterator
from functools import lru_cache
from typing import Any
from urllib.request import getproxies

import aiohttp
from yarl import URL

from .._urls import Url
from ..errors import ChatwootError, SettingsError
from ..settings import Timeout
from .adapting import Exchanging, SentBody, framed_headers, read_headers, redact
from .aiohttp_pool import Connector, as_failure, check_address
from .environment import proxy_of, tls
from .failures import NetworkFailure
from .messages import Request, Response

_LONGEST_LINE = 100 * 1024
"""Maximum bytes of a line in a response head, the same as httpx's; aiohttp's default is 8190."""
_AUTOMATIC = {"accept", "accept-encoding", "user-agent"}
"""Headers that aiohttp adds if missing. It also adds Content-Type if there may be a body."""
_SHORT = 2**16
"""Maximum bytes of a body without write timeout: the operating system buffers it immediately."""


class AiohttpNetwork(Exchanging):
    """The adapter to aiohttp; it uses the proxies from the environment.

    aiohttp's defaults do not fit: it retries requests outside the limiter and the hooks; has no write timeout; keeps
    idle connections for up to twice the configured time; reads bytes after a response as the next response; and fails
    if a 204 or a response to HEAD has a body.

    Args:
        base: The server.

    Raises:
        SettingsError: a proxy or certificate file from the environment cannot be used.
    """

    def __init__(self, base: Url) -> None:
        self._proxies = getproxies()
        self._tls = tls()
        self._session: aiohttp.ClientSession | None = None
        self._base = base.origin
        self._base_proxy = self._proxy(base)  # reports an invalid proxy when the client is created
        self._limits = (Timeout(), _limits(Timeout()))

    async def _exchange(self, request: Request) -> Response | Exception:
        body = request.body
        headers = framed_headers(request)
        options: dict[str, Any] = {"headers": headers, "timeout": self._client_timeout(request.timeout)}
        headers.pop("transfer-encoding", None)  # aiohttp adds it
        if not (headers.keys() >= _AUTOMATIC and ("content-type" in headers or request.method == "GET")):
            options["skip_auto_headers"] = {*_AUTOMATIC, "content-type"}
        proxy = self._base_proxy if request.url.origin == self._base else self._proxy(request.url)
        if proxy is not None:
            options["proxy"], credentials = proxy
            if request.url.origin[0] == "https":
                options["proxy_headers"] = credentials
            else:
                headers.update(credentials)  # plain http goes to the proxy itself, without a tunnel
        outcome: aiohttp.ClientResponse | Exception
        sent: _Upload | None = None
        try:
            if body is None or (isinstance(body, bytes) and len(body) <= _SHORT):
                outcome = await self._request(request, options, body or None)
            else:
                sent = _Upload(_chunks(body) if isinstance(body, bytes) else body, request.timeout.write)
                outcome = await self._upload(request, options, sent)
        except (NetworkFailure, ChatwootError) as failure:
            outcome = failure.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - such as RuntimeError of a closed session
            outcome = as_failure(error)
        finally:
            redact(headers, request.token_header)
        if isinstance(outcome, Exception):
            return outcome
        return Response(outcome.status, read_headers(outcome.raw_headers), _Body(outcome, sent), request.url)

    async def _request(self, request: Request, options: dict[str, Any], data: object) -> aiohttp.ClientResponse:
        url = URL(request.url.text, encoded=True)
        if (url.scheme, url.raw_host, url.port) != request.url.origin:
            raise NetworkFailure("LocalProtocolError", "yarl reads the host of the URL differently")
        session = self._session or self._open()
        check_address.set(request.check_address)
        options["middlewares"] = (_once(request.token_header),)
        return await session.request(request.method, url, allow_redirects=False, data=data, **options)

    async def _upload(
        self, request: Request, options: dict[str, Any], body: _Upload
    ) -> aiohttp.ClientResponse | Exception:
        """Send a body with a timeout for each write; returns the exception of the body's own iteration."""
        has_response = False
        try:
            async with body.scope:
                response = await self._request(request, options, body)
            has_response = True
            return response
        except TimeoutError:
            return body.outcome() or NetworkFailure("WriteTimeout", "the server takes no more of the body")
        except NetworkFailure as failure:
            return body.outcome() or failure.with_traceback(None)
        finally:
            body.is_over = True
            # aiohttp cancelled its task, but waits for it only if there was a response.
            if body.reader is not None and (not has_response or body.reader.cancelling()):
                await _end(body.reader)

    def _proxy(self, url: Url) -> tuple[URL, dict[str, str]] | None:
        """Return the proxy for a URL, and the header with its credentials; None without a proxy."""
        found = proxy_of(url, self._proxies)
        if found is None:
            return None
        proxy = URL(found.url)
        if proxy.scheme not in ("http", "https"):
            raise SettingsError(
                f'{url.origin[0]}_proxy: of the environment: transport="aiohttp" knows no {proxy.scheme} proxies; '
                "leave transport= out"
            )
        if found.credentials is None:
            return proxy, {}
        # As a header: aiohttp warns if credentials are passed separately.
        credentials = b64encode(":".join(found.credentials).encode()).decode()
        return proxy, {"proxy-authorization": f"Basic {credentials}"}

    def _client_timeout(self, timeout: Timeout) -> aiohttp.ClientTimeout:
        if timeout is not self._limits[0]:
            self._limits = (timeout, _limits(timeout))
        return self._limits[1]

    def _open(self) -> aiohttp.ClientSession:
        """Return the session. It is created inside the event loop; a client may be created before the loop."""
        self._session = aiohttp.ClientSession(
            connector=Connector(self._tls),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
        )
        return self._session

    async def aclose(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def __del__(self) -> None:
        # The client itself warns if it was not closed; aiohttp would add five more lines.
        session: aiohttp.ClientSession | None = getattr(self, "_session", None)
        if session is not None:
            session.detach()


def _limits(timeout: Timeout) -> aiohttp.ClientTimeout:
    # `connect` covers the name look-up, too. By default, aiohttp rounds timeouts above five seconds up.
    return aiohttp.ClientTimeout(
        total=None,
        connect=timeout.connect,
        sock_connect=timeout.connect,
        sock_read=timeout.read,
        ceil_threshold=float("inf"),
    )


@lru_cache(64)
def _once(token_header: str | None) -> aiohttp.ClientMiddlewareType:
    """Return a middleware that keeps aiohttp from retrying, by raising exceptions that aiohttp does not know."""

    async def once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        failure: Exception
        try:
            return await handler(request)
        except (NetworkFailure, ChatwootError) as known:
            failure = known.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - whatever a library raises
            failure = as_failure(error)
        finally:
            redact(request.headers, token_header)
        raise failure

    return once


class _Body:
    """The body of a response.

    Args:
        response: The response.
        sent: The body of the request, which may still be being sent.
    """

    def __init__(self, response: aiohttp.ClientResponse, sent: _Upload | None) -> None:
        self._response = response
        self._sent = sent
        # A reset truncates a body that ends with its connection; aiohttp treats the reset as the end.
        is_framed = "content-length" in response.headers or "transfer-encoding" in response.headers
        self._protocol = None if is_framed else response._protocol

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content = self._response.content
        while True:
            try:
                chunk = await content.readany()
            except Exception as error:  # noqa: BLE001 - RuntimeError: the session was closed
                failure = as_failure(error)
                break
            if not chunk:
                lost = None if self._protocol is None else self._protocol.exception()
                if not isinstance(lost, OSError):
                    return
                failure = as_failure(lost)
                break
            yield chunk
        raise failure

    async def aclose(self) -> None:
        response = self._response
        if not response.closed:  # at the end of the body it closed itself
            response.close()
        # This cancelled the task that sends the request's body; its owner may close the body afterwards.
        reader = None if self._sent is None else self._sent.reader
        if reader is not None:
            try:
                await asyncio.wait([reader])
            finally:
                await asyncio.wait([reader])  # even if this task is cancelled


async def _end(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait for its end, even if the current task is cancelled meanwhile."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        task.cancel()
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    """Yield a large body in pieces, with a write timeout for each."""
    for start in range(0, len(content), _SHORT):
        yield content[start : start + _SHORT]


class _Upload(SentBody):
    """A request body that a task of aiohttp sends.

    Attributes:
        scope: The timeout around the sending; it expires when a write takes too long.
        reader: The task that waits for the next chunk.
        is_over: Whether the request failed or has its response.
    """

    def __init__(self, body: AsyncIterable[bytes], limit: float | None) -> None:
        super().__init__(body)
        self._limit = limit
        self.scope = asyncio.timeout(None)
        self.reader: asyncio.Task[Any] | None = None
        self.is_over = False

    async def __anext__(self) -> bytes:
        self._expire(None)
        self.reader = asyncio.current_task()
        try:
            chunk = await super().__anext__()
        finally:
            self.reader = None
        # aiohttp requests the next chunk after it wrote this one.
        self._expire(self._limit)
        return chunk

    def _expire(self, limit: float | None) -> None:
        if not (self.is_over or self.scope.expired()):
            self.scope.reschedule(None if limit is None else asyncio.get_running_loop().time() + limit)
