"""The way to the server: httpx's own transport, through the proxies that the environment names."""

from __future__ import annotations

import functools
import time
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

import attrs
import httpx

from .._urls import origin
from ..errors import SettingsError
from .environment import KEPT, proxy_of, tls
from .streams import Held

if TYPE_CHECKING:
    import httpcore


_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT)


class Network(httpx.AsyncBaseTransport):
    """httpx's own transport, through the proxies that the environment names.

    httpcore's pool looks at every connection that it has, twice for each request, and asks the system about each idle
    one: with 100 of them a request costs many times as much as with one. So each connection has a pool of its own, and
    the one that was used last is used next. How many there are is for the caller to limit.

    Args:
        base: The server.

    Raises:
        SettingsError: a proxy or a file of certificates that the environment names cannot be used.
    """

    def __init__(self, base: httpx.URL) -> None:
        self._proxies = getproxies()
        self._idle: dict[tuple[object, ...], deque[_Line]] = {}
        self._lines: set[_Line] = set()
        self._give_back(self._take(base))  # what is wrong with a proxy is said at once

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        opened: list[httpcore.AsyncNetworkStream] = []

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith("connect_tcp.complete"):
                opened.append(info["return_value"])

        request.extensions["trace"] = trace
        line = self._take(request.url)
        try:
            response = await line.transport.handle_async_request(request)
        except BaseException:
            # A cancellation may come when httpcore holds the connection nowhere: in the TLS handshake, say.
            await self._close(line)
            for stream in opened:
                await stream.aclose()
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = Held(response.stream, functools.partial(self._release, line))
        return response

    def _take(self, url: httpx.URL) -> _Line:
        idle = self._idle.setdefault(origin(url), deque())
        if idle:
            return idle.pop()
        proxy, authorities = proxy_of(url, self._proxies), tls()
        try:
            transport = httpx.AsyncHTTPTransport(verify=authorities, limits=_ONE, proxy=proxy)
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            raise SettingsError(f"{url.scheme}_proxy: of the environment: {error}") from None
        line = _Line(transport, idle)
        self._lines.add(line)
        return line

    def _give_back(self, line: _Line) -> None:
        line.since = time.monotonic()
        line.idle.append(line)

    async def _release(self, line: _Line, is_whole: bool) -> None:
        """Keep a connection for the next request, and close those that nobody has used for some time."""
        if not is_whole:
            await self._close(line)
            return
        self._give_back(line)
        while line.idle and line.idle[0].since < line.since - KEPT:
            await self._close(line.idle.popleft())

    async def _close(self, line: _Line) -> None:
        self._lines.discard(line)
        await line.transport.aclose()

    async def aclose(self) -> None:
        while self._lines:
            await self._close(next(iter(self._lines)))


@attrs.define(eq=False)
class _Line:
    """One connection.

    Attributes:
        transport: Has no other.
        idle: Where it is while nobody uses it, the one that was used last at the end.
        since: Since when that is, in seconds of the monotonic clock.
    """

    transport: httpx.AsyncHTTPTransport
    idle: deque[_Line]
    since: float = 0.0
