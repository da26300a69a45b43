"""A server without sockets, and what it would deliver."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from aiochatwoot import Chatwoot
from aiochatwoot.testing import Conversation, FakeChatwoot, Message

from .deliveries import message

KINDS = {0: "incoming", 1: "outgoing", 3: "template"}


def server(clock: Callable[[], float] = time.time) -> FakeChatwoot:
    """A server with an account, an inbox and nothing in it."""
    fake = FakeChatwoot(sample=False, clock=clock)
    fake.account.add_inbox("Shop")
    return fake


def client(fake: FakeChatwoot, **settings: Any) -> Chatwoot:
    """A client of that server, as its administrator."""
    given: dict[str, Any] = {"token": fake.token, "account_id": fake.account_id}
    given["transport"] = httpx.ASGITransport(app=fake.app)
    return Chatwoot("http://127.0.0.1:1", **(given | settings))


def created(row: Message) -> dict[str, Any]:
    """The payload that a server delivers for a new message, in short."""
    conversation = row.conversation
    payload = message(row.id, conversation.id, content=row.content, message_type=KINDS[row.message_type])
    payload["account"] = payload["conversation"]["account"] = {"id": conversation.account_id, "name": "A"}
    payload["inbox"] = {"id": conversation.inbox.id, "name": conversation.inbox.name}
    payload["conversation"]["inbox_id"] = conversation.inbox.id
    return payload


def updated(row: Conversation, **changes: Any) -> dict[str, Any]:
    """The payload that a server delivers for a conversation that changed, in short."""
    return {
        "event": "conversation_updated",
        "id": row.id,
        "inbox_id": row.inbox.id,
        "updated_at": row.updated_at.timestamp(),
        "changed_attributes": [{"status": {"previous_value": "open", "current_value": row.status}}],
    } | changes
