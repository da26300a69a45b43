"""Contacts: the real server's responses and traps, and the stored results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import Agent, AgentBot, FakeChatwoot

from .callers import Caller, assert_alike, recorded
from .conftest import Clock
from .test_against_captures import START, add, zoe

MISSING = (404, {"error": "Resource could not be found"})
FAULT = (500, {"status": 500, "error": "Internal Server Error"})
FORBIDDEN = (401, {"error": "You are not authorized to do this action"})
PICTURE = b"\x89PNG\r\n\x1a\n"


class ContactCaller(Caller):
    """Sends requests below the account."""

    def send(
        self, method: str, path: str = "", body: Any = None, *, by: Agent | AgentBot | None = None, **more: Any
    ) -> httpx.Response:
        whole = path if path.startswith("/api") else f"/api/v1/accounts/{self.server.account_id}{path}"
        return super().send(method, whole, body, by=by, **more)

    def ids(self, query: str = "", path: str = "/contacts") -> list[int]:
        """Return the ids of one page of contacts."""
        return [row["id"] for row in self.json("GET", f"{path}?{query}")["payload"]]


@pytest.fixture
def call(server: FakeChatwoot, http: httpx.Client) -> ContactCaller:
    """Requests to a server whose account has an API inbox."""
    server.account.add_inbox()
    return ContactCaller(server, http)


def refusal(message: str, *attributes: str) -> tuple[int, Any]:
    return 422, {"message": message, "attributes": list(attributes)}


# --- captures ---


def _zoe(server: FakeChatwoot) -> None:
    add(server, 1)


def _six(server: FakeChatwoot) -> None:
    """Contact 1 has three identities in one inbox, contact 6 a note."""
    server.account.add_inbox("API inbox 2")
    website = server.account.add_inbox("Website2", "Channel::WebWidget")
    contact = add(server, 1).contact
    for source_id in ("src-lab-1", "src-lab-9"):
        server.account.add_contact_inbox(contact, server.account.inboxes[1], source_id=source_id)
    for _ in range(5):
        server.account.add_contact("")
    server.account.add_contact_note(server.account.contacts[6])
    assert website.id == 2


def _labelled(server: FakeChatwoot) -> None:
    _six(server)
    server.account.contacts[1].labels = ["vip"]


def _nothing(server: FakeChatwoot) -> None:
    server.account.add_inbox()


EXCHANGES: dict[str, tuple[Callable[[FakeChatwoot], None], Any]] = {
    "contact": (_zoe, None),
    "contact_delete": (_six, None),
    "contact_create_2": (_nothing, None),
    "contact_create_min": (_nothing, None),
    "contact_inbox_create": (_six, None),
    "contact_labels": (_labelled, None),
    "contact_labels_set": (_six, None),
    "contact_notes": (_six, None),
    "contact_notes_create": (_six, None),
    "contact_search": (_zoe, None),
    "contacts": (_zoe, None),
    "contacts_active": (_zoe, None),
    "contacts_get": (_six, None),
    "contacts_update": (_six, None),
    "create_contact": (_nothing, {"inbox_id": 1, "name": "New", "email": "new@customer.example"}),
    "create_contact_dup": (_zoe, {"inbox_id": 1, "name": "New", "email": "zoe@customer.example"}),
}
SAME_VALUES = {"contact_labels", "contact_labels_set", "contacts_active"}


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_recorded_exchange(http: httpx.Client, name: str) -> None:
    """Status, type and body equal the real server's, including the order of keys, and values if they are known."""
    scene, body = EXCHANGES[name]
    real, sent = recorded(name)
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        scene(server)
        fake = ContactCaller(server, http).send(real.method, real.path, sent if sent is not None else body)
    assert_alike(real, fake)
    if real.text:
        assert _keys(real.body) == _keys(fake.json())
    if name in SAME_VALUES:
        assert real.body == fake.json()


def _keys(value: Any) -> Any:
    """Return the keys of objects in their order, without those of free-form objects."""
    if isinstance(value, dict):
        return [(key, None if key.endswith("_attributes") else _keys(item)) for key, item in value.items()]
    return [_keys(item) for item in value[:1]] if isinstance(value, list) else None


def test_no_capture_of_contacts_is_left_out() -> None:
    """Every recorded exchange of these paths is compared."""
    from ..conftest import CAPTURES
    from .callers import WORKFLOW

    names = [*WORKFLOW, *(path.stem for path in CAPTURES.glob("*.json") if path.stem != "workflow")]
    assert {name for name in names if "/contacts" in recorded(name)[0].path} == EXCHANGES.keys()


# --- lists ---


def test_the_list_leaves_visitors_out(call: ContactCaller, server: FakeChatwoot) -> None:
    """Contacts without email, phone number or identifier are not listed, but can be read, and searched since 4.16.2."""
    visitor = server.account.add_contact("Zed")
    server.account.add_contact(email="a@x.example")
    server.account.add_contact(phone_number="+62811")
    server.account.add_contact(identifier="crm-1")
    assert [2, 3, 4] == call.ids()
    assert "Zed" == call.json("GET", f"/contacts/{visitor.id}")["payload"]["name"]
    for version, found in (("4.10.0", []), ("4.16.2", [1])):
        with FakeChatwoot(sample=False, version=version) as server:
            server.account.add_contact("Zed")
            assert found == ContactCaller(server, call.http).ids("q=zed", "/contacts/search")


def test_pages(call: ContactCaller, server: FakeChatwoot) -> None:
    """There are 15 per page; `current_page` is the query's text, or the number 1."""
    for number in range(17):
        server.account.add_contact(f"No {number}", identifier=str(number), email=f"{number}@x.example")
    assert [*range(1, 16)] == call.ids()
    assert [16, 17] == call.ids("page=2")
    assert [] == call.ids("page=3")
    assert {"count": 17, "current_page": "2"} == call.json("GET", "/contacts?page=2")["meta"]
    assert {"count": 17, "current_page": 1} == call.json("GET", "/contacts")["meta"]
    assert "2" == call.json("GET", "/contacts/search?q=x.example&page=2")["meta"]["current_page"]


def test_order(call: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """Missing values come last; in descending order of emails and phone numbers first; ties by id."""
    account = server.account
    account.add_contact("bob", email="c@x.example", additional_attributes={"city": "Bandung", "country": "ID"})
    clock.now += 1
    account.add_contact("Ada", identifier="2", phone_number="+6212", additional_attributes={"company_name": "Batik"})
    clock.now += 1
    account.add_contact("Ada", email="a@x.example", phone_number="+6211", additional_attributes={"city": "Aceh"})
    clock.now += 1
    account.add_message(account.add_conversation(contact=account.contacts[2]))
    account.contacts[3].created_at = None
    expected = {
        "": [1, 2, 3],
        "name": [2, 3, 1],
        "-name": [1, 2, 3],
        "email": [3, 1, 2],
        "-email": [2, 1, 3],
        "phone_number": [3, 2, 1],
        "-phone_number": [1, 2, 3],
        "last_activity_at": [2, 1, 3],
        "-last_activity_at": [2, 1, 3],
        "created_at": [1, 2, 3],
        "-created_at": [2, 1, 3],
        "company_name": [2, 1, 3],
        "city": [3, 1, 2],
        "-city": [1, 3, 2],
        "country": [1, 2, 3],
        "name,-city": [3, 2, 1],
        "nope": [1, 2, 3],
    }
    assert expected == {sort: call.ids(f"sort={sort}") for sort in expected}


def test_only_those_with_labels(call: ContactCaller, server: FakeChatwoot) -> None:
    """Contacts with at least one of the labels are listed."""
    for labels in (["vip", "new"], ["old"], []):
        server.account.add_contact(labels=labels, identifier=str(labels))
    assert [1] == call.ids("labels[]=vip")
    assert [1, 2] == call.ids("labels[]=vip&labels[]=old")
    assert [] == call.ids("labels=nope")


def test_search(call: ContactCaller, server: FakeChatwoot) -> None:
    """It searches name, email, phone number and identifier, of which only the identifier is case-sensitive."""
    server.account.add_contact("Zoë", email="z@x.example", phone_number="+6281", identifier="CRM-1")
    for text, found in {"ZOË": [1], "X.Ex": [1], "281": [1], "CRM": [1], "crm": [], " z@ ": [1], "z_x": [1]}.items():
        assert found == [row["id"] for row in call.json("GET", "/contacts/search", params={"q": text})["payload"]], text
    for query in ("", "?q=", "?q=%20"):
        answer = call.json("GET", f"/contacts/search{query}")
        assert (None, 1, []) == (answer["meta"]["count"], answer["meta"]["current_page"], answer["payload"])


def test_active(call: ContactCaller, server: FakeChatwoot) -> None:
    """It lists online contacts, including visitors."""
    server.account.add_contact()
    server.account.add_contact("").availability_status = "online"
    assert [2] == call.ids(path="/contacts/active")


def test_without_inboxes(call: ContactCaller, server: FakeChatwoot) -> None:
    """If not requested, the key is absent."""
    contact = zoe(server)
    paths = ["/contacts?{}", "/contacts/1?{}", "/contacts/search?q=zoe&{}"]
    for path in paths:
        with_them, without = (
            call.json("GET", path.format(query))["payload"]
            for query in ("include_contact_inboxes=true", "include_contact_inboxes=false")
        )
        row, bare = (each[0] if isinstance(each, list) else each for each in (with_them, without))
        assert {"contact_inboxes": []} == {key: row[key] for key in row.keys() - bare.keys()}
    assert contact.id == 1


def test_the_newest_conversations(call: ContactCaller, server: FakeChatwoot) -> None:
    """It returns 20 conversations of the contact, of every status, the most recently active first."""
    contact = zoe(server)
    for _ in range(22):
        server.account.add_conversation(contact=contact, status="resolved", created_at=START)
        server.account.add_conversation(created_at=START)
    server.account.add_message(server.account.conversations[5], created_at=START + dt.timedelta(hours=1))
    rows = call.json("GET", "/contacts/1/conversations")["payload"]
    assert [5, 43, 41] == [row["id"] for row in rows[:3]]
    assert (20, {1}) == (len(rows), {row["meta"]["sender"]["id"] for row in rows})
    assert rows[0] == call.json("GET", "/conversations/5")


# --- making and changing ---


def test_a_contact_is_made(call: ContactCaller, server: FakeChatwoot) -> None:
    """It can be read by its id, is listed, and has an identity if an inbox was given."""
    made = call.json("POST", "/contacts", {"inbox_id": "1", "name": "Rani", "email": "Rani@X.example"})["payload"]
    assert ("rani@x.example", "Rani", 1) == (made["contact"]["email"], made["contact"]["name"], made["contact"]["id"])
    assert made["contact"]["created_at"] == int(server.installation.clock())
    assert made["contact"] == call.json("GET", "/contacts/1")["payload"] == call.json("GET", "/contacts")["payload"][0]
    identity = made["contact"]["contact_inboxes"][0]
    assert made["contact_inbox"]["source_id"] == identity["source_id"]
    assert made["contact_inbox"]["inbox"]["created_at"] == "2026-11-20T08:00:30.000Z"
    begun = call.json("POST", "/conversations", {"source_id": identity["source_id"]})
    assert 1 == begun["meta"]["sender"]["id"]


def test_an_identity_of_ones_own(call: ContactCaller, server: FakeChatwoot) -> None:
    """`source_id` is used; if the identity is invalid, no contact is created."""
    both = {"inbox_id": 1, "source_id": "src-1"}
    assert "src-1" == call.json("POST", "/contacts", both)["payload"]["contact_inbox"]["source_id"]
    assert FAULT == call.error("POST", "/contacts", both)
    assert MISSING == call.error("POST", "/contacts", {"inbox_id": 9})
    mail = server.account.add_inbox("Mail", "Channel::Email")
    assert 422 == call.error("POST", "/contacts", {"inbox_id": mail.id, "name": "Nobody"})[0]
    assert [1] == list(server.account.contacts)


def test_what_is_taken(call: ContactCaller, server: FakeChatwoot) -> None:
    """Emails (ignoring case), phone numbers and identifiers are unique; a contact may keep its own."""
    zoe(server)
    taken = {"email": "ZOE@customer.example", "identifier": "crm-77", "phone_number": "+6281234567890"}
    message = "Email has already been taken, Identifier has already been taken, Phone number has already been taken"
    assert refusal(message, *taken) == call.error("POST", "/contacts", taken)
    server.account.add_contact("Other")
    assert refusal(message, *taken) == call.error("PUT", "/contacts/2", {"name": "Not stored", **taken})
    assert "Other" == server.account.contacts[2].name
    assert "Zoë" == call.json("PUT", "/contacts/1", taken)["payload"]["name"]


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
def test_what_is_invalid(call: ContactCaller, server: FakeChatwoot, body: Any, message: str, attribute: str) -> None:
    """The response is a 422 with the text and the attribute; nothing is stored."""
    assert refusal(message, attribute) == call.error("POST", "/contacts", body)
    assert {} == server.account.contacts


def test_what_counts_for_nothing(call: ContactCaller) -> None:
    """Values of the wrong shape are ignored; empty emails are none, numbers become text."""
    body = {"name": {"a": 1}, "email": " ", "identifier": 5, "custom_attributes": "x", "additional_attributes": [1]}
    made = call.json("POST", "/contacts", body)["payload"]["contact"]
    assert ("", None, "5", {}, {}) == tuple(
        made[key] for key in ("name", "email", "identifier", "custom_attributes", "additional_attributes")
    )
    assert "" == call.json("PUT", "/contacts/1", {"name": None, "email": None, "avatar": ""})["payload"]["name"]


def test_attributes_are_merged(call: ContactCaller, server: FakeChatwoot) -> None:
    """Omitted keys of the first level stay; other values are replaced, null clears them."""
    zoe(server).custom_attributes = {"a": {"b": 1}, "c": 2}
    body = {"custom_attributes": {"a": {"d": 3}}, "identifier": None, "blocked": "true"}
    changed = call.json("PUT", "/contacts/1", body)["payload"]
    assert ({"a": {"d": 3}, "c": 2}, {"city": "Jakarta"}) == (
        changed["custom_attributes"],
        changed["additional_attributes"],
    )
    assert (None, True, "Zoë") == (changed["identifier"], changed["blocked"], changed["name"])
    assert changed == call.json("GET", "/contacts/1")["payload"]
    assert call.json("PATCH", "/contacts/1", {"blocked": False})["payload"]["blocked"] is False
    assert FAULT == call.error("PUT", "/contacts/1", {"blocked": None})


def test_avatar(call: ContactCaller, server: FakeChatwoot) -> None:
    """An image is sent in a multipart body; its link is in every form of the contact."""
    add(server, 1)
    server.account.add_message(server.account.conversations[1])
    for name in ("a.png", "b.png"):
        files = {"avatar": (name, PICTURE, "image/png")}
        row = call.json("PUT", "/contacts/1", files=files, data={"name": "Z", "custom_attributes[plan]": "gold"})[
            "payload"
        ]
        assert row["thumbnail"].startswith(server.base_url + "/rails/active_storage/representations/redirect/")
        assert row["thumbnail"].endswith(f"/{name}")
    assert ("Z", "gold") == (row["name"], row["custom_attributes"]["plan"])
    conversation = call.json("GET", "/conversations/1")
    links = {
        row["thumbnail"],
        conversation["meta"]["sender"]["thumbnail"],
        conversation["messages"][0]["sender"]["thumbnail"],
    }
    assert {row["thumbnail"]} == links


def test_what_is_no_avatar(call: ContactCaller) -> None:
    """Other types and large files are refused; a value that is not a file is a server error."""
    text = {"avatar": ("a.txt", bytes(15 * 1024 * 1024 + 1), "text/plain")}
    message = "Avatar is too big, Avatar filetype not supported"
    assert refusal(message, "avatar") == call.error("POST", "/contacts", files=text)
    assert FAULT == call.error("POST", "/contacts", {"avatar": "signed"})
    assert [] == call.ids()


def test_deleting(call: ContactCaller, server: FakeChatwoot) -> None:
    """It deletes the contact's conversations, notes and identities, and nothing else."""
    add(server, 1)
    add(server, 2)
    for contact in server.account.contacts.values():
        server.account.add_contact_note(contact)
    assert call.json("DELETE", "/contacts/1") is None
    account = server.account
    assert ([2], [2], [2], [2]) == (
        list(account.contacts),
        list(account.conversations),
        list(account.contact_notes),
        list(account.contact_inboxes),
    )
    assert MISSING == call.error("GET", "/contacts/1") == call.error("DELETE", "/contacts/1")
    assert MISSING == call.error("GET", "/conversations/1")


def test_who_is_not_deleted(call: ContactCaller, server: FakeChatwoot) -> None:
    """Agents may not delete contacts, existing or not; online contacts cannot be deleted."""
    bob = server.account.add_agent("Bob")
    server.account.add_contact("rani Putri").availability_status = "online"
    assert FORBIDDEN == call.error("DELETE", "/contacts/1", by=bob) == call.error("DELETE", "/contacts/9", by=bob)
    assert (422, {"message": "Rani putri is Online, please try again later"}) == call.error("DELETE", "/contacts/1")
    assert [1] == list(server.account.contacts)


def test_nobodys_and_bots(call: ContactCaller, server: FakeChatwoot) -> None:
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
        assert MISSING == call.error(method, path), path
        assert 401 == call.error(method, path, by=robo)[0], path


# --- labels, notes ---


def test_labels_are_replaced(call: ContactCaller, server: FakeChatwoot) -> None:
    """Labels are stored once each; a value that is not a list removes all."""
    zoe(server)
    for sent, stored in ((["vip", "new", "vip"], ["vip", "new"]), (["old"], ["old"]), ([], []), (None, [])):
        assert {"payload": stored} == call.json("POST", "/contacts/1/labels", {"labels": sent})
        assert {"payload": stored} == call.json("GET", "/contacts/1/labels")


def test_notes(call: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """The caller is the author; the newest note is first; other contacts' notes are not found."""
    zoe(server)
    server.account.add_contact()
    ada, bob = server.agent, server.account.add_agent("Bob")
    first = call.json("POST", "/contacts/1/notes", {"content": "first"})
    clock.now += 10
    second = call.json("POST", "/contacts/1/notes", {"note": {"content": "second"}}, by=bob)
    assert ((ada.id, "first"), (bob.id, "second")) == tuple(
        (note["user"]["id"], note["content"]) for note in (first, second)
    )
    assert [second, first] == call.json("GET", "/contacts/1/notes")
    assert [] == call.json("GET", "/contacts/2/notes")
    assert second == call.json("GET", "/contacts/1/notes/2")
    assert MISSING == call.error("GET", "/contacts/2/notes/2") == call.error("GET", "/contacts/1/notes/3")


def test_changing_and_deleting_notes(call: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
    """Whoever changes a note becomes its author; an invalid change gets a success, but is not stored."""
    note = server.account.add_contact_note(zoe(server), "old")
    clock.now += 10
    bob = server.account.add_agent("Bob")
    changed = call.json("PATCH", "/contacts/1/notes/1", {"content": "new"}, by=bob)
    assert ("new", "Bob", 10) == (
        changed["content"],
        changed["user"]["name"],
        changed["updated_at"] - changed["created_at"],
    )
    for content in (" ", "x" * 20_001):
        assert content == call.json("PATCH", "/contacts/1/notes/1", {"content": content})["content"]
    assert "new" == note.content
    del server.account.agents[bob.id]
    assert "user" not in call.json("GET", "/contacts/1/notes/1")
    assert call.json("DELETE", "/contacts/1/notes/1") is None
    assert MISSING == call.error("DELETE", "/contacts/1/notes/1") == call.error("PATCH", "/contacts/1/notes/1", {})


def test_notes_without_content(call: ContactCaller, server: FakeChatwoot) -> None:
    """A missing key is a missing parameter; an empty or too long note is invalid."""
    zoe(server)
    bodies: list[Any] = [{}, {"note": {}}]
    for body in bodies:
        missing = (422, {"error": "param is missing or the value is empty: note"})
        assert missing == call.error("POST", "/contacts/1/notes", body)
    assert FAULT == call.error("POST", "/contacts/1/notes", {"note": "x"})
    blank = refusal("Content can't be blank", "content")
    assert blank == call.error("POST", "/contacts/1/notes", {"content": None})
    long = refusal("Content is too long (maximum is 20000 characters)", "content")
    assert long == call.error("POST", "/contacts/1/notes", {"content": "x" * 20_001})


# --- inboxes ---


def test_more_identities(call: ContactCaller, server: FakeChatwoot) -> None:
    """Given identities are stored; another contact's is refused; agents need access to the inbox."""
    zoe(server)
    server.account.add_contact()
    path, body = "/contacts/1/contact_inboxes", {"inbox_id": 1, "source_id": 77}
    made = call.json("POST", path, body)
    assert ("77", 1) == (made["source_id"], made["inbox"]["id"])
    assert made == call.json("POST", path, body)
    another = call.json("POST", path, {"inbox_id": 1})
    assert [made, another] == call.json("GET", "/contacts/1")["payload"]["contact_inboxes"]
    unique = (422, {"error": "source_id should be unique"})
    assert unique == call.error("POST", "/contacts/2/contact_inboxes", body)
    assert MISSING == call.error("POST", path, {"inbox_id": 9})
    bob = server.account.add_agent("Bob")
    assert FORBIDDEN == call.error("POST", path, body, by=bob)
    server.account.inboxes[1].members.append(bob)
    assert made == call.json("POST", path, body, by=bob)


def test_contactable_inboxes(call: ContactCaller, server: FakeChatwoot) -> None:
    """It lists the contact's reachable channels with identities; inboxes are in their short form."""
    account = server.account
    for kind in ("WebWidget", "Email", "Sms", "TwilioSms", "Whatsapp", "Telegram"):
        account.add_inbox(kind, f"Channel::{kind}")
    zoe(server)
    account.add_contact("Visitor")
    names = {row["inbox"]["name"]: row["source_id"] for row in _contactable(call, 1)}
    phone = "+6281234567890"
    assert {"Email": "zoe@customer.example", "Sms": phone, "TwilioSms": phone, "Whatsapp": phone[1:]} == {
        name: source_id for name, source_id in names.items() if name != "API inbox"
    }
    assert _contactable(call, 1) == _contactable(call, 1)
    visitors = _contactable(call, 2)
    assert ["API inbox"] == [row["inbox"]["name"] for row in visitors]
    assert visitors[0]["source_id"] != names["API inbox"]
    assert visitors[0]["inbox"].keys() == {"id", "avatar_url", "channel_id", "name", "channel_type", "provider"}


def test_contactable_by_a_known_name(call: ContactCaller, server: FakeChatwoot) -> None:
    """The newest identity is used; on a website only without a conversation, and by members only."""
    account = server.account
    website, contact = account.add_inbox("Website", "Channel::WebWidget"), zoe(server)
    for source_id in ("old", "new"):
        for inbox in account.inboxes.values():
            account.add_contact_inbox(contact, inbox, source_id=source_id)
    assert ["new", "new"] == [row["source_id"] for row in _contactable(call, 1)]
    bob = account.add_agent("Bob")
    website.members.append(bob)
    assert ["Website"] == [row["inbox"]["name"] for row in _contactable(call, 1, by=bob)]
    account.add_conversation(contact=contact, inbox=website, source_id="new")
    assert ["API inbox"] == [row["inbox"]["name"] for row in _contactable(call, 1)]


def _contactable(call: ContactCaller, number: int, **more: Any) -> list[Any]:
    rows: list[Any] = call.json("GET", f"/contacts/{number}/contactable_inboxes", **more)["payload"]
    return rows


# --- merging ---


def test_merging(call: ContactCaller, server: FakeChatwoot) -> None:
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
    merged = call.json("POST", "/actions/contact_merge", {"base_contact_id": base.id, "mergee_contact_id": mergee.id})
    assert (base.id, "Base", "m@x.example", {"city": "Jakarta"}) == tuple(
        merged[key] for key in ("id", "name", "email", "additional_attributes")
    )
    assert {"a": {"b": 1, "c": 3, "n": None}, "x": 1, "y": 5} == merged["custom_attributes"]
    whole = call.json("GET", "/contacts/1")["payload"]
    assert ({"contact_inboxes"}, 2) == (whole.keys() - merged.keys(), len(whole["contact_inboxes"]))
    assert [1, 2] == sorted(row["id"] for row in call.json("GET", "/contacts/1/conversations")["payload"])
    assert 2 == len(call.json("GET", "/contacts/1/notes"))
    said = call.json("GET", "/conversations/1/messages")["payload"]
    assert [("Base", "contact"), (server.agent.name, "user")] == [
        (each["sender"]["name"], each["sender"]["type"]) for each in said
    ]
    assert MISSING == call.error("GET", f"/contacts/{mergee.id}")


def test_merging_with_itself(call: ContactCaller, server: FakeChatwoot) -> None:
    """Nothing happens."""
    zoe(server)
    merged = call.json("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": "1"})
    assert merged["email"] == "zoe@customer.example"
    assert [1] == call.ids()
    assert MISSING == call.error("POST", "/actions/contact_merge", {"base_contact_id": 1, "mergee_contact_id": 2})
