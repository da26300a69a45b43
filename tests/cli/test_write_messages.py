"""Commands that write messages and notes, with files and from standard input."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from aiochatwoot import Chatwoot, RetryPolicy, cli
from aiochatwoot.cli import messages
from aiochatwoot.testing import FakeChatwoot, faults

from ..commands import environment, runner
from .printing import HOSTILE, Ask

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def written(server: FakeChatwoot, conversation: int = 42) -> list[tuple[str | None, bool]]:
    """Return the messages of the token's user, and whether they are notes."""
    found = server.account.conversations[conversation].messages
    return [(each.content, each.private) for each in found if each.id > 1356]


@pytest.mark.parametrize(("command", "what", "private"), [("reply", "Message", False), ("note", "Note", True)])
def test_a_message_is_written(server: FakeChatwoot, ask: Ask, command: str, what: str, private: bool) -> None:
    """A reply is for the customer, a note for agents; the line has the message's id."""
    result = ask(command, "42", "Sudah dikirim 👍")
    message = server.account.conversations[42].messages[-1]
    assert ("Sudah dikirim 👍", private, server.agent) == (message.content, message.private, message.sender)
    assert (result.exit_code, result.output) == (0, f"{what} {message.id} is in conversation 42 (sent).\n")


def test_a_message_comes_from_standard_input(server: FakeChatwoot, ask: Ask) -> None:
    """With -, the text is read from stdin; inner line breaks stay, trailing ones are removed."""
    assert ask("reply", "42", "-", input="Halo\n\n  apa kabar? 😍\n\n").exit_code == 0
    assert written(server) == [("Halo\n\n  apa kabar? 😍", False)]


def test_standard_input_has_to_be_text(server: FakeChatwoot, ask: Ask) -> None:
    """Bytes that are not text are refused before anything is sent."""
    result = ask("reply", "42", "-", input=b"\xff\xfe")
    assert (result.exit_code, "Error: standard input is no text in utf-8\n" in result.stderr) == (2, True)
    assert server.requests == []


def test_standard_input_has_to_be_text_in_the_c_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the C locale, where Python reads such bytes as halves of surrogate pairs, the error is the same."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe"), "utf-8", "surrogateescape"))
    with pytest.raises(click.UsageError, match="standard input is no text in utf-8"):
        messages._stdin()


def test_half_a_character_is_refused_in_a_line(server: FakeChatwoot, ask: Ask) -> None:
    """An argument that is not UTF-8 is refused before anything is sent."""
    result = ask("reply", "42", "a\udcff")
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (1, 1, "")
    assert result.stderr.startswith("aiochatwoot: content: ")
    assert server.requests == []


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
    assert result.output == f"Message {message.id} with 2 files is in conversation 42 (sent).\n"
    assert (message.content, message.private) == ("Ini fotonya", False)
    found = [(each.file_type, each.file_name, each.content) for each in message.attachments]
    assert [("image", photo.name, photo.read_bytes()), ("file", "list.csv", b"a;b\n")] == found
    result = ask("note", "42", "--file", str(list_))
    message = server.account.conversations[42].messages[-1]
    assert result.output == f"Note {message.id} with 1 file is in conversation 42 (sent).\n"
    assert (message.content, message.private, len(message.attachments)) == (None, True, 1)


def test_a_file_may_take_longer_than_a_call(
    server: FakeChatwoot, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads have no deadline; other calls have the client's."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "deadline", 1e-6)
    assert ask("reply", "42", "text").exit_code == 1
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    assert ask("reply", "42", "file", "--file", str(file)).exit_code == 0
    assert written(server) == [("file", False)]


def test_a_pipe_is_no_file(server: FakeChatwoot, ask: Ask, tmp_path: Path) -> None:
    """A pipe is refused before it is opened, which could block forever."""
    pipe = tmp_path / "pipe\x1b"
    os.mkfifo(pipe)
    result = ask("reply", "42", "--file", str(pipe))
    assert (result.exit_code, server.requests) == (2, [])
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
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (1, 1, "")
    assert "look before repeating the POST" in result.stderr
    assert written(server) == [("once", False)]
    assert server.executions.count("POST") == 1


def test_a_proxy_that_removes_the_token(tmp_path: Path) -> None:
    """Behind a proxy that drops headers with underscores, a message with a file arrives once."""
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    with FakeChatwoot(drops_underscore_headers=True) as server:
        arguments = ["reply", "42", "hi", "--file", str(file)]
        assert runner(environment(server)).invoke(cli.cli, arguments).exit_code == 0
        assert written(server) == [("hi", False)]
