"""A stream of realtime events in virtual time, with the embedded server and without sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import attrs
import httpx
import pytest

from aiochatwoot import Chatwoot, models
from aiochatwoot.errors import ConnectionFailedError
from aiochatwoot.realtime import Realtime, RealtimeEvent, _stream
from aiochatwoot.realtime._socket import Lost
from aiochatwoot.testing import Conversation, FakeChatwoot
from aiochatwoot.webhooks import is_recovered

from ..virtual import START, VirtualLoop, run_virtual


class AsgiSocket:
    """A WebSocket of the embedded server, without a socket."""

    def __init__(self, server: FakeChatwoot) -> None:
        self._to_server: asyncio.Queue[Any] = asyncio.Queue()
        self._to_client: asyncio.Queue[Any] = asyncio.Queue()
        scope = {"type": "websocket", "path": "/cable", "subprotocols": [], "headers": [(b"host", b"127.0.0.1")]}
        self._to_server.put_nowait({"type": "websocket.connect"})
        app: Any = server.app
        self._task: asyncio.Task[None] = asyncio.create_task(app(scope, self._to_server.get, self._to_client.put))

    async def accepted(self) -> AsgiSocket:
        if (await self._to_client.get())["type"] != "websocket.accept":
            raise ConnectionFailedError("refused")
        return self

    async def receive(self) -> str:
        message = await self._to_client.get()
        if message["type"] == "websocket.close":
            self._to_client.put_nowait(message)
            raise Lost("the connection was closed")
        return str(message["text"])

    async def send(self, text: str) -> None:
        self._to_server.put_nowait({"type": "websocket.receive", "text": text})

    async def aclose(self) -> None:
        self._to_server.put_nowait({"type": "websocket.disconnect"})
        await self._task


@attrs.define
class Scene:
    """A server, a client and a conversation.

    Attributes:
        opened: The times of connection attempts, in seconds.
    """

    server: FakeChatwoot
    chatwoot: Chatwoot
    talk: Conversation
    opened: list[float] = attrs.field(factory=list)

    def write(self, *texts: str) -> None:
        for text in texts:
            self.server.account.add_message(self.talk, text)

    def write_unheard(self, text: str) -> None:
        """Write a message whose frame is lost."""
        listeners = self.server.installation.lock.listeners
        kept = listeners.copy()
        listeners.clear()
        self.write(text)
        listeners.extend(kept)


@asynccontextmanager
async def scene() -> AsyncGenerator[Scene]:
    loop = asyncio.get_running_loop()
    server = FakeChatwoot(sample=False, clock=lambda: START + loop.time())
    talk = server.account.add_conversation()
    transport = httpx.ASGITransport(server.app)
    options: dict[str, Any] = {"token": server.token, "account_id": 1, "transport": transport, "rate_limit": None}
    async with Chatwoot("http://127.0.0.1:1", retry=None, **options) as chatwoot:
        await asyncio.sleep(100)
        yield Scene(server, chatwoot, talk)


def run(play: Callable[[Scene], Awaitable[Any]]) -> Any:
    """Run a function in virtual time, with connections to its own server."""

    async def main() -> Any:
        async with scene() as made:

            async def opens(*_: object) -> AsgiSocket:
                made.opened.append(asyncio.get_running_loop().time() - 100)
                return await AsgiSocket(made.server).accepted()

            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(_stream, "open_socket", opens)
                patched.setattr(_stream, "random", type("Chance", (), {"random": staticmethod(lambda: 1.0)}))
                async with asyncio.timeout(86_400):
                    return await play(made)

    return run_virtual(main(), VirtualLoop(has_sockets=False))


def text_of(event: RealtimeEvent) -> str | None:
    """Return the content of a message, with a star if it was recovered."""
    if isinstance(event, models.RealtimeMessageCreated):
        return event.data.content
    return f"{event.content}*" if isinstance(event, models.MessageCreated) and is_recovered(event) else None


async def texts(events: Realtime, count: int) -> list[str]:
    """Return the contents of the next messages."""
    found: list[str] = []
    while len(found) < count:
        text = text_of(await anext(events))
        found += [] if text is None else [text]
    return found
