"""Priority, labels, attributes and assignments of conversations: the real server's traps, and the stored results."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot

from .callers import Caller
from .conftest import Asker, Clock
from .office import FAULT, NOW

# --- priority, labels, attributes ---


def test_priority(call: Caller, ask: Asker) -> None:
    """The priority is set, changed and cleared, by both calls; activities report it, and lists are sorted by it."""
    for priority in ("low", "urgent"):
        assert call.json("POST", "/1/toggle_priority", {"priority": priority}) is None
        assert call.json("GET", "/1")["priority"] == priority
    assert call.json("PATCH", "/1", {"priority": None})["priority"] is None
    assert call.json("PATCH", "/1", {"priority": "high"})["priority"] == "high"
    assert call.json("PATCH", "/1", {})["priority"] == "high"
    call.json("POST", "/1/toggle_priority", {"priority": ""})
    call.json("POST", "/1/toggle_priority", {})
    assert call.json("GET", "/1")["priority"] is None
    assert call.history() == [
        "Ada Lestari set the priority to low",
        "Ada Lestari changed the priority from low to urgent",
        "Ada Lestari removed the priority",
        "Ada Lestari set the priority to high",
        "Ada Lestari removed the priority",
    ]


@pytest.mark.parametrize("priority", ["none", "zzz", ["low"]])
def test_an_unknown_priority(call: Caller, priority: Any) -> None:
    """The trap: 500, also for "none", which the published page names."""
    assert call.error("POST", "/1/toggle_priority", {"priority": priority}) == FAULT
    assert call.error("PATCH", "/1", {"priority": priority}) == FAULT


def test_labels_are_replaced(call: Caller, ask: Asker) -> None:
    """Setting labels removes earlier labels, as on a real server."""
    assert call.json("POST", "/1/labels", {"labels": ["vip", " new ", "vip", ""]}) == {"payload": ["vip", "new"]}
    assert call.json("POST", "/1/labels", {"labels": ["late, a", "new"]}) == {"payload": ["late", "a", "new"]}
    assert ["late", "a", "new"] == call.json("GET", "/1/labels")["payload"] == call.json("GET", "/1")["labels"]
    assert (ask.ids("labels[]=vip"), ask.ids("labels[]=late")) == ([], [1])
    assert call.json("POST", "/1/labels", {"labels": "vip"}) == {"payload": []}
    assert call.history() == [
        "Ada Lestari added vip, new",
        "Ada Lestari added late, a",
        "Ada Lestari removed vip",
        "Ada Lestari removed late, a, new",
    ]


def test_custom_attributes_are_replaced(call: Caller, clock: Clock) -> None:
    """The trap: earlier attributes are removed. The server fails for values that are not objects."""
    path = "/1/custom_attributes"
    call.json("POST", path, {"custom_attributes": {"a": 1, "deep": {"b": [None]}}})
    clock.now += 1
    assert call.json("POST", path, {"custom_attributes": {"c": 2}}) == {"custom_attributes": {"c": 2}}
    conversation = call.json("GET", "/1")
    assert ({"c": 2}, clock.now) == (conversation["custom_attributes"], conversation["updated_at"])
    assert FAULT == call.error("POST", path, {}) == call.error("POST", path, {"custom_attributes": "c"})


# --- assignments ---


def test_agents_are_assigned(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """The response is the agent; lists and counts agree, and earlier assignees stay participants."""
    bob = server.account.add_agent("Bob")
    assert call.json("POST", "/1/assignments", {"assignee_id": 1})["name"] == "Ada Lestari"
    assert (ask.ids("assignee_type=me"), call.json("GET", "/meta")["meta"]["mine_count"]) == ([1], 1)
    assert call.json("POST", "/1/assignments", {"assignee_id": bob.id})["name"] == "Bob"
    assert call.json("POST", "/1/assignments", {"assignee_id": str(bob.id)})["name"] == "Bob"
    assert (ask.ids("assignee_type=me"), call.json("GET", "/meta")["meta"]["assigned_count"]) == ([], 1)
    assert call.json("POST", "/1/assignments", {"assignee_id": 99}) is None
    assert ask.ids("assignee_type=unassigned") == [1]
    assert [each["name"] for each in call.json("GET", "/1/participants")] == ["Ada Lestari", "Bob"]
    assert call.history() == [
        "Ada Lestari self-assigned this conversation",
        "Assigned to Bob by Ada Lestari",
        "Conversation unassigned by Ada Lestari",
    ]


@pytest.mark.parametrize("nobody", [None, 0])
def test_the_assignee_wins_by_being_there(call: Caller, server: FakeChatwoot, nobody: Any) -> None:
    """The trap: with an unknown `assignee_id`, the team is ignored and the assignee removed."""
    conversation = server.account.conversations[1]
    conversation.assignee = server.agent
    team = server.account.add_team()
    assert call.json("POST", "/1/assignments", {"team_id": team.id, "assignee_id": nobody}) is None
    assert not {"assignee", "team"} & {*call.json("GET", "/1")["meta"]}
    assert call.json("POST", "/1/assignments", {}) is None


def test_teams_are_assigned(call: Caller, server: FakeChatwoot, ask: Asker) -> None:
    """The response is the team with its times; an assignee of another team is removed."""
    conversation = server.account.conversations[1]
    bob = server.account.add_agent("Bob")
    own, other = server.account.add_team("own", members=[server.agent]), server.account.add_team("other", members=[bob])
    conversation.assignee = server.agent
    answer = call.json("POST", "/1/assignments", {"team_id": own.id})
    assert (answer["name"], answer["created_at"], answer["updated_at"]) == ("own", NOW, NOW)
    assert (conversation.assignee, ask.ids(f"team_id={own.id}")) == (server.agent, [1])
    call.json("POST", "/1/assignments", {"team_id": other.id})
    call.json("POST", "/1/assignments", {"team_id": other.id})
    meta = call.json("GET", "/1")["meta"]
    assert (meta["team"]["name"], "assignee" in meta) == ("other", False)
    assert call.json("POST", "/1/assignments", {"team_id": 0}) is None
    assert "team" not in call.json("GET", "/1")["meta"]
    assert call.history() == [
        "Assigned to own by Ada Lestari",
        "Assigned to other by Ada Lestari",
        "Unassigned from other by Ada Lestari",
    ]


def test_a_bot_loses_what_it_had(call: Caller, server: FakeChatwoot) -> None:
    """Assigning to an agent or nobody removes a bot, without an activity."""
    robo, conversation = server.account.add_bot("Robo"), server.account.conversations[1]
    conversation.assignee = robo
    call.json("POST", "/1/assignments", {"team_id": server.account.add_team("t").id}, by=robo)
    assert conversation.assignee is robo
    assert call.json("POST", "/1/assignments", {"assignee_id": 0}, by=robo) is None
    assert "assignee" not in call.json("GET", "/1")["meta"]
    conversation.assignee = robo
    assert call.json("POST", "/1/assignments", {"assignee_id": 1}, by=robo)["name"] == "Ada Lestari"
    assert call.history() == ["Assigned to t by Robo", "Assigned to Ada Lestari by Robo"]


# --- the rest ---
