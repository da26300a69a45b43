"""Commands that write, with --json; and those that reopen, prioritize and create."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot, faults

from ..commands import connect, run
from .printing import HOSTILE, TAMED

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeChatwoot:
    """The sample account, without a socket."""
    server = FakeChatwoot()
    connect(monkeypatch, server)
    return server


def lines(*arguments: str) -> list[Any]:
    """Run a command that succeeds, and return its lines of JSON."""
    result = run(*arguments, "--json")
    assert (0, "") == (result.exit_code, result.stderr)
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("server")
def test_each_conversation_is_a_line_of_json() -> None:
    """A line has the number of its conversation, and the new values as the server sent them."""
    assert [{"conversation": 42, "labels": ["gift", "export"]}, {"conversation": 11, "labels": []}] == lines(
        "label", "42", "11"
    )
    assert [{"conversation": 5, "labels": ["vip"]}] == lines("label", "5", "--add", "vip")
    resolved = {"status": "resolved", "snoozed_until": None}
    assert [{"conversation": 1, **resolved}, {"conversation": 2, **resolved}] == lines("resolve", "1", "2")
    assert [{"conversation": 1, "status": "open", "snoozed_until": None}] == lines("reopen", "1")
    until = "2086-12-01T08:00:00.000Z"
    assert [{"conversation": 1, "status": "snoozed", "snoozed_until": until}] == lines(
        "snooze", "1", "--until", "2086-12-01 09:00 Europe/Berlin"
    )
    assert [{"conversation": 42, "priority": "urgent"}] == lines("priority", "42", "urgent")
    assert [{"conversation": 42, "priority": None}] == lines("priority", "42", "none")


@pytest.mark.usefixtures("server")
def test_an_assignment_as_json() -> None:
    """The line has the agent and team of the response; unchanged parts are absent; unassigned is null."""
    (line,) = lines("assign", "5", "--agent", "bob", "--team", "support")
    assert (5, "Bob Wijaya", "support") == (line["conversation"], line["assignee"]["name"], line["team"]["name"])
    assert [{"conversation": 5, "assignee": None}] == lines("assign", "5", "--nobody")
    assert [{"conversation": 5, "team": None}] == lines("assign", "5", "--no-team")


def test_a_failure_as_json(server: FakeChatwoot) -> None:
    """A failure is one of the lines on stdout, and the exit status is 1."""
    server.faults.add(faults.status(422, {"error": HOSTILE}), when=lambda request: "/7/" in request.path)
    server.faults.add(faults.reset(), when=lambda request: "/8/" in request.path)
    result = run("resolve", "9999", "1", "7", "--json")
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert (9999, "NotFoundError", 404) == (first["conversation"], first["error"]["type"], first["error"]["status"])
    assert {"conversation": 1, "status": "resolved", "snoozed_until": None} == second
    assert (422, True) == (third["error"]["status"], TAMED in third["error"]["message"])
    assert (1, "aiochatwoot: 2 of 3 conversations failed: 9999 7\n") == (result.exit_code, result.stderr)
    result = run("assign", "5", "--me", "--json")
    server.faults.add(faults.status(200, b"null"), when=lambda request: request.path.endswith("/assignments"))
    result = run("assign", "5", "--me", "--json")
    error = {"type": "NotAppliedError", "status": None}
    assert (1, error) == (result.exit_code, {key: json.loads(result.stdout)["error"][key] for key in error})


def test_conversations_are_opened(server: FakeChatwoot) -> None:
    """Resolved and snoozed conversations are opened, with a line for each."""
    for number, status in ((1, "resolved"), (3, "snoozed")):
        server.account.conversations[number].status = status
    assert "1: open\n3: open\n" == run("reopen", "1", "3").stdout
    assert {"open"} == {server.account.conversations[number].status for number in (1, 3)}


def test_conversations_are_ranked(server: FakeChatwoot) -> None:
    """A priority is set and cleared."""
    assert "5: high priority\n6: high priority\n" == run("priority", "5", "6", "high").stdout
    assert "5: no priority\n" == run("priority", "5", "none").stdout
    assert [None, "high"] == [server.account.conversations[number].priority for number in (5, 6)]


def test_a_status_that_is_no_object(server: FakeChatwoot) -> None:
    """A response that is not an object is shown without values."""
    server.faults.add(faults.status(200, {"payload": {"success": True, "conversation_id": 1}}))
    assert [{"conversation": 1, "status": None, "snoozed_until": None}] == lines("resolve", "1")


def test_a_contact_is_created(server: FakeChatwoot) -> None:
    """A contact is created with the given values, and printed with its id."""
    arguments = ("Zoë", "--email", "zoe@x.test", "--phone", "+6285550001234", "--identifier", "crm-9")
    result = run("contacts", "create", *arguments, "--attribute", "plan=gold=yes", "--attribute", "empty=")
    contact = server.account.contacts[max(server.account.contacts)]
    line = f"Contact {contact.id} · Zoë · zoe@x.test · +6285550001234 · crm-9\n"
    assert (0, line) == (result.exit_code, result.stdout)
    assert {"plan": "gold=yes", "empty": ""} == contact.custom_attributes
    body = json.loads(run("contacts", "create", "--phone", "+6285550001235", "--inbox", "web", "--json").stdout)
    assert "+6285550001235" == body["contact"]["phone_number"]
    assert "Website" == body["contact_inbox"]["inbox"]["name"]


def test_a_contact_that_there_is_already(server: FakeChatwoot) -> None:
    """The server's rejection is printed in one line."""
    result = run("contacts", "create", "Other", "--email", "putri@customer.example")
    assert (1, 1, True) == (result.exit_code, result.stderr.count("\n"), ": 422: " in result.stderr)


@pytest.mark.parametrize(
    "arguments", [(), ("--attribute", "plan=gold"), ("Zoë", "--attribute", "plan"), ("Z", "--attribute", "=x")]
)
def test_a_contact_that_nobody_is(server: FakeChatwoot, arguments: tuple[str, ...]) -> None:
    """A contact needs a name or an address, and attributes need a key; otherwise nothing is sent."""
    assert 2 == run("contacts", "create", *arguments).exit_code
    assert [] == server.requests
