"""Labels, notes, inboxes and merges of contacts: the real server's traps, and the stored results."""

from __future__ import annotations

from typing import Any

from aiochatwoot.testing import FakeChatwoot

from .callers import FORBIDDEN, ContactCaller, refusal
from .conftest import Clock
from .office import FAULT, MISSING
from .test_against_captures import zoe

# --- labels, notes ---


def test_labels_are_replaced(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Labels are stored once each; a value that is not a list removes all."""
    zoe(server)
    for sent, stored in ((["vip", "new", "vip"], ["vip", "new"]), (["old"], ["old"]), ([], []), (None, [])):
        assert caller.json("POST", "/contacts/1/labels", {"labels": sent}) == {"payload": stored}
        assert caller.json("GET", "/contacts/1/labels") == {"payload": stored}


def test_notes(caller: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """The caller is the author; the newest note is first; other contacts' notes are not found."""
    zoe(server)
    server.account.add_contact()
    ada, bob = server.agent, server.account.add_agent("Bob")
    first = caller.json("POST", "/contacts/1/notes", {"content": "first"})
    clock.now += 10
    second = caller.json("POST", "/contacts/1/notes", {"note": {"content": "second"}}, by=bob)
    assert tuple((note["user"]["id"], note["content"]) for note in (first, second)) == (
        (ada.id, "first"),
        (bob.id, "second"),
    )
    assert caller.json("GET", "/contacts/1/notes") == [second, first]
    assert caller.json("GET", "/contacts/2/notes") == []
    assert caller.json("GET", "/contacts/1/notes/2") == second
    assert MISSING == caller.error("GET", "/contacts/2/notes/2") == caller.error("GET", "/contacts/1/notes/3")


def test_changing_and_deleting_notes(caller: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """Whoever changes a note becomes its author; an invalid change gets a success, but is not stored."""
    note = server.account.add_contact_note(zoe(server), "old")
    clock.now += 10
    bob = server.account.add_agent("Bob")
    changed = caller.json("PATCH", "/contacts/1/notes/1", {"content": "new"}, by=bob)
    assert (
        changed["content"],
        changed["user"]["name"],
        changed["updated_at"] - changed["created_at"],
    ) == ("new", "Bob", 10)
    for content in (" ", "x" * 20_001):
        assert caller.json("PATCH", "/contacts/1/notes/1", {"content": content})["content"] == content
    assert note.content == "new"
    del server.account.agents[bob.id]
    assert "user" not in caller.json("GET", "/contacts/1/notes/1")
    assert caller.json("DELETE", "/contacts/1/notes/1") is None
    assert MISSING == caller.error("DELETE", "/contacts/1/notes/1") == caller.error("PATCH", "/contacts/1/notes/1", {})


def test_notes_without_content(caller: ContactCaller, server: FakeChatwoot) -> None:
    """A missing key is a missing parameter; an empty or too long note is invalid."""
    zoe(server)
    bodies: list[Any] = [{}, {"note": {}}]
    for body in bodies:
        missing = (422, {"error": "param is missing or the value is empty: note"})
        assert caller.error("POST", "/contacts/1/notes", body) == missing
    assert caller.error("POST", "/contacts/1/notes", {"note": "x"}) == FAULT
    blank = refusal("Content can't be blank", "content")
    assert caller.error("POST", "/contacts/1/notes", {"content": None}) == blank
    long = refusal("Content is too long (maximum is 20000 characters)", "content")
    assert caller.error("POST", "/contacts/1/notes", {"content": "x" * 20_001}) == long


# --- inboxes ---


def test_more_identities(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Given identities are stored; another contact's is refused; agents need access to the inbox."""
    zoe(server)
    server.account.add_contact()
    path, body = "/contacts/1/contact_inboxes", {"inbox_id": 1, "source_id": 77}
    made = caller.json("POST", path, body)
    assert (made["source_id"], made["inbox"]["id"]) == ("77", 1)
    assert caller.json("POST", path, body) == made
    another = caller.json("POST", path, {"inbox_id": 1})
    assert caller.json("GET", "/contacts/1")["payload"]["contact_inboxes"] == [made, another]
    unique = (422, {"error": "source_id should be unique"})
    assert caller.error("POST", "/contacts/2/contact_inboxes", body) == unique
    assert caller.error("POST", path, {"inbox_id": 9}) == MISSING
    bob = server.account.add_agent("Bob")
    assert caller.error("POST", path, body, by=bob) == FORBIDDEN
    server.account.inboxes[1].members.append(bob)
    assert caller.json("POST", path, body, by=bob) == made


def test_contactable_inboxes(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The list has the contact's reachable channels with identities; inboxes are in their short form."""
    account = server.account
    for kind in ("WebWidget", "Email", "Sms", "TwilioSms", "Whatsapp", "Telegram"):
        account.add_inbox(kind, f"Channel::{kind}")
    zoe(server)
    account.add_contact("Visitor")
    names = {row["inbox"]["name"]: row["source_id"] for row in _contactable(caller, 1)}
    phone = "+6281234567890"
    assert {name: source_id for name, source_id in names.items() if name != "API inbox"} == {
        "Email": "zoe@customer.example",
        "Sms": phone,
        "TwilioSms": phone,
        "Whatsapp": phone[1:],
    }
    assert _contactable(caller, 1) == _contactable(caller, 1)
    visitors = _contactable(caller, 2)
    assert [row["inbox"]["name"] for row in visitors] == ["API inbox"]
    assert visitors[0]["source_id"] != names["API inbox"]
    assert visitors[0]["inbox"].keys() == {"id", "avatar_url", "channel_id", "name", "channel_type", "provider"}


def test_contactable_by_a_known_name(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The newest identity is used; on a website only without a conversation, and by members only."""
    account = server.account
    website, contact = account.add_inbox("Website", "Channel::WebWidget"), zoe(server)
    for source_id in ("old", "new"):
        for inbox in account.inboxes.values():
            account.add_contact_inbox(contact, inbox, source_id=source_id)
    assert [row["source_id"] for row in _contactable(caller, 1)] == ["new", "new"]
    bob = account.add_agent("Bob")
    website.members.append(bob)
    assert [row["inbox"]["name"] for row in _contactable(caller, 1, by=bob)] == ["Website"]
    account.add_conversation(contact=contact, inbox=website, source_id="new")
    assert [row["inbox"]["name"] for row in _contactable(caller, 1)] == ["API inbox"]


def _contactable(caller: ContactCaller, number: int, **more: Any) -> list[Any]:
    rows: list[Any] = caller.json("GET", f"/contacts/{number}/contactable_inboxes", **more)["payload"]
    return rows


# --- merging ---


def test_merging(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The base keeps its values and gets missing ones; everything else of the mergee belongs to it afterwards."""
    account = server.account
    base = account.add_contact("Base", custom_attributes={"a": {"b": 1, "n": None}, "x": 1})
    mergee = account.add_contact(
        "Mergee", email="m@x.example", custom_attributes={"a": {"b": 2, "c": 3, "n": 4}, "x": {}, "y": 5}
    )
    base.additional_attributes = {"city": "Jakarta"}
    for contact in (mergee, base):
        conversation = account.add_conversation(contact=contact)
        account.add_message(conversation)
        account.add_message(conversation, "note", "outgoing")
        account.add_contact_note(contact)
    merged = caller.json("POST", "/actions/contact_merge", {"base_contact_id": base.id, "mergee_contact_id": mergee.id})
    assert tuple(merged[key] for key in ("id", "name", "email", "additional_attributes")) == (
        base.id,
        "Base",
        "m@x.example",
        {"city": "Jakarta"},
    )
    assert merged["custom_attributes"] == {"a": {"b": 1, "c": 3, "n": None}, "x": 1, "y": 5}
    whole = caller.json("GET", "/contacts/1")["payload"]
    assert (whole.keys() - merged.keys(), len(whole["contact_inboxes"])) == ({"contact_inboxes"}, 2)
    assert sorted(row["id"] for row in caller.json("GET", "/contacts/1/conversations")["payload"]) == [1, 2]
    assert len(caller.json("GET", "/contacts/1/notes")) == 2
    said = caller.json("GET", "/conversations/1/messages")["payload"]
    assert [(each["sender"]["name"], each["sender"]["type"]) for each in said] == [
        ("Base", "contact"),
        (server.agent.name, "user"),
    ]
    assert caller.error("GET", f"/contacts/{mergee.id}") == MISSING


def test_merging_with_itself(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Merging a contact with itself changes nothing."""
    zoe(server)
    merged = caller.json("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": "1"})
    assert merged["email"] == "zoe@customer.example"
    assert caller.ids() == [1]
    assert caller.error("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": 2}) == MISSING
