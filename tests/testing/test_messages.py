"""The windows of messages: sorted by time, cut by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot.testing import FakeChatwoot

from .conftest import EVERYTHING, Ask, Asker, Clock

START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.fixture
def long(server: FakeChatwoot) -> FakeChatwoot:
    """Conversation 1 has the messages 1 to 1,100, in the order of their ids."""
    conversation = server.account.add_conversation(created_at=START)
    for minute in range(1100):
        server.account.add_message(conversation, created_at=START + dt.timedelta(minutes=minute))
    return server


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", 1081, 1100),
        ("before=500", 480, 499),
        ("before=6", 1, 5),
        ("after=500", 501, 600),
        ("after=1090", 1091, 1100),
        ("after=3&before=7", 3, 6),
        ("after=0&before=2147483647", 1, 1000),
        ("after=2147483647&before=0", 1, 0),
        ("after=-5&before=7", 1, 6),
        ("before=&after=", 1081, 1100),
        ("before=x", 1, 0),
        ("before=500x", 480, 499),
    ],
)
def test_windows(long: FakeChatwoot, asking: Ask, query: str, first: int, last: int) -> None:
    """20 before, 100 after, 1000 between (lower end included), oldest first; text counts as its leading number."""
    assert asking(long).message_ids(1, query) == list(range(first, last + 1))


@pytest.mark.parametrize("query", ["before=9223372036854775808", "after=9223372036854775808"])
def test_ids_have_64_bits(ask: Asker, server: FakeChatwoot, query: str) -> None:
    """The server fails for a number of more than 64 bits."""
    server.account.add_conversation()
    answer = ask.get(f"/api/v1/accounts/1/conversations/1/messages?{query}")
    assert (answer.status_code, answer.json()) == (500, {"status": 500, "error": "Internal Server Error"})


def test_an_old_server_knows_only_before(asking: Ask, clock: Clock) -> None:
    """Before 2.16, `after` is ignored: at most 20 messages are returned."""
    with FakeChatwoot(sample=False, legacy=True, clock=clock) as server:
        conversation = server.account.add_conversation()
        for _ in range(50):
            server.account.add_message(conversation)
        ask = asking(server)
        assert list(range(31, 51)) == ask.message_ids(1, "after=3") == ask.message_ids(1, EVERYTHING)
        assert ask.message_ids(1, "after=3&before=30") == list(range(10, 30))


def test_internal_messages_can_be_left_out(ask: Asker, server: FakeChatwoot) -> None:
    """With `filter_internal_messages`, lists omit private notes and activity messages."""
    conversation = server.account.add_conversation()
    said = server.account.add_message(conversation)
    note = server.account.add_message(conversation, "psst", "outgoing", private=True)
    happened = server.account.add_message(conversation, "resolved", "activity")
    assert ask.message_ids(1) == [said.id, note.id, happened.id]
    assert ask.message_ids(1, "filter_internal_messages=true") == [said.id]
    assert ask.message_ids(1, "filter_internal_messages=") == [said.id, note.id, happened.id]


def test_an_imported_message_can_be_skipped_by_a_cursor(ask: Asker, server: FakeChatwoot) -> None:
    """Paging back from the first row misses imported messages with later ids."""
    conversation = server.account.add_conversation(created_at=START)
    for minute in range(20):
        server.account.add_message(conversation, created_at=START + dt.timedelta(minutes=minute))
    server.account.add_message(conversation, imported=True, created_at=START - dt.timedelta(days=1))
    newest = ask.message_ids(1)
    assert newest == list(range(1, 21))
    assert ask.message_ids(1, f"before={newest[0]}") == []
    assert ask.message_ids(1, EVERYTHING) == [21, *range(1, 21)]


@pytest.fixture(scope="module")
def shuffled() -> Iterator[FakeChatwoot]:
    """Conversation 1 has the messages 1 to 60, with times unrelated to their ids."""
    with FakeChatwoot(sample=False) as server:
        conversation = server.account.add_conversation(created_at=START)
        for number in range(60):
            time = START + dt.timedelta(minutes=number * 37 % 60)
            server.account.add_message(conversation, imported=True, created_at=time)
        yield server


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_window_is_exact(shuffled: FakeChatwoot, after: int, before: int) -> None:
    """A window that is not full has each message with an id in it, whatever the times are."""
    from aiochatwoot.testing._app.queries import find_messages

    conversation = shuffled.account.conversations[1]
    found = find_messages(conversation, {"after": str(after), "before": str(before)})
    assert set(range(max(1, after), min(61, before))) == {message.id for message in found}
    assert sorted(found, key=lambda message: message.created_at) == found


def test_the_envelope_says_who_talks(ask: Asker, server: FakeChatwoot) -> None:
    """`meta` has the contact, labels, and the assignee if it is a person; times are ISO 8601."""
    conversation = server.account.add_conversation(labels=["vip"], assignee=server.agent)
    conversation.agent_last_seen_at = START
    meta = ask.json("conversations/1/messages")["meta"]
    assert (meta["labels"], meta["contact"]["type"], meta["assignee"]["type"]) == (["vip"], "contact", "user")
    assert (meta["agent_last_seen_at"], meta["assignee_last_seen_at"]) == ("2026-11-01T00:00:00.000Z", None)
    conversation.assignee = server.account.add_bot()
    assert "assignee" not in ask.json("conversations/1/messages")["meta"]
