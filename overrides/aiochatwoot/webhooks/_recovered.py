"""Builds event payloads from API objects, in the form that Chatwoot delivers.

The API and deliveries differ in form: numbers and names for message types, epoch seconds and ISO 8601, absent keys and
null. Values that the API lacks are left out, and read as None.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias

from .._wire.model import Model
from ._events import Event, decode_event
from ._payload import RECOVERED, get

_MESSAGE_TYPES = {0: "incoming", 1: "outgoing", 3: "template"}
"""Chatwoot never delivers the fourth type, activities."""
_TYPES = {"User": "user", "AgentBot": "agent_bot"}
_OF_MESSAGES = ("id", "content", "content_type", "content_attributes", "private", "source_id", "attachments")
_OF_CONVERSATIONS = (
    "id",
    "inbox_id",
    "status",
    "priority",
    "can_reply",
    "labels",
    "additional_attributes",
    "custom_attributes",
    "snoozed_until",
    "unread_count",
    "waiting_since",
    "agent_last_seen_at",
    "contact_last_seen_at",
    "last_activity_at",
    "timestamp",
    "created_at",
    "updated_at",
    "applied_sla",
    "sla_events",
    "sla_policy_id",
)
_OF_CONTACTS = (
    "id",
    "name",
    "email",
    "phone_number",
    "identifier",
    "blocked",
    "thumbnail",
    "additional_attributes",
    "custom_attributes",
)
_OF_ASSIGNEES = ("id", "name", "available_name", "avatar_url", "type", "availability_status", "thumbnail")
_OF_TEAMS = ("id", "name", "icon", "icon_color")
_OF_SENDERS = ("id", "name", "email", "type")
_LATEST = 2**37  # far in the future, but a valid datetime
Json: TypeAlias = dict[str, Any]


def is_recovered(event: Event) -> bool:
    """Return whether catching up found an event through the API, instead of a delivery.

    The mark is part of the event and of its `to_dict`, so it survives a queue or a file.
    """
    data = event.additional_properties if isinstance(event, Model) else event.data
    return data.get(RECOVERED) is True


def recovered_event(payload: Json) -> Event:
    """Build the event of a payload made here. Values that the API lacks are not reported as deviations."""
    return decode_event(payload, lambda _: None)


def conversation_payload(event: str, conversation: Mapping[str, Any], account: Json) -> Json:
    """Return a conversation as `conversation_created` or `conversation_updated`."""
    return {**_conversation(conversation, account), "changed_attributes": None, "event": event, RECOVERED: True}


def message_payload(
    message: Mapping[str, Any], conversation: Mapping[str, Any], account: Json, inbox: str | None
) -> Json | None:
    """Return a message as `message_created`; None for a message that Chatwoot delivers to no webhook.

    Args:
        message: The message from the API's list.
        conversation: The conversation from the API.
        account: The account's id and name.
        inbox: The name of the inbox.
    """
    kind = message.get("message_type")
    name = _MESSAGE_TYPES.get(kind) if isinstance(kind, int) else None
    if name is None:
        return None
    return {
        **_picked(message, _OF_MESSAGES),
        "account": account,
        "additional_attributes": message.get("additional_attributes", {}),
        "conversation": _conversation(conversation, account),
        "created_at": _iso(message.get("created_at")),
        "inbox": {"id": conversation.get("inbox_id"), "name": inbox},
        "message_type": name,
        "sender": _sender(message.get("sender"), account),
        "event": "message_created",
        RECOVERED: True,
    }


def contact_payload(contact: Mapping[str, Any], account: Json) -> Json:
    """Return a contact as `contact_created`."""
    return {**_contact(contact, account), "event": "contact_created", RECOVERED: True}


def _conversation(row: Mapping[str, Any], account: Json) -> Json:
    meta, last = row.get("meta"), row.get("last_non_activity_message")
    contact = get(meta, "sender")
    source_id = get(get(get(last, "conversation"), "contact_inbox"), "source_id")
    kind = get(meta, "assignee_type")
    assignee = {"type": _TYPES.get(kind or "User", kind), **_picked(get(meta, "assignee"), _OF_ASSIGNEES)}
    return {
        **_picked(row, _OF_CONVERSATIONS),
        "account": account,
        "channel": get(meta, "channel"),
        "contact_inbox": {
            "contact_id": get(contact, "id"),
            "inbox_id": row.get("inbox_id"),
            "source_id": source_id,
            "hmac_verified": get(meta, "hmac_verified"),
        },
        "first_reply_created_at": _iso(row.get("first_reply_created_at") or None),
        "messages": [copy.deepcopy(last)] if isinstance(last, dict) and not last.get("private") else [],
        "meta": {
            "sender": {**_picked(contact, _OF_CONTACTS), "type": "contact"},
            "assignee": assignee if "id" in assignee else None,
            "assignee_type": kind,
            "team": _picked(get(meta, "team"), _OF_TEAMS) or None,
            "hmac_verified": get(meta, "hmac_verified"),
        },
    }


def _contact(row: Any, account: Json) -> Json:
    return {**_picked(row, _OF_CONTACTS), "account": account, "avatar": get(row, "thumbnail")}


def _sender(row: Any, account: Json) -> Any:
    """Return a message's sender in the delivered form: name and type for users and bots, no type for contacts."""
    if not isinstance(row, dict):
        return None
    return _contact(row, account) if row.get("type") == "contact" else _picked(row, _OF_SENDERS)


def _picked(row: Any, names: tuple[str, ...]) -> Json:
    """Return a copy of some keys, so that events share no objects."""
    return {name: copy.deepcopy(row[name]) for name in names if name in row} if isinstance(row, Mapping) else {}


def _iso(seconds: Any) -> Any:
    if type(seconds) is not int or not 0 < seconds < _LATEST:
        return seconds
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
