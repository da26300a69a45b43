"""Reads a delivery's source, duplicate keys and author from its JSON.

Functions here read plain JSON and trust none of it: a missing value or one of another type is None.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Hashable, Mapping
from typing import Any

import attrs

_ONCE = frozenset({"message_created", "contact_created", "conversation_created"})
RECOVERED = "recovered"
"""The key that marks a payload as recovered: built from API objects, not delivered."""
_EDITS = frozenset({"message_updated", "contact_updated"})
_OF_CONVERSATIONS = frozenset(
    {
        "conversation_created",
        "conversation_opened",
        "conversation_resolved",
        "conversation_status_changed",
        "conversation_updated",
    }
)


@attrs.frozen
class Source:
    """The source that a delivery claims.

    A payload does not say whether an account's webhook, a bot or an API inbox sent it: give each its own URL.

    Attributes:
        event: The name of the event.
        account_id: The account; None if the payload does not name it (conversations without a message, before 4.15).
        inbox_id: The inbox; None for events of contacts and inboxes.
    """

    event: str
    account_id: int | None
    inbox_id: int | None


def source_of(payload: Mapping[str, Any]) -> Source:
    """Return the source of a delivery."""
    conversation = _conversation(payload)
    account = _integer(payload, "account", "id")
    if account is None:
        account = _integer(conversation, "account", "id")
    if account is None:
        messages = get(conversation, "messages")
        account = _integer(messages[0], "account_id") if isinstance(messages, list) and messages else None
    inbox = _integer(payload, "inbox", "id")
    return Source(payload["event"], account, _integer(conversation, "inbox_id") if inbox is None else inbox)


def lane_of(payload: Mapping[str, Any]) -> Hashable:
    """Return the lane: events of one conversation, or of one contact, are handled in sequence; None for other
    events.
    """
    conversation = _conversation(payload)
    if (number := _integer(conversation, "id")) is not None:
        return "conversation", _integer(conversation, "inbox_id"), number
    contact = _integer(payload, "id") if payload["event"] in ("contact_created", "contact_updated") else None
    return None if contact is None else ("contact", contact)


def key_of(payload: Mapping[str, Any], delivery: str | None) -> str | None:
    """Return the key that two deliveries of the same event share; None if the payload has none.

    A real change is never taken for a duplicate, at the price of some undetected duplicates:

    * A message, a contact or a conversation is created once: its id is the key.
    * Conversations have ``updated_at``, but two simultaneous changes may share it: the changes are part of the key,
      except for a recovered event, which has only the state (see `state_of`).
    * An edit of a message or a contact has no time, and two edits may look the same: only the same delivery with the
      same contents is a duplicate. Without a delivery id (servers that do not sign) the whole payload is compared: it
      has times in the nested conversation, which each edit touches, and among the changes of a contact.
    * Other events are duplicates if delivery id and contents are the same: no signature covers the id.
    """
    event, source = payload["event"], source_of(payload)
    number = _integer(payload, "id")
    # The inbox id implies the account, which conversation payloads lack before 4.15.
    account = None if event in _OF_CONVERSATIONS and source.inbox_id is not None else source.account_id
    place = f"{event}:{account}:{source.inbox_id}:{number}"
    if event in _ONCE and number is not None:
        return place
    if event == "conversation_updated" and payload.get(RECOVERED) is True:
        return state_of(payload)
    if event in _OF_CONVERSATIONS and number is not None and "updated_at" in payload:
        changed = _digest([payload["updated_at"], payload.get("changed_attributes")])
        return None if changed is None else f"{place}:{changed}"
    if event in _EDITS:
        own = {name: value for name, value in payload.items() if name != "conversation"} if delivery else payload
        contents = _digest([delivery, own])
        return None if contents is None else f"{place}:{contents}"
    contents = _digest([delivery, payload]) if delivery else None
    return None if contents is None else f"delivery:{contents}"


def state_of(payload: Mapping[str, Any]) -> str | None:
    """Return the key of the conversation state that an event shows; None for other events.

    After one event with this key, the API need not supply the same state again; it does not say what changed.
    """
    number, inbox = _integer(payload, "id"), _integer(payload, "inbox_id")
    if payload["event"] not in ("conversation_created", "conversation_updated") or None in (number, inbox):
        return None
    time = payload.get("updated_at")
    return f"conversation:{inbox}:{number}:{time!r}" if isinstance(time, int | float) else None


def keys_of(payload: Mapping[str, Any], delivery: str | None) -> tuple[str, ...]:
    """Return the keys that identify a handled event, its own key first; empty if it has none."""
    key, state = key_of(payload, delivery), state_of(payload)
    return () if key is None else (key,) if state in (key, None) else (key, str(state))


def is_written_by(payload: Mapping[str, Any], bot: int | None, users: Collection[int]) -> bool:
    """Return whether the bot or one of these users wrote a message, by its sender's type and id."""
    if payload["event"] not in ("message_created", "message_updated"):
        return False
    sender = payload.get("sender")
    kind, number = get(sender, "type"), _integer(sender, "id")
    return number is not None and ((kind == "agent_bot" and number == bot) or (kind == "user" and number in users))


def is_with_person(payload: Mapping[str, Any]) -> bool:
    """Return whether the event is a message or typing in a conversation that is assigned to a person."""
    if not payload["event"].startswith(("message_", "conversation_typing_")):
        return False
    meta = get(_conversation(payload), "meta")
    assignee = get(meta, "assignee")
    if not isinstance(assignee, dict):
        return False
    kind = get(meta, "assignee_type") or get(assignee, "type") or "User"
    return str(kind).lower() == "user"


def _conversation(payload: Mapping[str, Any]) -> Any:
    if payload["event"] in _OF_CONVERSATIONS:
        return payload
    return payload.get("conversation") or payload.get("current_conversation")


def get(value: Any, name: str) -> Any:
    """Return the value of a key; None if there is no object or no such key."""
    return value.get(name) if isinstance(value, dict) else None


def _integer(value: Any, *names: str) -> int | None:
    for name in names:
        value = get(value, name)
    return value if type(value) is int else None


def _digest(value: Any) -> str | None:
    try:
        return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]
    except RecursionError:
        return None
