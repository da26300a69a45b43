"""The recorded deliveries of real servers, of 4.10.0 and 4.16.2."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import attrs

from aiochatwoot.testing import signed
from aiochatwoot.webhooks import WebhookReceiver

from ..conftest import CAPTURES

SECRET = "s3cret-of-the-webhook"
NOW = 1_795_944_000


@attrs.frozen
class Delivery:
    """A recorded delivery.

    Attributes:
        kind: The kind of its receiver: account, api_inbox or agent_bot.
    """

    version: str
    kind: str
    event: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = json.loads(self.body)
        return payload

    def __str__(self) -> str:
        return f"{self.version}-{self.kind}-{self.event}"


def _read() -> list[Delivery]:
    lines = (CAPTURES / "webhooks.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Delivery(
            row["version"],
            row["kind"],
            row["event"],
            [(name, value) for name, value in row["headers"]],
            row["body"].encode(),
        )
        for row in map(json.loads, lines)
    ]


DELIVERIES = _read()


def first(event: str, kind: str = "account", version: str = "4.16.2") -> Delivery:
    """Return the first recorded delivery of an event."""
    return next(each for each in DELIVERIES if (each.event, each.kind, each.version) == (event, kind, version))


def message(number: int, conversation: int = 1, **changes: Any) -> dict[str, Any]:
    """Return the payload of a message in the format of 4.16.2, with another id and conversation."""
    payload = first("message_created", "agent_bot").payload
    payload["conversation"]["id"] = conversation
    payload["conversation"]["meta"]["assignee"] = payload["conversation"]["meta"]["assignee_type"] = None
    return payload | {"id": number, "sender": None} | changes


def receiver(**settings: Any) -> WebhookReceiver:
    """A receiver whose clock is fixed."""
    return WebhookReceiver(SECRET, now=lambda: NOW, **settings)


async def deliver(to: WebhookReceiver, payload: Mapping[str, Any] | bytes, delivery: str | None = None) -> int:
    """Pass a signed delivery to a receiver; return the status."""
    return await to.handle(*signed(payload, SECRET, timestamp=NOW, delivery=delivery))


async def settle() -> None:
    """Let all tasks run until each of them waits."""
    for _ in range(20):
        await asyncio.sleep(0)
