"""The recipe that keeps a copy of an account in SQLite."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from aiochatwoot.testing import FakeChatwoot

from ..commands import environment
from ..repository import ROOT

PAGE = ROOT / "docs" / "recipes" / "export.md"


def test_a_copy_in_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run copies everything; the second reads the messages of the changed conversation only, and then both
    copies are equal to the server's state.
    """
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (code,) = (each for each in blocks if "sqlite3" in each)
    now = [1_795_410_000.0]
    monkeypatch.chdir(tmp_path)
    with FakeChatwoot(clock=lambda: now[0]) as server:
        for name, value in environment(server).items():
            monkeypatch.setenv(name, value)
        account = server.account
        exec(code, {})
        assert capsys.readouterr().out == f"{len(account.conversations)} conversations\n"
        now[0] += 3600
        account.add_message(account.conversations[42], "Where is my parcel?")
        account.add_contact("Zoë", email="zoe@example.com")
        server.requests.clear()
        exec(code, {})

    asked = {each.path for each in server.requests if each.path.endswith("/messages")}
    assert asked == {"/api/v1/accounts/1/conversations/42/messages"}
    with sqlite3.connect("chatwoot.db") as db:
        conversations = {number: json.loads(text) for number, text in db.execute("SELECT * FROM conversations")}
        contacts = {number: json.loads(text)["name"] for number, text in db.execute("SELECT * FROM contacts")}
    db.close()
    expected = {number: {each.id for each in whole.messages} for number, whole in account.conversations.items()}
    assert {number: {each["id"] for each in row["messages"]} for number, row in conversations.items()} == expected
    listed = [each for each in account.contacts.values() if each.email or each.phone_number or each.identifier]
    assert contacts == {each.id: each.name for each in listed}
