"""The adapter to httpx."""

from __future__ import annotations

import httpx

from .._urls import Url
from .adapting import SentBody
from .httpx_like import Library, TransportNetwork
from .httpx_pool import PooledNetwork


class _SentBody(SentBody, httpx.AsyncByteStream):
    pass


class _Url(httpx.URL):
    """A URL whose path and query are sent as they are."""

    def __init__(self, text: str, target: str) -> None:
        super().__init__(text)
        self._target = target.encode()

    @property
    def raw_path(self) -> bytes:
        return self._target


_LIBRARY = Library(httpx, _SentBody, _Url)


def pooled(base: Url) -> PooledNetwork:
    """The default adapter, over ``httpx.AsyncHTTPTransport``."""
    return PooledNetwork(_LIBRARY, base)


def of_transport(transport: httpx.AsyncBaseTransport) -> TransportNetwork:
    """The adapter to a transport of httpx."""
    return TransportNetwork(_LIBRARY, transport)
