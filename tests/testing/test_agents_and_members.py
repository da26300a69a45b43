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
    assert ("cy@batik.example", False, "agent", 3) == (made["email"], made["confirmed"], made["role"], made["id"])
    server.account.add_agent("aaron")
    assert ["aaron", "Ada Lestari", "Bob", "Cy"] == [row["name"] for row in office.json("GET", "/agents", by=bob)]
    server.account.add_conversation()
    assert made == office.json("POST", "/conversations/1/assignments", {"assignee_id": made["id"]})


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
    assert [1, bob.id] == office.ids("/agents")


def test_an_agent_is_changed_by_what_is_named(office: Office, bob: Agent) -> None:
    """Null changes nothing; the availability shows unless a closed app makes the agent offline."""
    path = f"/agents/{bob.id}"
    body = office.json("PATCH", path, {"name": "Robert", "role": None, "availability": "busy"})
    assert ("Robert", "agent", "offline") == (body["name"], body["role"], body["availability_status"])
    body = office.json("PATCH", path, {"auto_offline": False})
    assert ("busy", False) == (body["availability_status"], body["auto_offline"])
    body = as_in_the_contract("User", office.json("PATCH", path, {"agent": {"role": 1, "email": "new@b.example"}}))
    assert ("administrator", "bob@batik.example", "busy") == (body["role"], body["email"], body["availability_status"])
    assert "busy" == office.server.account.agents[bob.id].availability


def test_availability_is_in_the_profile(ask: Asker, office: Office) -> None:
    """The profile has the set value, and the visible one."""
    office.json("PATCH", "/agents/1", {"availability": "busy"})
    account = ask.get("/api/v1/profile").json()["accounts"][0]
    assert ("busy", "offline") == (account["availability"], account["availability_status"])


def test_a_server_fails_with_unknown_roles(office: Office, bob: Agent) -> None:
    """The same holds for unknown availabilities; an empty body is refused."""
    assert FAULT == office.error("POST", "/agents", CY | {"role": "owner"})
    assert FAULT == office.error("PATCH", f"/agents/{bob.id}", {"availability": "away"})
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
    assert [] == office.ids(f"/teams/{team.id}/team_members")
    assert [] == conversation.mentioned
    assert [2] == list(account.custom_filters)
    assert "assignee" not in office.json("GET", "/conversations/1")["meta"]
    (said,) = office.json("GET", "/conversations/1/messages")["payload"]
    assert ("Hello!", False) == (said["content"], "sender" in said)
    assert 401 == office.send("GET", "/agents", by=bob).status_code
    assert MISSING == office.error("DELETE", f"/agents/{bob.id}")


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
    """Other agents get a 401."""
    body = {"name": "X", "email": "x@batik.example", "inbox_id": 1, "user_ids": [bob.id]}
    assert NOT_ALLOWED == office.error(method, path, body, by=bob)


def test_members_of_a_team_come_and_go(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Adding returns the new members, replacing returns all; ids may be strings."""
    team = server.account.add_team(members=[bob])
    path = f"/teams/{team.id}/team_members"
    assert [[2], [1], [1, 2]] == [
        office.ids(path, by=bob),
        [row["id"] for row in office.json("POST", path, {"user_ids": ["1", bob.id, 1]})],
        office.ids(path),
    ]
    assert office.json("GET", f"/teams/{team.id}")["is_member"]
    office.gone(path, body={"user_ids": [1]})
    office.gone(path, body={"user_ids": [1]})
    assert [2] == office.ids(path)
    assert [1] == [row["id"] for row in office.json("PATCH", path, {"user_ids": [1]})]
    assert [] == office.json("PATCH", path, {"user_ids": []}) == office.ids(path)


def test_strangers_are_no_members_of_a_team(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """A single unknown id leads to a 401, and nothing changes."""
    path = f"/teams/{server.account.add_team(members=[bob]).id}/team_members"
    for method in ("POST", "PATCH", "DELETE"):
        assert (401, {"error": "Invalid User IDs"}) == office.error(method, path, {"user_ids": [1, 99]})
        assert FAULT == office.error(method, path, {"user_ids": 1})
    assert [2] == office.ids(path)
    assert MISSING == office.error("GET", "/teams/9/team_members")


def test_members_of_an_inbox_come_and_go(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Every response has all members; removing others has no effect."""
    inbox = server.account.add_inbox()
    path = f"/inbox_members/{inbox.id}"

    def about(*ids: int) -> dict[str, Any]:
        return {"inbox_id": inbox.id, "user_ids": list(ids)}

    body = as_in_the_contract("UserListEnvelope", office.json("POST", "/inbox_members", about(bob.id, 1, 1)))
    assert [1, 2] == [row["id"] for row in body["payload"]] == office.ids(path, by=bob)
    assert body == office.json("POST", "/inbox_members", about(bob.id))
    office.gone("/inbox_members", body=about(bob.id, 99))
    assert [1] == office.ids(path)
    assert [2] == [row["id"] for row in office.json("PATCH", "/inbox_members", about(bob.id))["payload"]]
    assert {"payload": []} == office.json("PATCH", "/inbox_members", about())


def test_members_of_an_inbox_are_agents(office: Office, server: FakeChatwoot) -> None:
    """They must be agents of the account, and the inbox must exist."""
    server.account.add_inbox()
    for method in ("POST", "PATCH"):
        stranger = {"inbox_id": 1, "user_ids": [99]}
        assert invalid(("user", "User must exist")) == office.error(method, "/inbox_members", stranger)
    for method in ("POST", "PATCH", "DELETE"):
        assert FAULT == office.error(method, "/inbox_members", {"inbox_id": 1})
        assert MISSING == office.error(method, "/inbox_members", {"user_ids": [1]})


def test_who_is_not_in_an_inbox_does_not_see_its_members(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Only members and administrators see them."""
    server.account.add_inbox()
    assert NOT_ALLOWED == office.error("GET", "/inbox_members/1", by=bob)
    assert NOT_ALLOWED == office.error("GET", "/assignable_agents?inbox_ids[]=1", by=bob)
    assert {"payload": []} == office.json("GET", "/inbox_members/1")


def test_who_is_in_all_inboxes_can_have_conversations(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Members of all given inboxes and administrators are listed once each; the inboxes must exist."""
    account, cy = server.account, server.account.add_agent("Cy")
    first, second = account.add_inbox(), account.add_inbox()
    first.members, second.members = [bob, cy, server.agent], [cy]
    path = "/assignable_agents?inbox_ids[]="
    assert [1, 2, 3] == office.ids(f"{path}1", by=bob)
    body = as_in_the_contract("UserListEnvelope", office.json("GET", f"{path}1&inbox_ids[]=2"))
    assert [3, 1] == [row["id"] for row in body["payload"]]
    for missing in ("/assignable_agents", f"{path}9", f"{path}x"):
        assert MISSING == office.error("GET", missing)
