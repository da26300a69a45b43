"""`show`: a conversation, its messages, and responses that deviate from the contract."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console

from aiochatwoot import models
from aiochatwoot._wire.timestamps import EPOCH
from aiochatwoot.cli.text import clean, local, shown, to_json
from aiochatwoot.cli.transcript import print_blocks, transcript
from aiochatwoot.testing import FakeChatwoot

from ..commands import run
from .printing import HOSTILE, Answers, conversation, message

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def lines_of(*messages: Any, links: bool = False, **changes: Any) -> list[str]:
    """Return what `show` prints for these messages, below the header and the day."""
    printed = render(conversation(messages=list(messages), **changes), links)
    return printed.split("── Monday, 23 November 2026 ──\n\n")[-1].splitlines()


def render(body: dict[str, Any], links: bool = False) -> str:
    written = io.StringIO()
    found = models.Conversation.from_dict(body)
    print_blocks(Console(file=written), transcript(found, partial=False, links=links))
    return written.getvalue()


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
    assert (result.exit_code, result.stdout[: len(expected)]) == (0, expected)


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
    assert lines_of(before, after) == expected


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
    assert [first.removeprefix("12:06  "), *(line.removeprefix(" " * 7) for line in rest)] == expected


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
    assert lines_of(message(None, attachments=[attachment])) == ["12:06  Zoë", f"       {expected}"]


def test_an_audio_can_be_read() -> None:
    """The transcript of an audio is shown below it."""
    audio = {"file_type": "audio", "data_url": "https://x.test/v.ogg", "transcribed_text": "Call me"}
    assert lines_of(message(None, attachments=[audio]))[-1] == "       “Call me”"


def test_a_link_is_written_out_unless_it_is_harmless() -> None:
    """An unsafe URL is printed as text, even where names can carry links."""
    good, nameless = ({"file_type": "file", "data_url": url} for url in ("https://x.test/a.pdf", "https://x.test"))
    expected = ["       [file] a.pdf", "       [file] open"]
    assert lines_of(message(None, attachments=[good, nameless]), links=True)[1:] == expected
    for url in ("javascript:alert(1)", "https://x.test/\x1b\\", "file:///etc/passwd"):
        printed = lines_of(message(None, attachments=[{"file_type": "file", "data_url": url}]), links=True)[1]
        assert printed.endswith(f" {clean(url)}")


def test_newest_fetches_little() -> None:
    """--newest shows the last messages, oldest first, of a conversation of 1,234, with two requests."""
    with FakeChatwoot() as server:
        env = {"CHATWOOT_API_ACCESS_TOKEN": server.token}
        arguments = ("--base-url", server.base_url, "--account-id", str(server.account_id), "show", "7")
        result = run(*arguments, "--newest", "3", env=env)
        assert len(server.requests) == 2
        as_json = json.loads(run(*arguments, "--newest", "3", "--json", env=env).stdout)
        whole = json.loads(run(*arguments, "--json", env=env).stdout)
    assert "  Messages       the newest 3\n" in result.stdout
    texts = [each["content"] for each in whole["messages"]]
    assert len(texts) == 1234
    assert texts[-3:] == [each["content"] for each in as_json["messages"]]
    places = [result.stdout.index(text) for text in texts[-3:]]
    assert sorted(places) == places


def test_show_json_is_the_conversation(answers: Answers) -> None:
    """--json prints the server's JSON with every message, as a single document."""
    body, listed = conversation(id=42), message("Zoë 🦊")
    answers({"/messages": {"meta": {}, "payload": [listed]}, "/conversations/42": body})
    result = run("show", "42", "--json")
    assert json.loads(result.stdout) == {**body, "messages": [listed]}
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
    assert json.loads(printed) == expected
    assert printed.replace("\n", "").isprintable()
    assert "é" in printed


# --- responses that deviate ---------------------------------------------------------------------------------------

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


@pytest.mark.untraced
def test_any_deviation_of_a_message_is_shown() -> None:
    """A message is printed, whatever deviating values it has."""
    attributes = {"email": {"subject": "s"}, "items": [{"title": "t"}], "submitted_values": {"csat_survey_response": 1}}
    file = {"file_type": "image", "data_url": "https://x.test/a", "file_size": 1, "width": 1, "meta": {"firstName": 1}}
    for each in variants([message(content_attributes=attributes, attachments=[file])]):
        assert lines_of(*each)


@pytest.mark.untraced
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
    assert lines_of(message({"a": "é"}, created_at="yesterday"))[-3:] == expected
    assert lines_of(message(created_at=None))[-3:] == ["", "--:--  Zoë · time: unknown", "       Hello"]
    assert lines_of("odd")[-1] == "--:--  not a message: odd"
    head = "\n".join(lines_of(labels="odd", created_at="soon", meta={"sender": "Someone", "assignee": {"id": 3}}))
    assert "  Contact        Someone\n  Assignee       unnamed #3\n" in head
    assert "  Labels         odd\n  Created        soon\n" in head


def test_the_last_day_of_the_calendar_is_shown() -> None:
    """A time without a local equivalent is shown unchanged."""
    last = EPOCH.replace(year=9999, month=12, day=31, hour=23)
    assert (local(last), shown(last)) == (last, "9999-12-31 23:00")


def test_newest_sorts_what_has_no_time(answers: Answers) -> None:
    """A message without a time comes first, as in a whole conversation; equal times are sorted by id."""
    rows = [message("b", id=2), message("odd", id=9, created_at="?"), message("a", id=1)]
    answers({"/messages": {"meta": {}, "payload": rows}, "/conversations/1": conversation()})
    found = json.loads(run("show", "1", "--newest", "3", "--json").stdout)
    assert [each["content"] for each in found["messages"]] == ["odd", "a", "b"]
