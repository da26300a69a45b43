"""A receiver as an ASGI application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any


async def serve(
    handle: Callable[[Any, bytes], Awaitable[int]],
    close: Callable[[], Awaitable[object]],
    max_body: int,
    scope: Any,
    receive: Any,
    send: Any,
) -> None:
    """One connection of ASGI: a request, the life of the application, or a WebSocket, which is refused."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await close()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1000, "reason": ""})
    elif scope["method"] != "POST":
        await _respond(send, 405, [(b"allow", b"POST")])
    else:
        body = await _read(receive, max_body)
        if body is not None:
            await _respond(send, await handle(scope["headers"], body))


async def _read(receive: Any, max_body: int) -> bytes | None:
    """The body, of one that is too long only as much as shows that; None where the client is gone."""
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
