"""Catching up: records of the API in the form of events."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from typing import Any

import pytest

from aiochatwoot import Deviation, models
from aiochatwoot.webhooks import UnknownEvent, is_recovered, parse_unverified
from aiochatwoot.webhooks._events import decode_event
from aiochatwoot.webhooks._recovered import contact_payload, conversation_payload, message_payload

from ..conftest import load_capture

ACCOUNT: dict[str, Any] = {"id": 2, "name": "Batik"}


def deviations(payload: dict[str, Any]) -> list[str]:
    """Return the differences between an event built from a payload and the delivered one."""
    drift: list[Deviation] = []
    decode_event(json.loads(json.dumps(payload)), drift.append)
    return sorted(each.path for each in drift)


MISSING = [f"$.contact_inbox.{name}" for name in ("created_at", "id", "updated_at")]
CONVERSATIONS = [
    "conversation_bot_assignee",
    "conversation_empty",
    "conversation_long",
    "conversation_resolved",
    "conversation_rich",
    "conversation_seen",
    "conversation_snoozed",
]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_conversations_of_the_api_as_events(name: str) -> None:
    """An event built from a recorded conversation equals the delivered one, except for values that the API lacks."""
    row = load_capture(name).body
    payload = conversation_payload("conversation_updated", row, ACCOUNT)
    has_source_id = row["last_non_activity_message"] is not None

    assert set(deviations(payload)) - {"$.contact_inbox.source_id", "$.meta.sender.type"} == {*MISSING, "$.recovered"}
    assert ("$.contact_inbox.source_id" in deviations(payload)) == (not has_source_id)
    event = parse_unverified(json.dumps(payload).encode(), on_drift=lambda _: None)
    assert isinstance(event, models.ConversationUpdated)
    assert event.updated_at.timestamp() == pytest.approx(row["updated_at"])
    assert event.status.value == row["status"]


@pytest.mark.parametrize("name", ["messages_window", "messages_conv3", "messages_conv9", "messages_after"])
def test_messages_of_the_api_as_events(name: str) -> None:
    """An event built from a recorded message equals the delivered one, except for values that the API lacks."""
    conversation = load_capture("conversation_rich").body
    kinds: set[models.MessageType] = set()
    for row in load_capture(name).body["payload"]:
        payload = message_payload(row, conversation, ACCOUNT, "Shop")
        if payload is None:
            assert row["message_type"] == 2
            continue
        inside = [each.replace("$.", "$.conversation.") for each in MISSING]
        assert deviations(payload) == sorted([*inside, "$.recovered"])
        event = parse_unverified(json.dumps(payload).encode(), on_drift=lambda _: None)
        assert isinstance(event, models.MessageCreated)
        assert event.created_at == dt.datetime.fromtimestamp(row["created_at"], dt.UTC)
        kinds.add(event.message_type)

    assert models.MessageType.INCOMING in kinds


def test_contacts_of_the_api_as_events() -> None:
    """An event built from a recorded contact equals the delivered one."""
    for row in load_capture("contacts").body["payload"]:
        assert deviations(contact_payload(row, ACCOUNT)) == ["$.recovered"]


def test_what_is_made_of_anything() -> None:
    """An event can be built from any API response."""
    for strange in ({}, {"meta": 1, "last_non_activity_message": {"conversation": []}}, {"meta": {"assignee": 1}}):
        payload = conversation_payload("conversation_created", strange, ACCOUNT)
        assert is_recovered(decode_event(payload, lambda _: None))
    for strange in ({"message_type": 0, "created_at": 2**60, "sender": {}}, {"message_type": 3, "created_at": "x"}):
        assert message_payload(strange, {}, ACCOUNT, None) is not None
    assert message_payload({"message_type": "x"}, {}, ACCOUNT, None) is None
    private = {"last_non_activity_message": {"private": True}}
    assert conversation_payload("conversation_created", private, ACCOUNT)["messages"] == []


def test_the_mark() -> None:
    """The mark is part of the event, and survives serialization; delivered events have none."""
    row = load_capture("conversation_rich").body
    event = decode_event(conversation_payload("conversation_updated", row, ACCOUNT), lambda _: None)
    again = parse_unverified(json.dumps(event.to_dict()).encode(), on_drift=lambda _: None)

    assert [is_recovered(each) for each in (event, again, pickle.loads(pickle.dumps(event)))] == [True] * 3
    del row["labels"]
    assert not is_recovered(decode_event({**row, "event": "conversation_updated"}, lambda _: None))
    assert not is_recovered(UnknownEvent("new", {"event": "new"}))
    assert is_recovered(UnknownEvent("new", {"event": "new", "recovered": True}))
