"""The `aiochatwoot` command, for people and for scripts."""

from __future__ import annotations

import base64
import functools
import importlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result
from rich.console import Console

from aiochatwoot import Chatwoot, cli, models
from aiochatwoot.__main__ import main as command
from aiochatwoot._version import __version__
from aiochatwoot._wire.timestamps import EPOCH
from aiochatwoot.cli.text import clean, fit, local, one_line, shown, to_json
from aiochatwoot.cli.transcript import print_blocks, transcript
from aiochatwoot.testing import FakeChatwoot

from .commands import in_zone, runner
from .conftest import load_capture

pytestmark = pytest.mark.usefixtures("one_attempt")

TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "60", "TERM": "xterm-256color"}
HOSTILE = "\x1b[31mred\x1b]8;;http://evil.test\x07 [bold]x[/bold] :smile: \x9b2J\x7f\u202etxt"
TAMED = "␛[31mred␛]8;;http://evil.test␇ [bold]x[/bold] :smile: \ufffd2J␡txt"

Answers = Callable[[dict[str, Any]], list[httpx.Request]]


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the time zone to Jakarta, seven hours ahead of UTC, and the output to a file."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    with in_zone(monkeypatch, "Asia/Jakarta"):
        yield


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Respond to requests with JSON by the end of their path; the elements of a list are used one after the other."""

    def install(bodies: dict[str, Any]) -> list[httpx.Request]:
        requests: list[httpx.Request] = []

        def handler(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            key = next(key for key in bodies if request.url.path.endswith(key))
            body = bodies[key]
            if isinstance(body, httpx.Response | BaseException):
                if isinstance(body, BaseException):
                    raise body
                return body
            return httpx.Response(200, content=json.dumps(body).encode())

        monkeypatch.setattr(
            cli.connection, "Chatwoot", functools.partial(Chatwoot, transport=httpx.MockTransport(handler))
        )
        for name, value in (
            ("BASE_URL", "https://chat.test"),
            ("API_ACCESS_TOKEN", "s3cret-token"),
            ("ACCOUNT_ID", "2"),
        ):
            monkeypatch.setenv(f"CHATWOOT_{name}", value)
        return requests

    return install


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return runner(env).invoke(cli.cli, arguments, prog_name="aiochatwoot", catch_exceptions=False)


def conversation(**changes: Any) -> dict[str, Any]:
    body = load_capture("conversation_rich").body
    body["meta"].update(changes.pop("meta", {}))
    return {**body, **changes}


def message(content: Any = "Hello", **changes: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "conversation_id": 1,
        "inbox_id": 1,
        "message_type": 0,
        "content_type": "text",
        "content": content,
        "content_attributes": {},
        "private": False,
        "status": "sent",
        "source_id": None,
        "created_at": 1795410372,
        "sender": {"id": 1, "type": "contact", "name": "Zoë"},
        **changes,
    }


def lines_of(*messages: Any, links: bool = False, **changes: Any) -> list[str]:
    """Return what `show` prints for these messages, below the header and the day."""
    printed = render(conversation(messages=list(messages), **changes), links)
    return printed.split("── Monday, 23 November 2026 ──\n\n")[-1].splitlines()


def render(body: dict[str, Any], links: bool = False) -> str:
    written = io.StringIO()
    found = models.Conversation.from_dict(body)
    print_blocks(Console(file=written), transcript(found, partial=False, links=links))
    return written.getvalue()


def plain(result: Result) -> str:
    """Return the output without styles."""
    return re.sub(r"\x1b\[[\d;]*m", "", result.stdout)


# --- show ---------------------------------------------------------------------------------------------------------


def test_show_prints_the_head() -> None:
    """The header describes the conversation, with local times."""
    expected = """\
Conversation 42  open  high priority  1 unread
  Contact        Putri Wulandari · putri@customer.example · +6281300004242
  Assignee       Ada Lestari
  Team           support
  Inbox          2 (WebWidget)
  Labels         gift, export
  Created        2026-11-20 18:00
  Last activity  2026-11-20 18:52
  Waiting since  2026-11-20 18:52
  Times          WIB (UTC+07:00)
  Messages       22

── Friday, 20 November 2026 ──

18:00  Automatic message
       Halo! Selamat datang di Batik Nusantara 👋 Ada yang bisa kami bantu?

18:01  Putri Wulandari
       Halo kak, saya mau kirim kado batik untuk teman saya di Amman, Yordania 🎁
"""
    result = run("--demo", "show", "42")
    assert (0, expected) == (result.exit_code, result.stdout[: len(expected)])


def test_show_prints_every_message() -> None:
    """Notes and activity are set off; right-to-left text stays unchanged."""
    printed = run("--demo", "show", "42").stdout
    for expected in (
        "\n18:03  * Assigned to Ada Lestari by Automation System\n",
        "\n18:04  Ada Lestari · agent\n       Halo kak Putri!",
        "\n18:14  Bob Wijaya · agent · private note\n       ┃ Ada 3 di rak B2. Saya sisihkan satu 👍\n",
        "\n       كل عام وأنتِ بخير يا ليلى، مع محبتي من جاكرتا 💙\n",
        "\n       Ini buktinya\n       [file] bukti-transfer.pdf (91.2 kB) http://127.0.0.1:",
        "\n18:45  Ada Lestari · agent · read\n",
        "\n18:52  Putri Wulandari\n       Wah cepat sekali, terima kasih banyak kak Ada! 😍\n",
    ):
        assert expected in printed


def test_show_says_until_when_it_is_snoozed() -> None:
    """A snoozed conversation shows when it opens again."""
    found = json.loads(run("--demo", "show", "3", "--json").stdout)
    expected = f"  Snoozed until  {shown(models.Conversation.from_dict(found).snoozed_until)}\n"
    assert expected in run("--demo", "show", "3").stdout


def test_nobody_has_an_empty_conversation() -> None:
    """Missing values are left out; a contact without a name gets a placeholder, a missing assignee none."""
    printed = run("--demo", "show", "11").stdout
    assert "  Contact        unnamed #11\n  Assignee       nobody\n  Inbox " in printed
    assert printed.endswith("\n  Messages       0\n")


def test_days_are_those_of_this_place() -> None:
    """A line separates local days: 16:59 and 17:00 UTC are on different days in Jakarta."""
    before, after = message("a", created_at=1795453199), message("b", created_at=1795453200)
    expected = ["23:59  Zoë", "       a", "", "── Tuesday, 24 November 2026 ──", "", "00:00  Zoë", "       b"]
    assert expected == lines_of(before, after)


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        (["Zoë", "Hello"], {}),
        (["Zoë", "a", "", "b"], {"content": "\n\na\n\nb\n"}),
        (["Zoë", "(no text)"], {"content": None}),
        (["Zoë", "(no text)"], {"content": " \n "}),
        (["Unknown contact", "Hello"], {"sender": {}}),
        (["Unknown sender", "Hello"], {"sender": None, "message_type": 1}),
        (["Automatic message", "Hello"], {"sender": None, "message_type": 3}),
        (["Automatic message", "Hello"], {"sender": None, "content_attributes": {"automation_rule_id": 5}}),
        (["zoe@x.test", "Hello"], {"sender": {"id": 1, "type": "contact", "name": "", "email": "zoe@x.test"}}),
        (["unnamed #1", "Hello"], {"sender": {"id": 1, "type": "contact", "name": " "}}),
        (["Robo · bot", "Hello"], {"sender": {"id": 1, "type": "agent_bot", "name": "Robo"}}),
        (["Cap · captain_assistant", "Hello"], {"sender": {"type": "captain_assistant", "name": "Cap"}}),
        (["Zoë · delivered", "Hello"], {"status": "delivered"}),
        (["Zoë · bounced", "Hello"], {"status": "bounced"}),
        (["Zoë · FAILED", "Hello"], {"status": "failed"}),
        (["Zoë · FAILED: no", "Hello"], {"status": "failed", "content_attributes": {"external_error": "no"}}),
        (["Zoë · deleted", "gone"], {"content": "gone", "content_attributes": {"deleted": True}}),
        (
            ["Zoë · incoming email", "Subject: Order 77", "Hello"],
            {"content_type": "incoming_email", "content_attributes": {"email": {"subject": "Order 77"}}},
        ),
        (
            ["Zoë · input select", "Hello", "- Yes", "- human"],
            {"content_type": "input_select", "content_attributes": {"items": [{"title": "Yes"}, "human"]}},
        ),
        (
            ["Zoë", "Hello", 'Answer: [{"value": "yes"}]'],
            {"content_attributes": {"submitted_values": [{"value": "yes"}]}},
        ),
        (
            ["Zoë · input csat", "Hello", "Rating: 5"],
            {
                "content_type": "input_csat",
                "content_attributes": {"submitted_values": {"csat_survey_response": {"rating": 5}}},
            },
        ),
    ],
)
def test_what_a_message_says(expected: list[str], changes: dict[str, Any]) -> None:
    """The first line shows the author and the status; the lines below it show the content."""
    first, *rest = lines_of(message(**changes))
    assert expected == [first.removeprefix("12:06  "), *(line.removeprefix(" " * 7) for line in rest)]


@pytest.mark.parametrize(
    ("expected", "attachment"),
    [
        (
            "[image] cat 1.png (48.2 kB, 10 × 20) https://x.test/a/cat%201.png",
            {
                "file_type": "image",
                "data_url": "https://x.test/a/cat%201.png",
                "file_size": 48_200,
                "width": 10,
                "height": 20,
            },
        ),
        (
            "[location] Jakarta (-6.2, 106.8) https://maps.test",
            {
                "file_type": "location",
                "coordinates_lat": -6.2,
                "coordinates_long": 106.8,
                "fallback_title": "Jakarta",
                "data_url": "https://maps.test",
            },
        ),
        (
            "[contact] Al +1 555",
            {"file_type": "contact", "fallback_title": "+1 555", "meta": {"firstName": "Al", "lastName": None}},
        ),
        ("[story mention]  https://x.test", {"file_type": "story_mention", "data_url": "https://x.test"}),
        ("[file]  http://[x", {"file_type": "file", "data_url": "http://[x"}),
        ("[file]  (many)", {"file_type": "file", "file_size": "many"}),
        (f"[file]  ({10**400})", {"file_type": "file", "file_size": 10**400}),
        ("[attachment] 5", 5),
        ("[attachment]", {}),
    ],
)
def test_what_an_attachment_is(expected: str, attachment: Any) -> None:
    """An attachment shows its type, the best available name, its size, and its URL if there is no link."""
    assert ["12:06  Zoë", f"       {expected}"] == lines_of(message(None, attachments=[attachment]))


def test_an_audio_can_be_read() -> None:
    """The transcript of an audio is shown below it."""
    audio = {"file_type": "audio", "data_url": "https://x.test/v.ogg", "transcribed_text": "Call me"}
    assert "       “Call me”" == lines_of(message(None, attachments=[audio]))[-1]


def test_a_link_is_written_out_unless_it_is_harmless() -> None:
    """An unsafe URL is printed as text, even where names can carry links."""
    good, nameless = ({"file_type": "file", "data_url": url} for url in ("https://x.test/a.pdf", "https://x.test"))
    expected = ["       [file] a.pdf", "       [file] open"]
    assert expected == lines_of(message(None, attachments=[good, nameless]), links=True)[1:]
    for url in ("javascript:alert(1)", "https://x.test/\x1b\\", "file:///etc/passwd"):
        printed = lines_of(message(None, attachments=[{"file_type": "file", "data_url": url}]), links=True)[1]
        assert printed.endswith(f" {clean(url)}")


def test_newest_fetches_little() -> None:
    """--newest shows the last messages, oldest first, of a conversation of 1,234, with two requests."""
    with FakeChatwoot() as server:
        env = {"CHATWOOT_API_ACCESS_TOKEN": server.token}
        arguments = ("--base-url", server.base_url, "--account-id", str(server.account_id), "show", "7")
        result = run(*arguments, "--newest", "3", env=env)
        assert 2 == len(server.requests)
        as_json = json.loads(run(*arguments, "--newest", "3", "--json", env=env).stdout)
        whole = json.loads(run(*arguments, "--json", env=env).stdout)
    assert "  Messages       the newest 3\n" in result.stdout
    texts = [each["content"] for each in whole["messages"]]
    assert 1234 == len(texts)
    assert texts[-3:] == [each["content"] for each in as_json["messages"]]
    places = [result.stdout.index(text) for text in texts[-3:]]
    assert sorted(places) == places


def test_show_json_is_the_conversation(answers: Answers) -> None:
    """--json prints the server's JSON with every message, as a single document."""
    body, listed = conversation(id=42), message("Zoë 🦊")
    answers({"/messages": {"meta": {}, "payload": [listed]}, "/conversations/42": body})
    result = run("show", "42", "--json")
    assert {**body, "messages": [listed]} == json.loads(result.stdout)
    assert '"content": "Zoë 🦊"' in result.stdout


def test_json_has_no_tokens_and_no_controls() -> None:
    """JSON contains no tokens at any depth; control characters are escaped, and parse as the same text."""
    tree = {"access_token": "a", "list": [{"pubsub_token": "b"}], "hmac_identifier": "", "text": HOSTILE + "\ud800é"}
    printed = to_json(tree)
    expected = {
        "access_token": "[secret]",
        "list": [{"pubsub_token": "[secret]"}],
        "hmac_identifier": "",
        "text": HOSTILE + "\ud800é",
    }
    assert expected == json.loads(printed)
    assert printed.replace("\n", "").isprintable()
    assert "é" in printed


# --- list and whoami ----------------------------------------------------------------------------------------------


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
    assert expected == printed


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
    assert expected == plain(run("list", env={**TERMINAL, "COLUMNS": "80"})).splitlines()


def test_list_asks_for_what_was_said(answers: Answers) -> None:
    """The options are sent to the server."""
    labels = [{"id": number, "title": title} for number, title in enumerate(("vip", "gift"), 1)]
    requests = answers({"/conversations": {"data": {"meta": {}, "payload": []}}, "/labels": {"payload": labels}})
    result = run("list", "--status", "snoozed", "--assignee", "me", "--label", "vip", "--label", "gift")
    assert (0, "No conversations.\n") == (result.exit_code, result.stderr)
    expected = [("status", "snoozed"), ("assignee_type", "me"), ("labels[]", "vip"), ("labels[]", "gift")]
    assert expected == requests[-1].url.params.multi_items()[:4]


def test_list_json_is_one_array(answers: Answers) -> None:
    """--json prints an array of the server's rows, even rows that are not objects; an empty result is an empty
    array.
    """
    row = conversation()
    answers({"/conversations": {"data": {"meta": {}, "payload": [row, "odd"]}}})
    assert [row, "odd"] == json.loads(run("list", "--limit", "2", "--json").stdout)
    answers({"/conversations": {"data": {"meta": {}, "payload": []}}})
    assert [] == json.loads(run("list", "--json").stdout)


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
    assert expected == run("--demo", "whoami").stdout


def test_whoami_json_has_no_tokens(answers: Answers) -> None:
    """--json prints the profile without credentials."""
    profile = {**load_capture("profile").body, "hmac_identifier": "h"}
    answers({"/profile": profile})
    secrets = dict.fromkeys(("access_token", "pubsub_token", "hmac_identifier"), "[secret]")
    assert {**profile, **secrets} == json.loads(run("whoami", "--json").stdout)


def test_whoami_survives_odd_accounts(answers: Answers) -> None:
    """An account that is not an object is shown as it is; accounts that are not a list are left out."""
    profile = load_capture("profile").body
    answers({"/profile": {**profile, "accounts": ["odd"], "role": None}})
    assert run("whoami").stdout.endswith("\n  User     1\n  Account  odd\n")
    answers({"/profile": {**profile, "accounts": {}}})
    assert "Account" not in run("whoami").stdout


# --- strangers' texts ---------------------------------------------------------------------------------------------


def test_texts_cannot_do_anything(answers: Answers) -> None:
    """Escapes, markup and bidi controls in names and texts are shown or dropped, never interpreted."""
    texts = message(HOSTILE, sender={"id": 1, "type": "contact", "name": HOSTILE})
    file = {"file_type": HOSTILE, "data_url": "https://x.test/%1b[31m", "fallback_title": HOSTILE}
    body = conversation(
        labels=[HOSTILE],
        status=HOSTILE,
        last_non_activity_message=texts,
        meta={"sender": {"name": HOSTILE}, "channel": HOSTILE},
    )
    answers(
        {
            "/messages": {"meta": {}, "payload": [texts, message(None, id=8, attachments=[file])]},
            "/conversations/1": body,
            "/conversations": {"data": {"meta": {}, "payload": [body]}},
        }
    )
    for arguments in (("show", "1"), ("list", "--limit", "1")):
        printed = run(*arguments).stdout
        assert TAMED in printed
        assert printed.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("a\nb\nc\nd\ne", "a\r\nb\rc\u2028d\fe"),
        ("a    b", "a\tb"),
        ("␀␛␡", "\0\x1b\x7f"),
        ("\ufffd\ufffd", "\x9b\udc00"),
        ("ab", "a\u202e\u2066b"),
        ("👨👩👧 كل عام וגם", "👨\u200d👩\u200d👧 كل عام וגם\u200f"),
    ],
)
def test_controls_become_visible(expected: str, text: str) -> None:
    """Line ends become line feeds, controls become pictures, bidi controls are removed, all else stays."""
    assert expected == clean(text)


def test_a_line_is_one_line() -> None:
    """Names take only one line."""
    assert "a b c" == one_line(" a\n\u2029b\t c ")


def test_terminal_output_wraps_and_links() -> None:
    """In a terminal, lines are wrapped at words beside their margin, and file names are links."""
    printed = run("--demo", "show", "42", env=TERMINAL).stdout
    assert "┃ \x1b[0m\x1b[33m@Bob masih ada syal Mega Mendung biru, sutra?\x1b[0m\n" in printed
    assert "┃ \x1b[0m\x1b[33mPelanggan butuh sebelum 5 Des.\x1b[0m\n" in printed
    assert "mega-mendung.png\x1b\\\x1b[4;34mmega-mendung.png\x1b[0m\x1b]8;;\x1b\\" in printed


def test_no_color_means_no_colours() -> None:
    """With NO_COLOR a terminal gets no colours; without a terminal nothing is styled."""
    printed = run("--demo", "show", "42", env={**TERMINAL, "NO_COLOR": "1"}).stdout
    assert "\x1b[1mPutri Wulandari\x1b[0m" in printed
    assert not re.search(r"\x1b\[[\d;]*\d\dm", printed)
    assert "\x1b" not in run("--demo", "show", "42").stdout


@pytest.mark.parametrize(
    ("expected", "length"), [("abc def", 7), ("abc…", 6), ("abc…", 5), ("abc…", 4), ("ab…", 3), ("…", 1), ("…", 0)]
)
def test_fit_cuts_at_words(expected: str, length: int) -> None:
    """A line is cut between words if possible."""
    assert expected == fit("abc def", length)


# --- responses that deviate
# ---------------------------------------------------------------------------------------------

ODD: list[Any] = [None, "odd", 5, -1.5, True, [], [1, None], ["x"], {}, {"name": {"a": 1}}, "2026-11-23T05:06:12.554Z"]


def variants(tree: Any) -> Iterator[Any]:
    """Yield the tree with each value replaced by each odd one, and with each key left out."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield {other: each for other, each in tree.items() if other != key}
            for changed in (*ODD, *variants(value)):
                yield {**tree, key: changed}
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            for changed in (*ODD, *variants(value)):
                yield [*tree[:index], changed, *tree[index + 1 :]]


def test_any_deviation_of_a_message_is_shown() -> None:
    """A message is printed, whatever deviating values it has."""
    attributes = {"email": {"subject": "s"}, "items": [{"title": "t"}], "submitted_values": {"csat_survey_response": 1}}
    file = {"file_type": "image", "data_url": "https://x.test/a", "file_size": 1, "width": 1, "meta": {"firstName": 1}}
    for each in variants([message(content_attributes=attributes, attachments=[file])]):
        assert lines_of(*each)


def test_any_deviation_of_a_conversation_is_shown(answers: Answers) -> None:
    """A conversation's header and row are printed, whatever deviating values it has."""
    free_form: dict[str, Any] = {"custom_attributes": {}, "additional_attributes": {}}
    tree = conversation(**free_form, messages=[], last_non_activity_message=message())
    found = list(variants(tree))
    for each in found:
        assert render({**each, "messages": []})
    rows = [{**each, "id": number} for number, each in enumerate(found)]
    answers({"/conversations": {"data": {"meta": {}, "payload": [*rows, "odd", None]}}})
    assert len(rows) + 3 == len(run("list", "--limit", str(len(rows) + 2)).stdout.splitlines())


def test_odd_values_are_shown_as_they_are() -> None:
    """Values of the wrong type are shown, such as text instead of a time, or an object instead of text."""
    expected = ["", "--:--  Zoë · time: yesterday", '       {"a": "é"}']
    assert expected == lines_of(message({"a": "é"}, created_at="yesterday"))[-3:]
    assert ["", "--:--  Zoë · time: unknown", "       Hello"] == lines_of(message(created_at=None))[-3:]
    assert "--:--  not a message: odd" == lines_of("odd")[-1]
    head = "\n".join(lines_of(labels="odd", created_at="soon", meta={"sender": "Someone", "assignee": {"id": 3}}))
    assert "  Contact        Someone\n  Assignee       unnamed #3\n" in head
    assert "  Labels         odd\n  Created        soon\n" in head


def test_the_last_day_of_the_calendar_is_shown() -> None:
    """A time without a local equivalent is shown unchanged."""
    last = EPOCH.replace(year=9999, month=12, day=31, hour=23)
    assert (last, "9999-12-31 23:00") == (local(last), shown(last))


def test_newest_sorts_what_has_no_time(answers: Answers) -> None:
    """A message without a time comes first, as in a whole conversation; equal times are sorted by id."""
    rows = [message("b", id=2), message("odd", id=9, created_at="?"), message("a", id=1)]
    answers({"/messages": {"meta": {}, "payload": rows}, "/conversations/1": conversation()})
    found = json.loads(run("show", "1", "--newest", "3", "--json").stdout)
    assert ["odd", "a", "b"] == [each["content"] for each in found["messages"]]


# --- exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (
            (
                "GET https://chat.test/api/v1/accounts/2/conversations/9: 404: no conversation 9 in account 2; "
                "check the ids: a conversation's is the number that the app shows"
            ),
            httpx.Response(404, json={"error": "Resource could not be found"}),
        ),
        (
            "GET https://chat.test/api/v1/accounts/2/conversations/9: 422: ␛[2J a b",
            httpx.Response(422, json={"message": "\x1b[2J a\n\nb"}),
        ),
        (
            "GET https://chat.test/api/v1/accounts/2/conversations/9: no response (ConnectError: refused)",
            httpx.ConnectError("refused"),
        ),
    ],
)
def test_an_error_is_one_line(answers: Answers, expected: str, answer: Any) -> None:
    """An error prints one line, and the exit status is 1."""
    answers({"/conversations/9": answer})
    result = run("show", "9")
    assert (1, f"aiochatwoot: {expected}\n") == (result.exit_code, result.stderr)


@pytest.mark.parametrize(
    ("expected", "arguments", "env"),
    [
        ("base_url: is not set; pass --base-url or set CHATWOOT_BASE_URL in the environment", (), {}),
        (
            "token: is not set; set CHATWOOT_API_ACCESS_TOKEN in the environment",
            ("--base-url", "https://x.test"),
            {},
        ),
        (
            "account_id: is not set; pass --account-id or set CHATWOOT_ACCOUNT_ID in the environment",
            ("--base-url", "https://x.test"),
            {"CHATWOOT_API_ACCESS_TOKEN": "not-a-real-token"},
        ),
        (
            "base_url: 'http://x.test' would send the access token unencrypted; use https, or say --allow-http",
            ("--base-url", "http://x.test"),
            {"CHATWOOT_API_ACCESS_TOKEN": "not-a-real-token"},
        ),
    ],
)
def test_settings_are_asked_for_as_options(expected: str, arguments: tuple[str, ...], env: dict[str, str]) -> None:
    """A missing or wrong setting exits with 2 and names the option or variable."""
    result = run(*arguments, "show", "1", env=env)
    assert (2, f"aiochatwoot: {expected}\n") == (result.exit_code, result.stderr)


def test_allow_http_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """--allow-http passes this check, and reaches the next one."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", "not-a-real-token")
    result = run("--allow-http", "--base-url", "http://x.test", "show", "1")
    assert result.stderr.startswith("aiochatwoot: account_id: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "forty-two"),
        ("show", "0"),
        ("show", "42", "--newest", "0"),
        ("list", "--status", "shut"),
        ("list", "--limit", "-1"),
        ("--token", "t", "whoami"),
        ("--demo", "--account-id", "1", "whoami"),
        ("--demo", "--base-url", "https://x.test", "whoami"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    """Usage errors have click's own status; there is no --token, since others can see command lines."""
    assert 2 == run(*arguments).exit_code


def test_help_says_where_the_token_comes_from() -> None:
    """The help names the only source of the token."""
    assert "CHATWOOT_API_ACCESS_TOKEN" in run("--help").output


def test_version() -> None:
    """--version prints the package's version."""
    assert f"aiochatwoot {__version__}\n" == run("--version").output


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_a_missing_extra_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Without click or rich, one line says what to install; a text as exit status means 1."""
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.cli")
    with pytest.raises(SystemExit) as stopped:
        importlib.import_module("aiochatwoot.cli")
    assert 'pip install "aiochatwoot[cli]"' in str(stopped.value.code)


def test_a_missing_server_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without starlette, everything works except --demo."""
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.testing")
    result = run("--demo", "whoami")
    expected = 'aiochatwoot: --demo needs starlette and uvicorn: pip install "aiochatwoot[cli]"\n'
    assert (1, expected) == (result.exit_code, result.stderr)


def call_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code


def test_main_exits_with_the_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`main` exits with the status of the command, and prints errors to stderr."""
    assert not call_main(monkeypatch, "--version")
    assert (f"aiochatwoot {__version__}\n", "") == capsys.readouterr()
    assert 2 == call_main(monkeypatch, "whoami")
    printed = capsys.readouterr()
    assert ("", True) == (printed.out, printed.err.startswith("aiochatwoot: base_url: "))


def test_main_without_a_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """If standard output is closed, nothing is printed, and nothing fails."""
    monkeypatch.setattr(sys, "stdout", None)
    assert not call_main(monkeypatch, "--version")
    sys.stdout.close()


def test_main_prints_to_any_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stdout need not be a file of the operating system."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not call_main(monkeypatch, "--version")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [("--help",), ("--demo", "show", "42"), ("--demo", "show", "42", "--json")])
def test_a_disk_that_is_full(arguments: tuple[str, ...]) -> None:
    """A write error prints one line, and the status is 1."""
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "aiochatwoot", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (1, "aiochatwoot: cannot write: No space left on device\n") == (done.returncode, done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX closes it")
@pytest.mark.parametrize("arguments", ["--help", "--demo show 42", "--demo show 42 --json"])
def test_a_stdout_that_is_closed(arguments: str) -> None:
    """Without a stdout, there is no output and no error."""
    command = f'"{sys.executable}" -m aiochatwoot {arguments} >&-'
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (0, "") == (done.returncode, done.stderr)


class Broken(io.StringIO):
    """A stdout whose writes fail."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


_INTERRUPT = """
import os, signal, sys
class Interrupt:
    @staticmethod
    def find_spec(name, *_):
        if name == os.environ["INTERRUPT_AT"]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
@pytest.mark.parametrize(
    "module",
    [
        "aiochatwoot.cli",
        "click",
        "aiochatwoot.cli.read",
        "asyncio",
        "aiochatwoot.client",
        "aiochatwoot._transport.session",
        "httpcore",
    ],
)
def test_ctrl_c_in_the_first_moments(module: str, tmp_path: Path) -> None:
    """A signal while a module is loaded, including the command's first one, exits with 130 without a traceback."""
    (tmp_path / "sitecustomize.py").write_text(_INTERRUPT)
    given = {"CHATWOOT_BASE_URL": "http://127.0.0.1:9", "CHATWOOT_API_ACCESS_TOKEN": "a-token-of-tests"}
    process = start("whoami", PYTHONPATH=str(tmp_path), INTERRUPT_AT=module, **given)
    out, err = process.communicate(timeout=60)
    assert (130, b"", b"") == (process.returncode, out, err.strip())


def test_ctrl_c_around_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds immediately before and after the command."""
    monkeypatch.setattr(sys, "stdout", Broken(KeyboardInterrupt()))
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "whoami"])
    monkeypatch.setattr(cli, "_status", lambda: 0)
    with pytest.raises(SystemExit) as stopped:
        command()
    assert 130 == stopped.value.code


def test_json_that_is_nested_too_deeply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too deeply nested JSON is reported in one line, from a file or a server."""
    file = tmp_path / "deep.json"
    file.write_text('{"a":' * 100_000)
    assert 1 == call_main(monkeypatch, "check-contract", str(file))
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    monkeypatch.setattr("aiochatwoot.cli.connection.Connection.ask", lambda *_, **__: deep)
    assert 1 == call_main(monkeypatch, "show", "42", "--json")
    assert ("", "aiochatwoot: the JSON is nested too deeply\n" * 2) == capsys.readouterr()
    while deep:
        deep = deep.pop("a")


UNSEEN = "\u200b\u200d\u2060\ufeff\u202e\u2066\u061c\u00ad\u3164\U000e0041\U000e007f\ufff9"


def test_characters_that_nobody_sees() -> None:
    """Control, bidi, zero-width and tag characters are removed from texts, and escaped in JSON."""
    assert "ab" == clean(f"a{UNSEEN}b")
    written = to_json({f"a{UNSEEN}": f"{UNSEEN}b\x7f\x9b"})
    assert not set(written) & {*UNSEEN, "\x7f", "\x9b"}
    assert {f"a{UNSEEN}": f"{UNSEEN}b\x7f\x9b"} == json.loads(written)


def test_har_archives_with_base64(tmp_path: Path) -> None:
    """A body that a browser stored as Base64 is read; invalid Base64 is an error."""
    file = tmp_path / "a.har"
    path = "/api/v1/accounts/1/labels"
    for text, status in ((base64.b64encode(b'{"payload":[]}').decode(), 0), ("%%%", 1)):
        content = {"text": text, "encoding": "base64"}
        entry = {"request": {"method": "GET", "url": path}, "response": {"status": 200, "content": content}}
        file.write_text(json.dumps({"log": {"entries": [entry]}}))
        result = run("check-contract", str(file))
        assert status == result.exit_code, result.output


def test_a_stdout_that_breaks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An error of stdout prints one line; a closed pipe prints none."""

    for error, said in (
        (OSError(28, "No space left"), "aiochatwoot: cannot write: No space left\n"),
        (BrokenPipeError(32, "Broken pipe"), ""),
    ):
        monkeypatch.setattr(sys, "stdout", Broken(error))
        assert 1 == call_main(monkeypatch, "--version")
        assert said == capsys.readouterr().err


def test_main_is_interrupted(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    """Ctrl-C exits with 130."""
    answers({"/profile": KeyboardInterrupt()})
    assert 130 == call_main(monkeypatch, "whoami")


def run_main(name: str) -> None:
    """Run `python -m aiochatwoot`. (runpy cannot get the code from pytest's rewriting loader.)"""
    path = Path(cli.__file__).parent.with_name("__main__.py")
    exec(compile(path.read_bytes(), path, "exec"), {"__name__": name, "__package__": "aiochatwoot"})


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m aiochatwoot` runs the command; importing the module does nothing; --version needs no extra."""
    run_main("aiochatwoot.__main__")
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "--help"])
    with pytest.raises(SystemExit):
        run_main("__main__")
    assert "Usage: aiochatwoot" in capsys.readouterr().out
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.cli")
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "--version"])
    command()
    assert f"aiochatwoot {__version__}\n" == capsys.readouterr().out
    monkeypatch.setattr(sys, "stdout", Broken(BrokenPipeError()))
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit) as stopped:
        command()
    assert 1 == stopped.value.code


def start(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "aiochatwoot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )


def test_a_process_prints_whole_lines() -> None:
    """Lines in a pipe are neither wrapped nor cut."""
    out, err = start("--demo", "show", "42", COLUMNS="40").communicate(timeout=60)
    assert b"" == err
    expected = "       Indah sekali! Kartunya kami tulis tangan ✍️ Ini tautan pembayarannya: https://pay.example/BN-2042"
    assert expected in out.decode().splitlines()


def test_a_process_that_nobody_reads_is_quiet() -> None:
    """If the reader closes the pipe (`| head`), there is no traceback."""
    process = start("--demo", "show", "7")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (1, b"") == (process.wait(timeout=60), err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("--demo", "list"),
        ("--demo", "list", "--json"),
        ("--demo", "contacts", "find", "a"),
        ("--demo", "reports"),
        ("--demo", "search", "a"),
        ("--demo", "check-contract"),
    ],
)
def test_commands_whose_output_nobody_reads_are_quiet(arguments: tuple[str, ...]) -> None:
    """A command whose stdout is closed before it prints exits with 1, silently."""
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "aiochatwoot", *arguments], stdout=stdout, stderr=subprocess.PIPE, check=False
        )
    assert (1, b"") == (done.returncode, done.stderr)


def test_a_process_without_unicode_prints_what_it_can() -> None:
    """If the output's encoding lacks emoji, they are replaced; JSON is UTF-8 nevertheless."""
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    out, err = start("--demo", "show", "42", **env).communicate(timeout=60)
    assert (b"", True) == (err, b"?? Putri Wulandari" not in out and b"kado batik untuk" in out)
    out, err = start("--demo", "show", "42", "--json", **env).communicate(timeout=60)
    assert (b"", 42) == (err, json.loads(out.decode("utf-8"))["id"])


def test_a_process_can_be_interrupted() -> None:
    """Ctrl-C ends a command that waits for a response, with status 130 and without a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = start(
            "--base-url", url, "--account-id", "1", "show", "42", CHATWOOT_API_ACCESS_TOKEN="a-token-of-tests"
        )
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)  # the request arrived: the command waits
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (130, b"", b"") == (process.returncode, out, err.strip())


def test_a_pipe_that_nobody_reads(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe whose reader exits early causes no message; the status is 1."""

    def broken() -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_status", broken)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert (1, "") == (stopped.value.code, capsys.readouterr().err)
