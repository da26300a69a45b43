"""Webhook deliveries: verified, typed, and passed to handlers once.

    event = webhooks.unwrap(body, headers, secret)                        # verify and read one delivery

    receiver = WebhookReceiver(secret)                                    # or let a receiver do the rest as well
    @receiver.on("message_created")
    async def answer(event: models.MessageCreated) -> None: ...
    app.mount("/chatwoot", receiver.asgi)

Chatwoot sends a delivery once. `CatchUp` lets a receiver fetch missed events from the API; `catch_up` does so without
a receiver.

This package needs no extra and no framework.
"""

from ..errors import WebhookError
from ._catch_up import CatchUp, catch_up
from ._events import Event, UnknownEvent
from ._payload import Source
from ._receiver import WebhookReceiver
from ._records import Counts, Unfinished
from ._recovered import is_recovered
from ._signatures import Headers, Secret
from ._sqlite import SqliteStore
from ._store import MemoryStore, WebhookStore
from ._unwrap import parse_unverified, unwrap

__all__ = [
    "CatchUp",
    "Counts",
    "Event",
    "Headers",
    "MemoryStore",
    "Secret",
    "Source",
    "SqliteStore",
    "Unfinished",
    "UnknownEvent",
    "WebhookError",
    "WebhookReceiver",
    "WebhookStore",
    "catch_up",
    "is_recovered",
    "parse_unverified",
    "unwrap",
]
