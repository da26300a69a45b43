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
        assert {"payload": stored} == caller.json("POST", "/contacts/1/labels", {"labels": sent})
        assert {"payload": stored} == caller.json("GET", "/contacts/1/labels")


def test_notes(caller: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """The caller is the author; the newest note is first; other contacts' notes are not found."""
    zoe(server)
    server.account.add_contact()
    ada, bob = server.agent, server.account.add_agent("Bob")
    first = caller.json("POST", "/contacts/1/notes", {"content": "first"})
    clock.now += 10
    second = caller.json("POST", "/contacts/1/notes", {"note": {"content": "second"}}, by=bob)
    assert ((ada.id, "first"), (bob.id, "second")) == tuple(
        (note["user"]["id"], note["content"]) for note in (first, second)
    )
    assert [second, first] == caller.json("GET", "/contacts/1/notes")
    assert [] == caller.json("GET", "/contacts/2/notes")
    assert second == caller.json("GET", "/contacts/1/notes/2")
    assert MISSING == caller.error("GET", "/contacts/2/notes/2") == caller.error("GET", "/contacts/1/notes/3")


def test_changing_and_deleting_notes(caller: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """Whoever changes a note becomes its author; an invalid change gets a success, but is not stored."""
    note = server.account.add_contact_note(zoe(server), "old")
    clock.now += 10
    bob = server.account.add_agent("Bob")
    changed = caller.json("PATCH", "/contacts/1/notes/1", {"content": "new"}, by=bob)
    assert ("new", "Bob", 10) == (
        changed["content"],
        changed["user"]["name"],
        changed["updated_at"] - changed["created_at"],
    )
    for content in (" ", "x" * 20_001):
        assert content == caller.json("PATCH", "/contacts/1/notes/1", {"content": content})["content"]
    assert "new" == note.content
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
        assert missing == caller.error("POST", "/contacts/1/notes", body)
    assert FAULT == caller.error("POST", "/contacts/1/notes", {"note": "x"})
    blank = refusal("Content can't be blank", "content")
    assert blank == caller.error("POST", "/contacts/1/notes", {"content": None})
    long = refusal("Content is too long (maximum is 20000 characters)", "content")
    assert long == caller.error("POST", "/contacts/1/notes", {"content": "x" * 20_001})


# --- inboxes ---


def test_more_identities(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Given identities are stored; another contact's is refused; agents need access to the inbox."""
    zoe(server)
    server.account.add_contact()
    path, body = "/contacts/1/contact_inboxes", {"inbox_id": 1, "source_id": 77}
    made = caller.json("POST", path, body)
    assert ("77", 1) == (made["source_id"], made["inbox"]["id"])
    assert made == caller.json("POST", path, body)
    another = caller.json("POST", path, {"inbox_id": 1})
    assert [made, another] == caller.json("GET", "/contacts/1")["payload"]["contact_inboxes"]
    unique = (422, {"error": "source_id should be unique"})
    assert unique == caller.error("POST", "/contacts/2/contact_inboxes", body)
    assert MISSING == caller.error("POST", path, {"inbox_id": 9})
    bob = server.account.add_agent("Bob")
    assert FORBIDDEN == caller.error("POST", path, body, by=bob)
    server.account.inboxes[1].members.append(bob)
    assert made == caller.json("POST", path, body, by=bob)


def test_contactable_inboxes(caller: ContactCaller, server: FakeChatwoot) -> None:
    """It lists the contact's reachable channels with identities; inboxes are in their short form."""
    account = server.account
    for kind in ("WebWidget", "Email", "Sms", "TwilioSms", "Whatsapp", "Telegram"):
        account.add_inbox(kind, f"Channel::{kind}")
    zoe(server)
    account.add_contact("Visitor")
    names = {row["inbox"]["name"]: row["source_id"] for row in _contactable(caller, 1)}
    phone = "+6281234567890"
    assert {"Email": "zoe@customer.example", "Sms": phone, "TwilioSms": phone, "Whatsapp": phone[1:]} == {
        name: source_id for name, source_id in names.items() if name != "API inbox"
    }
    assert _contactable(caller, 1) == _contactable(caller, 1)
    visitors = _contactable(caller, 2)
    assert ["API inbox"] == [row["inbox"]["name"] for row in visitors]
    assert visitors[0]["source_id"] != names["API inbox"]
    assert visitors[0]["inbox"].keys() == {"id", "avatar_url", "channel_id", "name", "channel_type", "provider"}


def test_contactable_by_a_known_name(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The newest identity is used; on a website only without a conversation, and by members only."""
    account = server.account
    website, contact = account.add_inbox("Website", "Channel::WebWidget"), zoe(server)
    for source_id in ("old", "new"):
        for inbox in account.inboxes.values():
            account.add_contact_inbox(contact, inbox, source_id=source_id)
    assert ["new", "new"] == [row["source_id"] for row in _contactable(caller, 1)]
    bob = account.add_agent("Bob")
    website.members.append(bob)
    assert ["Website"] == [row["inbox"]["name"] for row in _contactable(caller, 1, by=bob)]
    account.add_conversation(contact=contact, inbox=website, source_id="new")
    assert ["API inbox"] == [row["inbox"]["name"] for row in _contactable(caller, 1)]


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
    assert (base.id, "Base", "m@x.example", {"city": "Jakarta"}) == tuple(
        merged[key] for key in ("id", "name", "email", "additional_attributes")
    )
    assert {"a": {"b": 1, "c": 3, "n": None}, "x": 1, "y": 5} == merged["custom_attributes"]
    whole = caller.json("GET", "/contacts/1")["payload"]
    assert ({"contact_inboxes"}, 2) == (whole.keys() - merged.keys(), len(whole["contact_inboxes"]))
    assert [1, 2] == sorted(row["id"] for row in caller.json("GET", "/contacts/1/conversations")["payload"])
    assert 2 == len(caller.json("GET", "/contacts/1/notes"))
    said = caller.json("GET", "/conversations/1/messages")["payload"]
    assert [("Base", "contact"), (server.agent.name, "user")] == [
        (each["sender"]["name"], each["sender"]["type"]) for each in said
    ]
    assert MISSING == caller.error("GET", f"/contacts/{mergee.id}")


def test_merging_with_itself(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Nothing happens."""
    zoe(server)
    merged = caller.json("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": "1"})
    assert merged["email"] == "zoe@customer.example"
    assert [1] == caller.ids()
    assert MISSING == caller.error("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": 2})
