"""WebSockets; the only file that uses the websockets library."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote
from urllib.request import getproxies

from .._extras import missing_extra
from .._transport.environment import Proxy, proxy_of, tls
from .._urls import Url, parse_url
from ..errors import ChatwootError, ConnectionFailedError, SettingsError

try:
    from websockets.asyncio.client import ClientConnection, connect
    from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
    from websockets.typing import Subprotocol
except ImportError as error:
    raise ImportError(missing_extra("aiochatwoot.realtime", "realtime")) from error

_SUBPROTOCOL = Subprotocol("actioncable-v1-json")
_CLOSING = 1.0
_QUIET = logging.Logger("aiochatwoot.realtime.frames", logging.CRITICAL + 1)
"""Logs nothing, since frames hold the pubsub token. It is outside the logger hierarchy, so nobody can enable it."""
_ADVICE = "a proxy in front of the server may pass no WebSockets on, or base_url is not the address of a Chatwoot"


class Lost(Exception):
    """The connection has ended; the text gives the reason."""


class Socket(Protocol):
    """A WebSocket."""

    async def receive(self) -> str | bytes:
        """Receive the next message.

        Raises:
            Lost: the connection has ended.
        """
        ...

    async def send(self, text: str) -> None:
        """Send a message; if the connection is lost, `receive` raises that."""
        ...

    async def aclose(self) -> None:
        """Close the connection within a second."""
        ...


class _Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def receive(self) -> str | bytes:
        try:
            return await self._connection.recv()
        except ConnectionClosed:
            problem = "the connection was closed"
        raise Lost(problem)  # raise here: the library's frames hold the sent data

    async def send(self, text: str) -> None:
        try:
            await self._connection.send(text)
        except ConnectionClosed:
            return

    async def aclose(self) -> None:
        await self._connection.close()


class _Connect(connect):
    """Follows no redirect: only the origin of base_url receives the token."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


async def open_socket(
    base_url: str, headers: Mapping[str, str], context: ssl.SSLContext | None, max_size: int
) -> Socket:
    """Connect to `/cable`.

    Args:
        base_url: The server, as in the settings.
        headers: Sent with the request.
        context: TLS context; default the one that all clients share.
        max_size: Maximum bytes of a message.

    Raises:
        ConnectionFailedError: the connection failed.
        SettingsError: a proxy from the environment is not usable.
    """
    base = parse_url(base_url)
    target = base.below("/cable")
    is_secure = base.origin[0] == "https"
    proxy = proxy_of(base, getproxies())
    problem: ChatwootError
    try:
        connection = await _Connect(
            "ws" + target.text.removeprefix("http"),
            subprotocols=[_SUBPROTOCOL],
            additional_headers=headers,
            user_agent_header=None,
            proxy=_with_credentials(proxy),
            ssl=(context or tls()) if is_secure else None,
            open_timeout=None,
            ping_interval=None,  # the server sends its own pings
            close_timeout=_CLOSING,
            max_size=max_size,
            logger=_QUIET,
        )
        return _Socket(connection)
    except InvalidStatus as error:
        problem = ConnectionFailedError(_refused(target, error.response.status_code))
    except ImportError as error:
        problem = SettingsError(f"{base.origin[0]}_proxy: of the environment: {error}")
    except (OSError, WebSocketException, EOFError) as error:
        reason = str(error) if isinstance(error, OSError) else type(error).__name__
        problem = ConnectionFailedError(f"no WebSocket connection to {target}: {reason}")
    raise problem  # raise here: the library's frames may hold a proxy's credentials


def _refused(target: Url, status: int) -> str:
    if 300 <= status < 400:
        return f"{target} redirects elsewhere, which is not followed: pass the URL where it leads to as base_url"
    return f"the server refused a WebSocket at {target} with status {status}: {_ADVICE}"


def _with_credentials(proxy: Proxy | None) -> str | None:
    if proxy is None or proxy.credentials is None:
        return None if proxy is None else proxy.url
    scheme, place = proxy.url.split("://", 1)
    user, password = (quote(each, safe="") for each in proxy.credentials)
    return f"{scheme}://{user}:{password}@{place}"
