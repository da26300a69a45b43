"""Filters of contacts: results, refusals and failures of the server's SQL."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import ContactCaller
from .filtering import DAY, Filters, condition, define, refusal
from .office import FAULT
from .test_against_captures import START


@pytest.fixture
def contacts(old_server: FakeChatwoot, http: httpx.Client) -> Filters:
    """Two contacts, and a visitor."""
    account = old_server.account
    account.add_contact(
        "Zoë Putri",
        email="zoe@x.example",
        phone_number="+6281",
        identifier="CRM-1",
        labels=["vip"],
        blocked=True,
        additional_attributes={"city": "Jakarta", "country_code": "ID", "company": "Batik"},
        custom_attributes={"plan": "Gold", "seats": 12},
        created_at=START - 2 * DAY,
    )
    account.add_contact("Adi", email="adi@y.example", created_at=START)
    account.add_contact("Zoë visits", created_at=START)
    account.add_message(account.add_conversation(contact=account.contacts[1]), created_at=START - DAY)
    return Filters(ContactCaller(old_server, http), "/contacts/filter")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("name", "equal_to", "zoë PUTRI", "adi"), [1]),
        (("name", "not_equal_to", "ADI"), [1]),
        (("name", "contains", "zoë", "ad"), [1, 2]),
        (("name", "does_not_contain", "zoë"), [2]),
        (("email", "contains", "X.EX"), [1]),
        (("phone_number", "equal_to", "6281"), [1]),
        (("phone_number", "equal_to", "+6281"), [1]),
        (("phone_number", "starts_with", "6281"), [1]),
        (("phone_number", "starts_with", "62"), []),
        (("phone_number", "contains", "28"), [1]),
        (("identifier", "equal_to", "crm-1"), [1]),
        (("identifier", "not_equal_to", "crm-2"), [1]),
        (("country_code", "equal_to", "Id"), [1]),
        (("city", "contains", "JAK"), [1]),
        (("company", "not_equal_to", "kopi"), [1]),
        (("labels", "equal_to", "VIP"), [1]),
        (("labels", "not_equal_to", "vip"), [2]),
        (("labels", "is_present"), [1]),
        (("labels", "is_not_present"), [2]),
        (("created_at", "is_less_than", "2026-11-22"), [1]),
        (("last_activity_at", "is_less_than", "2027-01-01"), [1]),
        (("blocked", "equal_to", True), [1]),
        (("blocked", "equal_to", "f"), [2]),
        (("blocked", "not_equal_to", True), [2]),
        (("plan", "equal_to", "gold"), [1]),
        (("plan", "not_equal_to", "gold"), [2]),
        (("seats", "is_greater_than", 3), [1]),
    ],
)
def test_contacts(contacts: Filters, old_server: FakeChatwoot, given: Any, found: list[int]) -> None:
    """Filters ignore case, only the first of several values counts, and visitors are not included."""
    define(old_server, "contact_attribute")
    assert contacts.ids(*given) == found


@pytest.mark.parametrize(
    "given",
    [
        ("name", "equal_to", 5),
        ("phone_number", "equal_to", 6281),
        ("country_code", "equal_to", 5),
        ("blocked", "equal_to", 1),
        ("blocked", "equal_to", "maybe"),
    ],
)
def test_contacts_that_fail(contacts: Filters, given: Any) -> None:
    """Values of another type are server errors."""
    assert contacts.error(*given) == FAULT


def test_the_server_reads_values_that_it_does_not_need(contacts: Filters) -> None:
    """For the presence of labels, an empty list is accepted, none is a server error."""
    assert contacts.error(condition("labels", "is_present", values=None)) == FAULT


def test_pages_of_contacts(contacts: Filters, old_server: FakeChatwoot) -> None:
    """There are 15 per page, in the requested order, with the page as text."""
    for number in range(15):
        old_server.account.add_contact(f"No {number:02}", identifier=str(number))
    body = contacts.send(query="?page=2&sort=-name").json()
    assert (
        body["meta"],
        [row["name"] for row in body["payload"]],
    ) == ({"count": 17, "current_page": "2"}, ["No 00", "Adi"])
    keys = "name,phone_number,email,identifier,country_code,city,company,labels,created_at,last_activity_at,blocked"
    message = f"Invalid attribute key - [nope]. The key should be one of [{keys}]"
    assert refusal(message + " or a custom attribute defined in the account.") == contacts.error("nope", "is_present")
