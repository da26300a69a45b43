"""Proxies and trusted certificates from the environment of the process."""

from __future__ import annotations

import functools
import os
import re
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import unquote
from urllib.request import proxy_bypass

import attrs

from .._urls import BadUrl, Url, is_loopback, parse_url
from ..errors import SettingsError

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


@attrs.frozen
class Proxy:
    """A proxy.

    Attributes:
        url: Its URL, without credentials.
        credentials: User name and password; None if it has none.
    """

    url: str
    credentials: tuple[str, str] | None = attrs.field(default=None, repr=False)


def proxy_of(url: Url, proxies: Mapping[str, str]) -> Proxy | None:
    """Return the environment's proxy for a URL (`urllib.request.getproxies`); None if there is none.

    Raises:
        SettingsError: the setting is not a proxy URL. The message does not quote it: it may hold a password.
    """
    scheme, host, _ = url.origin
    # Requests to this machine bypass proxies: plain http would show the token to the proxy.
    text = None if is_loopback(host) else proxies.get(scheme) or proxies.get("all")
    if text is None or proxy_bypass(host) or proxy_bypass(url.text.split("/", 3)[2]):
        return None
    named = f"{scheme}_proxy: of the environment"
    kind, rest = text.split("://", 1) if "://" in text else ("http", text)
    if kind.lower() not in _PROXY_SCHEMES:
        raise SettingsError(f"{named}: its scheme is none of {', '.join(_PROXY_SCHEMES)}")
    # Unescaped passwords may contain / ? # @, so the host begins after the last @.
    credentials, _, place = rest.rpartition("@")
    authority = re.split("[/?#]", place)[0]
    try:
        _, name, number = parse_url(f"http://{authority}").origin
        user, _, password = (unquote(each, errors="strict") for each in credentials.partition(":"))
        (user + password).encode()
    except BadUrl as error:
        raise SettingsError(f"{named}: Invalid host or port: {error}") from None
    except UnicodeError:
        raise SettingsError(f"{named}: its user name or password is no UTF-8") from None
    shown = f"[{name}]" if ":" in name else name
    port = f":{number}" if re.search(r":\d+$", authority) else ""
    return Proxy(f"{kind.lower()}://{shown}{port}", (user, password) if user or password else None)


@functools.cache
def tls(create: Callable[[], ssl.SSLContext] | None = None) -> ssl.SSLContext:
    """Return the TLS context that all clients of this process share: loading the certificates takes at least 15 ms.

    SSL_CERT_FILE or SSL_CERT_DIR selects the trusted authorities. The default is certifi's (a dependency of httpx) or,
    without certifi, the operating system's.

    Args:
        create: Creates the context for a library with its own authorities; it reads the two variables, too.
    """
    file = os.environ.get("SSL_CERT_FILE")
    try:
        if file:
            os.stat(file)
        context = _default_context(file) if create is None else create()
    except OSError as error:
        named = file or "the trusted authorities"
        raise SettingsError(f"SSL_CERT_FILE: of the environment: cannot read {named} as PEM: {error}") from None
    return context


def _default_context(file: str | None) -> ssl.SSLContext:
    folder = None if file else os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        try:
            import certifi
        except ImportError:
            return ssl.create_default_context()
        file = certifi.where()
    return ssl.create_default_context(cafile=file or None, capath=folder or None)
