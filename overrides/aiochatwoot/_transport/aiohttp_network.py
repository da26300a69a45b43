"""The adapter to aiohttp."""

from __future__ import annotations

import asyncio
import functools
import os
import re
from base64 import b64encode
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any
from urllib.request import getproxies

import aiohttp
from aiohttp.client_proto import ResponseHandler
from yarl import URL

from .._urls import Origin, Url
from ..errors import SettingsError
from ..settings import Timeout
from .adapting import KEPT, IdleTimer, SentBody, framed_headers, never_sent, read_headers, redact, shown
from .environment import proxy_of, tls
from .failures import NetworkFailure
from .messages import Request, Response

_LONGEST_LINE = 100 * 1024
"""Bytes that a line in the head of a response may have, as with httpx; aiohttp's own limit is 8190."""
_AUTOMATIC = {"accept", "accept-encoding", "user-agent"}
"""What aiohttp adds where it is missing, and Content-Type where there may be a body."""
_SHORT = 2**16
"""Bytes of a body whose write needs no limit: the system takes them at once."""
_LONGEST_HEAD = 2**20
_END = re.compile(rb"\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length: *([0-9]{1,18})\r?\n", re.IGNORECASE)
_VERSION = b"HTTP/"
_WITHOUT_BODY = (b"204", b"304")
_NAMES: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ConnectionTimeoutError, "ConnectTimeout"),
    (aiohttp.ClientHttpProxyError, "ProxyError"),
    (aiohttp.ClientProxyConnectionError, "ProxyError"),
    (aiohttp.ClientConnectorError, "ConnectError"),
    (aiohttp.ServerDisconnectedError, "RemoteProtocolError"),
    (aiohttp.ClientResponseError, "RemoteProtocolError"),
    (aiohttp.ClientPayloadError, "RemoteProtocolError"),
    (aiohttp.ClientConnectionResetError, "WriteError"),
    (TimeoutError, "ReadTimeout"),
)
"""The errors of aiohttp in httpx's terms: the first that fits, else ReadError."""


class AiohttpNetwork:
    """aiohttp, through the proxies that the environment names.

    Left to itself aiohttp repeats requests, unseen by the limiter and the hooks; has no limit for a write; keeps idle
    connections for up to twice as long as it is told to; takes bytes that come after a response for the next one; and
    fails where a 204 or a response to HEAD has a body.

    Args:
        base: The server.

    Raises:
        SettingsError: a proxy or a file of certificates that the environment names cannot be used.
    """

    def __init__(self, base: Url) -> None:
        self._proxies = getproxies()
        self._tls = tls()
        self._session: aiohttp.ClientSession | None = None
        self._base = base.origin
        self._base_proxy = self._proxy(base)  # a proxy that cannot be used is reported when the client is made
        self._limits = (Timeout(), _limits(Timeout()))

    async def send(self, request: Request) -> Response:
        """Send one request."""
        outcome = await self._exchange(request)
        del request  # a traceback shows the locals of this frame
        if isinstance(outcome, Response):
            return outcome
        raise outcome

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
                headers.update(credentials)  # without a tunnel, the request goes to the proxy itself
        try:
            if body is None or (isinstance(body, bytes) and len(body) <= _SHORT):
                response = await self._request(request, options, body or None)
            else:
                sent = _Upload(_chunks(body) if isinstance(body, bytes) else body, request.timeout.write)
                outcome = await self._upload(request, options, sent)
                if isinstance(outcome, Exception):
                    return outcome
                response = outcome
        except NetworkFailure as failure:
            return failure.with_traceback(None)
        except Exception as error:  # a closed session, a header that cannot be written
            return _failure(error)
        finally:
            redact(headers)
        stream = _Body(response)
        return Response(response.status, read_headers(response.raw_headers), stream, request.url)

    async def _request(self, request: Request, options: dict[str, Any], data: object) -> aiohttp.ClientResponse:
        url = URL(request.url.text, encoded=True)
        if (url.scheme, url.raw_host, url.port) != request.url.origin:
            raise NetworkFailure("LocalProtocolError", "yarl reads the host of the URL differently")
        session = self._session or self._open()
        return await session.request(request.method, url, allow_redirects=False, data=data, **options)

    async def _upload(
        self, request: Request, options: dict[str, Any], body: _Upload
    ) -> aiohttp.ClientResponse | Exception:
        """Send a body with a limit for each write; gives back what the body's own iteration raised."""
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
            # aiohttp has cancelled its task, and waits for it only where there was a response.
            if body.reader is not None and not has_response:
                await asyncio.wait([body.reader])

    def _proxy(self, url: Url) -> tuple[URL, dict[str, str]] | None:
        """The proxy for a URL, and the header with its credentials."""
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
        # As a header: aiohttp warns of credentials that it is given apart.
        credentials = b64encode(":".join(found.credentials).encode()).decode()
        return proxy, {"proxy-authorization": f"Basic {credentials}"}

    def _client_timeout(self, timeout: Timeout) -> aiohttp.ClientTimeout:
        if timeout is not self._limits[0]:
            self._limits = (timeout, _limits(timeout))
        return self._limits[1]

    def _open(self) -> aiohttp.ClientSession:
        """The session, made inside of the event loop: a client may be made before there is one."""
        self._session = aiohttp.ClientSession(
            connector=_Connector(self._tls),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            middlewares=(_once,),
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
        )
        return self._session

    async def aclose(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()


def _limits(timeout: Timeout) -> aiohttp.ClientTimeout:
    # `connect` covers the name look-up, too. Left alone, aiohttp rounds limits of more than five seconds up.
    return aiohttp.ClientTimeout(
        total=None,
        connect=timeout.connect,
        sock_connect=timeout.connect,
        sock_read=timeout.read,
        ceil_threshold=float("inf"),
    )


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """A middleware: aiohttp repeats no request that failed with an error which is not its own."""
    try:
        return await handler(request)
    except NetworkFailure as known:
        failure = known.with_traceback(None)
    except Exception as error:
        failure = _failure(error)
    finally:
        redact(request.headers)
    raise failure


def _failure(error: BaseException, default: str = "ReadError") -> NetworkFailure:
    name = next((name for kind, name in _NAMES if isinstance(error, kind)), default)
    if isinstance(error, aiohttp.ClientResponseError):
        text = f"{error.status} {error.message}" if name == "ProxyError" else error.message.partition("\n")[0]
    elif isinstance(error, aiohttp.ClientOSError) and not isinstance(error, aiohttp.ClientConnectorError):
        text = os.strerror(error.errno) if error.errno else ""  # its own text has the URL
    elif isinstance(error, TimeoutError):
        text = ""
    else:
        text = shown(error)
    return NetworkFailure(name, text)


class _Protocol(ResponseHandler):
    """aiohttp's side of a connection, which cannot mistake surplus bytes for a response.

    Attributes:
        since: When it was used last, by the clock of the event loop; None while it is in use.
    """

    since: float | None = None
    _head: bytes | None = b""  # what came of the head of a response; None when it is whole

    def data_received(self, data: bytes) -> None:
        if self.since is not None:
            if data:  # nobody asked for that
                self.close()
            return
        if self._head is None:
            self._feed(data)
            return
        data = self._head + data
        while found := _END.search(data):
            end = found.end()
            status = data[9:12]
            is_without_body = self._skip_payload or status in _WITHOUT_BODY
            length = None if is_without_body else _LENGTH.search(data, 0, end)
            if length is not None and len(data) - end <= int(length[1]):
                self._head = None
                self._feed(data)
                return
            # The parser gets the head alone: it forgets one that it read together with something it cannot read.
            head, data = data[:end], data[end:]
            self._feed(head)
            if status[:1] == b"1" and status != b"101":
                continue
            self._head = None
            if data and is_without_body:
                self.force_close()
            elif data:
                self._feed(data)
            return
        if len(data) < _LONGEST_HEAD and _VERSION.startswith(data[: len(_VERSION)]):
            self._head = data
            self.start_timeout()
        else:
            self._head = None
            self._feed(data)

    def _feed(self, data: bytes) -> None:
        super().data_received(data)
        # Left alone, who reads a body that cannot be parsed any further waits for ever.
        if self._exception is not None and self._payload is not None and not self._payload.is_eof():
            self._payload.set_exception(aiohttp.ClientPayloadError(shown(self._exception)))

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._head:
            head, self._head = self._head, None
            self._feed(head)
        super().connection_lost(exc)

    def is_clean(self) -> bool:
        """Whether no byte came after the last response."""
        if self.should_close:
            return False
        try:
            return self._parser is None or self._parser.feed_eof() is None  # else the beginning of a message
        except Exception:  # noqa: BLE001 - one that ends early
            return False

    def begin(self) -> None:
        """A request begins."""
        self.since, self._head = None, b""


class _Connector(aiohttp.TCPConnector):
    """aiohttp's pool; a connection is closed when it was idle for `KEPT` seconds, and is clean when it is used again."""

    def __init__(self, context: Any) -> None:
        # How many there are is for the caller to limit. The pool forgets the closed ones some time later.
        super().__init__(ssl=context, limit=0, keepalive_timeout=2 * KEPT)
        self._factory: Any = functools.partial(_Protocol, loop=self._loop)
        self._timer = IdleTimer(self._expire)
        self._unused: dict[_Protocol, None] = {}  # the one that was used last at the end

    async def connect(self, req: aiohttp.ClientRequest, traces: Any, timeout: aiohttp.ClientTimeout) -> Any:
        """Get a connection; what goes wrong here never reached the server."""
        try:
            while True:
                connection = await super().connect(req, traces, timeout)
                protocol = connection.protocol
                assert isinstance(protocol, _Protocol)
                self._unused.pop(protocol, None)
                if protocol.is_clean():
                    protocol.begin()
                    return connection
                connection.close()
        except TimeoutError:
            failure = NetworkFailure("ConnectTimeout")
        except Exception as error:
            failure = never_sent(_failure(error), is_proxied=req.proxy is not None)
        raise failure

    def _release(self, key: Any, protocol: Any, *, should_close: bool = False) -> None:
        super()._release(key, protocol, should_close=should_close)
        if protocol.is_connected() and not self.closed:
            protocol.since = self._timer.start()
            self._unused[protocol] = None

    def _expire(self, deadline: float) -> float | None:
        for protocol in list(self._unused):
            assert protocol.since is not None
            if protocol.since > deadline:
                return protocol.since
            del self._unused[protocol]
            protocol.close()
        return None

    def _close(self, **options: Any) -> Any:
        self._timer.stop()
        self._unused.clear()
        return super()._close(**options)


class _Body:
    """The body of a response.

    Args:
        response: The response.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        # A body that ends with its connection is cut short where that was reset, which aiohttp takes for its end.
        is_framed = "content-length" in response.headers or "transfer-encoding" in response.headers
        self._protocol = None if is_framed else response._protocol

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content = self._response.content
        while True:
            try:
                chunk = await content.readany()
            except Exception as error:  # RuntimeError: the session was closed
                failure = _failure(error)
                break
            if not chunk:
                lost = None if self._protocol is None else self._protocol.exception()
                if not isinstance(lost, OSError):
                    return
                failure = _failure(lost)
                break
            yield chunk
        raise failure

    async def aclose(self) -> None:
        response = self._response
        if response.content.at_eof():
            response.release()
        else:
            response.close()


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    """A large body in pieces, each of which has its limit to be written."""
    for start in range(0, len(content), _SHORT):
        yield content[start : start + _SHORT]


class _Upload(SentBody):
    """A body on its way, in a task of aiohttp's.

    Attributes:
        scope: What the sending is in; it expires when a write takes too long.
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
        # aiohttp asks for the next one when this one is written.
        self._expire(self._limit)
        return chunk

    def _expire(self, limit: float | None) -> None:
        if not (self.is_over or self.scope.expired()):
            self.scope.reschedule(None if limit is None else asyncio.get_running_loop().time() + limit)
