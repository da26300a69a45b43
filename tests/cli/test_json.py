"""Commands that write, with --json; and commands that reopen, prioritize and create."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot, faults

from ..commands import run
from .printing import HOSTILE, TAMED

pytestmark = pytest.mark.usefixtures("one_attempt")


def lines(*arguments: str) -> list[Any]:
    """Run a command that succeeds, and return its lines of JSON."""
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("sample")
def test_each_conversation_is_a_line_of_json() -> None:
    """A line has the number of its conversation, and the new values as the server sent them."""
    assert lines("label", "42", "11") == [
        {"conversation": 42, "labels": ["gift", "export"]},
        {"conversation": 11, "labels": []},
    ]
    assert lines("label", "5", "--add", "vip") == [{"conversation": 5, "labels": ["vip"]}]
    resolved = {"status": "resolved", "snoozed_until": None}
    assert lines("resolve", "1", "2") == [{"conversation": 1, **resolved}, {"conversation": 2, **resolved}]
    assert lines("reopen", "1") == [{"conversation": 1, "status": "open", "snoozed_until": None}]
    until = "2086-12-01T08:00:00.000Z"
    assert lines("snooze", "1", "--until", "2086-12-01 09:00 Europe/Berlin") == [
        {"conversation": 1, "status": "snoozed", "snoozed_until": until}
    ]
    assert lines("priority", "42", "urgent") == [{"conversation": 42, "priority": "urgent"}]
    assert lines("priority", "42", "none") == [{"conversation": 42, "priority": None}]


@pytest.mark.usefixtures("sample")
def test_an_assignment_as_json() -> None:
    """The line has the agent and team of the response; unchanged parts are absent; unassigned is null."""
    (line,) = lines("assign", "5", "--agent", "bob", "--team", "support")
    assert (line["conversation"], line["assignee"]["name"], line["team"]["name"]) == (5, "Bob Wijaya", "support")
    assert lines("assign", "5", "--nobody") == [{"conversation": 5, "assignee": None}]
    assert lines("assign", "5", "--no-team") == [{"conversation": 5, "team": None}]


def test_a_failure_as_json(sample: FakeChatwoot) -> None:
    """A failure is one of the lines on stdout, and the exit status is 1."""
    sample.faults.add(faults.status(422, {"error": HOSTILE}), when=lambda request: "/7/" in request.path)
    sample.faults.add(faults.reset(), when=lambda request: "/8/" in request.path)
    result = run("resolve", "9999", "1", "7", "--json")
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["conversation"], first["error"]["type"], first["error"]["status"]) == (9999, "NotFoundError", 404)
    assert second == {"conversation": 1, "status": "resolved", "snoozed_until": None}
    assert (third["error"]["status"], TAMED in third["error"]["message"]) == (422, True)
    assert (result.exit_code, result.stderr) == (1, "aiochatwoot: 2 of 3 conversations failed: 9999 7\n")
    result = run("assign", "5", "--me", "--json")
    sample.faults.add(faults.status(200, b"null"), when=lambda request: request.path.endswith("/assignments"))
    result = run("assign", "5", "--me", "--json")
    error = {"type": "NotAppliedError", "status": None}
    assert (result.exit_code, {key: json.loads(result.stdout)["error"][key] for key in error}) == (1, error)


def test_conversations_are_opened(sample: FakeChatwoot) -> None:
    """Resolved and snoozed conversations are opened, with a line for each."""
    for number, status in ((1, "resolved"), (3, "snoozed")):
        sample.account.conversations[number].status = status
    assert run("reopen", "1", "3").stdout == "1: open\n3: open\n"
    assert {sample.account.conversations[number].status for number in (1, 3)} == {"open"}


def test_conversations_are_ranked(sample: FakeChatwoot) -> None:
    """With --json, `priority` sets and clears a priority."""
    assert run("priority", "5", "6", "high").stdout == "5: high priority\n6: high priority\n"
    assert run("priority", "5", "none").stdout == "5: no priority\n"
    assert [sample.account.conversations[number].priority for number in (5, 6)] == [None, "high"]


def test_a_status_that_is_no_object(sample: FakeChatwoot) -> None:
    """A response that is not an object is shown without values."""
    sample.faults.add(faults.status(200, {"payload": {"success": True, "conversation_id": 1}}))
    assert lines("resolve", "1") == [{"conversation": 1, "status": None, "snoozed_until": None}]


def test_a_contact_is_created(sample: FakeChatwoot) -> None:
    """A contact is created with the given values, and printed with its id."""
    arguments = ("Zoë", "--email", "zoe@x.test", "--phone", "+6285550001234", "--identifier", "crm-9")
    result = run("contacts", "create", *arguments, "--attribute", "plan=gold=yes", "--attribute", "empty=")
    contact = sample.account.contacts[max(sample.account.contacts)]
    line = f"Contact {contact.id} · Zoë · zoe@x.test · +6285550001234 · crm-9\n"
    assert (0, line) == (result.exit_code, result.stdout)
    assert contact.custom_attributes == {"plan": "gold=yes", "empty": ""}
    body = json.loads(run("contacts", "create", "--phone", "+6285550001235", "--inbox", "web", "--json").stdout)
    assert body["contact"]["phone_number"] == "+6285550001235"
    assert body["contact_inbox"]["inbox"]["name"] == "Website"


def test_a_contact_that_there_is_already(sample: FakeChatwoot) -> None:
    """The server's rejection is printed in one line."""
    result = run("contacts", "create", "Other", "--email", "putri@customer.example")
    assert (result.exit_code, result.stderr.count("\n"), ": 422: " in result.stderr) == (1, 1, True)


@pytest.mark.parametrize(
    "arguments", [(), ("--attribute", "plan=gold"), ("Zoë", "--attribute", "plan"), ("Z", "--attribute", "=x")]
)
def test_a_contact_that_nobody_is(sample: FakeChatwoot, arguments: tuple[str, ...]) -> None:
    """A contact needs a name or an address, and attributes need a key; otherwise nothing is sent."""
    assert run("contacts", "create", *arguments).exit_code == 2
    assert sample.requests == []
