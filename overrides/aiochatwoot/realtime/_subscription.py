"""Action Cable: a subscription, its confirmation, its messages, and detection of a dead connection."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from typing import Any

from .._wire.json import loads
from ..errors import DecodeError
from ..settings import Secret
from ._socket import Lost, Socket

logger = logging.getLogger("aiochatwoot.realtime")


class Refused(Exception):
    """The server told the client not to reconnect; the text describes how."""


class Subscription:
    """A subscription of one connection.

    Args:
        socket: The connection.
        identifier: The channel and the pubsub token, which identify the subscription.
        silence: Seconds without a frame after which the connection counts as dead. Servers send pings every 3 s.
    """

    def __init__(self, socket: Socket, identifier: Secret, silence: float) -> None:
        self._socket = socket
        self._identifier = identifier
        self._silence = silence

    async def confirmed(self) -> None:
        """Subscribe, and wait until the server confirms it, which it never does for a wrong token.

        Raises:
            Lost: the connection has ended.
            Refused: the server refuses.
        """
        await self._until("welcome")
        await self._command("subscribe")
        await self._until("confirm_subscription")

    async def messages(self) -> AsyncGenerator[dict[str, Any]]:
        """Yield incoming messages.

        Raises:
            Lost: the connection has ended, or is dead.
            Refused: the server ended it and told the client not to reconnect.
        """
        while True:
            message = (await self._frame()).get("message")
            if isinstance(message, dict) and isinstance(message.get("event"), str):
                yield message

    async def tell_presence(self, every: float) -> None:
        """Send presence updates repeatedly."""
        while True:
            await self._command("message", data=json.dumps({"action": "update_presence"}))
            await asyncio.sleep(every)

    async def aclose(self) -> None:
        await self._socket.aclose()

    async def _command(self, command: str, **more: Any) -> None:
        await self._socket.send(json.dumps({"command": command, "identifier": self._identifier.reveal()} | more))

    async def _until(self, kind: str) -> None:
        while (await self._frame()).get("type") != kind:
            pass

    async def _frame(self) -> dict[str, Any]:
        """Return the next frame; an empty one if the message is not a frame."""
        try:
            async with asyncio.timeout(self._silence):
                text = await self._socket.receive()
        except TimeoutError:
            raise Lost(f"nothing came for {self._silence:g} s, not even a ping") from None
        try:
            frame = loads(text.encode() if isinstance(text, str) else text)
        except DecodeError:
            frame = None
        if not isinstance(frame, dict):
            logger.warning("A frame is no JSON object, and was left out")
            return {}
        if frame.get("type") == "reject_subscription":
            raise Lost("the server rejected the subscription")  # it may accept another token
        if frame.get("type") == "disconnect":
            reason = str(frame.get("reason"))
            reason = reason if reason.replace("_", "").isalpha() and len(reason) < 50 else "of its own"
            if frame.get("reconnect") is False:
                raise Refused(f"the server closed the connection ({reason}), and does not allow reconnecting")
            raise Lost(f"the server closed the connection ({reason})")
        return frame
