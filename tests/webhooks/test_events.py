"""Events: recorded ones match the contract, and are written back unchanged."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Deviation, models
from aiochatwoot._wire.deviations import DriftReporter
from aiochatwoot._wire.kinds import Named
from aiochatwoot.errors import WebhookError
from aiochatwoot.generated import CONTRACT_VERSION
from aiochatwoot.generated.events import MODELS
from aiochatwoot.generated.models import EventContact, EventUser, MessageCreated, MessageType
from aiochatwoot.webhooks import Event, UnknownEvent, _events, parse_unverified

from .deliveries import DELIVERIES, Delivery, first


@pytest.mark.parametrize("delivery", DELIVERIES, ids=str)
def test_what_servers_send_is_what_the_contract_says(delivery: Delivery) -> None:
    """Each recorded delivery decodes to its event's model without deviations, and is written back unchanged."""
    drift: list[Deviation] = []
    event = parse_unverified(delivery.body, on_drift=drift.append)

    assert type(event) is getattr(models, MODELS[delivery.event])
    assert event.event == delivery.event
    assert drift == []
    assert event.to_dict() == delivery.payload


def test_every_event_was_recorded() -> None:
    """The contract has all recorded events, each with its own model in `Event`."""
    assert {each.event for each in DELIVERIES} == {*MODELS}
    assert len({*MODELS.values()}) == len(MODELS) == len(get_args(Event)) - 1


def test_the_types_are_those_of_the_api() -> None:
    """A message's type is the API's enum, and times are datetimes in UTC."""
    messages = [event for each in DELIVERIES if isinstance(event := parse_unverified(each.body), MessageCreated)]
    event = messages[0]

    assert {each.message_type for each in messages} == {MessageType.INCOMING, MessageType.OUTGOING}
    assert {type(each.message_type) for each in messages} == {MessageType}
    assert next(each for each in messages if each.to_dict()["message_type"] == "incoming").message_type is (
        MessageType.INCOMING
    )
    assert event.created_at.tzinfo is dt.UTC
    assert event.conversation.last_activity_at.tzinfo is dt.UTC


def test_senders() -> None:
    """A sender without a type is a contact; users and bots have one."""
    senders = [event.sender for each in DELIVERIES if isinstance(event := parse_unverified(each.body), MessageCreated)]

    assert {type(each) for each in senders} == {EventContact, EventUser}
    assert {each.type for each in senders if isinstance(each, EventUser)} == {"user", "agent_bot"}


def test_secrets_are_not_shown() -> None:
    """No repr shows the keys of an inbox's channel, or the pubsub token of a contact's browser."""
    shown = [repr(parse_unverified(each.body.replace(b"redacted", b"k3y"))) for each in DELIVERIES]

    assert len(DELIVERIES) == len(shown)
    assert [each for each in shown if "k3y" in each] == []


def test_an_unknown_event_is_reported() -> None:
    """An event of a newer server is kept as JSON, and reported."""
    payload = {"event": "conversation_unread_count_changed", "id": 371}
    drift: list[Deviation] = []
    event = parse_unverified(json.dumps(payload).encode(), on_drift=drift.append)

    assert event == UnknownEvent("conversation_unread_count_changed", payload)
    assert event.to_dict() == payload
    (deviation,) = map(str, drift)
    assert deviation.startswith("webhooks.conversation_unread_count_changed: $.event: expected an event")
    assert deviation.endswith("got string of 33 characters")
    assert "371" not in repr(event)


def test_deviations_are_reported_and_kept(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deviating values are kept unchanged, and logged."""
    # Each deviation is logged once per process: other tests may have had the same ones.
    monkeypatch.setattr(_events, "_reporter", DriftReporter(None, CONTRACT_VERSION))
    payload = first("message_created").payload | {"message_type": "shouted", "private": None, "mood": 7}
    event = parse_unverified(json.dumps(payload).encode())

    assert event.to_dict() == payload
    assert caplog.messages == [
        (
            "webhooks.message_created: $.message_type: expected one of incoming, outgoing, activity, template, "
            "got string 'shouted'"
        ),
        "webhooks.message_created: $.private: expected boolean, got null",
        "webhooks.message_created: $.mood: expected no such key, got integer",
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=10,
)


@pytest.mark.law
@given(event=st.sampled_from(sorted(MODELS)), changes=st.dictionaries(st.text(), _JSON), data=st.data())
def test_nothing_is_lost(event: str, changes: Mapping[str, Any], data: st.DataObject) -> None:
    """An event with any values is decoded, and written back unchanged."""
    delivery = next(each for each in DELIVERIES if each.event == event)
    key = data.draw(st.sampled_from([*delivery.payload]))
    payload = {**delivery.payload, **changes, key: data.draw(_JSON), "event": event}

    assert parse_unverified(json.dumps(payload).encode(), on_drift=lambda _: None).to_dict() == payload


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "the body is empty"),
        (b"[1]", "the body is no JSON object"),
        (b'{"event": 7}', "the body does not name an event: it is not from Chatwoot"),
        (b"{}", "the body does not name an event: it is not from Chatwoot"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_event_is_refused(body: bytes, problem: str) -> None:
    """A body that is not an event raises a WebhookError with the check `body`."""
    with pytest.raises(WebhookError) as caught:
        parse_unverified(body)

    assert problem in caught.value.message
    assert caught.value.check == "body"


def test_events_are_copied_and_pickled() -> None:
    """Copies and unpickled events are equal to the originals."""
    for each in DELIVERIES:
        event = parse_unverified(each.body)
        assert event == copy.deepcopy(event) == pickle.loads(pickle.dumps(event))


def test_names_of_numbers() -> None:
    """An enum of numbers that is written by name validates names, and writes its members as names."""
    kind = Named(MessageType)

    assert [kind.check(each) for each in (MessageType.OUTGOING, "outgoing")] == [None, None]
    assert kind.encode(MessageType.TEMPLATE) == "template"
    for wrong in (1, "out", MessageType(9), None):
        problem = kind.check(wrong)
        assert problem is not None
        assert "is not one of incoming, outgoing, activity, template" in problem or "None" in problem
