"""The messages of `/cable`: recorded ones match the contract, and are written back unchanged."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any, get_args

import pytest

from aiochatwoot import Deviation, models
from aiochatwoot.generated.events import MODELS, REALTIME
from aiochatwoot.realtime import RealtimeEvent
from aiochatwoot.realtime._events import decode_message, is_of_account, known_by
from aiochatwoot.webhooks import UnknownEvent

from ..conftest import CAPTURES

FRAMES = [
    json.loads(json.loads(line)["frame"])
    for line in (CAPTURES / "cable.jsonl").read_text(encoding="utf-8").splitlines()
]
MESSAGES: list[dict[str, Any]] = [each["message"] for each in FRAMES if isinstance(each.get("message"), dict)]


def test_what_servers_send_is_what_the_contract_says() -> None:
    """Each recorded message decodes to its event's model without deviations, and is written back unchanged."""
    drift: list[Deviation] = []
    for message in MESSAGES:
        event = decode_message(copy.deepcopy(message), drift.append)
        assert type(event) is getattr(models, REALTIME[message["event"]])
        assert event.to_dict() == message

    assert drift == []
    assert len(MESSAGES) > 140


def test_the_names_are_those_of_servers() -> None:
    """All but three events of the contract were recorded; each has its own model, in `RealtimeEvent`."""
    derived = {"conversation.contact_changed", "conversation.typing_off", "notification.updated"}

    assert {*REALTIME} - derived == {each["event"] for each in MESSAGES} - derived
    assert len({*REALTIME.values()}) == len(REALTIME)
    assert len(get_args(RealtimeEvent)) == len(REALTIME) + len(MODELS) + 1


def test_the_types_are_those_of_the_api() -> None:
    """A message's type is the API's enum, and its time a datetime."""
    events = [decode_message(copy.deepcopy(each), None) for each in MESSAGES if each["event"] == "message.created"]
    messages = [each.data for each in events if isinstance(each, models.RealtimeMessageCreated)]
    kinds = {each.message_type for each in messages}

    assert kinds == {models.MessageType.INCOMING, models.MessageType.OUTGOING, models.MessageType.ACTIVITY}
    assert {each.created_at.tzinfo for each in messages} == {dt.UTC}


def test_an_unknown_event_is_reported() -> None:
    """An event of a newer server is kept as JSON, and reported."""
    drift: list[Deviation] = []
    message = {"event": "moon.landed", "data": {"crew": 3}}

    assert decode_message(message, drift.append) == UnknownEvent("moon.landed", message)
    assert [str(each) for each in drift] == [
        "realtime.moon.landed: $.event: expected an event that the contract has, got string 'moon.landed'"
    ]


@pytest.mark.parametrize(
    ("event", "data", "known"),
    [
        ("message.created", {"id": 7, "account_id": 1, "inbox_id": 3}, ("message_created:1:3:7", 1)),
        ("message.created", {"id": None, "account_id": 1, "inbox_id": 3}, (None, 0)),
        ("contact.created", {"id": 7, "account_id": 1}, ("contact_created:1:None:7", 1)),
        (
            "conversation.created",
            {"id": 7, "inbox_id": 3, "updated_at": 1.5, "contact_inbox": {}},
            ("conversation_created:None:3:7", 2),
        ),
        ("conversation.created", {}, (None, 0)),
        ("conversation.updated", {"id": 7, "inbox_id": 3, "updated_at": 1.5, "contact_inbox": {}}, (None, 1)),
        ("message.updated", {"id": 7, "inbox_id": 3}, (None, 0)),
        ("conversation.updated", "nothing", (None, 0)),
    ],
)
def test_what_an_event_is_known_by(event: str, data: Any, known: tuple[str | None, int]) -> None:
    """A creation has the same key as in webhooks; a conversation's state has one, too."""
    key, keys = known_by({"event": event, "data": data})

    assert (key, len(keys)) == known


@pytest.mark.parametrize(
    ("data", "is_kept"),
    [({"account_id": 1}, True), ({"account_id": 2}, False), ({"account_id": "1"}, True), ({}, True), ("text", True)],
)
def test_of_which_account(data: Any, is_kept: bool) -> None:
    """Only events that certainly belong to another account are omitted."""
    assert is_of_account({"event": "message.created", "data": data}, 1) == is_kept
