"""Creating, changing and deleting contacts: the real server's traps, and the stored results."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import FORBIDDEN, ContactCaller, refusal
from .office import FAULT, MISSING
from .test_against_captures import add, zoe

PICTURE = b"\x89PNG\r\n\x1a\n"


def test_a_contact_is_made(caller: ContactCaller, server: FakeChatwoot) -> None:
    """A new contact can be read by its id, is listed, and has an identity if an inbox was given."""
    made = caller.json("POST", "/contacts", {"inbox_id": "1", "name": "Rani", "email": "Rani@X.example"})["payload"]
    assert (made["contact"]["email"], made["contact"]["name"], made["contact"]["id"]) == ("rani@x.example", "Rani", 1)
    assert int(server.installation.clock()) == made["contact"]["created_at"]
    assert (
        made["contact"] == caller.json("GET", "/contacts/1")["payload"] == caller.json("GET", "/contacts")["payload"][0]
    )
    identity = made["contact"]["contact_inboxes"][0]
    assert made["contact_inbox"]["source_id"] == identity["source_id"]
    assert made["contact_inbox"]["inbox"]["created_at"] == "2026-11-20T08:00:30.000Z"
    begun = caller.json("POST", "/conversations", {"source_id": identity["source_id"]})
    assert begun["meta"]["sender"]["id"] == 1


def test_an_identity_of_ones_own(caller: ContactCaller, server: FakeChatwoot) -> None:
    """`source_id` is used; if the identity is invalid, no contact is created."""
    both = {"inbox_id": 1, "source_id": "src-1"}
    assert caller.json("POST", "/contacts", both)["payload"]["contact_inbox"]["source_id"] == "src-1"
    assert caller.error("POST", "/contacts", both) == FAULT
    assert caller.error("POST", "/contacts", {"inbox_id": 9}) == MISSING
    mail = server.account.add_inbox("Mail", "Channel::Email")
    assert caller.error("POST", "/contacts", {"inbox_id": mail.id, "name": "Nobody"})[0] == 422
    assert list(server.account.contacts) == [1]


def test_what_is_taken(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Emails (ignoring case), phone numbers and identifiers are unique; a contact may keep its own."""
    zoe(server)
    taken = {"email": "ZOE@customer.example", "identifier": "crm-77", "phone_number": "+6281234567890"}
    message = "Email has already been taken, Identifier has already been taken, Phone number has already been taken"
    assert refusal(message, *taken) == caller.error("POST", "/contacts", taken)
    server.account.add_contact("Other")
    assert refusal(message, *taken) == caller.error("PUT", "/contacts/2", {"name": "Not stored", **taken})
    assert server.account.contacts[2].name == "Other"
    assert caller.json("PUT", "/contacts/1", taken)["payload"]["name"] == "Zoë"


@pytest.mark.parametrize(
    ("body", "message", "attribute"),
    [
        ({"phone_number": "0812"}, "Phone number should be in e164 format", "phone_number"),
        ({"phone_number": "+0812"}, "Phone number should be in e164 format", "phone_number"),
        ({"email": "nobody"}, "Email Invalid email", "email"),
        ({"email": "a b@x.example"}, "Email Invalid email", "email"),
        ({"name": "x" * 256}, "Name is too long (maximum is 255 characters)", "name"),
    ],
)
def test_what_is_invalid(caller: ContactCaller, server: FakeChatwoot, body: Any, message: str, attribute: str) -> None:
    """The response is a 422 with the text and the attribute; nothing is stored."""
    assert refusal(message, attribute) == caller.error("POST", "/contacts", body)
    assert server.account.contacts == {}


def test_what_counts_for_nothing(caller: ContactCaller) -> None:
    """Values of the wrong shape are ignored; empty emails are none, numbers become text."""
    body = {"name": {"a": 1}, "email": " ", "identifier": 5, "custom_attributes": "x", "additional_attributes": [1]}
    made = caller.json("POST", "/contacts", body)["payload"]["contact"]
    assert tuple(
        made[key] for key in ("name", "email", "identifier", "custom_attributes", "additional_attributes")
    ) == ("", None, "5", {}, {})
    assert caller.json("PUT", "/contacts/1", {"name": None, "email": None, "avatar": ""})["payload"]["name"] == ""


def test_attributes_are_merged(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Omitted keys of the first level stay; other values are replaced, null clears them."""
    zoe(server).custom_attributes = {"a": {"b": 1}, "c": 2}
    body = {"custom_attributes": {"a": {"d": 3}}, "identifier": None, "blocked": "true"}
    changed = caller.json("PUT", "/contacts/1", body)["payload"]
    assert (
        changed["custom_attributes"],
        changed["additional_attributes"],
    ) == ({"a": {"d": 3}, "c": 2}, {"city": "Jakarta"})
    assert (changed["identifier"], changed["blocked"], changed["name"]) == (None, True, "Zoë")
    assert caller.json("GET", "/contacts/1")["payload"] == changed
    assert caller.json("PATCH", "/contacts/1", {"blocked": False})["payload"]["blocked"] is False
    assert caller.error("PUT", "/contacts/1", {"blocked": None}) == FAULT


def test_avatar(caller: ContactCaller, server: FakeChatwoot) -> None:
    """An image is sent in a multipart body; its link is in every form of the contact."""
    add(server, 1)
    server.account.add_message(server.account.conversations[1])
    for name in ("a.png", "b.png"):
        files = {"avatar": (name, PICTURE, "image/png")}
        row = caller.json("PUT", "/contacts/1", files=files, data={"name": "Z", "custom_attributes[plan]": "gold"})[
            "payload"
        ]
        assert row["thumbnail"].startswith(server.base_url + "/rails/active_storage/representations/redirect/")
        assert row["thumbnail"].endswith(f"/{name}")
    assert (row["name"], row["custom_attributes"]["plan"]) == ("Z", "gold")
    conversation = caller.json("GET", "/conversations/1")
    links = {
        row["thumbnail"],
        conversation["meta"]["sender"]["thumbnail"],
        conversation["messages"][0]["sender"]["thumbnail"],
    }
    assert links == {row["thumbnail"]}


def test_what_is_no_avatar(caller: ContactCaller) -> None:
    """Other types and large files are refused; a value that is not a file is a server error."""
    text = {"avatar": ("a.txt", bytes(15 * 1024 * 1024 + 1), "text/plain")}
    message = "Avatar is too big, Avatar filetype not supported"
    assert refusal(message, "avatar") == caller.error("POST", "/contacts", files=text)
    assert caller.error("POST", "/contacts", {"avatar": "signed"}) == FAULT
    assert caller.ids() == []


def test_deleting(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Deleting a contact deletes its conversations, notes and identities, and nothing else."""
    add(server, 1)
    add(server, 2)
    for contact in server.account.contacts.values():
        server.account.add_contact_note(contact)
    assert caller.json("DELETE", "/contacts/1") is None
    account = server.account
    assert (
        list(account.contacts),
        list(account.conversations),
        list(account.contact_notes),
        list(account.contact_inboxes),
    ) == ([2], [2], [2], [2])
    assert MISSING == caller.error("GET", "/contacts/1") == caller.error("DELETE", "/contacts/1")
    assert caller.error("GET", "/conversations/1") == MISSING


def test_who_is_not_deleted(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Agents may not delete contacts, existing or not; online contacts cannot be deleted."""
    bob = server.account.add_agent("Bob")
    server.account.add_contact("rani Putri").availability_status = "online"
    assert FORBIDDEN == caller.error("DELETE", "/contacts/1", by=bob) == caller.error("DELETE", "/contacts/9", by=bob)
    assert caller.error("DELETE", "/contacts/1") == (422, {"message": "Rani putri is Online, please try again later"})
    assert list(server.account.contacts) == [1]


def test_nobodys_and_bots(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Unknown contacts are a 404; bots get a 401."""
    robo = server.account.add_bot("Robo")
    paths = [
        ("GET", "/contacts/9"),
        ("PUT", "/contacts/9"),
        ("GET", "/contacts/x"),
        ("GET", "/contacts/9/conversations"),
        ("GET", "/contacts/9/labels"),
        ("POST", "/contacts/9/labels"),
        ("GET", "/contacts/9/contactable_inboxes"),
        ("POST", "/contacts/9/contact_inboxes"),
        ("GET", "/contacts/9/notes"),
        ("POST", "/contacts/9/notes"),
        ("POST", "/actions/contact_merge"),
    ]
    for method, path in paths:
        assert caller.error(method, path) == MISSING, path
        assert caller.error(method, path, by=robo)[0] == 401, path
