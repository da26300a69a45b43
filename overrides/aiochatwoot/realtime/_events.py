"""Turns a frame's message into an event and its keys for catching up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from .._wire.deviations import DriftHook
from ..generated.events import REALTIME, KnownRealtimeEvent
from ..webhooks import Event
from ..webhooks._events import decode_named
from ..webhooks._payload import keys_of, state_of

RealtimeEvent: TypeAlias = KnownRealtimeEvent | Event
"""An event; one recovered through the API has the form of a webhook event."""
PRESENCE = "presence.update"


def decode_message(message: dict[str, Any], on_drift: DriftHook | None) -> RealtimeEvent:
    """Build the event. It shares the message's lists: do not use the message afterwards."""
    return cast("RealtimeEvent", decode_named(message, REALTIME, "realtime", on_drift))


def is_of_account(message: Mapping[str, Any], account_id: int) -> bool:
    """False if a message is known to belong to another account.

    Servers route by the pubsub token alone, which a user has for all accounts.
    """
    data = message.get("data")
    number = data.get("account_id") if isinstance(data, dict) else None
    return not isinstance(number, int) or number == account_id


def known_by(message: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """Return the key of a creation, if the event is one, and all keys to remember.

    Webhooks and recovered events have the same keys, so that no event comes twice. A change has no key except that of
    the conversation's state, which other events may show as well.
    """
    name, data = message["event"], message.get("data")
    if not isinstance(data, dict):
        return None, ()
    account, inbox = {"id": data.get("account_id")}, data.get("inbox_id")
    if name in ("message.created", "contact.created"):
        payload = {"event": name.replace(".", "_"), "id": data.get("id"), "account": account, "inbox": {"id": inbox}}
        keys = keys_of(payload, None)
        return keys[0] if keys else None, keys
    payload = {"event": "conversation_updated", **{key: data.get(key) for key in ("id", "inbox_id", "updated_at")}}
    if name == "conversation.created":
        keys = keys_of(payload | {"event": "conversation_created"}, None)
        return keys[0] if keys else None, keys
    state = state_of(payload) if "contact_inbox" in data else None
    return None, () if state is None else (state,)
