"""Recorded responses and the published examples, as models: typed, complete, and converted back."""

from __future__ import annotations

import copy
import datetime as dt
import enum
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import UNSET, Chatwoot, Deviation, PermissionDeniedError, models
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings, json_path
from aiochatwoot._wire.kinds import Object, Timestamp, fields
from aiochatwoot._wire.model import Model
from aiochatwoot._wire.timestamps import UTC

from .conftest import CAPTURES, Capture, load_capture

PUBLISHED = Path(__file__).parent / "published"
MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=UTC)
NAMES = sorted(
    path.stem
    for pattern in ("conversation_*", "list_page*", "messages_*", "profile")
    for path in CAPTURES.glob(f"{pattern}.json")
)


async def ask(capture: Capture) -> tuple[Any, list[Deviation]]:
    """Call a client that gets the capture as its response."""

    def replay(request: httpx.Request) -> httpx.Response:
        expected = httpx.URL(capture.path)
        assert (capture.method, expected.path) == (request.method, request.url.path)
        assert sorted(expected.params.multi_items()) == sorted(request.url.params.multi_items())
        return httpx.Response(capture.status, headers=capture.headers, text=capture.text)

    drift: list[Deviation] = []
    transport = httpx.MockTransport(replay)
    path, _, query = capture.path.partition("?")
    parts, params = path.split("/"), httpx.QueryParams(query)
    numbers: Any = {name: int(value) for name, value in params.items()}
    options: Any = {"account_id": 2, "transport": transport, "on_drift": drift.append}
    async with Chatwoot("https://x.test", token="token-of-the-captures", **options) as chatwoot:
        if parts[-1] == "profile":
            return await chatwoot.profile.get(), drift
        if parts[-1] == "messages":
            return await chatwoot.messages.list(int(parts[-2]), **numbers), drift
        if parts[-1] == "conversations":
            return await chatwoot.conversations.list(**numbers), drift
        return await chatwoot.conversations.get(int(parts[-1])), drift


def assert_typed(value: Any) -> int:
    """Assert that every timestamp field is an aware UTC datetime or None; return the number of fields."""
    count = 0
    if isinstance(value, Model):
        for each in fields(type(value)):
            member = getattr(value, each.name)
            if isinstance(each.kind, Timestamp):
                count += 1
                assert member is None or (isinstance(member, dt.datetime) and member.tzinfo is UTC)
            assert member is not UNSET
            count += assert_typed(member)
    elif isinstance(value, list):
        count += sum(map(assert_typed, value))
    return count


@pytest.mark.parametrize("name", NAMES)
async def test_captures_are_typed_and_come_back(name: str) -> None:
    """A capture is requested as it was recorded, decodes without a deviation, and loses no field."""
    capture = load_capture(name)
    result, drift = await ask(capture)
    body = capture.body["data"] if name.startswith("list_") else capture.body
    assert drift == []
    assert json.dumps(body, sort_keys=True) == json.dumps(result.to_dict(), sort_keys=True)
    assert assert_typed(result) or name == "list_page99"


def test_the_published_conversation_is_typed_and_comes_back() -> None:
    """The published example decodes without a deviation, with typed fields, and converts back unchanged."""
    body = json.loads((PUBLISHED / "conversation_details.json").read_text(encoding="utf-8"))
    found = Findings()
    conversation = decode(Object(models.Conversation), copy.deepcopy(body), found)
    assert [json_path(row.path) for row in found] == []
    assert json.dumps(body, sort_keys=True) == json.dumps(conversation.to_dict(), sort_keys=True)
    assert assert_typed(conversation) > 10

    def known(value: Any) -> None:
        """Assert that no documented key is among the unknown ones."""
        if isinstance(value, Model):
            assert value.additional_properties == {}
            for each in fields(type(value)):
                known(getattr(value, each.name))
        elif isinstance(value, list):
            for item in value:
                known(item)

    known(conversation)
    assert isinstance(conversation.meta.assignee, models.User)
    assert isinstance(conversation.meta.assignee.accounts, list)
    assert MOMENT.replace(2019, 8, 24, 14, 15, 22) == conversation.meta.assignee.accounts[0].active_at
    assert isinstance(conversation.messages[0].attachment, models.Attachment)
    assert isinstance(conversation.applied_sla, models.AppliedSla)
    assert isinstance(conversation.sla_events, list)
    assert isinstance(conversation.sla_events[0], models.SlaEvent)
    assert isinstance(conversation.messages[0].status, models.MessageStatus)


async def test_the_published_error_is_read() -> None:
    """The published error body yields its description and its fields."""
    text = (PUBLISHED / "error.json").read_text(encoding="utf-8")
    transport = httpx.MockTransport(lambda _: httpx.Response(403, text=text))
    async with Chatwoot("https://x.test", token="token-of-the-captures", account_id=1, transport=transport) as chatwoot:
        with pytest.raises(PermissionDeniedError) as caught:
            await chatwoot.conversations.get(1)
    assert caught.value.message == "string"
    assert [(e.field, e.message, e.code) for e in caught.value.field_errors] == [("string", "string", "string")]


BASE = load_capture("conversation_seen").body
ABSENT: Any = object()
ROWS: list[tuple[str, str, Any, Any]] = [
    # name, path, wire value, Python value
    ("epoch", "$.created_at", 1795410372, MOMENT),
    ("epoch", "$.timestamp", 1795410372, MOMENT),
    ("epoch", "$.last_activity_at", 1795410372, MOMENT),
    ("epoch with microseconds", "$.updated_at", 1795410372.5555809, MOMENT.replace(microsecond=555581)),
    *(
        ("0 is never", f"$.{name}", 0, None)
        for name in (
            "agent_last_seen_at",
            "assignee_last_seen_at",
            "contact_last_seen_at",
            "first_reply_created_at",
            "waiting_since",
        )
    ),
    ("epoch where 0 is never", "$.waiting_since", 1795410372, MOMENT),
    ("ISO", "$.snoozed_until", "2026-11-23T05:06:12.554Z", MOMENT.replace(microsecond=554000)),
    ("null", "$.snoozed_until", None, None),
    ("epoch of a message", "$.messages.0.created_at", 1795410372, MOMENT),
    ("ISO of a message", "$.messages.0.updated_at", "2026-11-23T05:06:12.000Z", MOMENT),
    ("epoch of a contact", "$.meta.sender.created_at", 1795410372, MOMENT),
    ("absent", "$.meta.sender.last_activity_at", ABSENT, None),
    ("status", "$.status", "snoozed", models.ConversationStatus.SNOOZED),
    ("priority", "$.priority", None, None),
    ("priority", "$.priority", "urgent", models.ConversationPriority.URGENT),
    ("SLA policy", "$.sla_policy_id", None, None),
    ("SLA", "$.applied_sla", ABSENT, None),
    ("SLA", "$.applied_sla", {"id": 1, "sla_status": "missed"}, models.AppliedSla),
    ("SLA", "$.sla_events", [{"event_type": "frt", "created_at": 1795410372}], list),
    ("unassigned", "$.meta.assignee", ABSENT, None),
    ("no team", "$.meta.team", ABSENT, None),
    ("assigned", "$.meta.assignee", BASE["meta"]["assignee"], models.User),
    ("no message", "$.last_non_activity_message", None, None),
    *(("message type", "$.messages.0.message_type", each.value, each) for each in models.MessageType),
    *(("content type", "$.messages.0.content_type", each.value, each) for each in models.MessageContentType),
    *(("message status", "$.messages.0.status", each.value, each) for each in models.MessageStatus),
    *(("sender type", "$.messages.0.sender_type", each.value, each) for each in models.SenderType),
    ("sender type", "$.messages.0.sender_type", None, None),
    ("content", "$.messages.0.content", None, None),
    ("content", "$.messages.0.content", "x" * 150_000, "x" * 150_000),
    ("source id", "$.messages.0.source_id", "wamid.1", "wamid.1"),
    ("processed content", "$.messages.0.processed_message_content", None, None),
    ("no sender", "$.messages.0.sender", ABSENT, None),
    ("user", "$.messages.0.sender", BASE["messages"][0]["sender"], models.MessageUser),
    (
        "contact",
        "$.messages.0.sender",
        load_capture("conversation_rich").body["messages"][0]["sender"],
        models.MessageContact,
    ),
    ("bot", "$.messages.0.sender", {"id": 1, "name": "Robo", "type": "agent_bot"}, models.MessageAgentBot),
    ("attachments", "$.messages.0.attachments", ABSENT, None),
    *(
        ("free-form", f"$.{name}", {"a": [1, None]}, {"a": [1, None]})
        for name in ("custom_attributes", "additional_attributes")
    ),
    *(
        ("free-form", f"$.messages.0.{name}", {"a": {"b": []}}, {"a": {"b": []}})
        for name in ("content_attributes", "sentiment", "external_source_ids", "additional_attributes")
    ),
    ("contact", "$.meta.sender.email", None, None),
    ("contact", "$.meta.sender.name", "", ""),
    ("contact", "$.meta.sender.thumbnail", "", ""),
]


@pytest.mark.parametrize(("what", "where", "wire", "expected"), ROWS)
def test_every_kind_of_value_that_the_wire_has(what: str, where: str, wire: Any, expected: Any) -> None:
    """Each kind of value in a captured conversation is typed, not reported, and written back unchanged."""
    body = json.loads(json.dumps(BASE))
    *steps, last = [int(step) if step.isdecimal() else step for step in where.removeprefix("$.").split(".")]
    holder = body
    for step in steps:
        holder = holder[step]
    if wire is ABSENT:
        holder.pop(last, None)
        if last == "assignee":
            del holder["assignee_type"]
    else:
        holder[last] = wire
    found = Findings()
    value: Any = decode(Object(models.Conversation), copy.deepcopy(body), found)
    assert found == []
    assert value.to_dict() == body
    for step in [*steps, last]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    if isinstance(expected, type) and not isinstance(expected, enum.EnumMeta):
        assert type(value) is expected
    else:
        assert value == expected
        assert type(expected) is type(value)


def test_bots_are_assigned_as_bots() -> None:
    """An assignee is a bot if `assignee_type` says so; elsewhere bots have their own type."""
    body = load_capture("conversation_bot_assignee").body
    conversation = models.Conversation.from_dict(body)
    assert isinstance(conversation.meta.assignee, models.AgentBot)
    assert models.AssigneeType.AGENT_BOT is conversation.meta.assignee_type
    assert models.BotType.WEBHOOK is conversation.meta.assignee.bot_type


def test_attachments_have_the_keys_of_their_kind() -> None:
    """Each captured kind of attachment has its own keys, and no others."""
    rows = models.MessageList.from_dict(load_capture("messages_conv3").body).payload
    found = {each.file_type: each for row in rows for each in (row.attachments or [])}
    kinds = models.AttachmentFileType
    assert {kinds.IMAGE, kinds.FILE, kinds.AUDIO, kinds.VIDEO, kinds.LOCATION, kinds.CONTACT} < set(found)
    assert found[kinds.LOCATION].coordinates_lat == -6.2
    assert not found[kinds.IMAGE].has("coordinates_lat")
    assert found[kinds.AUDIO].transcribed_text == ""
    assert found[kinds.CONTACT].meta == {"lastName": None, "firstName": "Al"}
    assert not found[kinds.CONTACT].has("data_url")
