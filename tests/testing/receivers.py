"""A server with all kinds of webhook receivers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import httpx

from aiochatwoot.testing import AgentBot, FakeChatwoot, Inbox

EVERY_EVENT = (
    *("conversation_status_changed", "conversation_updated", "conversation_created", "contact_created"),
    *("contact_updated", "message_created", "message_updated", "webwidget_triggered", "inbox_created", "inbox_updated"),
    *("conversation_typing_on", "conversation_typing_off"),
)


class Scene:
    """A server with all kinds of receivers, and their received deliveries."""

    def __init__(self, version: str) -> None:
        self.server = FakeChatwoot(sample=False, version=version)
        self.account = self.server.account
        self.webhook = self.account.add_webhook(subscriptions=EVERY_EVENT)
        self.bot: AgentBot = self.account.add_bot("Robo")
        self.api: Inbox = self.account.add_inbox()
        self.api.channel = {"webhook_url": "https://api.example/hook"}
        self.website = self.account.add_inbox("Website", "Channel::WebWidget")
        self.website.bot = self.bot
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        self.headers.append(headers)
        self.bodies.append(body)
        return 200

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.server.app)
        path = f"http://fake/api/v1/accounts/{self.account.id}"
        headers = {"api_access_token": self.server.token}
        async with (
            httpx.AsyncClient(transport=transport, base_url=path, headers=headers) as http,
            self.server.deliveries.to(self.receive),
        ):
            yield http

    def sent(self, kind: str) -> list[str]:
        return [each.event for each in self.server.deliveries.sent if each.kind == kind]
