"""Commands that change conversations: assignees, teams, labels and statuses, of one or several."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from aiochatwoot import cli
from aiochatwoot.cli.text import shown
from aiochatwoot.testing import Conversation, FakeChatwoot, faults

from ..commands import environment, runner
from .printing import HOSTILE, TAMED, Ask

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")

JAKARTA = dt.timezone(dt.timedelta(hours=7))

# --- assign -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "name", "arguments"),
    [
        ("to Bob Wijaya", "Bob Wijaya", ("--agent", "bob wijaya")),
        ("to Bob Wijaya", "Bob Wijaya", ("--agent", " BOB@batik.example ")),
        ("to Bob Wijaya", "Bob Wijaya", ("--agent", "2")),
        ("to Ada Lestari", "Ada Lestari", ("--me",)),
        ("to nobody", None, ("--nobody",)),
    ],
)
def test_an_agent_is_found(
    server: FakeChatwoot, ask: Ask, said: str, name: str | None, arguments: tuple[str, ...]
) -> None:
    """An agent is given by id, mail address or name, the token's user by --me; the team stays."""
    conversation = server.account.conversations[5]
    conversation.assignee, conversation.team = None, server.account.teams[2]
    if name is None:
        conversation.assignee = server.agent
    result = ask("assign", "5", *arguments)
    assert (result.exit_code, result.output) == (0, f"5: assigned {said}\n")
    found = conversation.assignee
    assert (name, server.account.teams[2]) == (None if found is None else found.name, conversation.team)


@pytest.mark.parametrize(
    ("said", "name", "arguments"),
    [
        ("to team billing", "billing", ("--team", "Billing")),
        ("to team billing", "billing", ("--team", "1")),
        ("to no team", None, ("--no-team",)),
    ],
)
def test_a_team_is_found(
    server: FakeChatwoot, ask: Ask, said: str, name: str | None, arguments: tuple[str, ...]
) -> None:
    """A team is given by id or name."""
    server.account.conversations[42].team = server.account.teams[2]
    result = ask("assign", "42", *arguments)
    assert (result.exit_code, result.output) == (0, f"42: assigned {said}\n")
    found = server.account.conversations[42].team
    assert name == (None if found is None else found.name)


def test_a_team_and_an_agent_of_another(server: FakeChatwoot, ask: Ask) -> None:
    """Both are applied, although the server unassigns an agent who is not in the new team."""
    conversation, bob = server.account.conversations[6], server.account.agents[2]
    assert bob not in server.account.teams[1].members
    conversation.assignee, conversation.team = server.agent, None
    result = ask("assign", "6", "--agent", "Bob Wijaya", "--team", "billing")
    assert result.output == "6: assigned to team billing and to Bob Wijaya\n"
    assert list(routed(conversation)) == [bob, server.account.teams[1]]
    result = ask("assign", "6", "--nobody", "--no-team")
    assert result.output == "6: assigned to no team and to nobody\n"
    assert list(routed(conversation)) == [None, None]


def routed(conversation: Conversation) -> Iterator[object]:
    """Return the assigned agent and team."""
    yield conversation.assignee
    yield conversation.team


def test_an_unknown_agent_or_team(server: FakeChatwoot, ask: Ask) -> None:
    """An unknown name is reported with the known ones, in one safe line; nothing is changed."""
    server.account.add_agent(HOSTILE)
    result = ask("assign", "5", "6", "--agent", "Boob")
    expected = "aiochatwoot: there is no agent 'Boob' (did you mean Bob Wijaya?); there are: "
    expected += f"Ada Lestari, Bob Wijaya, {TAMED}\n"
    assert (1, expected, "") == (result.exit_code, result.stderr, result.stdout)
    result = ask("assign", "5", "--me", "--team", "\x1b[31m")
    assert result.stderr == "aiochatwoot: there is no team '␛[31m'; there are: billing, support\n"
    assert server.executions.count("POST") == 0
    server.account.teams.clear()
    assert ask("assign", "5", "--team", "").stderr == "aiochatwoot: there is no team ''; there are: none\n"


def test_a_name_that_two_have(server: FakeChatwoot, ask: Ask) -> None:
    """If two have the same name, their ids are shown; an id is an id, even if it is somebody's name."""
    one = server.account.add_agent("Sam", email="sam@batik.example")
    other = server.account.add_agent("sam", email="other@batik.example")
    server.account.add_agent(str(one.id))
    result = ask("assign", "5", "--agent", "SAM")
    assert result.exit_code == 1
    assert result.stderr.endswith(f": {one.id} · Sam · sam@batik.example; {other.id} · sam · other@batik.example\n")
    assert ask("assign", "5", "--agent", str(one.id)).exit_code == 0
    assert server.account.conversations[5].assignee is one


def test_a_hostile_name_can_be_typed_as_it_is_shown(server: FakeChatwoot, ask: Ask) -> None:
    """Names are compared and printed in their cleaned form."""
    agent = server.account.add_agent(HOSTILE)
    result = ask("assign", "5", "--agent", TAMED)
    assert result.output == f"5: assigned to {TAMED}\n"
    assert server.account.conversations[5].assignee is agent


@pytest.mark.parametrize(("kind", "arguments"), [("agent", ("--me",)), ("team", ("--team", "billing"))])
def test_who_is_gone_is_said(server: FakeChatwoot, ask: Ask, kind: str, arguments: tuple[str, ...]) -> None:
    """If the response is null, the conversation is now unassigned, which is reported as a failure."""
    server.faults.add(faults.status(200, b"null"), when=lambda request: request.path.endswith("/assignments"))
    result = ask("assign", "5", *arguments)
    kinds = "users" if kind == "agent" else "teams"
    left = "assignee" if kind == "agent" else "team"
    expected = f"aiochatwoot: 5: 1: no {kinds} of the account; the conversation has no {left} now\n"
    assert (1, expected, "") == (result.exit_code, result.stderr, result.stdout)


# --- labels and statuses ------------------------------------------------------------------------------------------


def test_labels_are_shown(server: FakeChatwoot, ask: Ask) -> None:
    """Without options, labels are shown, and nothing is changed."""
    assert ask("label", "42", "11").output == "42: gift, export\n11: no labels\n"
    assert {request.method for request in server.requests} == {"GET"}


def test_labels_are_changed(server: FakeChatwoot, ask: Ask) -> None:
    """Labels are appended and removed; without a change nothing is written."""
    conversations = server.account.conversations
    result = ask("label", "42", "6", "--add", "VIP", "--add", "ret", "--remove", "gift", "--remove", "wholesale")
    assert result.output == "42: export, vip, returns\n6: vip, billing, returns\n"
    assert (
        conversations[42].labels,
        conversations[6].labels,
    ) == (["export", "vip", "returns"], ["vip", "billing", "returns"])
    server.requests.clear()
    assert ask("label", "42", "--add", "vip", "--remove", "gift").output == "42: export, vip, returns\n"
    assert [request.method for request in server.requests] == ["GET", "GET"]
    server.faults.add(faults.status(200, {"payload": [HOSTILE]}))
    assert ask("label", "42").output == f"42: {TAMED}\n"


def test_conversations_are_resolved(server: FakeChatwoot, ask: Ask) -> None:
    """Each conversation is resolved once, and reported in the order of the arguments."""
    result = ask("resolve", "42", "7", "1", "42")
    assert (result.exit_code, result.output) == (0, "42: resolved\n7: resolved\n1: resolved\n")
    assert {server.account.conversations[number].status for number in (1, 7, 42)} == {"resolved"}
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("30m", dt.timedelta(minutes=30)),
        ("2h", dt.timedelta(hours=2)),
        (" 3 d ", dt.timedelta(days=3)),
        ("1w", dt.timedelta(weeks=1)),
        ("2086-12-24 09:00", dt.datetime(2086, 12, 24, 9, tzinfo=JAKARTA)),
        ("2086-12-24T09:00Z", dt.datetime(2086, 12, 24, 9, tzinfo=dt.UTC)),
        ("2086-12-24T09:00:30-03:30", dt.datetime(2086, 12, 24, 12, 30, 30, tzinfo=dt.UTC)),
        ("2086-12-24", dt.datetime(2086, 12, 24, tzinfo=JAKARTA)),
    ],
)
def test_conversations_are_snoozed(
    server: FakeChatwoot, ask: Ask, until: str, expected: dt.timedelta | dt.datetime
) -> None:
    """A time is relative to now, or a local time unless it names a zone."""
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    result = ask("snooze", "42", "1", "--until", until)
    after = dt.datetime.now(dt.UTC)
    found = {server.account.conversations[number].snoozed_until for number in (1, 42)}
    moment = found.pop()
    assert (found, server.account.conversations[1].status, moment is not None) == (set(), "snoozed", True)
    assert moment is not None
    if isinstance(expected, dt.datetime):
        assert moment == expected
    else:
        assert before + expected <= moment <= after + expected
    assert f"42: snoozed until {shown(moment)}\n1: snoozed until {shown(moment)}\n" == result.output


def test_conversations_are_snoozed_until_the_customer_writes(server: FakeChatwoot, ask: Ask) -> None:
    """Without --until there is no end; the server keeps an existing one, and the line shows it."""
    assert ask("snooze", "1").output == "1: snoozed until the customer writes\n"
    conversation = server.account.conversations[1]
    assert (conversation.status, conversation.snoozed_until) == ("snoozed", None)
    end = server.account.conversations[3].snoozed_until
    assert ask("snooze", "3").output == f"3: snoozed until {shown(end)}\n"


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("yesterday", "'yesterday' is no time: say 2h, 3d, \"2026-12-24 09:00\", "),
        ("", "'' is no time"),
        ("2x", "'2x' is no time"),
        ("-2h", "'-2h' is no time"),
        ("2026-13-01 09:00", "'2026-13-01 09:00' is no time"),
        ("9" * 30 + "w", "w' is no time"),
        ("9" * 5000 + "w", "w' is no time"),
        ("0001-01-01 00:00", "'0001-01-01 00:00' is no time"),
        ("2h\x1b[31m", "'2h␛[31m' is no time"),
        ("0m", " is over"),
        ("2026-01-02 03:04", "2026-01-02 03:04 is over"),
        ("2026-01-02T03:04Z", "2026-01-02 10:04 is over"),
    ],
)
def test_a_wrong_time_is_refused(server: FakeChatwoot, ask: Ask, until: str, expected: str) -> None:
    """An invalid or past time is a usage error; nothing is sent."""
    result = ask("snooze", "42", "--until", until)
    assert (result.exit_code, server.requests) == (2, [])
    assert expected in result.stderr
    assert "'--until'" in result.stderr


# --- several conversations --------------------------------------------------------------------------------------------


def test_one_that_fails_does_not_stop_the_others(server: FakeChatwoot, ask: Ask) -> None:
    """If one conversation fails, the others are processed, the failure is reported, and the exit status is 1."""
    body = {"error": f"no {HOSTILE}\n"}
    server.faults.add(faults.status(422, body), when=lambda request: "/7/" in request.path)
    result = ask("resolve", "1", "9999", "42", "7", "2")
    assert (result.exit_code, result.stdout) == (1, "1: resolved\n42: resolved\n2: resolved\n")
    url = f"{server.base_url}/api/v1/accounts/1/conversations"
    lines = [re.sub(r" \(request id .*\)", "", line) for line in result.stderr.splitlines()]
    assert [line.partition("; check the ids")[0] for line in lines] == [
        f"aiochatwoot: 9999: POST {url}/9999/toggle_status: 404: no conversation 9999 in account 1",
        f"aiochatwoot: 7: POST {url}/7/toggle_status: 422: no {TAMED}",
        "aiochatwoot: 2 of 5 conversations failed: 9999 7",
    ]
    statuses = {number: server.account.conversations[number].status for number in (1, 2, 7, 42)}
    assert statuses == {1: "resolved", 2: "resolved", 7: "open", 42: "resolved"}


@pytest.mark.parametrize("arguments", [("9999",), ("9999", "9999")])
def test_one_that_fails_alone_is_an_error(ask: Ask, arguments: tuple[str, ...]) -> None:
    """A single failing conversation prints one line, without a count."""
    result = ask("label", *arguments, "--add", "vip")
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (1, 1, "")
    assert result.stderr.startswith("aiochatwoot: 9999: GET http://127.0.0.1:")


def test_a_missing_setting_is_said_once(server: FakeChatwoot) -> None:
    """An error of the whole command is printed once, with its own status, for any number of conversations."""
    arguments = ["resolve", "1", "2", "3"]
    env = {**environment(server), "CHATWOOT_ACCOUNT_ID": None}
    result = runner(env).invoke(cli.cli, arguments)
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (2, 1, "")
    assert result.stderr.startswith("aiochatwoot: account_id: ")


def test_many_are_done_a_few_at_a_time(server: FakeChatwoot, ask: Ask) -> None:
    """Sixty conversations are reported once each, in order; a pipe contains no progress bar."""
    numbers = [str(number) for number in range(1, 61)]
    result = ask("snooze", *numbers, "--until", "1h")
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == numbers
    assert (result.exit_code, result.stderr) == (0, "")
    assert {each.status for each in server.account.conversations.values()} == {"snoozed"}
