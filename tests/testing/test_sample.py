"""The sample account: the documentation's examples, and every kind of record."""

from __future__ import annotations

from typing import Any

from aiochatwoot.testing import FakeChatwoot

from ..contract import component, deviations
from .conftest import EVERYTHING, Ask, Asker


def everything(ask: Asker) -> dict[int, dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for page in (1, 2, 3):
        rows += ask.json(f"conversations?status=all&page={page}")["data"]["payload"]
    return {row["id"]: row for row in rows}


def test_is_what_the_contract_says(ask_sample: Asker) -> None:
    """Every conversation and every message of the account matches the contract."""
    for number, body in everything(ask_sample).items():
        assert list(deviations(component("Conversation"), body)) == []
        window = ask_sample.json(f"conversations/{number}/messages?{EVERYTHING}")
        assert list(deviations(component("MessageList"), window)) == []
    assert list(deviations(component("Profile"), ask_sample.get("/api/v1/profile").json())) == []


def test_is_the_same_on_every_start(ask_sample: Asker, asking: Ask) -> None:
    """Ids, texts, times and UUIDs do not depend on time or place."""
    with FakeChatwoot() as again:
        assert everything(ask_sample).keys() == everything(asking(again)).keys()
        for number in (5, 9, 42):
            assert ask_sample.json(f"conversations/{number}") == asking(again).json(f"conversations/{number}")


def test_has_more_than_a_page(ask_sample: Asker) -> None:
    """More than 25 conversations are open, with 42 first."""
    assert ask_sample.ids()[0] == 42
    assert tuple(len(ask_sample.ids(f"page={page}")) for page in (1, 2, 3, 4)) == (25, 25, 7, 0)


def test_has_something_of_everything(ask_sample: Asker) -> None:
    """The sample has each status, teams, priorities, labels, a bot's conversation, and one without messages."""
    rows = everything(ask_sample)
    assert rows.keys() == set(range(1, 61))
    assert {row["status"] for row in rows.values()} == {"open", "resolved", "pending", "snoozed"}
    assert {row["priority"] for row in rows.values()} == {None, "low", "medium", "high", "urgent"}
    assert rows[4]["meta"]["assignee_type"] == "AgentBot"
    assert (rows[6]["meta"]["team"]["name"], rows[6]["labels"]) == ("billing", ["vip", "billing"])
    assert (
        rows[11]["messages"],
        rows[11]["last_non_activity_message"],
        rows[11]["meta"]["sender"]["name"],
    ) == ([], None, "")
    assert rows[3]["snoozed_until"] == "2026-11-27T01:00:00.123Z"


def test_one_has_more_than_a_window(ask_sample: Asker) -> None:
    """Conversation 7 has 1,234 messages: two windows."""
    first = ask_sample.message_ids(7, EVERYTHING)
    rest = ask_sample.message_ids(7, f"after={first[-1] + 1}&before=2147483647")
    assert (len(first), len(rest)) == (1000, 234)


def test_one_has_times_that_disagree_with_ids(ask_sample: Asker) -> None:
    """Conversation 8 was partly imported: sorted by time, its ids are not sorted."""
    ids = ask_sample.message_ids(8, EVERYTHING)
    assert sorted(ids) != ids


def test_one_has_attachments_of_every_kind(ask_sample: Asker) -> None:
    """Conversation 2 has each kind of attachment, and three in one message."""
    rows = ask_sample.json("conversations/2/messages")["payload"]
    kinds = {each["file_type"] for row in rows for each in row.get("attachments", [])}
    assert kinds == {"image", "file", "audio", "video", "location", "contact", "fallback", "embed"}
    assert len(rows[-1]["attachments"]) == 3


def test_one_has_a_sender_who_is_gone(ask_sample: Asker) -> None:
    """Conversation 12 has a message of a deleted agent, without a sender."""
    rows = ask_sample.json("conversations/12/messages")["payload"]
    assert ["sender" in row for row in rows] == [True, False, True]
    assert rows[-1]["status"] == "failed"


def test_42_can_be_shown(ask_sample: Asker) -> None:
    """Conversation 42 has activities, a private note, attachments, emoji and right-to-left text."""
    rows = ask_sample.json(f"conversations/42/messages?{EVERYTHING}")["payload"]
    assert 15 <= len(rows) <= 25
    assert {row["message_type"] for row in rows} == {0, 1, 2, 3}
    assert any(row["private"] for row in rows)
    assert {each["file_type"] for row in rows for each in row.get("attachments", [])} == {"image", "file"}
    text = " ".join(row["content"] or "" for row in rows)
    assert "كل عام" in text
    assert "🎁" in text
    ids = [row["id"] for row in rows]
    assert len(ids) < ids[-1] - ids[0] + 1, "other conversations go on meanwhile"


def test_there_is_an_account_of_somebody_else(sample: FakeChatwoot, ask_sample: Asker) -> None:
    """The token has no access to account 2."""
    assert list(sample.installation.accounts) == [1, 2]
    assert ask_sample.get("/api/v1/accounts/2/conversations").status_code == 401
