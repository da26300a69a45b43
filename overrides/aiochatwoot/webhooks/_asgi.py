"""A receiver as an ASGI application."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

logger = logging.getLogger("aiochatwoot.webhooks")
_SLOW = 10.0
"""Seconds within which the whole body must arrive. Chatwoot gives up after 5."""


class AsgiApp:
    """An ASGI 3 application. (An object, since servers and frameworks misjudge bound methods.)

    Args:
        handle: Takes headers and a body, and returns the status.
        start: Called when the server starts, if the application is served alone; an exception stops the server.
        close: Called when the server stops, if the application is served alone.
        max_body: Maximum bytes of a body; reading stops once a body exceeds them.
    """

    def __init__(
        self,
        handle: Callable[[Any, bytes], Awaitable[int]],
        start: Callable[[], Awaitable[object]],
        close: Callable[[], Awaitable[object]],
        max_body: int,
    ) -> None:
        self._handle = handle
        self._start = start
        self._close = close
        self._max_body = max_body

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one ASGI scope: a request, the lifespan, or a WebSocket, which is refused."""
        if scope["type"] == "lifespan":
            await receive()
            try:
                await self._start()
            except Exception as error:  # noqa: BLE001  # raising would let servers start without the lifespan
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self._close()
            await send({"type": "lifespan.shutdown.complete"})
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
        elif scope["method"] != "POST":
            await _respond(send, 405, [(b"allow", b"POST")])
        else:
            try:
                async with asyncio.timeout(_SLOW):
                    body = await _read(receive, self._max_body)
            except TimeoutError:
                logger.warning("A delivery was refused: its body was not there within %g s", _SLOW)
                await _respond(send, 408, [(b"connection", b"close")])
                return
            if body is not None:
                await _respond(send, await self._handle(scope["headers"], body))


async def _read(receive: Any, max_body: int) -> bytes | None:
    """Read the body, at most until it exceeds the limit; return None if the client has disconnected."""
    body = bytearray()
    while len(body) <= max_body:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    return bytes(body)


async def _respond(send: Any, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-length", b"0"), *(headers or [])],
        }
    )
    await send({"type": "http.response.body", "body": b""})
