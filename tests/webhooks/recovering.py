"""A server without sockets, and the payloads that it would deliver."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot, RecordedRequest, signed
from aiochatwoot.testing._json.events import webhook_body
from aiochatwoot.testing._state.events import Event
from aiochatwoot.webhooks import CatchUp, MemoryStore, WebhookReceiver, is_recovered

from ..virtual import VirtualLoop, run_virtual
from .deliveries import SECRET


def server(clock: Callable[[], float] = time.time) -> FakeChatwoot:
    """A server with an account and an empty inbox."""
    fake = FakeChatwoot(sample=False, clock=clock)
    fake.account.add_inbox("Shop")
    return fake


def client(fake: FakeChatwoot, **settings: Any) -> Chatwoot:
    """A client of that server, as its administrator."""
    given: dict[str, Any] = {"token": fake.token, "account_id": fake.account_id}
    given["transport"] = httpx.ASGITransport(app=fake.app)
    return Chatwoot("http://127.0.0.1:1", **(given | settings))


def delivered(fake: FakeChatwoot, event: str, record: object) -> dict[str, Any]:
    """Return the payload that the server delivers for an event, such as `message.created`."""
    return webhook_body(Event(event, fake.account, record))


def is_at(where: str, request: RecordedRequest) -> bool:
    """Return whether the path of a request has this end."""
    return request.path.endswith(where)


class Scene:
    """A server and receivers in virtual time, whose handlers record their events.

    Attributes:
        got: The ids of messages, and whether they were recovered.
    """

    def __init__(self) -> None:
        self.loop = VirtualLoop(has_sockets=False)
        self.fake = server(self.loop.epoch)
        self.talk = self.fake.account.add_conversation()
        self.store = MemoryStore(now=self.loop.time)
        self.got: list[tuple[int, bool]] = []
        self._clients: list[Chatwoot] = []

    def run(self, main: Callable[[], Awaitable[None]]) -> None:
        async def running() -> None:
            try:
                await main()
            finally:
                for each in self._clients:
                    await each.aclose()

        run_virtual(running(), self.loop)

    def receiver(self, *, every: float = 60, token: str | None = None, **settings: Any) -> WebhookReceiver:
        """Create a receiver that catches up each minute, with a handler of new messages."""
        chatwoot = client(self.fake, token=token or self.fake.token, retry=None)
        self._clients.append(chatwoot)
        given: dict[str, Any] = {
            "store": self.store,
            "catch_up": CatchUp(chatwoot, every=every),
            "now": self.loop.epoch,
        }
        to = WebhookReceiver(unverified=True, **(given | settings))

        @to.on("message_created")
        async def keep(event: Any) -> None:
            self.got.append((event.id, is_recovered(event)))

        return to

    async def write(self, *, delivered_to: WebhookReceiver | None = None, **message: Any) -> int:
        """Write a message, whose delivery arrives or not; return its id."""
        row = self.fake.account.add_message(self.talk, **message)
        if delivered_to is not None:
            await delivered_to.handle(*signed(delivered(self.fake, "message.created", row), SECRET))
        return row.id
