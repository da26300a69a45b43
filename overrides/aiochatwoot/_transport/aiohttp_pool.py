"""aiohttp's connection pool: closes idle connections in time, and never reuses one with surplus bytes."""

from __future__ import annotations

import functools
import math
import os
import re
import selectors
import ssl
from contextvars import ContextVar
from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler

from ..errors import ChatwootError
from .adapting import KEPT, IdleTimer, never_sent, refusal_of_proxy, shown, used_since
from .failures import NetworkFailure
from .messages import AddressCheck

check_address: ContextVar[AddressCheck | None] = ContextVar("aiochatwoot_check_address", default=None)
"""The address check of the request that is being sent."""
_Selector: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)
_LONGEST_HEAD = 100 * 1024
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


def as_failure(error: BaseException) -> NetworkFailure:
    """Return an error of aiohttp, or one of its causes, in httpx's terms."""
    name = next((name for kind, name in _NAMES if isinstance(error, kind)), "ReadError")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        text = "Server disconnected"  # aiohttp's text may quote a response head with its headers
    elif isinstance(error, aiohttp.ClientResponseError):
        text = refusal_of_proxy(error.status) if name == "ProxyError" else error.message.partition("\n")[0]
    elif isinstance(error, aiohttp.ClientOSError) and not isinstance(error, aiohttp.ClientConnectorError):
        cause = error.__cause__
        # aiohttp's text contains the URL; the number of a TLS error is not a system errno.
        text = shown(cause) if isinstance(cause, ssl.SSLError) else os.strerror(error.errno) if error.errno else ""
    elif isinstance(error, TimeoutError):
        text = ""
    else:
        text = shown(error)
    return NetworkFailure(name, text)


async def _check_peer(connection: Any, request: aiohttp.ClientRequest) -> None:
    """Check the address of a direct connection (without a proxy), and refuse it if not allowed."""
    check = check_address.get()
    peer = None if check is None or request.proxy is not None else connection.transport.get_extra_info("peername")
    if check is not None and peer is not None:
        try:
            await check(str(peer[0]))
        except BaseException:
            connection.close()
            raise


class _Protocol(ResponseHandler):
    """aiohttp's protocol of a connection; it never reads surplus bytes as a response.

    Attributes:
        since: The event loop time of the last use; None while it is in use.
    """

    since: float | None = None
    _head: bytes | None = b""  # the part of a response head received so far; None when it is complete

    def data_received(self, data: bytes) -> None:
        if self.since is not None:
            if data:  # unsolicited bytes
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
            # Pass the head alone: the parser drops a head that it read together with unreadable bytes.
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
        # By default, a reader of a body that cannot be parsed further waits endlessly.
        if self._exception is not None and self._payload is not None and not self._payload.is_eof():
            self._payload.set_exception(aiohttp.ClientPayloadError(shown(self._exception)))

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._head:
            head, self._head = self._head, None
            self._feed(head)
        super().connection_lost(exc)

    def is_clean(self) -> bool:
        """Return whether no byte came after the last response, and the server did not close the connection."""
        if self.since is not None and self._is_readable():
            return False
        # `feed_eof` returns a message if one has begun.
        return not self.should_close and (self._parser is None or self._parser.feed_eof() is None)

    def _is_readable(self) -> bool:
        """Return whether the socket of an idle connection has bytes that the event loop has not read yet.

        The loop may have been busy since: surplus bytes would be read as the next response, and a POST would fail on a
        closed connection. Call it for idle connections only: a new one may have unread TLS session tickets.
        """
        assert self.transport is not None  # closed connections are not checked
        with _Selector() as selector:
            selector.register(self.transport.get_extra_info("socket"), selectors.EVENT_READ)
            return bool(selector.select(0))

    def begin(self) -> None:
        """Record that a request begins."""
        self.since, self._head = None, b""


class Connector(aiohttp.TCPConnector):
    """aiohttp's pool; closes connections that were idle for `KEPT` seconds or have unread bytes."""

    def __init__(self, context: Any) -> None:
        # The caller limits the number of connections. The pool forgets closed ones later.
        super().__init__(ssl=context, limit=0, keepalive_timeout=2 * KEPT)
        self._factory: Any = functools.partial(_Protocol, loop=self._loop)
        self._timer = IdleTimer(self._expire)
        self._since = -math.inf
        self._unused: dict[_Protocol, None] = {}  # the last used one at the end

    async def connect(self, req: aiohttp.ClientRequest, traces: Any, timeout: aiohttp.ClientTimeout) -> Any:  # noqa: ASYNC109
        """Get a connection; a request that fails here never reached the server."""
        try:
            while True:
                self._since = used_since(req.method)
                connection = await super().connect(req, traces, timeout)
                protocol = connection.protocol
                assert isinstance(protocol, _Protocol)
                self._unused.pop(protocol, None)
                if protocol.is_clean():
                    await _check_peer(connection, req)
                    protocol.begin()
                    return connection
                connection.close()
        except ChatwootError:  # an address that is refused
            raise
        except TimeoutError:
            failure = NetworkFailure("ConnectTimeout")
        except Exception as error:  # noqa: BLE001 - the look-up of a name raises more than OSError
            failure = never_sent(as_failure(error), is_proxied=req.proxy is not None)
        raise failure

    async def _get(self, key: Any, traces: Any) -> Any:
        """Return the most recently used idle connection, if it was used recently enough.

        aiohttp calls it in the first step of `connect`, so no other task can run in between.
        """
        since, self._since = self._since, -math.inf
        idle = self._conns.get(key)
        while idle and not idle[-1][0].is_connected():
            idle.pop()
        if idle:
            last: Any = idle[-1][0]
            if last.since < since:
                return None
            idle.rotate(1)  # aiohttp takes the first
        return await super()._get(key, traces)

    def __del__(self, _warnings: Any = None) -> None:
        # As in the session, the client itself warns if it was not closed.
        if not self._closed:
            self._close()

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
