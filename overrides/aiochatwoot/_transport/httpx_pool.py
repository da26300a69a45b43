"""A pool for httpx and httpx2, which have the same API; neither is imported here."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.request import getproxies

import attrs

from .._urls import Origin, Url
from ..errors import ChatwootError, SettingsError
from .adapting import Exchanging, IdleTimer, never_sent, read_headers, redact, used_since
from .environment import proxy_of, tls
from .failures import NetworkFailure
from .httpx_like import Library, ReadBody, check_peer
from .messages import AddressCheck, Request, Response
from .quiet_logs import is_ours, keep_logs_quiet


class PooledNetwork(Exchanging):
    """A pool of the library's own transports; it uses the proxies from the environment.

    httpcore's pool scans all its connections twice for each request, and polls each idle one, so a request costs many
    times as much with 100 connections as with one. Here, each connection has its own httpcore pool, and the most
    recently used connection is used next. The caller limits the number of connections.

    Args:
        library: The library.
        base: The server.

    Raises:
        SettingsError: a proxy or certificate file from the environment cannot be used.
    """

    def __init__(self, library: Library, base: Url) -> None:
        keep_logs_quiet(library.core)
        self._library = library
        self._proxies = getproxies()
        create = library.module.create_ssl_context
        self._tls = tls(create if library.core == "httpcore2" else None)
        self._limits = library.module.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=None)
        self._idle: dict[Origin, deque[_Connection]] = {}
        self._all: set[_Connection] = set()
        self._timer = IdleTimer(self._expire)
        self._closing: set[asyncio.Task[None]] = set()
        self._all.discard(self._open(base))  # reports an invalid proxy when the client is created

    async def _exchange(self, request: Request) -> Response | Exception:
        try:
            sent, body = self._library.request(request)
        except NetworkFailure as refused:
            return refused.with_traceback(None)
        mark = is_ours.set(True)
        try:
            connection = await self._take(request)
            # Also for a reused connection: httpcore replaces it if the server closes it at this moment.
            if connection.http11 is None or request.check_address is not None:
                connection.check_address = None if connection.is_proxied else request.check_address
                sent.extensions["trace"] = connection.trace
            try:
                response = await connection.transport.handle_async_request(sent)
            except BaseException as error:
                await self.discard(connection)
                if not isinstance(error, Exception) or isinstance(error, AssertionError):  # an assertion of a mock
                    raise
                if isinstance(error, ChatwootError):  # the address is not allowed
                    return error.with_traceback(None)
                failure = self._library.failure(error)
                if connection.is_before_request:
                    failure = never_sent(failure, is_proxied=connection.is_proxied)
                return (None if body is None else body.outcome()) or failure
        finally:
            is_ours.reset(mark)
            redact(sent.headers, request.token_header)
        stream = _PooledBody(self, connection, response.stream)
        return Response(response.status_code, read_headers(response.headers.raw), stream, request.url)

    async def _take(self, request: Request) -> _Connection:
        idle = self._idle.get(request.url.origin)
        since = used_since(request.method)
        while idle and idle[-1].since >= since:
            connection = idle.pop()
            if not connection.is_readable:
                return connection
            await self.discard(connection)  # the server closed it, or sent unsolicited bytes
        return self._open(request.url)

    def _open(self, url: Url) -> _Connection:
        module = self._library.module
        found = proxy_of(url, self._proxies)
        scheme, _, _ = url.origin
        try:
            proxy = None if found is None else module.Proxy(found.url, auth=found.credentials)
            transport = module.AsyncHTTPTransport(verify=self._tls, limits=self._limits, proxy=proxy)
        except (ImportError, ValueError, module.InvalidURL) as error:
            raise SettingsError(f"{scheme}_proxy: of the environment: {error}") from None
        is_tunnel = scheme == "https" and found is not None and found.url.startswith("http")
        connection = _Connection(url.origin, transport, found is not None, 2 if is_tunnel else 1)
        self._all.add(connection)
        return connection

    async def release(self, connection: _Connection) -> None:
        """Keep a connection for the next request if it is reusable; otherwise close it."""
        if not connection.is_reusable():
            await self.discard(connection)
            return
        connection.since = self._timer.start()
        self._idle.setdefault(connection.origin, deque()).append(connection)

    def _expire(self, deadline: float) -> float | None:
        expired: list[_Connection] = []
        for origin, idle in list(self._idle.items()):
            while idle and idle[0].since <= deadline:
                expired.append(idle.popleft())
            if not idle:
                del self._idle[origin]
        if expired:
            task = asyncio.get_running_loop().create_task(self._close_all(expired))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        return min((idle[0].since for idle in self._idle.values()), default=None)

    async def _close_all(self, connections: list[_Connection]) -> None:
        is_ours.set(True)  # of this task
        for connection in connections:
            await self.discard(connection)

    async def discard(self, connection: _Connection) -> None:
        """Close a connection, ignoring errors."""
        self._all.discard(connection)
        try:
            with suppress(Exception):
                await connection.transport.aclose()
        finally:
            # A cancellation may arrive while httpcore holds no reference to the socket, as in the TLS handshake.
            for stream in connection.opened:
                with suppress(Exception):
                    await stream.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        self._timer.stop()
        self._idle.clear()
        if self._closing:
            await asyncio.wait(self._closing)
        while self._all:
            await self.discard(next(iter(self._all)))


@attrs.define(eq=False)
class _Connection:
    """One connection.

    Attributes:
        origin: Its server.
        transport: Its transport, which has no other connection.
        is_proxied: Whether it goes through a proxy.
        heads: Number of request heads up to and including ours: 2 if a tunnel is opened first.
        since: The event loop time of the last use.
        opened: Its sockets.
        http11: httpcore's object for it, after the first response.
        is_before_request: Whether it is being opened.
        check_address: Raises for an address that must not be connected to.
    """

    origin: Origin
    transport: Any
    is_proxied: bool
    heads: int
    since: float = 0.0
    opened: list[Any] = attrs.Factory(list)
    http11: Any = None
    is_before_request: bool = False
    check_address: AddressCheck | None = None

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Track the steps of opening the connection (httpcore's extension ``trace``)."""
        if event.endswith("connect_tcp.started"):
            self.is_before_request = True
        elif event.endswith("connect_tcp.complete"):
            self.opened.append(info["return_value"])
            await check_peer(info["return_value"], self.check_address)
        elif event.endswith("send_request_headers.started"):
            self.heads -= 1
            if self.heads == 0:
                self.is_before_request = False

    @property
    def is_readable(self) -> bool:
        """Whether the server closed the idle connection, or sent something."""
        return bool(self.http11.has_expired())

    def is_reusable(self) -> bool:
        """Return whether another request can be sent: the response was read to its end, and nothing came after it.

        Surplus bytes stay in the parser's buffer, and would be read as the next response. httpcore does not check this
        buffer, and has no public access to it. If the buffer cannot be found, no connection is used twice.
        """
        if self.http11 is None:
            found = next(iter(self.transport._pool.connections), None)
            while found is not None and not hasattr(found, "_h11_state"):
                found = getattr(found, "_connection", None)
            self.http11 = found
        return self.http11 is not None and self.http11.is_idle() and not self.http11._h11_state.trailing_data[0]


class _PooledBody(ReadBody):
    """A response body that returns its connection to the pool when closed."""

    def __init__(self, network: PooledNetwork, connection: _Connection, stream: Any) -> None:
        super().__init__(network._library, stream)
        self._network = network
        self._connection = connection

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        mark = is_ours.set(True)
        try:
            await self._close()
            await self._network.release(self._connection)
        except BaseException as error:  # a cancellation would otherwise leave the connection neither idle nor closed
            await self._network.discard(self._connection)
            if not isinstance(error, Exception):
                raise
        finally:
            is_ours.reset(mark)
