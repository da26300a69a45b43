"""Restricts the addresses of file downloads: a URL from a stranger must not reach into the client's network (SSRF).

The check uses the address of the open connection, so a name that resolves differently the second time (DNS rebinding)
does not bypass it. Through a proxy only the name is known.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Collection
from typing import Literal, TypeAlias

from .._urls import Url
from ..errors import InvalidRequestError

Place: TypeAlias = Literal["public", "private", "loopback", "link-local", "special"]
_PRIVATE = [
    ipaddress.ip_network(each)
    # RFC 1918, section 3; RFC 6598, section 7; RFC 4193, section 3.1
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
]
_SPECIAL = [
    ipaddress.ip_network(each)
    # RFC 6890 (and metadata services); RFC 8215; RFC 3879; RFC 4291, section 2.5.5.1; RFC 2765; RFC 9637. They are
    # listed here since Python's own tables differ by version.
    for each in ("192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10", "::/96", "::ffff:0:0:0/96", "3fff::/20")
]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052, section 2.1


def place_of(address: str) -> Place | None:
    """Return the range of an address, or of ``localhost`` and its subdomains (RFC 6761, section 6.3); None for other
    names.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        name = address.removesuffix(".")
        return "loopback" if name == "localhost" or name.endswith(".localhost") else None
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return place_of(str(inner))
    if ip.is_loopback or ip.is_unspecified:  # operating systems treat 0.0.0.0 as this machine
        return "loopback"
    if ip.is_link_local:
        return "link-local"
    if any(ip in network for network in _PRIVATE):
        return "private"
    if any(ip in network for network in _SPECIAL):
        return "special"
    return "public" if ip.is_global and not ip.is_multicast else "special"


class Reach:
    """The addresses that files may come from: public ones, the server's own, and those of the server's range.

    Args:
        base: The server.
        allow_hosts: Hosts whose files may be at private addresses.
    """

    def __init__(self, base: Url, allow_hosts: Collection[str] = ()) -> None:
        self._base = base
        self._allow_hosts = allow_hosts
        self._places: frozenset[Place] | None = None

    async def check(self, url: Url, address: str) -> None:
        """Raise for an address, or the name of a host, that a URL must not be fetched from.

        Raises:
            InvalidRequestError: downloads from there are not allowed.
        """
        place = place_of(address)
        if place in (None, "public") or url.origin == self._base.origin:
            return
        host = url.origin[1]
        if place == "private" and not {host, address}.isdisjoint(self._allow_hosts):
            return
        if self._places is None:
            self._places = await _places_of(self._base)
        # A server on this machine is in this machine's private network, too.
        if place in self._places or (place == "private" and "loopback" in self._places):
            return
        where = f"{host} is" if host == address else f"{host} is at {address},"
        advice = "; if files may come from there, pass allow_hosts=" if place == "private" else ""
        raise InvalidRequestError(f"attachment: {where} a {place} address, and not fetched{advice}")


async def _places_of(base: Url) -> frozenset[Place]:
    _, host, port = base.origin
    known = place_of(host)
    if known is not None:
        return frozenset({known})
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port)
    except (OSError, UnicodeError):  # behind a proxy, names may not be resolvable
        return frozenset()
    places: set[Place | None] = {place_of(str(sockaddr[0])) for *_, sockaddr in found}
    return frozenset(place for place in places if place is not None)
