"""A server without sockets, and the payloads that it would deliver."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot, RecordedRequest
from aiochatwoot.testing._json.events import webhook_body
from aiochatwoot.testing._state.events import Event


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
