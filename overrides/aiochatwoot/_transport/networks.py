"""Selects the adapter for the ``transport=`` of a client."""

from __future__ import annotations

import inspect
import sys
from typing import cast

from .._texts import quoted
from .._urls import Url
from ..errors import SettingsError
from .messages import Network

_EXPECTED = (
    'transport: expected None, "httpx2", "aiohttp", an AsyncBaseTransport of httpx or httpx2, or an object with '
    "async methods send and aclose"
)


def connect(transport: object, base: Url) -> Network:
    """Create the network for a client.

    Args:
        transport: None for httpx; ``"httpx2"`` or ``"aiohttp"``; a transport of httpx or httpx2; or a `Network`.
        base: The server.

    Raises:
        SettingsError: the transport is none of these, an extra is not installed, or a proxy from the environment cannot
            be used.
    """
    if transport is None or transport == "httpx2":
        from .httpx_network import pooled

        try:
            return pooled("httpx" if transport is None else "httpx2", base)
        except ImportError as error:
            raise _missing("httpx2", error) from None
    if transport == "aiohttp":
        try:
            from .aiohttp_network import AiohttpNetwork
        except ImportError as error:
            raise _missing("aiohttp", error) from None
        return AiohttpNetwork(base)
    return _of_object(transport)


def _missing(extra: str, error: ImportError) -> SettingsError:
    from .._extras import missing_extra

    return SettingsError(missing_extra(f'transport: "{extra}"', extra) + f" ({error})")


def _of_object(transport: object) -> Network:
    for library in ("httpx", "httpx2"):
        if _is_a(transport, library, "AsyncBaseTransport"):
            from .httpx_network import of_transport

            return of_transport(library, transport)
    if _is_a(transport, "httpx", "AsyncClient") or _is_a(transport, "httpx2", "AsyncClient"):
        raise SettingsError(f"{_EXPECTED}, got a client of httpx; pass the transport that it was made with")
    methods = (getattr(transport, name, None) for name in ("send", "aclose"))
    if isinstance(transport, type) or not all(inspect.iscoroutinefunction(method) for method in methods):
        raise SettingsError(f"{_EXPECTED}, got {quoted(transport, 100)}")
    from .given import GivenNetwork

    return GivenNetwork(cast("Network", transport))


def _is_a(transport: object, module: str, name: str) -> bool:
    """Return whether an object is an instance of a class, without importing the module of the class."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and isinstance(transport, kind)
