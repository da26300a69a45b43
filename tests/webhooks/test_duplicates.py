"""Which deliveries are the same event, which are handled in order, and which a bot wrote itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from aiochatwoot.webhooks._payload import is_with_person, is_written_by, key_of, lane_of

from .deliveries import DELIVERIES, Delivery, first


def delivery_id(delivery: Delivery) -> str | None:
    """Return the delivery id of a recorded delivery; 4.10.0 sends none."""
    return dict(delivery.headers).get("X-Chatwoot-Delivery")


def test_no_recorded_delivery_is_a_duplicate() -> None:
    """All recorded deliveries are different events, including two edits that look the same."""
    found = [(each.version, each.kind, key_of(each.payload, delivery_id(each))) for each in DELIVERIES]  # by URL
    edits = [each for each in DELIVERIES if str(each) == "4.16.2-api_inbox-message_updated"]
    own = [{**each.payload, "conversation": None} for each in edits]

    assert own[0] == own[1]
    assert [key for key in found if key[-1] is not None and found.count(key) > 1] == []


@pytest.mark.parametrize("delivery", DELIVERIES, ids=str)
def test_a_repeated_delivery_is_a_duplicate(delivery: Delivery) -> None:
    """A repeated delivery with the same delivery id is the same event."""
    assert key_of(delivery.payload, "d-1") == key_of(delivery.payload, "d-1") is not None


@pytest.mark.parametrize(
    ("event", "is_same"),
    [
        ("message_created", True),
        ("contact_created", True),
        ("conversation_created", True),
        ("conversation_updated", True),
        ("conversation_status_changed", True),
        ("message_updated", False),
        ("contact_updated", False),
        ("conversation_typing_on", False),
        ("webwidget_triggered", False),
        ("inbox_updated", False),
    ],
)
def test_another_delivery_id(event: str, is_same: bool) -> None:
    """With another delivery id, only events with an identity are duplicates: two real edits may look the same."""
    payload = first(event).payload

    assert (key_of(payload, "d-1") == key_of(payload, "d-2")) == is_same


@pytest.mark.parametrize(
    ("event", "change", "is_same"),
    [
        ("message_created", {"id": 7}, False),
        ("message_created", {"account": {"id": 7}}, False),
        ("message_created", {"content": "read again when it was sent"}, True),
        ("message_updated", {"content": "other"}, False),
        ("message_updated", {"conversation": None}, False),
        ("contact_updated", {"name": "other"}, False),
        ("conversation_updated", {"updated_at": 1.5}, False),
        ("conversation_updated", {"changed_attributes": [{"priority": {"current_value": "high"}}]}, False),
        ("conversation_updated", {"unread_count": 7}, True),
    ],
)
def test_what_makes_an_event_another_one(event: str, change: dict[str, Any], is_same: bool) -> None:
    """Without a delivery id, events differ if their id, time or change differs."""
    payload = first(event, version="4.10.0").payload

    assert (key_of(payload, None) == key_of(payload | change, None)) == is_same


def test_a_real_change_is_never_a_duplicate() -> None:
    """With the same delivery id and other contents, an edit is another event; a nested conversation does not matter."""
    payload = first("message_updated").payload

    assert key_of(payload, "d-1") != key_of(payload | {"content": "other"}, "d-1")
    assert key_of(payload, "d-1") == key_of(payload | {"conversation": {}}, "d-1")


@pytest.mark.parametrize("event", ["conversation_typing_on", "webwidget_triggered", "inbox_updated", "moon_landed"])
def test_a_delivery_id_that_is_used_again(event: str) -> None:
    """The same holds for other events: the id is not signed, and may have any length, so a digest replaces it."""
    payload = {"event": event, "id": 1}
    keys = [key_of(each, id) for each in (payload, payload | {"id": 2}) for id in ("d-1", "d" * 100_000)]

    assert len({*keys}) == 4
    assert key_of(payload, "d-1") == key_of({**payload}, "d-1")
    assert all(each is not None and len(each) < 100 for each in keys)


def test_what_nothing_tells_is_no_duplicate() -> None:
    """Without anything to compare there is no key, and the event is handled each time."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert key_of({"event": "conversation_typing_on"}, None) is None
    assert key_of({"event": "message_created"}, None) is None
    assert key_of({"event": "conversation_updated", "id": 1, "updated_at": deep}, None) is None
    assert key_of({"event": "message_updated", "id": 1, "content": deep}, None) is None
    while deep:  # Python's own deallocation would be recursive, too
        deep = deep.pop()


def test_lanes() -> None:
    """Events of one conversation, or of one contact, are handled in sequence; others do not wait."""
    lanes = {each.event: lane_of(each.payload) for each in DELIVERIES if each.version == "4.16.2"}

    assert {name for name, lane in lanes.items() if lane is None} <= {"inbox_created", "inbox_updated"} | {
        "webwidget_triggered"
    }
    message, typing = first("message_created", "api_inbox"), first("conversation_typing_on", "api_inbox")
    conversation = message.payload["conversation"]
    assert lane_of(message.payload) == ("conversation", conversation["inbox_id"], conversation["id"])
    assert lane_of(typing.payload) == ("conversation", 1, typing.payload["conversation"]["id"])
    assert lane_of({"event": "contact_created", "id": 4}) == lane_of({"event": "contact_updated", "id": 4})
    assert lane_of({"event": "message_created"}) is None


def test_what_the_bot_wrote() -> None:
    """A bot's own messages are recognized by type and id of the sender, never by direction."""
    payloads = [each.payload for each in DELIVERIES if each.kind == "agent_bot" and each.event == "message_created"]
    own = [is_written_by(each, 1, ()) for each in payloads]

    assert [each["sender"].get("type") == "agent_bot" for each in payloads] == own
    assert {*own} == {True, False}
    assert not any(is_written_by(each, 2, [1]) for each in payloads)
    by_user = {"event": "message_updated", "sender": {"type": "user", "id": 5}}
    assert [is_written_by(by_user, 5, ()), is_written_by(by_user, None, [5])] == [False, True]
    assert not is_written_by({"event": "message_created", "sender": None}, None, ())
    assert not is_written_by({"event": "contact_created", "sender": {"type": "agent_bot", "id": 1}}, 1, ())


@pytest.mark.parametrize(
    ("meta", "is_person"),
    [
        ({"assignee": None, "assignee_type": None}, False),
        ({}, False),
        ({"assignee": {"id": 1, "type": "user"}, "assignee_type": "User"}, True),
        ({"assignee": {"id": 1, "type": "user"}}, True),
        ({"assignee": {"id": 1}}, True),
        ({"assignee": {"id": 1}, "assignee_type": "AgentBot"}, False),
        ({"assignee": {"id": 1, "type": "agent_bot"}}, False),
        ({"assignee": {"id": 1}, "assignee_type": "Captain::Assistant"}, False),
    ],
)
def test_a_person_took_over(meta: Mapping[str, Any], is_person: bool) -> None:
    """A conversation with an assigned user belongs to a person; events of the conversation itself are always
    passed on.
    """
    for event in ("message_created", "message_updated", "conversation_typing_on"):
        assert is_with_person({"event": event, "conversation": {"meta": meta}}) == is_person
    assert not is_with_person({"event": "conversation_opened", "meta": meta})
