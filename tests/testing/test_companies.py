"""Companies of the fake server: search, changes, and their contacts."""

from __future__ import annotations

import httpx
import pytest

from aiochatwoot.testing import Company, Contact, FakeChatwoot

from .conftest import Clock
from .office import MISSING, NOT_ALLOWED, Office, as_in_the_contract, invalid


@pytest.fixture
def acme(server: FakeChatwoot) -> Company:
    """A company without contacts."""
    return server.account.add(Company, name="ACME", domain="acme.example")


@pytest.fixture
def zoe(server: FakeChatwoot, clock: Clock) -> Contact:
    """A contact who was active."""
    contact = server.account.add_contact("Zoë", email="zoe@acme.example")
    server.account.add_message(server.account.add_conversation(id=42, contact=contact), "Hello")
    return contact


def test_companies_are_checked(office: Office, acme: Company) -> None:
    """A company needs a name; its domain is optional and unique."""
    for company, problem in (
        ({"name": ""}, ("name", "Name can't be blank")),
        ({"name": "B", "domain": "no domain"}, ("domain", "Domain must be a valid domain name")),
        ({"name": "B", "domain": "acme.example"}, ("domain", "Domain has already been taken")),
    ):
        assert invalid(problem) == office.error("POST", "/companies", {"company": company})
    for _ in range(2):
        made = office.json("POST", "/companies", {"company": {"name": "B", "domain": ""}})["payload"]
        assert as_in_the_contract("Company", made)["contacts_count"] is None


def test_companies_are_listed_and_searched(office: Office, server: FakeChatwoot) -> None:
    """There are 25 per page, in the requested order; missing values come last."""
    for number in range(27):
        server.account.add(Company, name=f"Company {number:02}", contacts_count=None if number else 5)
    first = office.json("GET", "/companies?sort=-name")
    assert (first["meta"]["total_count"], first["meta"]["page"], len(first["payload"])) == (27, 1, 25)
    assert first["payload"][0]["name"] == "Company 26"
    second = office.json("GET", "/companies?page=2")
    assert (second["meta"]["page"], len(second["payload"])) == ("2", 2)
    assert office.json("GET", "/companies?sort=-contacts_count")["payload"][0]["name"] == "Company 00"
    assert office.json("GET", "/companies/search?q=COMPANY%201")["meta"]["total_count"] == 10
    assert office.error("GET", "/companies/search?q=") == (422, {"error": "Specify search string with parameter q"})


def test_a_company_collects_contacts(office: Office, server: FakeChatwoot, acme: Company, zoe: Contact) -> None:
    """An added contact has the company's name, is counted, and leaves another company."""
    server.account.add_contact("Zoltan", phone_number="+49301")
    one = f"/companies/{acme.id}"
    found = office.json("GET", f"{one}/contacts/search?q=ZO")
    assert [(each["name"], each["linked_to_current_company"]) for each in found["payload"]] == [
        ("Zoltan", False),
        ("Zoë", False),
    ]
    added = office.json("POST", f"{one}/contacts", {"contact_id": zoe.id})["payload"]
    as_in_the_contract("CompanyContact", added)
    assert (
        added["company"]["contacts_count"],
        added["additional_attributes"]["company_name"],
        added["linked_to_current_company"],
    ) == (1, "ACME", True)
    assert added["last_activity_at"] == added["company"]["last_activity_at"]
    assert [each["id"] for each in office.json("GET", f"{one}/contacts")["payload"]] == [zoe.id]
    assert [each["id"] for each in office.json("GET", f"{one}/conversations")["payload"]] == [42]
    assert [each["name"] for each in office.json("GET", f"{one}/contacts/search?q=zo")["payload"]] == ["Zoltan"]

    other = server.account.add(Company, name="Other")
    office.json("POST", f"/companies/{other.id}/contacts", {"contact_id": zoe.id})
    assert (acme.contacts_count, other.contacts_count) == (0, 1)
    office.gone(f"/companies/{other.id}/contacts/{zoe.id}")
    assert (zoe.company_id, zoe.additional_attributes) == (None, {})
    assert office.error("DELETE", f"/companies/{other.id}/contacts/{zoe.id}") == MISSING


def test_conversations_and_notes_of_a_company(
    office: Office, server: FakeChatwoot, acme: Company, zoe: Contact, clock: Clock
) -> None:
    """The lists have the newest ones of the company's contacts, in inboxes that the caller may see."""
    zoe.company_id = acme.id
    server.account.add_contact_note(zoe, "First")
    clock.now += 60
    server.account.add_contact_note(zoe, "Second")
    notes = office.json("GET", f"/companies/{acme.id}/notes")["payload"]
    assert [(each["content"], each["contact"]["name"]) for each in notes] == [("Second", "Zoë"), ("First", "Zoë")]
    as_in_the_contract("CompanyNote", notes[0])
    bob = server.account.add_agent("Bob")
    assert office.json("GET", f"/companies/{acme.id}/conversations", by=bob)["payload"] == []


def test_changes_of_a_company_reach_its_contacts(office: Office, acme: Company, zoe: Contact) -> None:
    """Contacts get the company's new name, and lose it with the company; custom attributes are merged, and deleted by
    key.
    """
    office.json("POST", f"/companies/{acme.id}/contacts", {"contact_id": zoe.id})
    one = f"/companies/{acme.id}"
    office.json("PATCH", one, {"company": {"custom_attributes": {"a": 1}}})
    changed = office.json("PATCH", one, {"company": {"name": "ACME 2", "custom_attributes": {"b": 2}}})["payload"]
    assert (changed["custom_attributes"], zoe.additional_attributes["company_name"]) == ({"a": 1, "b": 2}, "ACME 2")
    left = office.json("POST", f"{one}/destroy_custom_attributes", {"custom_attributes": ["a", "x"]})["payload"]
    assert left["custom_attributes"] == {"b": 2}
    assert office.json("POST", f"{one}/destroy_custom_attributes", {})["payload"]["custom_attributes"] == {"b": 2}
    office.gone(one)
    assert (zoe.company_id, zoe.additional_attributes) == (None, {})


def test_only_administrators_delete_companies(office: Office, server: FakeChatwoot, acme: Company) -> None:
    """Other agents can read and change companies, but not delete them."""
    bob = server.account.add_agent("Bob")
    assert office.json("GET", f"/companies/{acme.id}", by=bob)["payload"]["name"] == "ACME"
    assert office.error("DELETE", f"/companies/{acme.id}", by=bob) == NOT_ALLOWED


def test_older_servers_have_companies_without_contacts(http: httpx.Client) -> None:
    """Routes and keys of 4.15.0 are unknown to an older server."""
    with FakeChatwoot(sample=False, version="4.10.0") as server:
        office = Office(server, http)
        made = office.json("POST", "/companies", {"company": {"name": "ACME"}})["payload"]
        assert not {"custom_attributes", "last_activity_at"} & made.keys()
        assert office.send("GET", f"/companies/{made['id']}/contacts").status_code == 404
        assert office.send("GET", "/branded_email_layout").status_code == 404
        policy = office.json("POST", "/assignment_policies", {"assignment_policy": {"name": "A"}})
        assert "exclude_older_than_hours" not in policy
