"""Creating conversations: the real server's traps, and the stored results."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import Caller
from .office import FAULT, MISSING, NOW
from .test_against_captures import zoe


def test_a_conversation_is_made_of_a_contact_and_an_inbox(call: Caller, server: FakeChatwoot) -> None:
    """The conversation is open, waiting since now, listed and counted; the response equals a later read."""
    contact, inbox = zoe(server), server.account.add_inbox("Second")
    made = call.json("POST", "", {"contact_id": contact.id, "inbox_id": str(inbox.id)})
    assert (2, "open", inbox.id, contact.id) == (
        made["id"],
        made["status"],
        made["inbox_id"],
        made["meta"]["sender"]["id"],
    )
    assert made["created_at"] == made["waiting_since"] == int(server.installation.clock())
    assert (made["messages"], made["priority"], made["unread_count"], made["snoozed_until"]) == ([], None, 0, None)
    assert call.json("GET", "/2") == made
    assert call.json("GET", "/meta")["meta"] == {
        "mine_count": 0,
        "assigned_count": 0,
        "unassigned_count": 2,
        "all_count": 2,
    }


def test_a_conversation_is_made_by_a_name_of_the_contact(call: Caller, server: FakeChatwoot) -> None:
    """`source_id` alone is enough; without one, each conversation gets a new one."""
    contact, inbox = zoe(server), server.account.add_inbox("Second")
    known = server.account.add_contact_inbox(contact, inbox, source_id="src-77")
    assert call.json("POST", "", {"source_id": "src-77"})["meta"]["sender"]["id"] == contact.id
    both = {"contact_id": contact.id, "inbox_id": inbox.id}
    for source_id in ("src-77", "src-78", None, None):
        call.json("POST", "", both | {"source_id": source_id})
    names = [each.source_id for each in server.account.contact_inboxes.values() if each.inbox is inbox]
    assert names[:2] == [known.source_id, "src-78"]
    assert 4 == len(set(names)) == len(names)
    assert server.account.conversations[3].source_id == "src-77"


@pytest.mark.parametrize(
    "body", [{}, {"contact_id": 1}, {"inbox_id": 1}, {"contact_id": 9, "inbox_id": 1}, {"contact_id": 1, "inbox_id": 9}]
)
def test_nothing_to_make_it_of(call: Caller, server: FakeChatwoot, body: Any) -> None:
    """Without a contact in an inbox, the response is a 404."""
    assert call.error("POST", "", body) == MISSING
    assert len(server.account.conversations) == 1


def test_a_name_belongs_to_one_contact(call: Caller, server: FakeChatwoot) -> None:
    """A `source_id` of another contact in the inbox is a 422."""
    server.account.add_contact_inbox(zoe(server), server.account.inboxes[1], source_id="taken")
    answer = call.error("POST", "", {"contact_id": 1, "inbox_id": 1, "source_id": "taken"})
    assert answer == (422, {"error": "source_id should be unique"})


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
    """Some channels use the contact's address or number as `source_id`; without it, the response is a 422."""
    inbox, contact, nobody = server.account.add_inbox("X", channel), zoe(server), server.account.add_contact()
    for number in (2, 3):
        assert call.json("POST", "", {"contact_id": contact.id, "inbox_id": inbox.id})["id"] == number
        assert server.account.conversations[number].source_id == name
    assert len(server.account.contact_inboxes) == 2
    status, body = call.error("POST", "", {"contact_id": nobody.id, "inbox_id": inbox.id})
    assert (status, body["error"].startswith("param is missing or the value is empty: contact ")) == (422, True)


def test_channels_with_names_of_their_own(call: Caller, server: FakeChatwoot) -> None:
    """Without a `source_id`, the server fails."""
    inbox = server.account.add_inbox("X", "Channel::Telegram")
    assert call.error("POST", "", {"contact_id": 1, "inbox_id": inbox.id}) == FAULT
    assert call.json("POST", "", {"contact_id": 1, "inbox_id": inbox.id, "source_id": "7"})["id"] == 2


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
    assert (made["status"], made["snoozed_until"]) == ("snoozed", "2027-01-31T00:00:00.000Z")
    assert (made["meta"]["assignee"]["name"], made["meta"]["team"]["name"]) == ("Bob", "support")
    assert (
        made["additional_attributes"],
        made["custom_attributes"],
    ) == ({"referer": "https://shop.example"}, {"order": 7})
    assert call.history(2) == ["Hello", "Assigned to Bob via support by Ada Lestari"]
    assert made["last_non_activity_message"]["content"] == "Hello"
    assert [each["id"] for each in call.json("GET", "/2/participants")] == [bob.id]


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
    assert (call.history(2), body == {"assignee_id": 1}) == (history, "assignee" in made["meta"])


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
    assert call.error("POST", path, body) == (422, problem)
    assert call.json("GET", "/1") == before


def test_a_blocked_contact_opens_nothing(call: Caller, server: FakeChatwoot) -> None:
    """Conversations of a blocked contact are resolved."""
    server.account.contacts[1].blocked = True
    made = call.json("POST", "", {"contact_id": 1, "inbox_id": 1, "status": "open"})
    assert (made["status"], made["muted"]) == ("resolved", True)


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
    assert call.error("POST", "", {"contact_id": 1, "inbox_id": 1} | body) == FAULT
    assert len(server.account.conversations) == 1


def test_a_first_message_that_is_too_long(call: Caller, server: FakeChatwoot) -> None:
    """The response is a 422 as for other invalid records, and no conversation is created."""
    body = {"contact_id": 1, "inbox_id": 1, "message": {"content": "x" * 150_001}}
    said = {"message": "Content is too long (maximum is 150000 characters)", "attributes": ["content"]}
    assert call.error("POST", "", body) == (422, said)
    assert len(server.account.conversations) == 1


def test_a_bot_makes_a_conversation(call: Caller, server: FakeChatwoot) -> None:
    """The first message of a conversation that a bot creates is the bot's."""
    body = {"contact_id": 1, "inbox_id": 1, "message": {"content": "Hi"}}
    made = call.json("POST", "", body, by=server.account.add_bot("Robo"))
    message = made["messages"][0]
    assert (
        message["sender_type"],
        message["sender"]["type"],
        message["sender"]["name"],
    ) == ("AgentBot", "agent_bot", "Robo")
    assert dt.datetime.fromisoformat(NOW) == dt.datetime.fromisoformat(message["updated_at"])
