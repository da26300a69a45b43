"""`list` and `whoami`: conversations in a table, and the user of the token."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import Result

from ..commands import run
from ..conftest import load_capture
from .printing import TERMINAL, Answers, conversation, message

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def plain(result: Result) -> str:
    """Return the output without styles."""
    return re.sub(r"\x1b\[[\d;]*m", "", result.stdout)


def test_list_prints_a_line_each() -> None:
    """In a file there is one uncut line per conversation, the most recently active first."""
    printed = run("--demo", "list", "--limit", "2").stdout
    expected = """\
ID  Status  Priority  Contact          Assignee     Unread  Last activity     Labels        Last message
42  open    high      Putri Wulandari  Ada Lestari  1       2026-11-20 18:52  gift, export  Wah cepat sekali, \
terima kasih banyak kak Ada! 😍
60  open              Rina Kusuma      Bob Wijaya   1       2026-11-20 18:40                Kak, ukuran M untuk \
kemeja parang masih ada?
"""
    assert printed == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (130, "  2026-11-20 18:52  gift, export  Wah cepat sekali, terima kasih…\n"),
        (80, "  2026-11-20 18:52\n    gift, export · Wah cepat sekali, terima kasih banyak kak Ada! 😍\n60  "),
    ],
)
def test_list_fits_a_terminal(columns: int, expected: str) -> None:
    """A terminal gets one line per conversation, or two if it is narrow."""
    result = run("--demo", "list", "--limit", "2", env={**TERMINAL, "COLUMNS": str(columns)})
    assert expected in plain(result)


def test_list_of_little_in_a_narrow_terminal(answers: Answers) -> None:
    """A conversation without labels and messages has no second line; ten unread messages may be more."""
    body = conversation(labels=[], last_non_activity_message=None, unread_count=10, priority=None)
    answers({"/conversations": {"data": {"meta": {}, "payload": [body]}}})
    expected = [
        "ID  Status  Priority  Contact         Assignee  Unread  Last activity",
        "1   open              Zoë O’Neill 🦊            10+     2026-11-23 12:06",
    ]
    assert plain(run("list", env={**TERMINAL, "COLUMNS": "80"})).splitlines() == expected


def test_list_asks_for_what_was_said(answers: Answers) -> None:
    """The options of `list` are sent to the server."""
    labels = [{"id": number, "title": title} for number, title in enumerate(("vip", "gift"), 1)]
    requests = answers({"/conversations": {"data": {"meta": {}, "payload": []}}, "/labels": {"payload": labels}})
    result = run("list", "--status", "snoozed", "--assignee", "me", "--label", "vip", "--label", "gift")
    assert (result.exit_code, result.stderr) == (0, "No conversations.\n")
    expected = [("status", "snoozed"), ("assignee_type", "me"), ("labels[]", "vip"), ("labels[]", "gift")]
    assert requests[-1].url.params.multi_items()[:4] == expected


def test_list_json_is_one_array(answers: Answers) -> None:
    """--json prints an array of the server's rows, even rows that are not objects; an empty result is an empty
    array.
    """
    row = conversation()
    answers({"/conversations": {"data": {"meta": {}, "payload": [row, "odd"]}}})
    assert json.loads(run("list", "--limit", "2", "--json").stdout) == [row, "odd"]
    answers({"/conversations": {"data": {"meta": {}, "payload": []}}})
    assert json.loads(run("list", "--json").stdout) == []


def test_a_message_without_text_is_listed_by_what_it_carries(answers: Answers) -> None:
    """The last message is shown as an excerpt: its text as far as it fits, or its attachments."""
    photo = message(None, attachments=[{"file_type": "image"}, {"file_type": "file"}])
    long = message("word " * 50)
    rows = [conversation(id=each["id"], last_non_activity_message=each) for each in (photo, {**long, "id": 8})]
    answers({"/conversations": {"data": {"meta": {}, "payload": rows}}})
    first, second = run("list", "--limit", "2").stdout.splitlines()[1:]
    assert first.endswith("  [image] [file]")
    assert second.endswith("word word…")


def test_whoami_names_the_user_and_the_accounts() -> None:
    """The user is shown, and each account with the user's role."""
    expected = """\
Ada Lestari
  Mail     ada@batik.example
  Role     administrator
  User     1
  Account  1 · Batik Nusantara · administrator · active
"""
    assert run("--demo", "whoami").stdout == expected


def test_whoami_json_has_no_tokens(answers: Answers) -> None:
    """--json prints the profile without credentials."""
    profile = {**load_capture("profile").body, "hmac_identifier": "h"}
    answers({"/profile": profile})
    secrets = dict.fromkeys(("access_token", "pubsub_token", "hmac_identifier"), "[secret]")
    assert json.loads(run("whoami", "--json").stdout) == {**profile, **secrets}


def test_whoami_survives_odd_accounts(answers: Answers) -> None:
    """An account that is not an object is shown as it is; accounts that are not a list are left out."""
    profile = load_capture("profile").body
    answers({"/profile": {**profile, "accounts": ["odd"], "role": None}})
    assert run("whoami").stdout.endswith("\n  User     1\n  Account  odd\n")
    answers({"/profile": {**profile, "accounts": {}}})
    assert "Account" not in run("whoami").stdout


def test_whoami_checks_the_account(answers: Answers) -> None:
    """An account of which the user is not a member is an error, after the profile."""
    answers({"/profile": {**load_capture("profile").body, "accounts": [{"id": 77}]}})
    result = run("whoami")
    assert (result.exit_code, "Account  77" in result.stdout) == (1, True)
    assert "member of account 2" in result.stderr
