"""Agents, and their membership in teams and inboxes."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import Agent, FakeChatwoot

from .conftest import Asker
from .office import FAULT, MISSING, NOT_ALLOWED, Office, as_in_the_contract, invalid

CY = {"name": "Cy", "email": "Cy@Batik.example ", "role": "agent"}


@pytest.fixture
def bob(server: FakeChatwoot) -> Agent:
    """Agent 2."""
    return server.account.add_agent("Bob", email="bob@batik.example")


def test_an_invited_agent_is_there(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """The agent is unconfirmed, listed by name, and can be assigned."""
    made = as_in_the_contract("User", office.json("POST", "/agents", CY))
    assert (made["email"], made["confirmed"], made["role"], made["id"]) == ("cy@batik.example", False, "agent", 3)
    server.account.add_agent("aaron")
    assert [row["name"] for row in office.json("GET", "/agents", by=bob)] == ["aaron", "Ada Lestari", "Bob", "Cy"]
    server.account.add_conversation()
    assert office.json("POST", "/conversations/1/assignments", {"assignee_id": made["id"]}) == made


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"email": "BOB@batik.example"}, ("user_id", "User has already been taken")),
        ({"email": "bob"}, ("email", "Email is invalid, Email is not an email")),
        ({"email": " "}, ("email", "Email can't be blank")),
        ({"email": None}, ("email", "Email can't be blank")),
    ],
)
def test_an_agent_needs_an_address_of_their_own(
    office: Office, bob: Agent, body: Any, problem: tuple[str, str]
) -> None:
    """An agent without a unique address is not added."""
    assert invalid(problem) == office.error("POST", "/agents", {"name": "B"} | body)
    assert office.ids("/agents") == [1, bob.id]


def test_an_agent_is_changed_by_what_is_named(office: Office, bob: Agent) -> None:
    """Null changes nothing; the availability shows unless a closed app makes the agent offline."""
    path = f"/agents/{bob.id}"
    body = office.json("PATCH", path, {"name": "Robert", "role": None, "availability": "busy"})
    assert (body["name"], body["role"], body["availability_status"]) == ("Robert", "agent", "offline")
    body = office.json("PATCH", path, {"auto_offline": False})
    assert (body["availability_status"], body["auto_offline"]) == ("busy", False)
    body = as_in_the_contract("User", office.json("PATCH", path, {"agent": {"role": 1, "email": "new@b.example"}}))
    assert (body["role"], body["email"], body["availability_status"]) == ("administrator", "bob@batik.example", "busy")
    assert office.server.account.agents[bob.id].availability == "busy"


def test_availability_is_in_the_profile(ask: Asker, office: Office) -> None:
    """The profile has the set value, and the visible one."""
    office.json("PATCH", "/agents/1", {"availability": "busy"})
    account = ask.get("/api/v1/profile").json()["accounts"][0]
    assert (account["availability"], account["availability_status"]) == ("busy", "offline")


def test_a_server_fails_with_unknown_roles(office: Office, bob: Agent) -> None:
    """The same holds for unknown availabilities; an empty body is refused."""
    assert office.error("POST", "/agents", CY | {"role": "owner"}) == FAULT
    assert office.error("PATCH", f"/agents/{bob.id}", {"availability": "away"}) == FAULT
    missing = (422, {"error": "param is missing or the value is empty: agent"})
    assert missing == office.error("PATCH", f"/agents/{bob.id}", {}) == office.error("POST", "/agents", {})


def test_a_deleted_agent_leaves_everything(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """A deleted agent leaves conversations, teams and inboxes; messages stay, token and filters do not."""
    account = server.account
    conversation = account.add_conversation(assignee=bob)
    account.add_message(conversation, "Hello!", "outgoing")
    conversation.participants, conversation.mentioned = [bob, server.agent], [bob]
    team, _ = account.add_team(members=[bob]), account.add_team("others", members=[server.agent])
    account.inboxes[1].members = [server.agent, bob]
    for agent in (bob, server.agent):
        account.add_custom_filter(agent)
    office.gone(f"/agents/{bob.id}")
    assert [1] == office.ids("/agents") == office.ids("/conversations/1/participants") == office.ids("/inbox_members/1")
    assert office.ids(f"/teams/{team.id}/team_members") == []
    assert conversation.mentioned == []
    assert list(account.custom_filters) == [2]
    assert "assignee" not in office.json("GET", "/conversations/1")["meta"]
    (said,) = office.json("GET", "/conversations/1/messages")["payload"]
    assert (said["content"], "sender" in said) == ("Hello!", False)
    assert office.send("GET", "/agents", by=bob).status_code == 401
    assert office.error("DELETE", f"/agents/{bob.id}") == MISSING


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/agents"),
        ("PATCH", "/agents/1"),
        ("DELETE", "/agents/1"),
        ("POST", "/teams/1/team_members"),
        ("PATCH", "/teams/1/team_members"),
        ("DELETE", "/teams/1/team_members"),
        ("POST", "/inbox_members"),
        ("PATCH", "/inbox_members"),
        ("DELETE", "/inbox_members"),
    ],
)
def test_only_administrators_decide_who_is_where(office: Office, bob: Agent, method: str, path: str) -> None:
    """Agents who are not administrators get a 401."""
    body = {"name": "X", "email": "x@batik.example", "inbox_id": 1, "user_ids": [bob.id]}
    assert office.error(method, path, body, by=bob) == NOT_ALLOWED


def test_members_of_a_team_come_and_go(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Adding returns the new members, replacing returns all; ids may be strings."""
    team = server.account.add_team(members=[bob])
    path = f"/teams/{team.id}/team_members"
    assert [
        office.ids(path, by=bob),
        [row["id"] for row in office.json("POST", path, {"user_ids": ["1", bob.id, 1]})],
        office.ids(path),
    ] == [[2], [1], [1, 2]]
    assert office.json("GET", f"/teams/{team.id}")["is_member"]
    office.gone(path, body={"user_ids": [1]})
    office.gone(path, body={"user_ids": [1]})
    assert office.ids(path) == [2]
    assert [row["id"] for row in office.json("PATCH", path, {"user_ids": [1]})] == [1]
    assert [] == office.json("PATCH", path, {"user_ids": []}) == office.ids(path)


def test_strangers_are_no_members_of_a_team(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """A single unknown id leads to a 401, and nothing changes."""
    path = f"/teams/{server.account.add_team(members=[bob]).id}/team_members"
    for method in ("POST", "PATCH", "DELETE"):
        assert office.error(method, path, {"user_ids": [1, 99]}) == (401, {"error": "Invalid User IDs"})
        assert office.error(method, path, {"user_ids": 1}) == FAULT
    assert office.ids(path) == [2]
    assert office.error("GET", "/teams/9/team_members") == MISSING


def test_members_of_an_inbox_come_and_go(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Every response has all members; removing others has no effect."""
    inbox = server.account.add_inbox()
    path = f"/inbox_members/{inbox.id}"

    def about(*ids: int) -> dict[str, Any]:
        return {"inbox_id": inbox.id, "user_ids": list(ids)}

    body = as_in_the_contract("UserListEnvelope", office.json("POST", "/inbox_members", about(bob.id, 1, 1)))
    assert [1, 2] == [row["id"] for row in body["payload"]] == office.ids(path, by=bob)
    assert office.json("POST", "/inbox_members", about(bob.id)) == body
    office.gone("/inbox_members", body=about(bob.id, 99))
    assert office.ids(path) == [1]
    assert [row["id"] for row in office.json("PATCH", "/inbox_members", about(bob.id))["payload"]] == [2]
    assert office.json("PATCH", "/inbox_members", about()) == {"payload": []}


def test_members_of_an_inbox_are_agents(office: Office, server: FakeChatwoot) -> None:
    """Members of an inbox must be agents of the account, and the inbox must exist."""
    server.account.add_inbox()
    for method in ("POST", "PATCH"):
        stranger = {"inbox_id": 1, "user_ids": [99]}
        assert invalid(("user", "User must exist")) == office.error(method, "/inbox_members", stranger)
    for method in ("POST", "PATCH", "DELETE"):
        assert office.error(method, "/inbox_members", {"inbox_id": 1}) == FAULT
        assert office.error(method, "/inbox_members", {"user_ids": [1]}) == MISSING


def test_who_is_not_in_an_inbox_does_not_see_its_members(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Only members and administrators see the members of an inbox."""
    server.account.add_inbox()
    assert office.error("GET", "/inbox_members/1", by=bob) == NOT_ALLOWED
    assert office.error("GET", "/assignable_agents?inbox_ids[]=1", by=bob) == NOT_ALLOWED
    assert office.json("GET", "/inbox_members/1") == {"payload": []}


def test_who_is_in_all_inboxes_can_have_conversations(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Members of all given inboxes and administrators are listed once each; the inboxes must exist."""
    account, cy = server.account, server.account.add_agent("Cy")
    first, second = account.add_inbox(), account.add_inbox()
    first.members, second.members = [bob, cy, server.agent], [cy]
    path = "/assignable_agents?inbox_ids[]="
    assert office.ids(f"{path}1", by=bob) == [1, 2, 3]
    body = as_in_the_contract("UserListEnvelope", office.json("GET", f"{path}1&inbox_ids[]=2"))
    assert [row["id"] for row in body["payload"]] == [3, 1]
    for missing in ("/assignable_agents", f"{path}9", f"{path}x"):
        assert office.error("GET", missing) == MISSING
