"""URLs: parsed once, so that every adapter connects to exactly the origin that was checked.

URL parsers disagree about backslashes, tabs, user names, numeric hosts and escapes in a host. This module refuses
every such ambiguity, and adapters get the canonical text.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TypeAlias
from urllib.parse import quote, urlencode, urljoin

import attrs

from .errors import InvalidRequestError

Origin: TypeAlias = tuple[str, str, int]
"""Scheme, host and port (RFC 6454): lower case, IDNA, without brackets, the port never left out."""
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 65536
_LONGEST_HOST = 253
_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
    r"(?:(?P<user>[^/?#]*)@)?(?P<host>\[[^\]/?#@]*\]|[^:/?#@\[\]]*)(?::(?P<port>[0-9]*))?"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:\#.*)?",
    re.DOTALL,
)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")
# Reserved and unreserved characters (RFC 3986, section 2), and escapes as they came.
_AS_THEY_ARE = "!$%&'()*+,-./:;=?@[]_~"


class BadUrl(ValueError):
    """The text is not a URL that this client accepts; the message gives the reason, without quoting the text."""


@attrs.frozen
class Url:
    """An absolute http or https URL, without a fragment or user name.

    Attributes:
        text: The whole URL, canonical: ASCII, escaped, without the port of its scheme.
        origin: The origin to connect to.
        path: The escaped path; at least ``/``.
    """

    text: str = attrs.field(repr=False)
    origin: Origin
    path: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.text

    def below(self, path: str, query: str = "") -> Url:
        """Return the URL of an escaped path below this one; `query` is encoded, without its question mark."""
        text = self.text.rstrip("/") + path
        return Url(f"{text}?{query}" if query else text, self.origin, self.path.rstrip("/") + path)

    def with_query(self, query: str) -> Url:
        """Return the same URL with a longer query; the addition is encoded, without a question mark."""
        return Url(f"{self.text}{'&' if '?' in self.text else '?'}{query}", self.origin, self.path)

    def contains(self, other: Url) -> bool:
        """Return whether another URL is below this one: same origin, same path or longer, no dot segments."""
        if other.origin != self.origin or has_dot_segments(other.path):
            return False
        base = self.path.rstrip("/")
        return other.path == base or other.path.startswith(f"{base}/")


def parse_url(text: str) -> Url:
    """Parse an absolute URL.

    Raises:
        BadUrl: it is not a URL, or parsers disagree about it.
    """
    if len(text) > LONGEST_URL:
        raise BadUrl(f"it has {len(text)} characters, more than {LONGEST_URL}")
    if _UNSAFE.search(text):
        raise BadUrl("it has a backslash or a control character")
    match = _URL.fullmatch(text)
    if match is None:
        raise BadUrl("it is no absolute URL")
    scheme = match["scheme"].lower()
    if scheme not in PORTS:
        raise BadUrl(f"its scheme is {scheme[:20]!r}, not http or https")
    if match["user"] is not None:
        raise BadUrl("it has a user name or password")
    host, port = _host(match["host"]), _port(match["port"], scheme)
    try:
        path = quote(match["path"] or "/", safe=_AS_THEY_ARE)
        query = quote(match["query"] or "", safe=_AS_THEY_ARE)
        if query == "?":  # some libraries send an empty query, others do not
            query = ""
    except UnicodeEncodeError:  # half of a surrogate pair
        raise BadUrl("it has a character that UTF-8 cannot write") from None
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port == PORTS[scheme] else f"{shown}:{port}"
    return Url(f"{scheme}://{authority}{path}{query}", (scheme, host, port), path)


def join_url(base: Url, reference: str) -> Url:
    """Resolve a reference against a URL (RFC 3986, section 5), such as the target of a redirect.

    Raises:
        BadUrl: see `parse_url`.
    """
    if len(reference) > LONGEST_URL or _UNSAFE.search(reference):
        raise BadUrl("it is too long, or has a backslash or a control character")
    try:
        return parse_url(urljoin(base.text, reference))
    except BadUrl:
        raise
    except ValueError as error:  # brackets without an address
        raise BadUrl(str(error)) from None


def escape_path(path: str) -> str:
    """Escape the characters of a path that a URL cannot have; existing escapes stay."""
    return quote(path, safe=_AS_THEY_ARE)


def encode_query(pairs: tuple[tuple[str, str], ...]) -> str:
    """Encode names and values as a query, without its question mark.

    Raises:
        InvalidRequestError: a text cannot be encoded as UTF-8.
    """
    try:
        return urlencode(pairs)
    except UnicodeEncodeError as error:
        raise InvalidRequestError(f"the query cannot be part of a URL: {error}") from None


def _host(text: str) -> str:
    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1].partition("%")[0] if "%" not in text else ""))
        except ValueError:
            raise BadUrl("its host is no IPv6 address") from None
    host = text.lower()
    if len(host) > _LONGEST_HOST:
        raise BadUrl("its host is no domain name")
    if not host.isascii():
        import idna  # comes with httpx and with yarl; few hosts need it

        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise BadUrl("its host is no domain name") from None
    if _NUMERIC.fullmatch(host):
        try:  # resolvers read 127.1, 0x7f.1 and 2130706433 as addresses
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise BadUrl("its host is no IPv4 address in four decimal numbers") from None
    if (
        not host
        or len(host) > _LONGEST_HOST
        or not all(_LABEL.fullmatch(each) for each in host.removesuffix(".").split("."))
    ):
        raise BadUrl("its host is no domain name" if host else "it has no host")
    return host


def _port(text: str | None, scheme: str) -> int:
    if not text:
        return PORTS[scheme]
    port = int(text) if len(text) <= 5 else 0
    if not 1 <= port <= 65535:
        raise BadUrl("its port is no number from 1 to 65535")
    return port


def has_dot_segments(path: str) -> bool:
    """Return whether a path has a segment ``.`` or ``..``, escaped or not, which changes the target."""
    if "." not in path and "%" not in path:  # most have none
        return False
    decoded = re.sub("%3b", ";", re.sub("%2e", ".", path, flags=re.IGNORECASE), flags=re.IGNORECASE)
    return any(
        segment.partition(";")[0] in (".", "..") for segment in re.split(r"/|\\|%2f|%5c", decoded, flags=re.IGNORECASE)
    )


def without_query(url: Url | str) -> str:
    """Return a URL for display, without the query, which may hold a search term or a signature."""
    return str(url).partition("?")[0]


def check_path(path: object) -> None:
    """Refuse a path that is not below the base URL.

    Raises:
        InvalidRequestError: the path is not text, has no leading slash, or leaves the base URL.
    """
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise InvalidRequestError(f"path: expected a path below the base URL, such as /api/v1/profile, got {path!r}")
    if has_dot_segments(path.partition("?")[0]):
        raise InvalidRequestError(f"path: {path!r} has . or .. in it")
    if "?" in path or "#" in path:
        raise InvalidRequestError(f"path: {without_query(path)!r} has a query or fragment; pass params=")
    if not path.isprintable() or "\\" in path:
        raise InvalidRequestError(f"path: {path!r} has a character that a URL cannot have")


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"  # subdomains of localhost are resolved as any other name (RFC 6761, section 6.3)
