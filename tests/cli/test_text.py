"""Text that strangers wrote, in a terminal and in a file."""

from __future__ import annotations

import re

import pytest

from aiochatwoot.cli.text import clean, fit, one_line

from ..commands import run
from .printing import HOSTILE, TAMED, TERMINAL, Answers, conversation, message

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


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
