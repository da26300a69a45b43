"""The settings of an account, compared with the captures; and the account itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import Agent, FakeChatwoot

from .callers import Caller, assert_alike, recorded
from .conftest import Asker, Clock
from .office import FAULT, NOT_ALLOWED, Office, as_in_the_contract, invalid
from .test_against_captures import nothing


def _team(server: FakeChatwoot) -> None:
    server.account.add_team("billing", description="Billing desk")
    server.account.add_team("ops", description="o").allow_auto_assign = False


def _team_with_members(server: FakeChatwoot) -> None:
    _team(server)
    server.account.teams[2].members = [server.agent, _bob(server)]


def _bob(server: FakeChatwoot) -> Agent:
    return server.account.add_agent("Bob", custom_attributes={"desk": 4})


def _agents(server: FakeChatwoot) -> None:
    _bob(server)
    server.account.add_agent("Gone")


def _five_agents(server: FakeChatwoot) -> None:
    _agents(server)
    server.account.add_agent("Dee")
    server.account.add_agent("Cy")


def _bots(server: FakeChatwoot) -> None:
    server.account.add_bot("B2")  # the second: the comparison has a bot already


def _bot(server: FakeChatwoot) -> None:
    server.account.add_bot("Robo")


def _with_a_bot(server: FakeChatwoot) -> None:
    server.account.add_inbox().bot = server.account.add_bot("Robo")


def _two_bots(server: FakeChatwoot) -> None:
    _bot(server)
    _bots(server)


def _canned(server: FakeChatwoot) -> None:
    server.account.add_canned_response("hi", "Hello {{contact.name}}")


def _definition(server: FakeChatwoot) -> None:
    server.account.add_custom_attribute_definition(
        attribute_display_type="list",
        attribute_description="p",
        attribute_values=["gold", "silver"],
        attribute_model="contact_attribute",
    )


def _filter(server: FakeChatwoot) -> None:
    query = {"payload": [{"values": ["open"], "attribute_key": "status", "filter_operator": "equal_to"}]}
    server.account.add_custom_filter(server.agent, "open", query=query)


def _labels(server: FakeChatwoot) -> None:
    for title in ("vip", "billing", "refund"):
        server.account.add_label(title)
    server.account.add_label("hot", description="h", color="#ff0000")


def _three_labels(server: FakeChatwoot) -> None:
    _labels(server)
    del server.account.labels[4]


def _webhooks(server: FakeChatwoot) -> None:
    server.account.add_webhook()
    server.account.add_webhook("https://hook.example/x", subscriptions=["message_created"])


def _inboxes(server: FakeChatwoot) -> None:
    server.account.add_inbox("API inbox")
    server.account.add_inbox("Website", "Channel::WebWidget")
    server.account.add_inbox("Mail", "Channel::Email")


def _inbox_with_members(server: FakeChatwoot) -> None:
    _agents(server)
    server.account.add_inbox().members = [server.agent, server.account.agents[3]]


EXCHANGES: dict[str, Callable[[FakeChatwoot], None]] = {
    "account": nothing,
    "account_get": nothing,
    "account_update": nothing,
    "acct_labels": _three_labels,
    "agent_bots_create": _bot,
    "agent_bots_delete": _two_bots,
    "agent_bots_get": _two_bots,
    "agent_bots_list": _two_bots,
    "agent_bots_update": _two_bots,
    "agents": _agents,
    "agents_create": nothing,
    "agents_delete": _five_agents,
    "agents_list": _five_agents,
    "canned": nothing,
    "canned_responses_create": nothing,
    "canned_responses_delete": _canned,
    "canned_responses_list": _canned,
    "canned_responses_update": _canned,
    "custom_attribute_definitions_create": nothing,
    "custom_attribute_definitions_delete": _definition,
    "custom_attribute_definitions_get": _definition,
    "custom_attribute_definitions_list": _definition,
    "custom_attribute_definitions_list_contact": _definition,
    "custom_attribute_definitions_update": _definition,
    "custom_filters_create": nothing,
    "custom_filters_delete": _filter,
    "custom_filters_list": _filter,
    "custom_filters_update": _filter,
    "inbox": _inboxes,
    "inbox_agent_bot": _inboxes,
    "inbox_agent_bot_set": _with_a_bot,
    "inbox_assignable_agents": _inboxes,
    "inbox_create": _inboxes,
    "inbox_members_add": _inbox_with_members,
    "inbox_members_delete": _inbox_with_members,
    "inbox_members_get": _inbox_with_members,
    "inbox_members_update": _inbox_with_members,
    "inbox_set_agent_bot": _with_a_bot,
    "inbox_unset_agent_bot": _with_a_bot,
    "inboxes": _inboxes,
    "labels_create": nothing,
    "labels_delete": _labels,
    "labels_get": _labels,
    "labels_list": _labels,
    "profile_get": nothing,
    "team_members_delete": _team_with_members,
    "team_members_list": _team_with_members,
    "team_members_update": _team_with_members,
    "teams": _team,
    "teams_create": nothing,
    "teams_delete": _team,
    "teams_get": _team,
    "teams_list": _team,
    "teams_update": _team,
    "webhooks": nothing,
    "webhooks_create": nothing,
    "webhooks_delete": _webhooks,
    "webhooks_list": _webhooks,
}
SAME_VALUES = {
    "acct_labels",
    "canned",
    "inbox_agent_bot",
    "labels_get",
    "labels_list",
    "teams_get",
    "teams_update",
    "webhooks",
}


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_recorded_exchange(http: httpx.Client, name: str) -> None:
    """Status, type and body equal the real server's, and values if they are known."""
    real, sent = recorded(name)
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        EXCHANGES[name](server)
        fake = Caller(server, http).send(real.method, real.path, sent)
    if real.status == 204:  # without a content type
        assert (fake.status_code, fake.content, fake.headers.get("content-type")) == (204, b"", None)
        return
    assert_alike(real, fake)
    if name in SAME_VALUES:
        assert fake.json() == real.body


PLAN = ("plan_name", "subscribed_quantity", "subscription_status", "subscription_ends_on")


def test_an_account_says_what_it_is(office: Office) -> None:
    """An account has features and its plan's attributes; only reading it has the latest version and the plan's
    features.
    """
    body = as_in_the_contract("Account", office.json("GET"))
    assert (body["name"], body["locale"], body["settings"]) == ("Batik Nusantara", "en", {})
    assert all(body["features"].values())
    assert dict.fromkeys(PLAN) == body["custom_attributes"]
    changed = office.json("PATCH", "", {"locale": "pt_BR"})
    assert body.keys() - changed.keys() == {"latest_chatwoot_version", "subscribed_features"}


def test_an_account_is_changed_by_what_is_named(office: Office, ask: Asker) -> None:
    """Other values stay, also of its settings; the profile has its new name."""
    office.json("PATCH", "", {"name": "Batik", "domain": "batik.example", "auto_resolve_after": 1440, "nope": 1})
    body = office.json("PATCH", "", {"industry": "Cloth", "auto_resolve_message": None, "support_email": "s@b.example"})
    more: dict[str, Any] = {"latest_chatwoot_version": None, "subscribed_features": []}
    assert as_in_the_contract("Account", body) | more == office.json("GET")
    assert (body["name"], body["domain"], body["support_email"]) == ("Batik", "batik.example", "s@b.example")
    assert body["settings"] == {"auto_resolve_after": 1440, "auto_resolve_message": None}
    assert dict.fromkeys(PLAN) | {"industry": "Cloth"} == body["custom_attributes"]
    assert ask.get("/api/v1/profile").json()["accounts"][0]["name"] == "Batik"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": " "}, ("name", "Name can't be blank")),
        ({"domain": "d" * 101}, ("domain", "Domain is too long (maximum is 100 characters)")),
        (
            {"auto_resolve_after": 9},
            ("auto_resolve_after", "Auto resolve after must be greater than or equal to 10"),
        ),
        (
            {"auto_resolve_after": 1_439_857},
            ("auto_resolve_after", "Auto resolve after must be less than or equal to 1439856"),
        ),
        ({"auto_resolve_after": "10"}, ("auto_resolve_after", "Auto resolve after must be of type type")),
    ],
)
def test_an_account_is_not_made_invalid(office: Office, change: object, problem: tuple[str, str]) -> None:
    """An invalid change of an account is refused with the problem, and nothing changes."""
    before = office.json("GET")
    assert invalid(problem) == office.error("PATCH", "", change)
    assert office.json("GET") == before


@pytest.mark.parametrize("locale", ["klingon", None])
def test_a_server_fails_with_an_unknown_language(office: Office, locale: str | None) -> None:
    """Unknown and invalid values of `locale` are server errors."""
    assert office.error("PATCH", "", {"locale": locale}) == FAULT


def test_only_administrators_change_an_account(office: Office, server: FakeChatwoot) -> None:
    """Agents who are not administrators can only read the account."""
    bob = server.account.add_agent("Bob")
    assert office.error("PATCH", "", {"name": "Bob's"}, by=bob) == NOT_ALLOWED
    assert office.json("GET", by=bob)["name"] == "Batik Nusantara"


def test_an_account_says_when_what_it_has_changed(office: Office, clock: Clock) -> None:
    """Labels, inboxes and teams each have the time of their last change, in epoch seconds."""
    keys = office.json("GET")["cache_keys"]
    assert keys == {"label": "0000000000", "inbox": "0000000000", "team": "0000000000"}
    for kind, body in {
        "label": {"title": "vip"},
        "inbox": {"name": "Shop", "channel": {"type": "api"}},
        "team": {"name": "ops"},
    }.items():
        path = "/inboxes" if kind == "inbox" else f"/{kind}s"
        number = office.json("POST", path, body)["id"]
        for method in ("PATCH", "DELETE"):
            clock.now += 60
            office.send(method, f"{path}/{number}", {"description": "new", "greeting_enabled": True})
            keys[kind] = str(int(clock.now))
            assert office.json("GET")["cache_keys"] == keys


def test_the_sample_account_is_set_up(ask_sample: Asker) -> None:
    """The sample account has the labels of its conversations, a canned response, and inbox members."""
    titles = {label["title"] for label in ask_sample.json("labels")["payload"]}
    pages = [ask_sample.json(f"conversations?status=all&page={page}")["data"]["payload"] for page in (1, 2, 3)]
    assert {label for rows in pages for row in rows for label in row["labels"]} == titles
    (canned,) = ask_sample.json("canned_responses")
    assert (canned["short_code"], canned["created_at"]) == ("thanks", "2026-11-20T08:00:00.000Z")
    for inbox in ask_sample.json("inboxes")["payload"]:
        assert [agent["name"] for agent in ask_sample.json(f"inbox_members/{inbox['id']}")["payload"]] == [
            "Ada Lestari",
            "Bob Wijaya",
        ]
