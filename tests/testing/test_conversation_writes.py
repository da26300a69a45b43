"""Writing conversations: the real server's responses and traps, and the stored results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import Caller, assert_alike, member, recorded
from .conftest import Asker, Clock
from .test_against_captures import START, add, rich, zoe

MISSING = (404, {"error": "Resource could not be found"})
FAULT = (500, {"status": 500, "error": "Internal Server Error"})
NOW = "2026-11-20T08:00:30.000Z"


@pytest.fixture
def call(server: FakeChatwoot, http: httpx.Client) -> Caller:
    """Writes to a server with the open conversation 1."""
    server.account.add_conversation()
    return Caller(server, http)


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
        assert real.body == fake.json()


# --- making conversations ---


def test_a_conversation_is_made_of_a_contact_and_an_inbox(call: Caller, server: FakeChatwoot) -> None:
    """It is open, waiting since now, listed and counted; the response equals a later read."""
    contact, inbox = zoe(server), server.account.add_inbox("Second")
    made = call.json("POST", "", {"contact_id": contact.id, "inbox_id": str(inbox.id)})
    assert (2, "open", inbox.id, contact.id) == (
        made["id"],
        made["status"],
        made["inbox_id"],
        made["meta"]["sender"]["id"],
    )
    assert made["created_at"] == made["waiting_since"] == int(server.installation.clock())
    assert ([], None, 0, None) == (made["messages"], made["priority"], made["unread_count"], made["snoozed_until"])
    assert made == call.json("GET", "/2")
    assert {"mine_count": 0, "assigned_count": 0, "unassigned_count": 2, "all_count": 2} == call.json("GET", "/meta")[
        "meta"
    ]


def test_a_conversation_is_made_by_a_name_of_the_contact(call: Caller, server: FakeChatwoot) -> None:
    """`source_id` alone is enough; without one, each conversation gets a new one."""
    contact, inbox = zoe(server), server.account.add_inbox("Second")
    known = server.account.add_contact_inbox(contact, inbox, source_id="src-77")
    assert contact.id == call.json("POST", "", {"source_id": "src-77"})["meta"]["sender"]["id"]
    both = {"contact_id": contact.id, "inbox_id": inbox.id}
    for source_id in ("src-77", "src-78", None, None):
        call.json("POST", "", both | {"source_id": source_id})
    names = [each.source_id for each in server.account.contact_inboxes.values() if each.inbox is inbox]
    assert [known.source_id, "src-78"] == names[:2]
    assert 4 == len(set(names)) == len(names)
    assert "src-77" == server.account.conversations[3].source_id


@pytest.mark.parametrize(
    "body", [{}, {"contact_id": 1}, {"inbox_id": 1}, {"contact_id": 9, "inbox_id": 1}, {"contact_id": 1, "inbox_id": 9}]
)
def test_nothing_to_make_it_of(call: Caller, server: FakeChatwoot, body: Any) -> None:
    """Without a contact in an inbox, the response is a 404."""
    assert MISSING == call.error("POST", "", body)
    assert 1 == len(server.account.conversations)


def test_a_name_belongs_to_one_contact(call: Caller, server: FakeChatwoot) -> None:
    """A `source_id` of another contact in the inbox is a 422."""
    server.account.add_contact_inbox(zoe(server), server.account.inboxes[1], source_id="taken")
    answer = call.error("POST", "", {"contact_id": 1, "inbox_id": 1, "source_id": "taken"})
    assert (422, {"error": "source_id should be unique"}) == answer


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("Channel::Email", "zoe@customer.example"),
        ("Channel::Sms", "+6281234567890"),
        ("Channel::TwilioSms", "+6281234567890"),
        ("Channel::Whatsapp", "6281234567890"),
    ],
)
def test_channels_that_know_contacts_by_what_they_have(
    call: Caller, server: FakeChatwoot, channel: str, name: str
) -> None:
    """They use an address or a number, always the same; without it, the response is a 422."""
    inbox, contact, nobody = server.account.add_inbox("X", channel), zoe(server), server.account.add_contact()
    for number in (2, 3):
        assert number == call.json("POST", "", {"contact_id": contact.id, "inbox_id": inbox.id})["id"]
        assert name == server.account.conversations[number].source_id
    assert 2 == len(server.account.contact_inboxes)
    status, body = call.error("POST", "", {"contact_id": nobody.id, "inbox_id": inbox.id})
    assert (422, True) == (status, body["error"].startswith("param is missing or the value is empty: contact "))


def test_channels_with_names_of_their_own(call: Caller, server: FakeChatwoot) -> None:
    """Without a `source_id`, the server fails."""
    inbox = server.account.add_inbox("X", "Channel::Telegram")
    assert FAULT == call.error("POST", "", {"contact_id": 1, "inbox_id": inbox.id})
    assert 2 == call.json("POST", "", {"contact_id": 1, "inbox_id": inbox.id, "source_id": "7"})["id"]


def test_everything_that_a_conversation_is_made_with(call: Caller, server: FakeChatwoot) -> None:
    """The first message comes before the activity about the assignment."""
    bob = server.account.add_agent("Bob")
    team = server.account.add_team("support", members=[bob])
    made = call.json(
        "POST",
        "",
        {
            "contact_id": 1,
            "inbox_id": 1,
            "status": "snoozed",
            "snoozed_until": "2027-01-31T07:00:00+07:00",
            "assignee_id": bob.id,
            "team_id": team.id,
            "additional_attributes": {"referer": "https://shop.example"},
            "custom_attributes": {"order": 7},
            "message": {"content": "Hello", "private": True},
        },
    )
    assert ("snoozed", "2027-01-31T00:00:00.000Z") == (made["status"], made["snoozed_until"])
    assert ("Bob", "support") == (made["meta"]["assignee"]["name"], made["meta"]["team"]["name"])
    assert ({"referer": "https://shop.example"}, {"order": 7}) == (
        made["additional_attributes"],
        made["custom_attributes"],
    )
    assert ["Hello", "Assigned to Bob via support by Ada Lestari"] == call.history(2)
    assert "Hello" == made["last_non_activity_message"]["content"]
    assert [bob.id] == [each["id"] for each in call.json("GET", "/2/participants")]


@pytest.mark.parametrize(
    ("body", "history"),
    [
        ({"assignee_id": 1}, ["Ada Lestari self-assigned this conversation"]),
        ({"team_id": 1}, ["Assigned to support by Ada Lestari"]),
        ({"team_id": 1, "assignee_id": 1}, ["Assigned to support by Ada Lestari"]),
        ({"team_id": 99, "assignee_id": 99}, []),
    ],
)
def test_who_is_assigned_at_the_beginning(call: Caller, server: FakeChatwoot, body: Any, history: Any) -> None:
    """Unknown users are ignored, and a team keeps only its members."""
    server.account.add_team("support")
    made = call.json("POST", "", {"contact_id": 1, "inbox_id": 1} | body)
    assert (history, "assignee" in made["meta"]) == (call.history(2), body == {"assignee_id": 1})


@pytest.mark.parametrize(
    ("status", "until", "stored"),
    [
        ("snoozed", "2027-01-31T00:00:00Z", "2027-01-31T00:00:00.000Z"),
        ("snoozed", "2027-01-31T00:00:00", "2027-01-31T00:00:00.000Z"),
        ("snoozed", 1_900_000_000, None),
        ("snoozed", "soon", None),
        ("open", "2027-01-31T00:00:00Z", None),
    ],
)
def test_a_new_conversation_is_snoozed_until_an_iso_time(call: Caller, status: str, until: Any, stored: Any) -> None:
    """The trap: epoch seconds get a 200 and store null."""
    made = call.json("POST", "", {"contact_id": 1, "inbox_id": 1, "status": status, "snoozed_until": until})
    assert (status, stored) == (made["status"], made["snoozed_until"])


@pytest.mark.parametrize(
    ("path", "until"),
    [
        ("/1/toggle_status", 253_402_300_800),
        ("/1/toggle_status", -100_000_000_000),
        ("", "9999-12-31T23:59:59-05:00"),
        ("", "0001-01-01T00:00:00+05:00"),
    ],
)
def test_years_that_python_lacks(call: Caller, path: str, until: Any) -> None:
    """A 422 names the limit, and nothing changes; a real server accepts these years."""
    before = call.json("GET", "/1")
    body = {"contact_id": 1, "inbox_id": 1, "status": "snoozed", "snoozed_until": until}
    problem = {"error": f"FakeChatwoot knows the years 1 to 9999 in UTC only, not {until!r}"}
    assert (422, problem) == call.error("POST", path, body)
    assert before == call.json("GET", "/1")


def test_a_blocked_contact_opens_nothing(call: Caller, server: FakeChatwoot) -> None:
    """Conversations of a blocked contact are resolved."""
    server.account.contacts[1].blocked = True
    made = call.json("POST", "", {"contact_id": 1, "inbox_id": 1, "status": "open"})
    assert ("resolved", True) == (made["status"], made["muted"])


@pytest.mark.parametrize(
    "body",
    [
        {"status": "zzz"},
        {"custom_attributes": "x"},
        {"additional_attributes": [1]},
        {"message": "x"},
        {"message": {"message_type": "zzz"}},
    ],
)
def test_what_the_server_fails_with(call: Caller, server: FakeChatwoot, body: Any) -> None:
    """The response is a 500, and no conversation is created."""
    assert FAULT == call.error("POST", "", {"contact_id": 1, "inbox_id": 1} | body)
    assert 1 == len(server.account.conversations)


def test_a_first_message_that_is_too_long(call: Caller, server: FakeChatwoot) -> None:
    """The response is a 422 as for other invalid records, and no conversation is created."""
    body = {"contact_id": 1, "inbox_id": 1, "message": {"content": "x" * 150_001}}
    said = {"message": "Content is too long (maximum is 150000 characters)", "attributes": ["content"]}
    assert (422, said) == call.error("POST", "", body)
    assert 1 == len(server.account.conversations)


# --- status ---


@pytest.mark.parametrize(
    ("before", "after"), [("open", "resolved"), ("resolved", "open"), ("pending", "open"), ("snoozed", "open")]
)
def test_without_a_status_it_flips(call: Caller, server: FakeChatwoot, before: str, after: str) -> None:
    """It toggles between open and resolved; other statuses become open."""
    conversation = server.account.conversations[1]
    conversation.status, conversation.snoozed_until = before, START
    body = {"snoozed_until": 1_900_000_000}
    assert {
        "payload": {"success": True, "conversation_id": 1, "current_status": after, "snoozed_until": None}
    } == call.json("POST", "/1/toggle_status", body)
    assert after == call.json("GET", "/1")["status"]


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
    """It leaves the list of open ones, and can return."""
    assert 0 < call.json("GET", "/1")["waiting_since"]
    call.json("POST", "/1/toggle_status", {"status": "resolved"})
    assert ([], [1], 0) == (ask.ids(), ask.ids("status=resolved"), call.json("GET", "/1")["waiting_since"])
    call.json("POST", "/1/toggle_status", {"status": "open"})
    assert [1] == ask.ids()
    assert "Conversation was reopened by Ada Lestari" == call.history()[-1]


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
    """The response is a 500, and nothing changes."""
    before = call.json("GET", "/1")
    assert FAULT == call.error("POST", "/1/toggle_status", body)
    assert before == call.json("GET", "/1")


def test_who_opens_a_conversation_gets_it(call: Caller, server: FakeChatwoot) -> None:
    """Agents are assigned; administrators and bots are not."""
    bob, robo = member(server), server.account.add_bot("Robo")
    for by, assignee in ((server.agent, None), (robo, None), (bob, bob)):
        call.json("POST", "/1/toggle_status", {"status": "resolved"}, by=by)
        call.json("POST", "/1/toggle_status", {"status": "open"}, by=by)
        assert assignee is server.account.conversations[1].assignee


def test_a_bot_hands_over(call: Caller, server: FakeChatwoot) -> None:
    """A bot opens a pending conversation; the response has no result."""
    robo = server.account.add_bot("Robo")
    server.account.conversations[1].status = "pending"
    payload = call.json("POST", "/1/toggle_status", {"status": "open"}, by=robo)["payload"]
    assert (None, "open") == (payload["success"], payload["current_status"])
    assert ["Conversation was reopened by Robo"] == call.history()


# --- priority, labels, attributes ---


def test_priority(call: Caller, ask: Asker) -> None:
    """It is set, changed and cleared, by both calls; activities report it, and lists are sorted by it."""
    for priority in ("low", "urgent"):
        assert call.json("POST", "/1/toggle_priority", {"priority": priority}) is None
        assert priority == call.json("GET", "/1")["priority"]
    assert call.json("PATCH", "/1", {"priority": None})["priority"] is None
    assert "high" == call.json("PATCH", "/1", {"priority": "high"})["priority"]
    assert "high" == call.json("PATCH", "/1", {})["priority"]
    call.json("POST", "/1/toggle_priority", {"priority": ""})
    call.json("POST", "/1/toggle_priority", {})
    assert call.json("GET", "/1")["priority"] is None
    assert [
        "Ada Lestari set the priority to low",
        "Ada Lestari changed the priority from low to urgent",
        "Ada Lestari removed the priority",
        "Ada Lestari set the priority to high",
        "Ada Lestari removed the priority",
    ] == call.history()


@pytest.mark.parametrize("priority", ["none", "zzz", ["low"]])
def test_an_unknown_priority(call: Caller, priority: Any) -> None:
    """The trap: 500, also for "none", which the published page names."""
    assert FAULT == call.error("POST", "/1/toggle_priority", {"priority": priority})
    assert FAULT == call.error("PATCH", "/1", {"priority": priority})


def test_labels_are_replaced(call: Caller, ask: Asker) -> None:
    """The trap: earlier labels are removed."""
    assert {"payload": ["vip", "new"]} == call.json("POST", "/1/labels", {"labels": ["vip", " new ", "vip", ""]})
    assert {"payload": ["late", "a", "new"]} == call.json("POST", "/1/labels", {"labels": ["late, a", "new"]})
    assert ["late", "a", "new"] == call.json("GET", "/1/labels")["payload"] == call.json("GET", "/1")["labels"]
    assert ([], [1]) == (ask.ids("labels[]=vip"), ask.ids("labels[]=late"))
    assert {"payload": []} == call.json("POST", "/1/labels", {"labels": "vip"})
    assert [
        "Ada Lestari added vip, new",
        "Ada Lestari added late, a",
        "Ada Lestari removed vip",
        "Ada Lestari removed late, a, new",
    ] == call.history()


def test_custom_attributes_are_replaced(call: Caller, clock: Clock) -> None:
    """The trap: earlier attributes are removed. The server fails for values that are not objects."""
    path = "/1/custom_attributes"
    call.json("POST", path, {"custom_attributes": {"a": 1, "deep": {"b": [None]}}})
    clock.now += 1
    assert {"custom_attributes": {"c": 2}} == call.json("POST", path, {"custom_attributes": {"c": 2}})
    conversation = call.json("GET", "/1")
    assert ({"c": 2}, clock.now) == (conversation["custom_attributes"], conversation["updated_at"])
    assert FAULT == call.error("POST", path, {}) == call.error("POST", path, {"custom_attributes": "c"})


# --- assignments ---


def test_agents_are_assigned(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """The response is the agent; lists and counts agree, and earlier assignees stay participants."""
    bob = server.account.add_agent("Bob")
    assert "Ada Lestari" == call.json("POST", "/1/assignments", {"assignee_id": 1})["name"]
    assert ([1], 1) == (ask.ids("assignee_type=me"), call.json("GET", "/meta")["meta"]["mine_count"])
    assert "Bob" == call.json("POST", "/1/assignments", {"assignee_id": bob.id})["name"]
    assert "Bob" == call.json("POST", "/1/assignments", {"assignee_id": str(bob.id)})["name"]
    assert ([], 1) == (ask.ids("assignee_type=me"), call.json("GET", "/meta")["meta"]["assigned_count"])
    assert call.json("POST", "/1/assignments", {"assignee_id": 99}) is None
    assert [1] == ask.ids("assignee_type=unassigned")
    assert ["Ada Lestari", "Bob"] == [each["name"] for each in call.json("GET", "/1/participants")]
    assert [
        "Ada Lestari self-assigned this conversation",
        "Assigned to Bob by Ada Lestari",
        "Conversation unassigned by Ada Lestari",
    ] == call.history()


@pytest.mark.parametrize("nobody", [None, 0])
def test_the_assignee_wins_by_being_there(call: Caller, server: FakeChatwoot, nobody: Any) -> None:
    """The trap: with an unknown `assignee_id`, the team is ignored and the assignee removed."""
    conversation = server.account.conversations[1]
    conversation.assignee = server.agent
    team = server.account.add_team()
    assert call.json("POST", "/1/assignments", {"team_id": team.id, "assignee_id": nobody}) is None
    assert not {"assignee", "team"} & {*call.json("GET", "/1")["meta"]}
    assert call.json("POST", "/1/assignments", {}) is None


def test_teams_are_assigned(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """The response is the team with its times; an assignee of another team is removed."""
    conversation = server.account.conversations[1]
    bob = server.account.add_agent("Bob")
    own, other = server.account.add_team("own", members=[server.agent]), server.account.add_team("other", members=[bob])
    conversation.assignee = server.agent
    answer = call.json("POST", "/1/assignments", {"team_id": own.id})
    assert ("own", NOW, NOW) == (answer["name"], answer["created_at"], answer["updated_at"])
    assert (server.agent, [1]) == (conversation.assignee, ask.ids(f"team_id={own.id}"))
    call.json("POST", "/1/assignments", {"team_id": other.id})
    call.json("POST", "/1/assignments", {"team_id": other.id})
    meta = call.json("GET", "/1")["meta"]
    assert ("other", False) == (meta["team"]["name"], "assignee" in meta)
    assert call.json("POST", "/1/assignments", {"team_id": 0}) is None
    assert "team" not in call.json("GET", "/1")["meta"]
    assert [
        "Assigned to own by Ada Lestari",
        "Assigned to other by Ada Lestari",
        "Unassigned from other by Ada Lestari",
    ] == call.history()


def test_a_bot_loses_what_it_had(call: Caller, server: FakeChatwoot) -> None:
    """Assigning to an agent or nobody removes a bot, without an activity."""
    robo, conversation = server.account.add_bot("Robo"), server.account.conversations[1]
    conversation.assignee = robo
    call.json("POST", "/1/assignments", {"team_id": server.account.add_team("t").id}, by=robo)
    assert robo is conversation.assignee
    assert call.json("POST", "/1/assignments", {"assignee_id": 0}, by=robo) is None
    assert "assignee" not in call.json("GET", "/1")["meta"]
    conversation.assignee = robo
    assert "Ada Lestari" == call.json("POST", "/1/assignments", {"assignee_id": 1}, by=robo)["name"]
    assert ["Assigned to t by Robo", "Assigned to Ada Lestari by Robo"] == call.history()


# --- the rest ---


def test_muting(call: Caller, server: FakeChatwoot) -> None:
    """It blocks the contact everywhere and resolves the conversation; unmuting leaves it resolved."""
    server.account.add_conversation(contact=server.account.contacts[1])
    assert call.json("POST", "/1/mute") is None
    assert [(True, "resolved"), (True, "open")] == [
        (row["muted"], row["status"]) for row in (call.json("GET", "/1"), call.json("GET", "/2"))
    ]
    assert call.json("GET", "/1")["meta"]["sender"]["blocked"]
    assert call.json("POST", "/1/unmute") is None
    assert (False, "resolved") == (call.json("GET", "/1")["muted"], call.json("GET", "/1")["status"])
    assert [
        "Conversation was marked resolved by Ada Lestari",
        "Ada Lestari has muted the conversation",
        "Ada Lestari has unmuted the conversation",
    ] == call.history()


def test_what_was_seen(call: Caller, server: FakeChatwoot, clock: Clock) -> None:
    """Viewing marks all as read; the assignee has a separate time. Marking as unread leaves the last message."""
    conversation, bob = server.account.conversations[1], member(server)
    conversation.assignee = server.agent
    for _ in range(3):
        server.account.add_message(conversation)
        clock.now += 10
    assert 3 == call.json("GET", "/1")["unread_count"]
    seen = call.json("POST", "/1/update_last_seen", by=bob)
    assert (clock.now, 0, 0) == (seen["agent_last_seen_at"], seen["assignee_last_seen_at"], seen["unread_count"])
    seen = call.json("POST", "/1/update_last_seen")
    assert clock.now == seen["agent_last_seen_at"] == seen["assignee_last_seen_at"]
    unread = call.json("POST", "/1/unread", by=bob)
    assert clock.now - 11 == unread["agent_last_seen_at"] == unread["assignee_last_seen_at"]
    assert 1 == unread["unread_count"] == call.json("GET", "/1")["unread_count"]


def test_nothing_to_mark_as_unread(call: Caller, server: FakeChatwoot) -> None:
    """Without a message of the customer, it counts as never viewed."""
    server.account.conversations[1].agent_last_seen_at = START
    assert 0 == call.json("POST", "/1/unread")["agent_last_seen_at"]


def test_participants(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """Adding returns the new ones, setting returns all, removing returns nothing."""
    bob, path = member(server), "/1/participants"

    def names(method: str, *user_ids: Any) -> list[str]:
        return [each["name"] for each in call.json(method, path, {"user_ids": list(user_ids)} if user_ids else None)]

    assert ["Ada Lestari"] == names("POST", 1, 1)
    assert ["Bob"] == names("POST", 1, bob.id)
    assert [1] == ask.ids("conversation_type=participating")
    assert call.json("DELETE", path, {"user_ids": [1, 99]}) is None
    assert ["Bob"] == names("GET")
    assert ["Bob", "Ada Lestari"] == names("PATCH", str(server.agent.id), bob.id)
    assert ["Ada Lestari"] == names("PATCH", 1) == names("GET")


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_participants_that_the_server_fails_with(call: Caller, method: str) -> None:
    """It fails without `user_ids`; unknown users are refused, except when removing."""
    assert FAULT == call.error(method, "/1/participants", {})
    if method != "DELETE":
        refused = (422, {"error": "Invalid participant IDs"})
        assert refused == call.error(method, "/1/participants", {"user_ids": [1, 99]})
        assert [] == call.json("GET", "/1/participants")


def test_drafts(call: Caller, server: FakeChatwoot) -> None:
    """There is one draft per conversation, shared by its agents."""
    path, bob = "/1/draft_messages", member(server)
    assert {"has_draft": False} == call.json("GET", path)
    assert call.json("PATCH", path, {"draft_message": {"message": "Dear"}}) is None
    assert {"has_draft": True, "message": "Dear"} == call.json("GET", path, by=bob)
    call.json("PATCH", path, {})
    assert {"has_draft": True, "message": ""} == call.json("GET", path)
    assert FAULT == call.error("PATCH", path, {"draft_message": "Dear"})
    assert call.json("DELETE", path) is None
    assert {"has_draft": False} == call.json("GET", path)


def test_a_deleted_conversation_is_gone(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """It leaves lists and counts, with its messages; its number is not reused."""
    server.account.add_message(server.account.conversations[1])
    assert call.json("DELETE", "/1") is None
    assert ([], 0) == (ask.ids("status=all"), call.json("GET", "/meta")["meta"]["all_count"])
    assert MISSING == call.error("GET", "/1") == call.error("GET", "/1/messages") == call.error("DELETE", "/1")
    assert 2 == call.json("POST", "", {"contact_id": 1, "inbox_id": 1})["id"]


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
        assert MISSING == call.error(method, f"/9{path}", {}, by=robo)
    else:
        assert refused == call.error(method, f"/1{path}", {}, by=robo)


def test_a_bot_makes_a_conversation(call: Caller, server: FakeChatwoot) -> None:
    """Its first message is the bot's."""
    body = {"contact_id": 1, "inbox_id": 1, "message": {"content": "Hi"}}
    made = call.json("POST", "", body, by=server.account.add_bot("Robo"))
    message = made["messages"][0]
    assert ("AgentBot", "agent_bot", "Robo") == (
        message["sender_type"],
        message["sender"]["type"],
        message["sender"]["name"],
    )
    assert dt.datetime.fromisoformat(NOW) == dt.datetime.fromisoformat(message["updated_at"])
