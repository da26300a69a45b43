"""URLs: the origin of one, what may stand in a path, what a log may show."""

from __future__ import annotations

import ipaddress
import re

import httpx

from .errors import InvalidRequestError


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, with the port of the scheme where the URL has none."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def without_query(url: httpx.URL | str) -> str:
    """A URL as it may be shown."""
    return str(url).partition("?")[0]


def check_path(path: object) -> None:
    """Refuse what is no path below the base URL.

    Raises:
        InvalidRequestError: as it says.
    """
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise InvalidRequestError(f"path: expected a path below the base URL, such as /api/v1/profile, got {path!r}")
    decoded = re.sub("%2e", ".", path.partition("?")[0], flags=re.IGNORECASE)
    if any(segment in (".", "..") for segment in re.split(r"/|\\|%2f|%5c", decoded, flags=re.IGNORECASE)):
        raise InvalidRequestError(f"path: {path!r} has . or .. in it")
    if "?" in path or "#" in path:
        raise InvalidRequestError(f"path: {path!r} has a query or fragment; pass params=")
    if not path.isprintable() or "\\" in path:
        raise InvalidRequestError(f"path: {path!r} has a character that a URL cannot have")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"  # names below it are left to the resolver (RFC 6761, section 6.3)
