"""The way to the server over aiohttp: httpx-aiohttp's transport, made to keep the promises of `network`."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any
from urllib.request import getproxies

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from .._urls import origin
from ..errors import SettingsError
from .environment import KEPT, proxy_of, tls

_LONGEST_LINE = 100 * 1024
"""Bytes that a line of an answer's head may have, as with httpx; aiohttp's own limit is 8190."""
_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout),
    (aiohttp.SocketTimeoutError, httpx.ReadTimeout),
    (aiohttp.ClientProxyConnectionError, httpx.ProxyError),
    (aiohttp.ClientHttpProxyError, httpx.ProxyError),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    (aiohttp.ServerDisconnectedError, httpx.RemoteProtocolError),
    (aiohttp.ClientResponseError, httpx.RemoteProtocolError),
    (aiohttp.ClientPayloadError, httpx.RemoteProtocolError),
    (Exception, httpx.ReadError),
)
"""What the errors of aiohttp are in httpx's terms: the first that fits."""
_SHORT = 2**16
"""Bytes that need no limit for their write: they are in the hands of the system at once."""
_url: ContextVar[str] = ContextVar("aiochatwoot_url")
"""The URL of the request that is being sent, as it is."""


class AiohttpNetwork(httpx.AsyncBaseTransport):
    """httpx-aiohttp's transport, through the proxies that the environment names.

    Left to itself it takes a connection that the server has reset for one that was never made (`ConnectTimeout`), so
    that a POST would be done twice; it sends no body that is read only while it is sent; and aiohttp writes URLs anew,
    repeats requests by itself, and has no limit for a write.

    Args:
        base: The server.
    """

    def __init__(self, base: httpx.URL) -> None:
        self._proxies = getproxies()
        self._session: aiohttp.ClientSession | None = None
        self._transports: dict[tuple[object, ...], AiohttpTransport] = {}
        self._transport(base)  # what is wrong with a proxy is said at once

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        transport = self._transport(request.url)
        phases = request.extensions["timeout"]
        # There is no wait for a free connection, and what aiohttp calls its limit includes finding the address.
        extensions = {"timeout": phases | {"pool": phases["connect"]}}
        _url.set(str(request.url))
        # `read`, since what follows a redirect was not read yet, and would be sent in chunks.
        if isinstance(request.stream, httpx.ByteStream) and len(request.read()) <= _SHORT:
            request.extensions.update(extensions)
            response = await transport.handle_async_request(request)
        else:
            response = await self._upload(transport, request, extensions)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Answer(response.stream)
        return response

    async def _upload(
        self, transport: AiohttpTransport, request: httpx.Request, extensions: dict[str, Any]
    ) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        body = _Upload(request.stream, extensions["timeout"]["write"])
        # A request of its own: the first one says that its content is b"", and that would be sent.
        upload = httpx.Request(request.method, request.url, headers=request.headers, stream=body, extensions=extensions)
        failure: Exception
        has_answer = False
        try:
            async with body.scope:
                response = await transport.handle_async_request(upload)
            has_answer = True
            return response
        except TimeoutError:
            failure = httpx.WriteTimeout("the server takes no more of the body")
        except httpx.TransportError as error:
            failure = body.error or error
        finally:
            body.is_over = True
            # aiohttp has cancelled its task, and waits for it only where there was an answer.
            if body.reader is not None and not has_answer:
                await asyncio.wait([body.reader])
        raise failure

    def _transport(self, url: httpx.URL) -> AiohttpTransport:
        """The transport to the server of this URL; all of them have one session."""
        server = origin(url)
        if server not in self._transports:
            proxy = proxy_of(url, self._proxies)
            self._transports[server] = AiohttpTransport(
                verify=tls(), client=self._open, proxy=None if proxy is None else _proxy(proxy, url.scheme)
            )
        return self._transports[server]

    def _open(self) -> aiohttp.ClientSession:
        """The session, made inside of the event loop; a client may be made before there is one."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # How many there are is for the caller to limit.
                connector=aiohttp.TCPConnector(ssl=tls(), limit=0, keepalive_timeout=KEPT),
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_send,),
                max_line_size=_LONGEST_LINE,
                max_field_size=_LONGEST_LINE,
            )
        return self._session

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()


async def _send(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Send a request as it is and once, and say in httpx's terms what went wrong.

    aiohttp writes the escapes of a URL anew, which a signature may cover. It repeats what failed on a connection that
    it had kept, unseen by the limiter and the hooks; but not after an error that is not its own.
    """
    request.url = URL(_url.get(), encoded=True)
    if request.proxy_headers and not request.is_ssl():
        request.headers.update(request.proxy_headers)  # without a tunnel, this goes to the proxy itself
    try:
        return await handler(request)
    except (aiohttp.ClientError, OSError) as error:
        failure = _as_httpx(error)
    raise failure  # here, where it holds nothing of aiohttp: its errors know the headers as sent


def _as_httpx(error: BaseException) -> httpx.TransportError:
    kind = next(kind for of, kind in _ERRORS if isinstance(error, of))
    if issubclass(kind, httpx.TimeoutException):
        return kind("")
    text = error.message if isinstance(error, aiohttp.ClientResponseError) else str(error)
    return kind(text.partition("\n")[0])


def _proxy(url: str, scheme: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(url)
        if proxy.url.scheme not in ("http", "https"):
            raise ValueError(f'transport="aiohttp" knows no {proxy.url.scheme} proxies; leave transport= out')
    except (ValueError, httpx.InvalidURL) as error:
        raise SettingsError(f"{scheme}_proxy: of the environment: {error}") from None
    if proxy.raw_auth is None:
        return proxy
    # As a header: aiohttp warns of a password that it is given as one.
    credentials = b64encode(b":".join(proxy.raw_auth)).decode()
    return httpx.Proxy(proxy.url, headers={"Proxy-Authorization": f"Basic {credentials}"})


class _Answer(httpx.AsyncByteStream):
    """The body of an answer, with httpx's errors."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
            return
        except (httpx.TransportError, RuntimeError) as error:  # RuntimeError: the session was closed
            failure = _as_httpx(error.__cause__ or error)
        raise failure

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Upload(httpx.AsyncByteStream):
    """A body on its way, in a task of aiohttp's.

    Attributes:
        scope: What the sending is in; it expires when a write takes too long.
        reader: The task that waits for the next chunk.
        is_over: Whether the request failed or has its answer.
        error: What ended the body itself; aiohttp makes a failed connection of that.
    """

    def __init__(self, stream: httpx.AsyncByteStream, limit: float | None) -> None:
        self._chunks = aiter(stream)
        self._limit = limit
        self.scope = asyncio.timeout(None)
        self.reader: asyncio.Task[Any] | None = None
        self.is_over = False
        self.error: Exception | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        self._expire(None)
        self.reader = asyncio.current_task()
        try:
            chunk = await anext(self._chunks)
        except StopAsyncIteration:
            raise
        except Exception as error:
            self.error = error
            raise
        finally:
            self.reader = None
        # aiohttp asks for the next one when this one is written.
        self._expire(self._limit)
        return chunk

    def _expire(self, limit: float | None) -> None:
        if not (self.is_over or self.scope.expired()):
            self.scope.reschedule(None if limit is None else asyncio.get_running_loop().time() + limit)
