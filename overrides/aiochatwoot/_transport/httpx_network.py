"""The adapters to httpx and to httpx2, which have the same API; only the used library is imported."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from .._urls import Url
from .adapting import SentBody
from .httpx_like import Library, TransportNetwork
from .httpx_pool import PooledNetwork


class _ExactUrl:
    """Mixin for a library's URL class that sends path and query unchanged."""

    def __init__(self, text: str, target: str) -> None:
        super().__init__(text)  # type: ignore[call-arg]
        self._target = target.encode()

    @property
    def raw_path(self) -> bytes:
        return self._target


@cache
def _library(name: str) -> Library:
    module: Any = import_module(name)
    body = type("SentBody", (SentBody, module.AsyncByteStream), {})
    return Library(module, body, type("Url", (_ExactUrl, module.URL), {}))


def pooled(library: str, base: Url) -> PooledNetwork:
    """Return an adapter with the library's ``AsyncHTTPTransport``.

    Raises:
        ImportError: the library is not installed.
    """
    return PooledNetwork(_library(library), base)


def of_transport(library: str, transport: object) -> TransportNetwork:
    """Return an adapter to one of the library's transports."""
    return TransportNetwork(_library(library), transport)
