"""Automation rules, macros, bulk actions, campaigns, roles and dashboard apps of the fake server."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from aiochatwoot.testing import Agent, AutomationRule, Campaign, Conversation, DashboardApp, FakeChatwoot, Macro

from .office import FAULT, MISSING, NOT_ALLOWED, Office, as_in_the_contract, invalid

LABEL = {"action_name": "add_label", "action_params": ["gift"]}
CONDITION = {"attribute_key": "content", "filter_operator": "contains", "values": ["refund"], "query_operator": None}
RULE: dict[str, Any] = {
    "name": "Refunds",
    "event_name": "message_created",
    "conditions": [CONDITION],
    "actions": [LABEL],
}


@pytest.fixture
def talk(server: FakeChatwoot) -> Conversation:
    """An open conversation, 42, with the label vip."""
    return server.account.add_conversation(id=42, labels=["vip"])


def run(office: Office, *actions: tuple[str, list[Any]], by: Agent | None = None, ids: Any = (42,)) -> None:
    """Store a macro with these actions, and run it."""
    told = [{"action_name": name, "action_params": params} for name, params in actions]
    macro = office.json("POST", "/macros", {"name": "Do", "visibility": "personal", "actions": told}, by=by)["payload"]
    answer = office.send("POST", f"/macros/{macro['id']}/execute", {"conversation_ids": list(ids)}, by=by)
    assert (answer.status_code, answer.content) == (200, b"")


# --- automation rules ---


def test_a_rule_has_a_life(office: Office) -> None:
    """A rule is created without an envelope, and read, changed and copied with one; a copy is a separate rule."""
    made = as_in_the_contract("AutomationRule", office.json("POST", "/automation_rules", RULE))
    one = f"/automation_rules/{made['id']}"
    assert office.json("GET", one)["payload"] == made
    assert office.json("PATCH", one, {"active": False})["payload"] == made | {"active": False}
    copy = office.json("POST", f"{one}/clone")["payload"]
    assert made | {"id": copy["id"], "active": False} == copy
    assert office.ids("/automation_rules") == [made["id"], copy["id"]]
    office.gone(one)
    assert office.ids("/automation_rules") == [copy["id"]]


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"actions": [{"action_name": "nope"}]}, {"actions": ["Automation actions nope not supported."]}),
        (
            {"conditions": [{**CONDITION, "attribute_key": "nope"}]},
            {"conditions": ["Automation conditions nope not supported."]},
        ),
        (
            {"conditions": [CONDITION, CONDITION]},
            {"conditions": ["Automation conditions should have query operator."]},
        ),
        (
            {"conditions": [{**CONDITION, "query_operator": "XOR"}]},
            {"conditions": ['Query operator must be either "AND" or "OR"']},
        ),
    ],
)
def test_rules_are_checked(office: Office, change: dict[str, Any], problems: dict[str, Any]) -> None:
    """Unknown names are refused, with their attributes."""
    answer = office.send("POST", "/automation_rules", RULE | change)
    assert (answer.status_code, answer.json()) == (422, {"error": problems})


def test_rules_may_ask_for_custom_attributes(office: Office, server: FakeChatwoot) -> None:
    """Custom attributes in rules must be defined in the account; values are stored unchanged."""
    server.account.add_custom_attribute_definition("plan")
    condition = {"attribute_key": "plan", "filter_operator": "equal_to", "values": [1, None]}
    made = office.json("POST", "/automation_rules", RULE | {"conditions": [condition], "actions": []})
    assert made["conditions"] == [condition | {"values": [1]}]


def test_rules_are_for_administrators(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Agents are refused; an unknown rule is a server error, as is one without a name."""
    rule = server.account.add(AutomationRule, name="A", event_name="message_created")
    for method, path in (("GET", ""), ("POST", ""), ("GET", f"/{rule.id}"), ("POST", f"/{rule.id}/clone")):
        assert office.error(method, f"/automation_rules{path}", RULE, by=bob) == NOT_ALLOWED
    for method, path in (("GET", "/99"), ("PATCH", "/99"), ("DELETE", "/99"), ("POST", "/99/clone")):
        assert office.error(method, f"/automation_rules{path}", {"name": "x"}) == FAULT
    assert office.error("PATCH", f"/automation_rules/{rule.id}", {"name": None}) == FAULT


# --- macros ---


def test_a_change_that_names_no_visibility_forgets_it(office: Office) -> None:
    """The real server does the same; an agent's macros are always personal."""
    macro = office.json("POST", "/macros", {"name": "Do", "visibility": "global", "actions": [LABEL]})["payload"]
    as_in_the_contract("Macro", macro)
    changed = office.json("PATCH", f"/macros/{macro['id']}", {"name": "Done"})["payload"]
    assert (changed["name"], changed["visibility"], changed["actions"]) == ("Done", None, [LABEL])


def test_whose_macros_they_are(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Everybody can run the account's and their own; only administrators change the account's."""
    ada = server.agent
    shared = server.account.add(Macro, name="A", visibility="global", created_by=ada, updated_by=ada)
    hers = server.account.add(Macro, name="B", visibility="personal", created_by=ada, updated_by=ada)
    his = office.json("POST", "/macros", {"name": "C", "visibility": "global", "actions": []}, by=bob)["payload"]
    assert (his["visibility"], his["created_by"]["name"]) == ("personal", "Bob")
    assert office.ids("/macros", by=bob) == [shared.id, his["id"]]
    assert office.ids("/macros") == [shared.id, hers.id]
    assert office.json("GET", f"/macros/{shared.id}", by=bob)["payload"]["id"] == shared.id
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/execute")):
        assert office.error(method, f"/macros/{hers.id}{path}", {"visibility": "personal"}, by=bob) == NOT_ALLOWED
    for method in ("PATCH", "DELETE"):
        assert office.error(method, f"/macros/{shared.id}", {"visibility": "global"}, by=bob) == NOT_ALLOWED
    office.gone(f"/macros/{shared.id}")


def test_macros_that_do_not_exist(office: Office) -> None:
    """Running one is a success, reading one a 404 without a body, and changing one a server error."""
    answer = office.send("GET", "/macros/99")
    assert (answer.status_code, answer.content) == (404, b"")
    assert office.send("POST", "/macros/99/execute", {"conversation_ids": [1]}).status_code == 200
    assert office.error("PATCH", "/macros/99", {"visibility": "global"}) == FAULT


def test_macros_are_checked(office: Office) -> None:
    """An action that macros do not have is refused."""
    actions = [{"action_name": "send_email_to_team", "action_params": []}]
    answer = office.send("POST", "/macros", {"name": "x", "visibility": "global", "actions": actions})
    text = "Macro execution actions send_email_to_team not supported."
    assert (answer.status_code, answer.json()) == (422, {"error": {"actions": [text]}})


def test_a_macro_acts(office: Office, server: FakeChatwoot, talk: Conversation) -> None:
    """Each action has the effect of the equivalent call, in the name of the user who runs the macro."""
    team = server.account.add_team("billing")
    run(
        office,
        ("add_label", ["gift", "vip"]),
        ("remove_label", ["vip"]),
        ("assign_agent", ["self"]),
        ("change_priority", ["high"]),
        ("send_message", ["Hello {{ contact.name }}"]),
        ("add_private_note", ["A note"]),
        ("change_status", ["resolved"]),
    )
    said = [(each.content, each.private) for each in talk.messages if each.message_type == 1]
    assert said == [("Hello A Customer", False), ("A note", True)]
    assert (["gift"], server.agent, "high", "resolved") == (talk.labels, talk.assignee, talk.priority, talk.status)

    run(office, ("assign_team", [team.id]), ("snooze_conversation", []), ("change_priority", ["nil"]))
    assert (team, "snoozed", None) == (talk.team, talk.status, talk.priority)
    run(office, ("assign_team", ["nil"]), ("assign_agent", ["nil"]), ("mute_conversation", []))
    assert (talk.team, talk.assignee, talk.muted, talk.status) == (None, None, True, "resolved")


def test_more_of_what_a_macro_does(office: Office, server: FakeChatwoot, talk: Conversation) -> None:
    """A macro unassigns and resolves; an agent without access to the inbox is not assigned."""
    talk.assignee, talk.team = server.agent, server.account.add_team("billing")
    outsider = server.account.add_agent("Cyd")
    run(office, ("assign_agent", [outsider.id]))
    assert talk.assignee is server.agent
    run(office, ("remove_assigned_agent", []), ("remove_assigned_team", []), ("resolve_conversation", []))
    found: tuple[Any, Any, str] = (talk.assignee, talk.team, talk.status)
    assert found == (None, None, "resolved")
    talk.inbox.members.append(outsider)
    run(office, ("assign_agent", [outsider.id]))
    assert talk.assignee is outsider


def test_what_fails_is_left_out(office: Office, talk: Conversation) -> None:
    """An impossible action, or an unknown conversation, stops nothing and is not reported."""
    before = len(talk.messages)
    run(
        office,
        ("change_status", ["nope"]),
        ("change_priority", ["nope"]),
        ("send_message", ["\0"]),
        ("assign_agent", [99]),
        ("assign_team", [99]),
        ("send_webhook_event", ["https://hook.example"]),
        ids=(99, 42),
    )
    assert (talk.status, talk.priority, talk.labels, len(talk.messages)) == ("open", None, ["vip"], before)
    run(office, ("add_label", ["late"]), ids=())
    assert talk.labels == ["vip"]
    macro = office.json("POST", "/macros", {"name": "Do", "visibility": "global", "actions": [LABEL]})["payload"]
    assert office.send("POST", f"/macros/{macro['id']}/execute", {}).status_code == 200


# --- bulk actions ---


def test_a_bulk_action_changes_conversations(office: Office, server: FakeChatwoot, talk: Conversation) -> None:
    """Labels are removed and added, then fields are set; others stay."""
    other, team = server.account.add_conversation(id=43), server.account.add_team("billing")
    fields = {"status": "snoozed", "assignee_id": server.agent.id, "team_id": team.id}
    labels = {"add": ["gift"], "remove": ["vip"]}
    body = {"type": "Conversation", "ids": [42, 43, 99], "fields": fields, "labels": labels, "snoozed_until": 1.9e9}
    assert office.send("POST", "/bulk_actions", body).content == b""
    for each in (talk, other):
        assert (["gift"], "snoozed", team) == (each.labels, each.status, each.team)
        assert each.snoozed_until is not None
        assert each.snoozed_until.timestamp() == 1.9e9
    office.json("POST", "/bulk_actions", {"type": "conversation", "ids": [42], "fields": {"assignee_id": None}})
    assert (talk.assignee, talk.status) == (None, "snoozed")


def test_a_bulk_action_ends_in_the_middle(office: Office, server: FakeChatwoot, talk: Conversation) -> None:
    """An impossible value stops the work, with a success as response."""
    other = server.account.add_conversation(id=43)
    body = {"type": "Conversation", "ids": [42, 43], "fields": {"status": "nope"}, "labels": {"add": ["gift"]}}
    assert office.send("POST", "/bulk_actions", body).status_code == 200
    assert (talk.labels, other.labels) == (["vip", "gift"], [])


def test_a_bulk_action_for_contacts(office: Office, server: FakeChatwoot) -> None:
    """Contacts get labels, once each; other kinds of records are refused."""
    contact = server.account.add_contact("Zoë", labels=["vip"])
    for labels in ({"add": ["gift", "vip"]}, None):
        body = {"type": "Contact", "ids": [contact.id, 99], "labels": labels}
        assert office.send("POST", "/bulk_actions", body).status_code == 200
        assert contact.labels == ["vip", "gift"]
    assert office.error("POST", "/bulk_actions", {"type": "Nope"}) == (422, {"success": False})


# --- campaigns, roles, dashboard apps ---


def test_campaigns_follow_their_inbox(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """A website's are ongoing, text messages' are one-off; other inboxes, and a missing URL, are refused."""
    site = server.account.add_inbox("Site", "Channel::WebWidget")
    texts = server.account.add_inbox("Texts", "Channel::Sms")
    shop = server.account.add_inbox("Shop")
    new: dict[str, Any] = {"title": "Hi", "message": "Welcome", "inbox_id": site.id, "sender_id": bob.id}
    made = as_in_the_contract("Campaign", office.json("POST", "/campaigns", {"campaign": new}))
    assert (made["campaign_type"], made["inbox"]["name"], made["sender"]["name"]) == ("ongoing", "Site", "Bob")
    once = office.json("POST", "/campaigns", {"campaign": new | {"inbox_id": texts.id, "sender_id": None}})
    assert (once["campaign_type"], once["sender"]) == ("one_off", None)
    assert office.ids(f"/inboxes/{site.id}/campaigns") == [made["id"]]
    assert office.json("PATCH", f"/campaigns/{made['id']}", {"campaign": {"title": "Hello"}})["title"] == "Hello"
    unsupported = office.error("POST", "/campaigns", {"campaign": new | {"inbox_id": shop.id}})
    assert invalid(("inbox", "Inbox Unsupported Inbox type")) == unsupported
    no_url = office.error("POST", "/campaigns", {"campaign": new | {"trigger_rules": {"url": "parcels"}}})
    assert invalid(("url", "Url invalid")) == no_url
    assert office.error("GET", "/campaigns", by=bob) == NOT_ALLOWED
    assert office.error("GET", "/campaigns/99") == FAULT
    assert office.error("GET", "/inboxes/99/campaigns") == MISSING
    server.account.add(Campaign, title="Bare")
    assert [each["inbox"] for each in office.json("GET", "/campaigns") if each["title"] == "Bare"] == [None]


def test_roles_are_of_the_enterprise_code(http: httpx.Client) -> None:
    """A server without the enterprise code does not have custom roles."""
    with FakeChatwoot(sample=False, enterprise=False) as server:
        office = Office(server, http)
        for path in ("/custom_roles", "/companies", "/agent_capacity_policies"):
            assert office.send("GET", path).status_code == 404


def test_roles_are_checked(office: Office, bob: Agent) -> None:
    """Unknown permissions are refused; an unknown role is a server error."""
    role = {"name": "K", "permissions": ["nope"]}
    refused = office.error("POST", "/custom_roles", {"custom_role": role})
    assert invalid(("permissions", "Permissions is not included in the list")) == refused
    made = office.json("POST", "/custom_roles", {"custom_role": {"name": "K", "permissions": ["contact_manage"]}})
    as_in_the_contract("CustomRole", made)
    assert office.error("GET", "/custom_roles/99") == FAULT
    assert office.error("GET", "/custom_roles", by=bob) == NOT_ALLOWED


@pytest.mark.parametrize("content", [[], [{"type": "frame"}], [{"type": "frame", "url": "crm.example"}]])
def test_dashboard_apps_are_checked(office: Office, content: Any) -> None:
    """A dashboard app needs the URL of a page."""
    answer = office.send("POST", "/dashboard_apps", {"dashboard_app": {"title": "CRM", "content": content}})
    assert answer.status_code == 422


def test_dashboard_apps_are_for_everybody(office: Office, server: FakeChatwoot, bob: Agent) -> None:
    """Agents can create dashboard apps, too."""
    app = {"title": "CRM", "content": [{"type": "frame", "url": "https://crm.example"}]}
    made = office.json("POST", "/dashboard_apps", {"dashboard_app": app}, by=bob)
    as_in_the_contract("DashboardApp", made)
    assert list(server.account.all(DashboardApp)) == [made["id"]]
    office.gone(f"/dashboard_apps/{made['id']}", 204)
