"""The contents of lists of conversations, and their order."""

from __future__ import annotations

import datetime as dt

import pytest

from aiochatwoot.testing import Conversation, FakeChatwoot

from .conftest import Asker, Clock


def test_details_have_only_the_newest_message(ask: Asker, server: FakeChatwoot) -> None:
    """`messages` has the newest by time, also an activity; `last_non_activity_message` skips activities."""
    conversation = server.account.add_conversation()
    server.account.add_message(conversation)
    said = server.account.add_message(conversation)
    happened = server.account.add_message(conversation, "Bob was assigned", "activity")
    body = ask.json(f"conversations/{conversation.id}")
    assert [message["id"] for message in body["messages"]] == [happened.id]
    assert said.id == body["last_non_activity_message"]["id"]


def test_open_ones_are_listed_where_no_status_is_asked_for(ask: Asker, server: FakeChatwoot) -> None:
    """Without `status` the list has open conversations, with `all` all, with an unknown one none."""
    for status in ("open", "resolved", "pending", "snoozed"):
        server.account.add_conversation(status=status)
    assert ask.ids() == [1]
    assert ask.ids("status=resolved") == [2]
    assert set(ask.ids("status=all")) == {1, 2, 3, 4}
    assert ask.ids("status=nope") == []


def test_a_page_has_25(ask: Asker, server: FakeChatwoot, clock: Clock) -> None:
    """There are 25 per page, the newest activity first, none after the end; an invalid page is the first."""
    for _ in range(27):
        clock.now += 1
        server.account.add_conversation()
    assert ask.ids() == list(range(27, 2, -1))
    assert ask.ids("page=2") == [2, 1]
    assert ask.ids("page=3") == []
    assert ask.ids() == ask.ids("page=0") == ask.ids("page=x")
    server.account.add_message(server.account.conversations[1])
    clock.now += 1
    server.account.add_message(server.account.conversations[2])
    assert ask.ids()[:3] == [2, 27, 1]


def test_updated_within_sends_all_at_once(ask: Asker, server: FakeChatwoot, clock: Clock) -> None:
    """`updated_within` returns all changes of the last so many seconds, without pages; `page` is ignored."""
    for _ in range(30):
        server.account.add_conversation()
    clock.now += 60
    late = server.account.add_conversation()
    assert len(ask.ids("updated_within=61&page=9")) == 31
    assert ask.ids("updated_within=60") == [late.id]
    assert len(ask.ids("updated_within=")) == 25


def test_assignee_type_filters_after_counting(ask: Asker, server: FakeChatwoot) -> None:
    """The counts ignore the assignee filter; conversations with a bot count as unassigned."""
    account = server.account
    for assignee in (server.agent, account.add_agent(), account.add_bot(), None):
        account.add_conversation(assignee=assignee)
    expected = {"mine_count": 1, "assigned_count": 2, "unassigned_count": 2, "all_count": 4}
    for query, ids in {
        "assignee_type=me": [1],
        "assignee_type=assigned": [2, 1],
        "assignee_type=unassigned": [4, 3],
        "assignee_type=all": [4, 3, 2, 1],
        "": [4, 3, 2, 1],
    }.items():
        assert ask.ids(query) == ids
        assert ask.json(f"conversations?{query}")["data"]["meta"] == expected
        assert ask.json(f"conversations/meta?{query}")["meta"] == expected


def test_inbox_team_and_labels(ask: Asker, server: FakeChatwoot) -> None:
    """Filters are inbox, team, and any of several labels; an unknown team is a 404, an unknown inbox is empty."""
    account = server.account
    first, second = account.add_inbox(), account.add_inbox("Mail", "Channel::Email")
    team = account.add_team()
    account.add_conversation(inbox=second, labels=["vip"])
    account.add_conversation(team=team, labels=["gift", "export"])
    account.add_conversation()
    assert ask.ids(f"inbox_id={first.id}") == [3, 2]
    assert ask.ids(f"inbox_id={second.id}") == [1]
    assert ask.ids("inbox_id=99") == []
    assert ask.ids(f"team_id={team.id}") == [2]
    assert ask.get("/api/v1/accounts/1/conversations?team_id=99").status_code == 404
    assert ask.ids("labels[]=vip&labels[]=export") == [2, 1]
    assert ask.ids("labels=gift") == [2]


def test_q_searches_what_was_said(ask: Asker, server: FakeChatwoot) -> None:
    """`q` searches conversations of any status, ignoring case, but not activity messages."""
    account = server.account
    account.add_message(account.add_conversation(status="resolved"), "Where is my PARCEL?")
    account.add_message(account.add_conversation(), "parcel was mentioned", "activity")
    account.add_message(account.add_conversation(), None)
    assert ask.ids("q=parcel") == [1]
    assert ask.ids("q=parcel&status=open") == [1]


def test_conversation_type(ask: Asker, server: FakeChatwoot) -> None:
    """`conversation_type` filters by mentions, by participation, or by unattended conversations."""
    account = server.account
    answered, waiting, never = (account.add_conversation() for _ in range(3))
    account.add_message(answered, "Hello", "outgoing")
    account.add_message(waiting, "Hello", "outgoing")
    account.add_message(waiting, "And?")
    answered.mentioned.append(server.agent)
    waiting.participants.append(server.agent)
    assert ask.ids("conversation_type=mention") == [answered.id]
    assert ask.ids("conversation_type=participating") == [waiting.id]
    assert ask.ids("conversation_type=unattended") == [never.id, waiting.id]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", [3, 2, 1]),
        ("nonsense_desc", [3, 2, 1]),
        ("created_at_sideways", [3, 2, 1]),
        ("last_activity_at_asc", [1, 2, 3]),
        ("created_at_desc", [1, 2, 3]),
        ("created_at_asc", [3, 2, 1]),
        ("priority_desc", [2, 1, 3]),
        ("priority_asc", [1, 2, 3]),
        ("waiting_since_asc", [3, 2, 1]),
        ("waiting_since_desc", [2, 3, 1]),
    ],
)
def test_sort_by(ask: Asker, server: FakeChatwoot, order: str, expected: list[int]) -> None:
    """`sort_by` sorts by each key in both directions, missing values last; an unknown order is the default."""
    start = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

    def add(priority: str | None, *, created: int, active: int, waiting: int | None) -> Conversation:
        conversation = server.account.add_conversation(priority=priority, created_at=start + dt.timedelta(days=created))
        conversation.last_activity_at = start + dt.timedelta(days=active)
        conversation.waiting_since = None if waiting is None else start + dt.timedelta(days=waiting)
        return conversation

    add("low", created=3, active=4, waiting=None)
    add("urgent", created=2, active=5, waiting=2)
    add(None, created=1, active=6, waiting=1)
    assert ask.ids(f"sort_by={order}") == expected


def test_unread_count_stops_at_10(ask: Asker, server: FakeChatwoot, clock: Clock) -> None:
    """`unread_count` counts incoming messages since an agent looked, up to 10."""
    conversation = server.account.add_conversation()
    server.account.add_message(conversation)
    conversation.agent_last_seen_at = server.installation.now()
    clock.now += 1
    server.account.add_message(conversation, "Hello", "outgoing")
    for expected in [*range(1, 11), 10, 10]:
        server.account.add_message(conversation)
        assert ask.json(f"conversations/{conversation.id}")["unread_count"] == expected
