"""Assignment and capacity policies, integrations and further settings of an account."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import Agent, AgentCapacityPolicy, AssignmentPolicy, FakeChatwoot, Inbox, IntegrationHook

from .office import FAULT, MISSING, NOT_ALLOWED, Office, as_in_the_contract, invalid

NO_POLICY = (404, {"error": "Assignment policy not found"})
GOOGLE = {"app_id": "google_translate", "settings": {"project_id": "p", "credentials": {"key": "a secret"}}}


@pytest.fixture
def inbox(server: FakeChatwoot) -> Inbox:
    """An inbox."""
    return server.account.add_inbox("Shop")


def test_an_inbox_has_one_assignment_policy(office: Office, server: FakeChatwoot, inbox: Inbox, bob: Agent) -> None:
    """Another one replaces it; without one, the response is a 404."""
    path = f"/inboxes/{inbox.id}/assignment_policy"
    assert [office.error(method, path) for method in ("GET", "DELETE")] == [NO_POLICY] * 2
    made = office.json("POST", "/assignment_policies", {"assignment_policy": {"name": "In turn"}})
    as_in_the_contract("AssignmentPolicy", made)
    other = server.account.add(AssignmentPolicy, name="Other")
    for id, count in ((other.id, 1), (made["id"], 1)):
        assert office.json("POST", path, {"assignment_policy_id": id})["assigned_inbox_count"] == count
    assert other.inboxes == []
    assert [each["name"] for each in office.json("GET", f"/assignment_policies/{made['id']}/inboxes")["inboxes"]] == [
        "Shop"
    ]
    assert office.json("GET", path)["id"] == made["id"]
    assert office.error("GET", path, by=bob) == NOT_ALLOWED
    office.gone(path)
    assert office.error("GET", path) == NO_POLICY


def test_an_inbox_that_is_gone_has_no_policy(office: Office, server: FakeChatwoot, inbox: Inbox) -> None:
    """A policy accepts only existing inboxes."""
    policy = server.account.add(AssignmentPolicy, name="In turn", inboxes=[inbox])
    office.send("DELETE", f"/inboxes/{inbox.id}")
    assert office.json("GET", f"/assignment_policies/{policy.id}/inboxes") == {"inboxes": []}


def test_assignment_policies_are_checked(office: Office, server: FakeChatwoot) -> None:
    """Names are unique, and numbers positive; an unknown order is a server error."""
    server.account.add(AssignmentPolicy, name="Taken")
    for policy, problem in (
        ({"name": "Taken"}, ("name", "Name has already been taken")),
        ({"name": "A", "fair_distribution_limit": 0}, ("fair_distribution_limit", "Fair distribution limit must be g")),
    ):
        status, body = office.error("POST", "/assignment_policies", {"assignment_policy": policy})
        expected = invalid(problem)
        assert (expected[0], expected[1]["attributes"]) == (status, body["attributes"])
        assert body["message"].startswith(expected[1]["message"])
    nope = {"assignment_policy": {"name": "A", "assignment_order": "nope"}}
    assert office.error("POST", "/assignment_policies", nope) == FAULT


def test_a_capacity_policy_limits_inboxes(office: Office, server: FakeChatwoot, inbox: Inbox) -> None:
    """An inbox has one limit per policy, which is changed and deleted by its own id."""
    policy = server.account.add(AgentCapacityPolicy, name="Five")
    path = f"/agent_capacity_policies/{policy.id}/inbox_limits"
    limit = office.json("POST", path, {"inbox_id": inbox.id, "conversation_limit": 5})
    as_in_the_contract("InboxCapacityLimit", limit)
    taken = office.error("POST", path, {"inbox_id": inbox.id, "conversation_limit": 5})
    assert invalid(("inbox_id", "Inbox has already been taken")) == taken
    for value in (0, None, [5]):
        status, body = office.error("PATCH", f"{path}/{limit['id']}", {"conversation_limit": value})
        assert (status, body["attributes"]) == (422, ["conversation_limit"])
    assert office.json("PATCH", f"{path}/{limit['id']}", {"conversation_limit": 6})["conversation_limit"] == 6
    whole = as_in_the_contract("AgentCapacityPolicy", office.json("GET", f"/agent_capacity_policies/{policy.id}"))
    assert [(each["inbox_name"], each["conversation_limit"]) for each in whole["inbox_capacity_limits"]] == [
        ("Shop", 6)
    ]
    office.gone(f"{path}/{limit['id']}", 204)
    assert office.error("PATCH", f"{path}/{limit['id']}", {"conversation_limit": 6}) == MISSING


def test_a_user_has_one_capacity_policy(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Another one replaces it; deleted users are not counted."""
    first, second = (server.account.add(AgentCapacityPolicy, name=name) for name in ("Five", "Six"))
    for policy in (first, second):
        path = f"/agent_capacity_policies/{policy.id}/users"
        assert office.json("POST", path, {"user_id": bob.id})["id"] == bob.id
        assert office.ids(path) == [bob.id]
    assert first.users == []
    office.gone(f"{path}/{bob.id}")
    assert office.ids(path) == []
    second.users.append(bob)
    office.gone(f"/agents/{bob.id}")
    assert office.json("GET", f"/agent_capacity_policies/{second.id}")["assigned_agent_count"] == 0
    assert office.ids(path) == []


def test_secrets_of_integrations_do_not_come_back(office: Office, inbox: Inbox) -> None:
    """A hook shows only the visible settings of its integration."""
    hook = as_in_the_contract("IntegrationHook", office.json("POST", "/integrations/hooks", GOOGLE))
    assert (hook["settings"], hook["status"], hook["inbox"]) == ({"project_id": "p"}, True, None)
    off = office.json("PATCH", f"/integrations/hooks/{hook['id']}", {"status": "disabled"})
    assert not off["status"]
    app = as_in_the_contract("IntegrationApp", office.json("GET", "/integrations/apps/google_translate"))
    assert (True, [off]) == (app["enabled"], app["hooks"])
    of_inbox = GOOGLE | {"app_id": "dialogflow", "inbox_id": inbox.id}
    assert office.json("POST", "/integrations/hooks", of_inbox)["inbox"] == {"id": inbox.id, "name": "Shop"}
    office.gone(f"/integrations/hooks/{hook['id']}")
    assert not office.json("GET", "/integrations/apps/google_translate")["enabled"]


@pytest.mark.parametrize(
    ("hook", "attributes", "text"),
    [
        ({"app_id": "nope", "settings": {}}, ["app_id"], "App has already been taken"),
        (
            {"app_id": "openai", "settings": {}},
            ["settings", "base"],
            "Settings : Invalid settings data, OpenAI API",
        ),
        (GOOGLE | {"settings": {"project_id": 1, "credentials": {}}}, ["settings"], "Settings : Invalid settings data"),
        (GOOGLE | {"settings": {"nope": "x"}}, ["settings"], "Settings : Invalid settings data"),
    ],
)
def test_hooks_are_checked(office: Office, hook: Any, attributes: list[str], text: str) -> None:
    """An unknown integration counts as taken; settings follow the integration's schema."""
    status, body = office.error("POST", "/integrations/hooks", hook)
    assert (422, attributes) == (status, body["attributes"])
    assert body["message"].startswith(text)


def test_integrations_are_set_up_by_administrators(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Only administrators see all of an integration; most can be set up once."""
    server.account.add(IntegrationHook, **GOOGLE)
    assert office.send("POST", "/integrations/hooks", GOOGLE).status_code == 422
    assert office.error("POST", "/integrations/hooks", GOOGLE, by=bob) == NOT_ALLOWED
    whole, less = (office.json("GET", "/integrations/apps", by=by)["payload"] for by in (server.agent, bob))
    assert "settings_json_schema" in whole[2].keys() - less[2].keys()
    assert office.error("GET", "/integrations/apps/nope") == FAULT
    assert not whole[0]["enabled"]
    server.account.add_webhook()
    assert office.json("GET", "/integrations/apps/webhook")["enabled"]


def test_what_an_account_is_set_up_with_besides(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """An account has the times of changes of lists, the layout of emails, and the user's last activity."""
    assert office.json("GET", "/cache_keys")["cache_keys"]["label"] == "0000000000"
    server.account.add_label("vip")
    assert office.json("GET", "/cache_keys")["cache_keys"]["label"] == "1795161630"
    layout = "<html>{{ content_for_layout }}</html>"
    assert office.json("PATCH", "/branded_email_layout", {"branded_email_layout": layout}) == {
        "branded_email_layout": layout
    }
    assert office.json("GET", "/branded_email_layout") == {"branded_email_layout": layout}
    dump = office.json("PATCH", "/branded_email_layout", {"branded_email_layout": {"body": layout}})
    assert isinstance(dump["branded_email_layout"], str)
    assert office.json("PATCH", "/branded_email_layout", {"branded_email_layout": ""}) == {"branded_email_layout": None}
    assert office.error("GET", "/branded_email_layout", by=bob) == NOT_ALLOWED
    assert office.json("POST", "/update_active_at", by=bob) is None
    assert office.json("GET", "/api/v1/profile", by=bob)["accounts"][0]["active_at"] == "2026-11-20T08:00:30.000Z"
