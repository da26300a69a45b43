"""Writing conversations: the real server's responses and traps, and the stored results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import Caller, assert_alike, member, recorded
from .conftest import Asker, Clock
from .office import FAULT, MISSING
from .test_against_captures import START, add, rich

# --- captures ---


def _conversation(number: int) -> Callable[[FakeChatwoot], None]:
    def scene(server: FakeChatwoot) -> None:
        add(server, number)
        server.account.add_team("billing", description="Billing desk")

    return scene


def _seen(server: FakeChatwoot) -> None:
    rich(server)
    server.account.conversations[1].status = "resolved"


def _participating(server: FakeChatwoot) -> None:
    add(server, 1).participants = [server.agent]


def _resolved(server: FakeChatwoot) -> None:
    add(server, 6, status="resolved")


def _open(server: FakeChatwoot) -> None:
    add(server, 6, priority="low")


def _courier(server: FakeChatwoot) -> None:
    conversation = add(server, 1)
    server.account.add_message(conversation, "hello")
    server.account.add_message(conversation, "call courier", "outgoing", sender=server.account.add_agent("Bob"))


EXCHANGES: dict[str, tuple[Callable[[FakeChatwoot], None], Any]] = {
    "assign": (_conversation(4), {"assignee_id": 1}),
    "assign_team": (_conversation(4), {"team_id": 1}),
    "conv_delete": (_conversation(70), None),
    "conv_delete_bob": (_conversation(70), None),
    "conv_draft_del": (_conversation(1), None),
    "conv_draft_put": (_conversation(1), None),
    "conv_last_seen": (_seen, None),
    "conv_mute": (_conversation(1), None),
    "conv_participants": (_participating, None),
    "conv_participants_add": (_conversation(1), None),
    "conv_participants_del": (_participating, None),
    "conv_reporting_events": (_conversation(6), None),
    "conv_transcript": (_conversation(1), None),
    "conv_transcript_bad": (_conversation(1), None),
    "conv_typing": (_conversation(1), None),
    "conv_unmute": (_conversation(1), None),
    "create_conv_bad": (_conversation(1), {"source_id": "nobody's"}),
    "custom_attributes": (_conversation(4), {"custom_attributes": {"a": 1}}),
    "labels": (rich, None),
    "meta_all": (rich, None),
    "participants": (_conversation(1), None),
    "priority": (_conversation(4), {"priority": "urgent"}),
    "priority_null": (_open, None),
    "search": (_courier, None),
    "set_labels": (_conversation(4), {"labels": ["vip"]}),
    "toggle_bad": (_conversation(4), {"status": "zzz"}),
    "toggle_flip": (_open, None),
    "toggle_open": (_resolved, None),
    "toggle_status": (_conversation(4), {"status": "snoozed", "snoozed_until": 1_900_000_000}),
    "unassign": (_conversation(4), {"assignee_id": 0}),
}
SAME_VALUES = {"custom_attributes", "labels", "set_labels", "toggle_flip", "toggle_open", "toggle_status"}


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_recorded_exchange(http: httpx.Client, name: str) -> None:
    """Status, type and body equal the real server's, and values if they are known."""
    scene, body = EXCHANGES[name]
    real, sent = recorded(name)
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        scene(server)
        by = server.account.add_agent("Bob") if name == "conv_delete_bob" else None
        fake = Caller(server, http).send(real.method, real.path, sent if sent is not None else body, by=by)
    assert_alike(real, fake)
    if name in SAME_VALUES:
        assert fake.json() == real.body


# --- status ---


@pytest.mark.parametrize(
    ("before", "after"), [("open", "resolved"), ("resolved", "open"), ("pending", "open"), ("snoozed", "open")]
)
def test_without_a_status_it_flips(call: Caller, server: FakeChatwoot, before: str, after: str) -> None:
    """Without a status, the conversation toggles between open and resolved; other statuses become open."""
    conversation = server.account.conversations[1]
    conversation.status, conversation.snoozed_until = before, START
    body = {"snoozed_until": 1_900_000_000}
    assert call.json("POST", "/1/toggle_status", body) == {
        "payload": {"success": True, "conversation_id": 1, "current_status": after, "snoozed_until": None}
    }
    assert call.json("GET", "/1")["status"] == after


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("resolved", ["Conversation was marked resolved by Ada Lestari"]),
        ("pending", ["Conversation was marked as pending by Ada Lestari"]),
        ("snoozed", ["Conversation was snoozed by Ada Lestari"]),
        ("open", []),
    ],
)
def test_the_history_says_who_did_it(call: Caller, status: str, text: list[str]) -> None:
    """An activity message without a sender says so, if something changed."""
    call.json("POST", "/1/toggle_status", {"status": status})
    messages = call.json("GET", "/1/messages")["payload"]
    assert [(each, 2, False) for each in text] == [
        (message["content"], message["message_type"], "sender" in message) for message in messages
    ]


def test_a_resolved_conversation_waits_for_nobody(call: Caller, ask: Asker) -> None:
    """A resolved conversation leaves the list of open ones, and can return."""
    assert call.json("GET", "/1")["waiting_since"] > 0
    call.json("POST", "/1/toggle_status", {"status": "resolved"})
    assert (ask.ids(), ask.ids("status=resolved"), call.json("GET", "/1")["waiting_since"]) == ([], [1], 0)
    call.json("POST", "/1/toggle_status", {"status": "open"})
    assert ask.ids() == [1]
    assert call.history()[-1] == "Conversation was reopened by Ada Lestari"


@pytest.mark.parametrize(
    ("until", "stored"),
    [
        (1_900_000_000, "2030-03-17T17:46:40.000Z"),
        ("1900000000", "2030-03-17T17:46:40.000Z"),
        (1_900_000_000.9, "2030-03-17T17:46:40.000Z"),
        ("2030-03-17T17:46:40.000Z", "1970-01-01T00:33:50.000Z"),
        (253_402_300_799, "9999-12-31T23:59:59.000Z"),
        (None, None),
        (False, None),
    ],
)
def test_a_conversation_is_snoozed_until_epoch_seconds(call: Caller, until: Any, stored: Any) -> None:
    """The trap: ISO text is read as its leading number, with a 200."""
    answer = call.json("POST", "/1/toggle_status", {"status": "snoozed", "snoozed_until": until})
    assert ("snoozed", stored) == (answer["payload"]["current_status"], answer["payload"]["snoozed_until"])
    again = call.json("POST", "/1/toggle_status", {"status": "snoozed"})
    assert stored == again["payload"]["snoozed_until"] == call.json("GET", "/1")["snoozed_until"]
    assert call.json("POST", "/1/toggle_status", {"status": "open"})["payload"]["snoozed_until"] is None


@pytest.mark.parametrize(
    "body",
    [{"status": "zzz"}, {"status": ["open"]}]
    + [{"status": "snoozed", "snoozed_until": until} for until in ("", "soon", True, 10**13, 10**20)],
)
def test_statuses_that_the_server_fails_with(call: Caller, server: FakeChatwoot, body: Any) -> None:
    """An unknown status is a 500, and nothing changes."""
    before = call.json("GET", "/1")
    assert call.error("POST", "/1/toggle_status", body) == FAULT
    assert call.json("GET", "/1") == before


def test_who_opens_a_conversation_gets_it(call: Caller, server: FakeChatwoot) -> None:
    """An agent who opens a conversation is assigned; administrators and bots are not."""
    bob, robo = member(server), server.account.add_bot("Robo")
    for by, assignee in ((server.agent, None), (robo, None), (bob, bob)):
        call.json("POST", "/1/toggle_status", {"status": "resolved"}, by=by)
        call.json("POST", "/1/toggle_status", {"status": "open"}, by=by)
        assert server.account.conversations[1].assignee is assignee


def test_a_bot_hands_over(call: Caller, server: FakeChatwoot) -> None:
    """A bot opens a pending conversation; the response has no result."""
    robo = server.account.add_bot("Robo")
    server.account.conversations[1].status = "pending"
    payload = call.json("POST", "/1/toggle_status", {"status": "open"}, by=robo)["payload"]
    assert (payload["success"], payload["current_status"]) == (None, "open")
    assert call.history() == ["Conversation was reopened by Robo"]


# --- the rest ---


def test_muting(call: Caller, server: FakeChatwoot) -> None:
    """Muting blocks the contact everywhere and resolves the conversation; unmuting leaves it resolved."""
    server.account.add_conversation(contact=server.account.contacts[1])
    assert call.json("POST", "/1/mute") is None
    assert [(row["muted"], row["status"]) for row in (call.json("GET", "/1"), call.json("GET", "/2"))] == [
        (True, "resolved"),
        (True, "open"),
    ]
    assert call.json("GET", "/1")["meta"]["sender"]["blocked"]
    assert call.json("POST", "/1/unmute") is None
    assert (call.json("GET", "/1")["muted"], call.json("GET", "/1")["status"]) == (False, "resolved")
    assert call.history() == [
        "Conversation was marked resolved by Ada Lestari",
        "Ada Lestari has muted the conversation",
        "Ada Lestari has unmuted the conversation",
    ]


def test_what_was_seen(call: Caller, server: FakeChatwoot, clock: Clock) -> None:
    """Viewing marks all as read; the assignee has a separate time. Marking as unread leaves the last message."""
    conversation, bob = server.account.conversations[1], member(server)
    conversation.assignee = server.agent
    for _ in range(3):
        server.account.add_message(conversation)
        clock.now += 10
    assert call.json("GET", "/1")["unread_count"] == 3
    seen = call.json("POST", "/1/update_last_seen", by=bob)
    assert (clock.now, 0, 0) == (seen["agent_last_seen_at"], seen["assignee_last_seen_at"], seen["unread_count"])
    seen = call.json("POST", "/1/update_last_seen")
    assert clock.now == seen["agent_last_seen_at"] == seen["assignee_last_seen_at"]
    unread = call.json("POST", "/1/unread", by=bob)
    assert clock.now - 11 == unread["agent_last_seen_at"] == unread["assignee_last_seen_at"]
    assert 1 == unread["unread_count"] == call.json("GET", "/1")["unread_count"]


def test_nothing_to_mark_as_unread(call: Caller, server: FakeChatwoot) -> None:
    """Without a message of the customer, the conversation counts as never viewed."""
    server.account.conversations[1].agent_last_seen_at = START
    assert call.json("POST", "/1/unread")["agent_last_seen_at"] == 0


def test_participants(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """Adding returns the new ones, setting returns all, removing returns nothing."""
    bob, path = member(server), "/1/participants"

    def names(method: str, *user_ids: Any) -> list[str]:
        return [each["name"] for each in call.json(method, path, {"user_ids": list(user_ids)} if user_ids else None)]

    assert names("POST", 1, 1) == ["Ada Lestari"]
    assert names("POST", 1, bob.id) == ["Bob"]
    assert ask.ids("conversation_type=participating") == [1]
    assert call.json("DELETE", path, {"user_ids": [1, 99]}) is None
    assert names("GET") == ["Bob"]
    assert names("PATCH", str(server.agent.id), bob.id) == ["Bob", "Ada Lestari"]
    assert ["Ada Lestari"] == names("PATCH", 1) == names("GET")


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_participants_that_the_server_fails_with(call: Caller, method: str) -> None:
    """The server fails without `user_ids`, and refuses unknown users except when removing."""
    assert call.error(method, "/1/participants", {}) == FAULT
    if method != "DELETE":
        refused = (422, {"error": "Invalid participant IDs"})
        assert call.error(method, "/1/participants", {"user_ids": [1, 99]}) == refused
        assert call.json("GET", "/1/participants") == []


def test_drafts(call: Caller, server: FakeChatwoot) -> None:
    """There is one draft per conversation, shared by its agents."""
    path, bob = "/1/draft_messages", member(server)
    assert call.json("GET", path) == {"has_draft": False}
    assert call.json("PATCH", path, {"draft_message": {"message": "Dear"}}) is None
    assert call.json("GET", path, by=bob) == {"has_draft": True, "message": "Dear"}
    call.json("PATCH", path, {})
    assert call.json("GET", path) == {"has_draft": True, "message": ""}
    assert call.error("PATCH", path, {"draft_message": "Dear"}) == FAULT
    assert call.json("DELETE", path) is None
    assert call.json("GET", path) == {"has_draft": False}


def test_a_deleted_conversation_is_gone(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """A deleted conversation leaves lists and counts, with its messages; its number is not reused."""
    server.account.add_message(server.account.conversations[1])
    assert call.json("DELETE", "/1") is None
    assert (ask.ids("status=all"), call.json("GET", "/meta")["meta"]["all_count"]) == ([], 0)
    assert MISSING == call.error("GET", "/1") == call.error("GET", "/1/messages") == call.error("DELETE", "/1")
    assert call.json("POST", "", {"contact_id": 1, "inbox_id": 1})["id"] == 2


WRITES = [
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/toggle_status"),
    ("POST", "/toggle_priority"),
    ("POST", "/toggle_typing_status"),
    ("POST", "/custom_attributes"),
    ("POST", "/assignments"),
    ("GET", "/labels"),
    ("POST", "/labels"),
    ("POST", "/mute"),
    ("POST", "/unmute"),
    ("POST", "/transcript"),
    ("POST", "/update_last_seen"),
    ("POST", "/unread"),
    ("GET", "/participants"),
    ("POST", "/participants"),
    ("PATCH", "/participants"),
    ("DELETE", "/participants"),
    ("GET", "/draft_messages"),
    ("PATCH", "/draft_messages"),
    ("DELETE", "/draft_messages"),
    ("GET", "/attachments"),
]
FOR_BOTS = {"", "/toggle_status", "/toggle_priority", "/custom_attributes", "/assignments", "/toggle_typing_status"}


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nowhere_and_nobody(call: Caller, server: FakeChatwoot, method: str, path: str) -> None:
    """An unknown conversation is a 404, and bots get a 401, except for allowed calls."""
    assert MISSING == call.error(method, f"/9{path}", {}) == call.error(method, f"/x{path}", {})
    robo = server.account.add_bot()
    refused = (401, {"error": "Access to this endpoint is not authorized for bots"})
    if (path in FOR_BOTS and method != "DELETE") or (method, path) == ("GET", "/labels"):
        assert call.error(method, f"/9{path}", {}, by=robo) == MISSING
    else:
        assert call.error(method, f"/1{path}", {}, by=robo) == refused
