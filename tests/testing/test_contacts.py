"""Contacts: the real server's responses, and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import ContactCaller, assert_alike, recorded
from .conftest import Clock
from .test_against_captures import START, add, zoe

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
        assert fake.json() == real.body


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


def test_the_list_leaves_visitors_out(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Contacts without email, phone number or identifier are not listed, but can be read, and searched since 4.16.2."""
    visitor = server.account.add_contact("Zed")
    server.account.add_contact(email="a@x.example")
    server.account.add_contact(phone_number="+62811")
    server.account.add_contact(identifier="crm-1")
    assert caller.ids() == [2, 3, 4]
    assert caller.json("GET", f"/contacts/{visitor.id}")["payload"]["name"] == "Zed"
    for version, found in (("4.10.0", []), ("4.16.2", [1])):
        with FakeChatwoot(sample=False, version=version) as server:
            server.account.add_contact("Zed")
            assert ContactCaller(server, caller.http).ids("q=zed", "/contacts/search") == found


def test_pages(caller: ContactCaller, server: FakeChatwoot) -> None:
    """There are 15 per page; `current_page` is the query's text, or the number 1."""
    for number in range(17):
        server.account.add_contact(f"No {number}", identifier=str(number), email=f"{number}@x.example")
    assert caller.ids() == [*range(1, 16)]
    assert caller.ids("page=2") == [16, 17]
    assert caller.ids("page=3") == []
    assert caller.json("GET", "/contacts?page=2")["meta"] == {"count": 17, "current_page": "2"}
    assert caller.json("GET", "/contacts")["meta"] == {"count": 17, "current_page": 1}
    assert caller.json("GET", "/contacts/search?q=x.example&page=2")["meta"]["current_page"] == "2"


def test_order(caller: ContactCaller, server: FakeChatwoot, clock: Clock) -> None:
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
    assert {sort: caller.ids(f"sort={sort}") for sort in expected} == expected


def test_only_those_with_labels(caller: ContactCaller, server: FakeChatwoot) -> None:
    """Contacts with at least one of the labels are listed."""
    for labels in (["vip", "new"], ["old"], []):
        server.account.add_contact(labels=labels, identifier=str(labels))
    assert caller.ids("labels[]=vip") == [1]
    assert caller.ids("labels[]=vip&labels[]=old") == [1, 2]
    assert caller.ids("labels=nope") == []


def test_search(caller: ContactCaller, server: FakeChatwoot) -> None:
    """A search reads name, email, phone number and identifier; only the identifier is case-sensitive."""
    server.account.add_contact("Zoë", email="z@x.example", phone_number="+6281", identifier="CRM-1")
    for text, found in {"ZOË": [1], "X.Ex": [1], "281": [1], "CRM": [1], "crm": [], " z@ ": [1], "z_x": [1]}.items():
        assert [row["id"] for row in caller.json("GET", "/contacts/search", params={"q": text})["payload"]] == found, (
            text
        )
    for query in ("", "?q=", "?q=%20"):
        answer = caller.json("GET", f"/contacts/search{query}")
        assert (answer["meta"]["count"], answer["meta"]["current_page"], answer["payload"]) == (None, 1, [])


def test_active(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The list has the online contacts, including visitors."""
    server.account.add_contact()
    server.account.add_contact("").availability_status = "online"
    assert caller.ids(path="/contacts/active") == [2]


def test_without_inboxes(caller: ContactCaller, server: FakeChatwoot) -> None:
    """`contact_inboxes` is absent if not requested."""
    contact = zoe(server)
    paths = ["/contacts?{}", "/contacts/1?{}", "/contacts/search?q=zoe&{}"]
    for path in paths:
        with_them, without = (
            caller.json("GET", path.format(query))["payload"]
            for query in ("include_contact_inboxes=true", "include_contact_inboxes=false")
        )
        row, bare = (each[0] if isinstance(each, list) else each for each in (with_them, without))
        assert {key: row[key] for key in row.keys() - bare.keys()} == {"contact_inboxes": []}
    assert contact.id == 1


def test_the_newest_conversations(caller: ContactCaller, server: FakeChatwoot) -> None:
    """The list has 20 conversations of the contact, of every status, the most recently active first."""
    contact = zoe(server)
    for _ in range(22):
        server.account.add_conversation(contact=contact, status="resolved", created_at=START)
        server.account.add_conversation(created_at=START)
    server.account.add_message(server.account.conversations[5], created_at=START + dt.timedelta(hours=1))
    rows = caller.json("GET", "/contacts/1/conversations")["payload"]
    assert [row["id"] for row in rows[:3]] == [5, 43, 41]
    assert (len(rows), {row["meta"]["sender"]["id"] for row in rows}) == (20, {1})
    assert caller.json("GET", "/conversations/5") == rows[0]
