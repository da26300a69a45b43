"""The way to the server: httpx's own transport, through the proxies that the environment names."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpx

from .errors import SettingsError
from .settings import is_loopback

if TYPE_CHECKING:
    import httpcore


class Network(httpx.AsyncBaseTransport):
    """httpx's own transport, through the proxies that the environment names.

    Args:
        base: The server.
        max_connections: To the server, and to the storage that files come from, each.
    """

    def __init__(self, base: httpx.URL, max_connections: int) -> None:
        self._limits = httpx.Limits(max_connections=max_connections, max_keepalive_connections=max_connections)
        self._proxies = getproxies()
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}
        self._transport(base)  # what is wrong with a proxy is said at once

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        opened: list[httpcore.AsyncNetworkStream] = []

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith("connect_tcp.complete"):
                opened.append(info["return_value"])

        request.extensions["trace"] = trace
        transport = self._transport(request.url)
        try:
            return await transport.handle_async_request(request)
        except asyncio.CancelledError:
            await _close_lost(transport, opened)
            raise

    def _transport(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        proxy = self._proxy(url)
        if proxy not in self._transports:
            try:
                self._transports[proxy] = httpx.AsyncHTTPTransport(verify=_tls(), limits=self._limits, proxy=proxy)
            except (ImportError, ValueError, httpx.InvalidURL) as error:
                raise SettingsError(f"{url.scheme}_proxy: of the environment: {error}") from None
        return self._transports[proxy]

    def _proxy(self, url: httpx.URL) -> str | None:
        # This machine needs no proxy; and plain http, allowed to itself alone, would show it the token.
        proxy = None if is_loopback(url.host) else self._proxies.get(url.scheme) or self._proxies.get("all")
        if proxy is None or proxy_bypass(url.host) or proxy_bypass(url.netloc.decode()):
            return None
        return proxy if "://" in proxy else f"http://{proxy}"

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()


async def _close_lost(transport: httpx.AsyncHTTPTransport, opened: list[httpcore.AsyncNetworkStream]) -> None:
    """Close what httpcore loses when a cancellation comes while it opens a connection.

    In the TLS handshake it leaves the socket open; right after it, a connection in the pool that is in no request's
    hands, and neither idle nor closed: as long as it is there, one request less can be under way.
    """
    pool = transport._pool  # nothing public tells them apart
    used = [request.connection for request in pool._requests]
    for connection in pool.connections:
        if connection not in used and not connection.is_idle() and not connection.is_closed():
            pool._connections.remove(connection)
            await connection.aclose()
    for stream in opened:
        await stream.aclose()


@functools.cache
def _tls() -> ssl.SSLContext:
    """The TLS settings of all clients of this process: to load the certificates takes 15 ms and more."""
    return httpx.create_ssl_context()
