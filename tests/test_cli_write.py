"""The commands that write: their output, and their effects on the server."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import functools
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result

from aiochatwoot import Chatwoot, RetryPolicy, cli
from aiochatwoot.cli.text import shown, to_json
from aiochatwoot.testing import Conversation, FakeChatwoot, RecordedRequest, faults

from . import contract
from .commands import environment, in_zone, runner
from .test_cli import HOSTILE, TAMED

pytestmark = pytest.mark.usefixtures("one_attempt")

Ask = Callable[..., Result]
JAKARTA = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the time zone to Jakarta, seven hours ahead of UTC."""
    with in_zone(monkeypatch, "Asia/Jakarta"):
        yield


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        yield server


@pytest.fixture
def ask(server: FakeChatwoot) -> Ask:
    """Run the command against the server."""

    def run(*arguments: str, input: bytes | str | None = None) -> Result:
        made = runner(environment(server))
        return made.invoke(cli.cli, arguments, input=input, prog_name="aiochatwoot", catch_exceptions=False)

    return run


def written(server: FakeChatwoot, conversation: int = 42) -> list[tuple[str | None, bool]]:
    """Return the messages of the token's user, and whether they are notes."""
    found = server.account.conversations[conversation].messages
    return [(each.content, each.private) for each in found if each.id > 1356]


# --- messages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "what", "private"), [("reply", "Message", False), ("note", "Note", True)])
def test_a_message_is_written(server: FakeChatwoot, ask: Ask, command: str, what: str, private: bool) -> None:
    """A reply is for the customer, a note for agents; the line has the message's id."""
    result = ask(command, "42", "Sudah dikirim 👍")
    message = server.account.conversations[42].messages[-1]
    assert ("Sudah dikirim 👍", private, server.agent) == (message.content, message.private, message.sender)
    assert (0, f"{what} {message.id} is in conversation 42 (sent).\n") == (result.exit_code, result.output)


def test_a_message_comes_from_standard_input(server: FakeChatwoot, ask: Ask) -> None:
    """With -, the text is read from stdin; inner line breaks stay, trailing ones are removed."""
    assert 0 == ask("reply", "42", "-", input="Halo\n\n  apa kabar? 😍\n\n").exit_code
    assert [("Halo\n\n  apa kabar? 😍", False)] == written(server)


def test_standard_input_has_to_be_text(server: FakeChatwoot, ask: Ask) -> None:
    """Bytes that are not text are refused before anything is sent."""
    result = ask("reply", "42", "-", input=b"\xff\xfe")
    assert (2, True) == (result.exit_code, "Error: standard input is no text in utf-8\n" in result.stderr)
    assert [] == server.requests


def test_half_a_character_is_refused_in_a_line(server: FakeChatwoot, ask: Ask) -> None:
    """An argument that is not UTF-8 is refused before anything is sent."""
    result = ask("reply", "42", "a\udcff")
    assert (1, 1, "") == (result.exit_code, result.stderr.count("\n"), result.stdout)
    assert result.stderr.startswith("aiochatwoot: content: ")
    assert [] == server.requests


def test_a_message_as_json(server: FakeChatwoot, ask: Ask) -> None:
    """--json prints only the message, as in the server's response."""
    body = json.loads(ask("note", "42", HOSTILE, "--json").stdout)
    message = server.account.conversations[42].messages[-1]
    assert (message.id, HOSTILE, True) == (body["id"], body["content"], body["private"])


def test_files_are_attached(server: FakeChatwoot, ask: Ask, tmp_path: Path) -> None:
    """Files arrive with their names and bytes, in order, with a text or without."""
    photo, list_ = tmp_path / "foto é.png", tmp_path / "list.csv"
    photo.write_bytes(bytes(range(256)) * 9)
    list_.write_text("a;b\n", encoding="utf-8")
    result = ask("reply", "42", "Ini fotonya", "--file", str(photo), "--file", str(list_))
    message = server.account.conversations[42].messages[-1]
    assert f"Message {message.id} with 2 files is in conversation 42 (sent).\n" == result.output
    assert ("Ini fotonya", False) == (message.content, message.private)
    found = [(each.file_type, each.file_name, each.content) for each in message.attachments]
    assert [("image", photo.name, photo.read_bytes()), ("file", "list.csv", b"a;b\n")] == found
    result = ask("note", "42", "--file", str(list_))
    message = server.account.conversations[42].messages[-1]
    assert f"Note {message.id} with 1 file is in conversation 42 (sent).\n" == result.output
    assert (None, True, 1) == (message.content, message.private, len(message.attachments))


def test_a_file_may_take_longer_than_a_call(
    server: FakeChatwoot, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads have no deadline; other calls have the client's."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "deadline", 1e-6)
    assert 1 == ask("reply", "42", "text").exit_code
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    assert 0 == ask("reply", "42", "file", "--file", str(file)).exit_code
    assert [("file", False)] == written(server)


def test_a_pipe_is_no_file(server: FakeChatwoot, ask: Ask, tmp_path: Path) -> None:
    """A pipe is refused before it is opened, which could block forever."""
    pipe = tmp_path / "pipe\x1b"
    os.mkfifo(pipe)
    result = ask("reply", "42", "--file", str(pipe))
    assert (2, []) == (result.exit_code, server.requests)
    assert "pipe␛ is no regular file\n" in result.stderr


@pytest.mark.parametrize("with_file", [False, True])
@pytest.mark.parametrize(
    "fault",
    [
        faults.reset(after=True),
        faults.disconnect(after=True),
        faults.status(502, after=True),
        faults.malformed(after=True),
        faults.cut(3),
    ],
    ids=str,
)
def test_nothing_is_sent_twice(
    server: FakeChatwoot, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Any, with_file: bool
) -> None:
    """If the response is lost, the message is not sent again, and the error says to check first."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "retry", RetryPolicy())
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    server.faults.add(fault)
    result = ask("reply", "42", "once", *(("--file", str(file)) if with_file else ()))
    assert (1, 1, "") == (result.exit_code, result.stderr.count("\n"), result.stdout)
    assert "look before repeating the POST" in result.stderr
    assert [("once", False)] == written(server)
    assert 1 == server.executions.count("POST")


def test_a_proxy_that_removes_the_token(tmp_path: Path) -> None:
    """Behind a proxy that drops headers with underscores, a message with a file arrives once."""
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    with FakeChatwoot(drops_underscore_headers=True) as server:
        arguments = ["reply", "42", "hi", "--file", str(file)]
        assert 0 == runner(environment(server)).invoke(cli.cli, arguments).exit_code
        assert [("hi", False)] == written(server)


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
    assert (0, f"5: assigned {said}\n") == (result.exit_code, result.output)
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
    assert (0, f"42: assigned {said}\n") == (result.exit_code, result.output)
    found = server.account.conversations[42].team
    assert name == (None if found is None else found.name)


def test_a_team_and_an_agent_of_another(server: FakeChatwoot, ask: Ask) -> None:
    """Both are applied, although the server unassigns an agent who is not in the new team."""
    conversation, bob = server.account.conversations[6], server.account.agents[2]
    assert bob not in server.account.teams[1].members
    conversation.assignee, conversation.team = server.agent, None
    result = ask("assign", "6", "--agent", "Bob Wijaya", "--team", "billing")
    assert "6: assigned to team billing and to Bob Wijaya\n" == result.output
    assert [bob, server.account.teams[1]] == list(routed(conversation))
    result = ask("assign", "6", "--nobody", "--no-team")
    assert "6: assigned to no team and to nobody\n" == result.output
    assert [None, None] == list(routed(conversation))


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
    assert "aiochatwoot: there is no team '␛[31m'; there are: billing, support\n" == result.stderr
    assert 0 == server.executions.count("POST")
    server.account.teams.clear()
    assert "aiochatwoot: there is no team ''; there are: none\n" == ask("assign", "5", "--team", "").stderr


def test_a_name_that_two_have(server: FakeChatwoot, ask: Ask) -> None:
    """If two have the same name, their ids are shown; an id is an id, even if it is somebody's name."""
    one = server.account.add_agent("Sam", email="sam@batik.example")
    other = server.account.add_agent("sam", email="other@batik.example")
    server.account.add_agent(str(one.id))
    result = ask("assign", "5", "--agent", "SAM")
    assert 1 == result.exit_code
    assert result.stderr.endswith(f": {one.id} · Sam · sam@batik.example; {other.id} · sam · other@batik.example\n")
    assert 0 == ask("assign", "5", "--agent", str(one.id)).exit_code
    assert one is server.account.conversations[5].assignee


def test_a_hostile_name_can_be_typed_as_it_is_shown(server: FakeChatwoot, ask: Ask) -> None:
    """Names are compared and printed in their cleaned form."""
    agent = server.account.add_agent(HOSTILE)
    result = ask("assign", "5", "--agent", TAMED)
    assert f"5: assigned to {TAMED}\n" == result.output
    assert agent is server.account.conversations[5].assignee


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
    assert "42: gift, export\n11: no labels\n" == ask("label", "42", "11").output
    assert {"GET"} == {request.method for request in server.requests}


def test_labels_are_changed(server: FakeChatwoot, ask: Ask) -> None:
    """Labels are appended and removed; without a change nothing is written."""
    conversations = server.account.conversations
    result = ask("label", "42", "6", "--add", "VIP", "--add", "ret", "--remove", "gift", "--remove", "wholesale")
    assert "42: export, vip, returns\n6: vip, billing, returns\n" == result.output
    assert (["export", "vip", "returns"], ["vip", "billing", "returns"]) == (
        conversations[42].labels,
        conversations[6].labels,
    )
    server.requests.clear()
    assert "42: export, vip, returns\n" == ask("label", "42", "--add", "vip", "--remove", "gift").output
    assert ["GET", "GET"] == [request.method for request in server.requests]
    server.faults.add(faults.status(200, {"payload": [HOSTILE]}))
    assert f"42: {TAMED}\n" == ask("label", "42").output


def test_conversations_are_resolved(server: FakeChatwoot, ask: Ask) -> None:
    """Each conversation is resolved once, and reported in the order of the arguments."""
    result = ask("resolve", "42", "7", "1", "42")
    assert (0, "42: resolved\n7: resolved\n1: resolved\n") == (result.exit_code, result.output)
    assert {"resolved"} == {server.account.conversations[number].status for number in (1, 7, 42)}
    assert 3 == len(server.requests)


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
    assert (set(), "snoozed", True) == (found, server.account.conversations[1].status, moment is not None)
    assert moment is not None
    if isinstance(expected, dt.datetime):
        assert expected == moment
    else:
        assert before + expected <= moment <= after + expected
    assert f"42: snoozed until {shown(moment)}\n1: snoozed until {shown(moment)}\n" == result.output


def test_conversations_are_snoozed_until_the_customer_writes(server: FakeChatwoot, ask: Ask) -> None:
    """Without --until there is no end; the server keeps an existing one, and the line shows it."""
    assert "1: snoozed until the customer writes\n" == ask("snooze", "1").output
    conversation = server.account.conversations[1]
    assert ("snoozed", None) == (conversation.status, conversation.snoozed_until)
    end = server.account.conversations[3].snoozed_until
    assert f"3: snoozed until {shown(end)}\n" == ask("snooze", "3").output


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
    assert (2, []) == (result.exit_code, server.requests)
    assert expected in result.stderr
    assert "'--until'" in result.stderr


# --- several conversations --------------------------------------------------------------------------------------------


def test_one_that_fails_does_not_stop_the_others(server: FakeChatwoot, ask: Ask) -> None:
    """If one conversation fails, the others are processed, the failure is reported, and the exit status is 1."""
    body = {"error": f"no {HOSTILE}\n"}
    server.faults.add(faults.status(422, body), when=lambda request: "/7/" in request.path)
    result = ask("resolve", "1", "9999", "42", "7", "2")
    assert (1, "1: resolved\n42: resolved\n2: resolved\n") == (result.exit_code, result.stdout)
    url = f"{server.base_url}/api/v1/accounts/1/conversations"
    lines = [re.sub(r" \(request id .*\)", "", line) for line in result.stderr.splitlines()]
    assert [
        f"aiochatwoot: 9999: POST {url}/9999/toggle_status: 404: no conversation 9999 in account 1",
        f"aiochatwoot: 7: POST {url}/7/toggle_status: 422: no {TAMED}",
        "aiochatwoot: 2 of 5 conversations failed: 9999 7",
    ] == [line.partition("; check the ids")[0] for line in lines]
    statuses = {number: server.account.conversations[number].status for number in (1, 2, 7, 42)}
    assert {1: "resolved", 2: "resolved", 7: "open", 42: "resolved"} == statuses


@pytest.mark.parametrize("arguments", [("9999",), ("9999", "9999")])
def test_one_that_fails_alone_is_an_error(ask: Ask, arguments: tuple[str, ...]) -> None:
    """A single failing conversation prints one line, without a count."""
    result = ask("label", *arguments, "--add", "vip")
    assert (1, 1, "") == (result.exit_code, result.stderr.count("\n"), result.stdout)
    assert result.stderr.startswith("aiochatwoot: 9999: GET http://127.0.0.1:")


def test_a_missing_setting_is_said_once(server: FakeChatwoot) -> None:
    """An error of the whole command is printed once, with its own status, for any number of conversations."""
    arguments = ["resolve", "1", "2", "3"]
    env = {**environment(server), "CHATWOOT_ACCOUNT_ID": None}
    result = runner(env).invoke(cli.cli, arguments)
    assert (2, 1, "") == (result.exit_code, result.stderr.count("\n"), result.stdout)
    assert result.stderr.startswith("aiochatwoot: account_id: is not set")


def test_many_are_done_a_few_at_a_time(server: FakeChatwoot, ask: Ask) -> None:
    """Sixty conversations are reported once each, in order; a pipe contains no progress bar."""
    numbers = [str(number) for number in range(1, 61)]
    result = ask("snooze", *numbers, "--until", "1h")
    assert numbers == [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert (0, "") == (result.exit_code, result.stderr)
    assert {"snoozed"} == {each.status for each in server.account.conversations.values()}


# --- contacts -----------------------------------------------------------------------------------------------------


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


# --- usage --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply",),
        ("reply", "42"),
        ("reply", "42", ""),
        ("reply", "42", " \n\t"),
        ("reply", "42", "-"),
        ("reply", "0", "hi"),
        ("reply", "42", "hi", "more"),
        ("note", "forty-two", "hi"),
        ("note", "42", "--file", "missing.txt"),
        ("note", "42", "--file", "."),
        ("assign",),
        ("assign", "42"),
        ("assign", "--me"),
        ("assign", "42", "--me", "--nobody"),
        ("assign", "42", "--agent", "1", "--me"),
        ("assign", "42", "--agent", "", "--nobody"),
        ("assign", "42", "--team", "1", "--no-team"),
        ("label",),
        ("label", "42", "--add", " "),
        ("label", "42", "--add", "a", "--remove", ""),
        ("resolve",),
        ("resolve", "42", "x"),
        ("resolve", "-1"),
        ("snooze", "--until", "2h"),
        ("contacts", "find"),
        ("contacts", "find", "x", "--limit", "0"),
        ("contacts", "lose"),
    ],
)
def test_wrong_usage_exits_with_2(server: FakeChatwoot, ask: Ask, arguments: tuple[str, ...]) -> None:
    """Usage errors have their own status, are printed to stderr, and send nothing."""
    result = ask(*arguments, input="\n")
    assert (2, "", True) == (result.exit_code, result.stdout, "Error: " in result.stderr)
    assert [] == server.requests


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply", "42", "hi"),
        ("note", "42", "hi"),
        ("assign", "42", "1", "--me", "--team", "support"),
        ("label", "42"),
        ("resolve", "42"),
        ("snooze", "42", "--until", "2h"),
        ("contacts", "find", "putri"),
    ],
)
def test_the_demo_takes_all_of_them(arguments: tuple[str, ...]) -> None:
    """Each command works with --demo, whose server is new each time."""
    first, second = (runner().invoke(cli.cli, ["--demo", *arguments]) for _ in range(2))
    assert (0, "") == (first.exit_code, first.stderr)
    assert first.output
    assert first.output.count("\n") == second.output.count("\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply", "42", "hi"),
        ("note", "42", "--file", __file__, "--json"),
        ("assign", "5", "6", "--agent", "Bob Wijaya", "--team", "billing"),
        ("assign", "5", "6", "--nobody", "--no-team"),
        ("assign", "5", "--me"),
        ("assign", "5", "--agent", "Boob"),
        ("label", "42", "11"),
        ("label", "42", "6", "9999", "--add", "vip"),
        ("label", "9999"),
        ("resolve", "42"),
        ("snooze", "1"),
        ("contacts", "find", "putri"),
        ("contacts", "find", "putri", "--json"),
        ("contacts", "find", "nobody at all"),
    ],
)
def test_it_is_the_same_without_a_network(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """A command prints the same for a server behind a socket and for one behind a function."""
    # Through sockets, Python 3.11 loses count of the frames that it traces: measure coverage here.
    expected = ask(*arguments)
    transport = httpx.ASGITransport(FakeChatwoot().app)
    monkeypatch.setattr(cli.connection, "Chatwoot", functools.partial(Chatwoot, transport=transport))
    result = ask(*arguments)
    assert expected.exit_code == result.exit_code
    assert steady(expected.stdout) == steady(result.stdout)
    assert steady(expected.stderr) == steady(result.stderr)


def steady(text: str) -> str:
    """Remove the parts of the output that differ each time."""
    return re.sub(r'request id [\w-]+|http://[\w.:]*|"(created_at|updated_at)": .*', "", text)


def test_json_leaves_out_whatever_the_contract_calls_a_secret() -> None:
    """Every key with `format: password` is blanked at any depth; the command has no calls of the other clients."""
    schemas = contract.document()["components"]["schemas"]
    secrets = sorted(
        set(secret_keys([each for name, each in schemas.items() if not name.startswith(("Platform", "Public"))]))
    )
    assert "access_token" in secrets
    printed = json.loads(to_json([{key: "s3cret-token"} for key in secrets]))
    assert [{key: "[secret]"} for key in secrets] == printed


def secret_keys(tree: Any) -> Iterator[str]:
    """Return the names of all properties with `format: password`."""
    if isinstance(tree, dict):
        for key, value in (tree.get("properties") or {}).items():
            if isinstance(value, dict) and value.get("format") == "password":
                yield key
        for value in tree.values():
            yield from secret_keys(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from secret_keys(value)


# --- as a process, in a terminal ----------------------------------------------------------------------------------


def start(server: FakeChatwoot, *arguments: str, stdout: int, stderr: int) -> subprocess.Popen[bytes]:
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "TTY_COMPATIBLE")}
    return subprocess.Popen(
        [sys.executable, "-m", "aiochatwoot", *arguments],
        env={**env, **environment(server), "PYTHONUTF8": "1", "TERM": "xterm-256color"},
        stdout=stdout,
        stderr=stderr,
    )


def in_a_terminal(server: FakeChatwoot, *arguments: str, stdout_too: bool = False) -> tuple[int, str, str]:
    """Run a command in a terminal; return its exit status, the terminal's output and the pipe's output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = start(server, *arguments, stdout=slave if stdout_too else subprocess.PIPE, stderr=slave)
    os.close(slave)
    with ThreadPoolExecutor() as threads:
        seen = threads.submit(screen_of, master)
        out = process.communicate(timeout=60)[0] or b""
        return process.returncode, seen.result(), out.decode()


def screen_of(master: int) -> str:
    """Return the output of a terminal until the last program closed it."""
    seen = b""
    with contextlib.suppress(OSError):  # the other end was closed
        while data := os.read(master, 65536):
            seen += data
    os.close(master)
    return seen.decode()


def lines_of(screen: str) -> list[str]:
    """Return the visible lines after the terminal interpreted all controls: bars are overwritten, other lines stay."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[\??[\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", screen):
        if part == "\r":
            column = 0
        elif part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part == "\x1b[2K":
            lines[row] = ""
        elif up := re.fullmatch(r"\x1b\[(\d*)A", part):
            row = max(0, row - int(up[1] or 1))
        elif not part.startswith("\x1b"):
            lines[row] = lines[row].ljust(column)[:column] + part + lines[row][column + len(part) :]
            column += len(part)
    return [line.rstrip() for line in lines if line.strip()]


def test_a_terminal_has_a_bar_of_many_conversations(server: FakeChatwoot) -> None:
    """The bar is on stderr and erased at the end; the lines are complete on stdout."""
    status, screen, out = in_a_terminal(server, "resolve", "1", "2", "9999", "42")
    assert (1, "1: resolved\n2: resolved\n42: resolved\n") == (status, out)
    assert "Conversations" in screen
    assert "4/4" in screen
    left = lines_of(screen)
    assert left[0].startswith("aiochatwoot: 9999: POST http://127.0.0.1:")
    assert "aiochatwoot: 1 of 4 conversations failed: 9999" == left[-1]
    assert "Conversations" not in "".join(left)


def test_a_terminal_has_lines_above_the_bar(server: FakeChatwoot) -> None:
    """If stdout is the terminal as well, the bar does not overwrite the lines."""
    status, screen, _ = in_a_terminal(server, "resolve", "1", "2", "42", stdout_too=True)
    assert (0, ["1: resolved", "2: resolved", "42: resolved"]) == (status, lines_of(screen))
    assert "3/3" in screen


def test_a_terminal_has_no_bar_for_little(server: FakeChatwoot) -> None:
    """A single conversation, or a message without a file, has no bar."""
    for arguments in (("resolve", "1"), ("reply", "42", "hi")):
        assert (0, "") == in_a_terminal(server, *arguments)[:2]


def test_a_terminal_has_a_bar_of_an_upload(server: FakeChatwoot, tmp_path: Path) -> None:
    """The bar shows the sent and total bytes, and is erased at the end."""
    file = tmp_path / "film.mp4"
    file.write_bytes(bytes(3_000_000))
    status, screen, out = in_a_terminal(server, "reply", "42", "--file", str(file))
    assert 0 == status
    assert re.fullmatch(r"Message \d+ with 1 file is in conversation 42 \(sent\)\.\n", out)
    assert "Uploading" in screen
    assert "3.0/3.0 MB" in screen
    assert [] == lines_of(screen)
    assert 3_000_000 == server.account.conversations[42].messages[-1].attachments[0].file_size


def test_a_pipe_has_no_bar_whatever_colours_it_has(server: FakeChatwoot, tmp_path: Path) -> None:
    """A pipe has no bar, even with FORCE_COLOR, which build servers set."""
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    env = {**os.environ, **environment(server), "FORCE_COLOR": "1"}
    for arguments in (("resolve", "1", "2"), ("reply", "42", "--file", str(file))):
        done = subprocess.run(
            [sys.executable, "-m", "aiochatwoot", *arguments], capture_output=True, env=env, timeout=60, check=False
        )
        assert (0, b"") == (done.returncode, done.stderr)
        assert b"\x1b" not in done.stdout


def test_an_interrupted_upload_ends(server: FakeChatwoot, tmp_path: Path) -> None:
    """Ctrl-C ends an upload without a response, with status 130 and without a traceback."""
    file = tmp_path / "film.mp4"
    file.write_bytes(bytes(100_000))
    arrived = threading.Event()

    def arrives(request: RecordedRequest) -> bool:
        arrived.set()
        return True

    server.faults.add(faults.hang(), when=arrives)
    process = start(server, "reply", "42", "--file", str(file), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert arrived.wait(60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (130, b"", b"") == (process.returncode, out, err.strip())


def test_an_interrupted_batch_has_said_what_was_done(server: FakeChatwoot) -> None:
    """Ctrl-C ends the command with status 130; finished conversations are on stdout, and the cursor is visible."""
    server.faults.add(faults.hang(), when=lambda request: "/2/" in request.path)
    master, slave = pty.openpty()
    process = start(server, "resolve", "1", "2", stdout=subprocess.PIPE, stderr=slave)
    os.close(slave)
    assert process.stdout is not None
    assert b"1: resolved\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    screen = screen_of(master)
    assert (130, b"") == (process.wait(timeout=60), process.stdout.read())
    process.stdout.close()
    assert "Traceback" not in screen
    assert screen.rfind("\x1b[?25h") > screen.rfind("\x1b[?25l")
    assert [] == lines_of(screen)
