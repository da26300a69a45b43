"""What the environment says of proxies and certificates."""

from __future__ import annotations

import functools
import os
import ssl
from collections.abc import Mapping
from urllib.request import proxy_bypass

import httpx

from .._urls import is_loopback
from ..errors import SettingsError

KEPT = 5.0
"""Seconds for which an idle connection is kept, as httpx keeps them."""


def proxy_of(url: httpx.URL, proxies: Mapping[str, str]) -> str | None:
    """The URL of the proxy for a URL, of those that the environment names (`getproxies`); None for none."""
    # This machine needs no proxy; and plain http, allowed to itself alone, would show it the token.
    proxy = None if is_loopback(url.host) else proxies.get(url.scheme) or proxies.get("all")
    if proxy is None or proxy_bypass(url.host) or proxy_bypass(url.netloc.decode()):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


@functools.cache
def tls() -> ssl.SSLContext:
    """The TLS settings of all clients of this process: to load the certificates takes 15 ms and more.

    The environment may name the authorities to trust, in place of httpx's own: SSL_CERT_FILE, SSL_CERT_DIR.
    """
    file = os.environ.get("SSL_CERT_FILE")
    try:
        if file:
            os.stat(file)  # httpx before 0.28 passes over a file that is missing
        return httpx.create_ssl_context()
    except OSError as error:
        file = file or "the authorities that come with httpx"
        raise SettingsError(f"SSL_CERT_FILE: of the environment: cannot read {file} as PEM: {error}") from None
