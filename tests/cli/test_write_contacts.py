"""Commands about contacts."""

from __future__ import annotations

import json

import pytest

from aiochatwoot.testing import FakeChatwoot, faults

from .printing import HOSTILE, TAMED, Ask

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def test_customers_are_found(server: FakeChatwoot, ask: Ask) -> None:
    """A part of a name, mail address, phone number or identifier finds customers, one line each."""
    found = server.account.conversations[42].contact
    expected = f"{found.id} · Putri Wulandari · putri@customer.example · +6281300004242 · crm-42\n"
    for query in ("wulan", "putri@", "4242", "crm-42"):
        assert expected == ask("contacts", "find", query).output
    assert (0, "", "No contacts.\n") == (
        (result := ask("contacts", "find", "nobody at all")).exit_code,
        result.stdout,
        result.stderr,
    )


def test_customers_are_found_as_json(server: FakeChatwoot, ask: Ask) -> None:
    """--json prints an array of the server's rows, even rows that are not objects; an empty result is an empty
    array.
    """
    found = json.loads(ask("contacts", "find", "wulan", "--json").stdout)
    assert [server.account.conversations[42].contact.id] == [each["id"] for each in found]
    assert [] == json.loads(ask("contacts", "find", "nobody at all", "--json").stdout)
    server.faults.add(faults.status(200, {"meta": {}, "payload": ["odd"]}))
    assert ["odd"] == json.loads(ask("contacts", "find", "x", "--limit", "1", "--json").stdout)


def test_customers_are_limited(server: FakeChatwoot, ask: Ask) -> None:
    """At most --limit customers are listed, over several pages; nameless ones by number, hostile names cleaned."""
    for number in range(40):
        server.account.add_contact(f"Zed {number}", email=f"zed{number}@x.example")
    assert 15 == len(ask("contacts", "find", "zed").stdout.splitlines())
    assert 38 == len(set(ask("contacts", "find", "zed", "--limit", "38").stdout.splitlines()))
    rows = ["odd", {"id": 7, "name": HOSTILE, "email": None}]
    server.faults.add(faults.status(200, {"meta": {}, "payload": rows}))
    assert f"odd\n7 · {TAMED}\n" == ask("contacts", "find", "x", "--limit", "2").output
