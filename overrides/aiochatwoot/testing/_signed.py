"""Webhook deliveries for unit tests, signed as by Chatwoot; needs no extra."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol


class HasDict(Protocol):
    """An object that can convert itself to JSON, such as a model."""

    def to_dict(self) -> dict[str, Any]: ...


class SignedDelivery(NamedTuple):
    """The request of a delivery.

    Attributes:
        headers: Its headers.
        body: Its body.
    """

    headers: dict[str, str]
    body: bytes


def rails_json(payload: Mapping[str, Any]) -> bytes:
    """Serialize JSON as Rails does, which escapes characters special to HTML and JavaScript."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    for each in "&<>\u2028\u2029":
        text = text.replace(each, f"\\u{ord(each):04x}")
    return text.encode()


def signed(
    event: Mapping[str, Any] | HasDict | bytes,
    secret: str,
    *,
    delivery: str | None = None,
    timestamp: int | None = None,
) -> SignedDelivery:
    """Build the request with which Chatwoot delivers an event.

        await receiver.handle(*signed({"event": "message_created", ...}, "secret"))

    Args:
        event: The event's JSON; a received event; or a body.
        secret: The secret that signs it.
        delivery: The delivery id; default a new one.
        timestamp: The time of signing, in whole seconds since the epoch; default now.
    """
    body = event if isinstance(event, bytes) else rails_json(event if isinstance(event, Mapping) else event.to_dict())
    stamp = str(int(time.time()) if timestamp is None else timestamp)
    code = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "User-Agent": "Ruby",
        "X-Chatwoot-Delivery": str(uuid.uuid4()) if delivery is None else delivery,
        "X-Chatwoot-Timestamp": stamp,
        "X-Chatwoot-Signature": f"sha256={code}",
    }
    return SignedDelivery(headers, body)
