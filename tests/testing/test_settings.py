"""Bots, teams, labels, canned responses, custom attributes, saved filters and webhooks: created, changed and
deleted.
"""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot

from .conftest import Clock
from .office import FAULT, MISSING, NOT_ALLOWED, NOW, Office, as_in_the_contract, invalid

LATER = "2026-11-20T08:01:30.000Z"
# For each kind: a new record, a change, and its name in the contract.
KINDS: dict[str, tuple[Any, Any, str]] = {
    "agent_bots": ({"name": "Robo", "outgoing_url": "https://bot.example"}, {"description": "Answers"}, "AgentBot"),
    "teams": ({"name": "ops"}, {"description": "Operations"}, "Team"),
    "labels": ({"title": "vip"}, {"color": "#ff0000"}, "Label"),
    "canned_responses": ({"short_code": "hi", "content": "Hello"}, {"content": "Hey"}, "CannedResponse"),
    "custom_attribute_definitions": (
        {"attribute_key": "plan", "attribute_display_name": "Plan"},
        {"attribute_values": ["gold", "silver"], "attribute_display_type": 6},
        "CustomAttributeDefinition",
    ),
    "custom_filters": ({"name": "mine", "query": {"payload": []}}, {"query": {"payload": [1]}}, "CustomFilter"),
    "webhooks": ({"url": "https://hook.example"}, {"subscriptions": ["message_created"]}, "Webhook"),
}
WITHOUT_ONE = {"canned_responses", "webhooks"}
WRAPPED = KINDS.keys() - {"agent_bots"}
NO_CONTENT = {"custom_attribute_definitions", "custom_filters"}


def inner(body: Any) -> Any:
    """Return a webhook without its envelopes; anything else unchanged."""
    return body["payload"]["webhook"] if "payload" in body else body


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_life(office: Office, clock: Clock, kind: str) -> None:
    """Created records can be listed and read, changes keep other values, and deleted ones are gone."""
    new, change, name = KINDS[kind]
    path = f"/{kind}"
    assert office.ids(path) == []
    made = as_in_the_contract(name, inner(office.json("POST", path, new)))
    assert made | new == made
    assert NOW == made.get("created_at", NOW) == made.get("updated_at", NOW)
    assert office.ids(path) == [made["id"]]
    one = f"{path}/{made['id']}"
    clock.now += 60
    changed = as_in_the_contract(name, inner(office.json("PATCH", one, change)))
    after = {key: value for key, value in change.items() if key != "attribute_display_type"}
    times = {"updated_at": LATER} if "updated_at" in made else {}
    assert made | after | times | {"attribute_display_type": "list"} == changed | {"attribute_display_type": "list"}
    if kind not in WITHOUT_ONE:
        assert office.json("GET", one) == changed
    office.gone(one, 204 if kind in NO_CONTENT else 200)
    assert office.ids(path) == []
    assert MISSING == office.error("PATCH", one, change) == office.error("DELETE", one)


@pytest.mark.parametrize("kind", sorted(WRAPPED))
def test_parameters_may_be_in_an_object_and_have_to_be_there(office: Office, kind: str) -> None:
    """A wrapped body is the same as a bare one; an empty one is refused, one that is not an object fails."""
    new, change, _ = KINDS[kind]
    wrapper = kind.removesuffix("s")
    number = inner(office.json("POST", f"/{kind}", {wrapper: new}))["id"]
    bare, wrapped = (office.json("PATCH", f"/{kind}/{number}", body) for body in (change, {wrapper: change}))
    assert bare == wrapped
    missing = (422, {"error": f"param is missing or the value is empty: {wrapper}"})
    assert office.error("PATCH", f"/{kind}/{number}", {"nope": 1}) == missing
    assert office.error("POST", f"/{kind}", {wrapper: {}}) == missing
    assert office.error("POST", f"/{kind}", {wrapper: "text"}) == FAULT


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/agent_bots", {"name": "Robo"}),
        ("/teams", {"name": "ops"}),
        ("/labels", {"title": "vip"}),
        ("/webhooks", {"url": "https://hook.example"}),
    ],
)
def test_some_kinds_are_for_administrators(office: Office, server: FakeChatwoot, path: str, body: Any) -> None:
    """Agents read bots, teams and the list of labels, but no webhooks."""
    bob = server.account.add_agent("Bob")
    number = inner(office.json("POST", path, body))["id"]
    assert office.error("POST", path, body, by=bob) == NOT_ALLOWED
    for method in ("PATCH", "DELETE"):
        assert office.error(method, f"{path}/{number}", body, by=bob) == NOT_ALLOWED
    assert (office.send("GET", path, by=bob).status_code == 401) == (path == "/webhooks")
    if path != "/webhooks":
        assert (office.send("GET", f"{path}/{number}", by=bob).status_code == 401) == (path == "/labels")


def test_values_are_read_as_a_server_reads_them(office: Office) -> None:
    """Numbers become text, "0" and "off" are false, and values of another shape are ignored."""
    label = office.json("POST", "/labels", {"title": 42, "show_on_sidebar": "off", "description": {"no": "text"}})
    assert (label["title"], label["show_on_sidebar"], label["description"]) == ("42", False, None)
    assert office.json("PATCH", f"/labels/{label['id']}", {"show_on_sidebar": 1})["show_on_sidebar"]
    for nothing in (None, ""):
        assert office.json("PATCH", f"/labels/{label['id']}", {"show_on_sidebar": nothing})["show_on_sidebar"] is None
    bot = office.json("POST", "/agent_bots", {"name": "Robo", "bot_config": [1], "bot_type": 0})
    assert (bot["bot_config"], bot["bot_type"]) == ({}, "webhook")


def test_a_bot_has_a_token(office: Office, server: FakeChatwoot) -> None:
    """The bot may write with it; a deleted bot has no conversations and inboxes, its messages stay."""
    account = server.account
    bot = account.bots[office.json("POST", "/agent_bots", {"name": "Robo", "bot_config": {"a": 1}})["id"]]
    assert office.json("GET", f"/agent_bots/{bot.id}")["bot_config"] == {"a": 1}
    conversation, other = account.add_conversation(assignee=bot), account.add_conversation(assignee=server.agent)
    path = f"/conversations/{conversation.id}/messages"
    assert office.json("POST", path, {"content": "Beep"}, by=bot)["sender"]["type"] == "agent_bot"
    office.json("POST", path, {"content": "Hello"})
    account.inboxes[1].bot = bot
    account.add_inbox().bot = account.add_bot("Another")
    office.gone(f"/agent_bots/{bot.id}")
    assert office.error("POST", path, {"content": "Beep"}, by=bot) == (401, {"error": "Invalid Access Token"})
    first, second = office.json("GET", path)["payload"]
    assert (first["content"], "sender" not in first, "sender" in second) == ("Beep", True, True)
    assert "assignee" not in office.json("GET", f"/conversations/{conversation.id}")["meta"]
    assert "assignee" in office.json("GET", f"/conversations/{other.id}")["meta"]
    assert {} == office.json("GET", "/inboxes/1/agent_bot") != office.json("GET", "/inboxes/2/agent_bot")


def test_a_server_fails_with_an_unknown_kind_of_bot(office: Office) -> None:
    """The server fails for an unknown name or number of a bot's type."""
    for kind in ("robot", 1, True):
        assert office.error("POST", "/agent_bots", {"name": "Robo", "bot_type": kind}) == FAULT


def test_teams_have_names_in_lower_case(office: Office) -> None:
    """Names of teams are in lower case, unique and not empty."""
    made = office.json("POST", "/teams", {"name": "Ops", "allow_auto_assign": False})
    assert (made["name"], made["allow_auto_assign"], made["is_member"]) == ("ops", False, False)
    assert invalid(("name", "Name has already been taken")) == office.error("POST", "/teams", {"name": "OPS"})
    assert invalid(("name", "Name must not be blank")) == office.error("POST", "/teams", {"description": "nameless"})
    assert office.json("PATCH", f"/teams/{made['id']}", {"name": "ops"})["name"] == "ops"


def test_a_deleted_team_leaves_its_conversations(office: Office, server: FakeChatwoot) -> None:
    """Conversations of a deleted team have no team afterwards; those of other teams keep theirs."""
    ops, billing = server.account.add_team("ops"), server.account.add_team("billing")
    for team in (ops, billing):
        server.account.add_conversation(team=team)
    office.gone(f"/teams/{ops.id}")
    teams = [office.json("GET", f"/conversations/{number}")["meta"].get("team", {}).get("name") for number in (1, 2)]
    assert teams == [None, "billing"]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("VIP", ["Title has already been taken"]),
        ("two words", ["Title is invalid"]),
        ("-dash", ["Title is invalid"]),
        ("x", ["Title is invalid"]),
        ("", ["Title must not be blank", "Title is invalid"]),
    ],
)
def test_labels_have_titles_of_a_certain_form(office: Office, title: str, texts: list[str]) -> None:
    """Titles are unique, without spaces, and have at least two characters."""
    assert office.json("POST", "/labels", {"title": "Vip"})["title"] == "vip"
    assert invalid(*(("title", text) for text in texts)) == office.error("POST", "/labels", {"title": title})
    assert office.json("POST", "/labels", {"title": "Größe_2-b"})["title"] == "größe_2-b"


def test_labels_are_listed_by_title(office: Office) -> None:
    """Labels are sorted by title, not by id."""
    for title in ("vip", "billing", "refund"):
        office.json("POST", "/labels", {"title": title})
    assert office.ids("/labels") == [2, 3, 1]


def test_a_renamed_label_is_renamed_where_it_is(office: Office, server: FakeChatwoot) -> None:
    """A label is renamed on conversations and contacts; a deleted one stays there."""
    conversation = server.account.add_conversation(labels=["vip", "gold"])
    conversation.contact.labels = ["vip"]
    label = server.account.add_label("vip")
    office.json("PATCH", f"/labels/{label.id}", {"title": "Royal"})
    assert office.json("GET", "/conversations/1")["labels"] == ["royal", "gold"]
    assert conversation.contact.labels == ["royal"]
    office.gone(f"/labels/{label.id}")
    assert office.json("GET", "/conversations/1")["labels"] == ["royal", "gold"]


def test_canned_responses_are_searched(office: Office, server: FakeChatwoot) -> None:
    """Codes that begin with the text come first, then codes, then contents that contain it."""
    account = server.account
    for code, content in (("bye", "Say HI"), ("ohi", "-"), ("hi", "-"), ("no", "-")):
        account.add_canned_response(code, content)
    assert office.ids("/canned_responses?search=Hi") == [3, 2, 1]
    assert office.ids("/canned_responses") == [1, 2, 3, 4]


def test_canned_responses_have_a_code_of_their_own(office: Office, server: FakeChatwoot) -> None:
    """Codes are unique, contents required; agents may write them, too."""
    bob = server.account.add_agent("Bob")
    office.json("POST", "/canned_responses", {"short_code": "hi", "content": "Hello"}, by=bob)
    taken = ("short_code", "Short code has already been taken")
    assert invalid(taken) == office.error("POST", "/canned_responses", {"short_code": "hi", "content": "Hey"})
    blank = (("content", "Content can't be blank"), ("short_code", "Short code can't be blank"))
    assert invalid(*blank) == office.error("POST", "/canned_responses", {"short_code": "", "content": None})


@pytest.mark.parametrize("number", range(8))
def test_custom_attributes_have_types_by_number(office: Office, number: int) -> None:
    """Responses have the types' names, which requests may use as well."""
    names = ("text", "number", "currency", "percent", "link", "date", "list", "checkbox")
    body = {"attribute_key": "plan", "attribute_display_name": "Plan"}
    for key, kind in (("a", number), ("b", names[number])):
        made = office.json(
            "POST", "/custom_attribute_definitions", body | {"attribute_key": key, "attribute_display_type": kind}
        )
        assert (names[number], "conversation_attribute") == (made["attribute_display_type"], made["attribute_model"])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"attribute_key": "plan"}, ("attribute_key", "Attribute key has already been taken")),
        (
            {"attribute_key": "two words"},
            ("attribute_key", "Attribute key must only contain letters, numbers, underscores, hyphens, and dots"),
        ),
        (
            {"attribute_key": "status"},
            (
                "attribute_key",
                "Attribute key The provided key is not allowed as it might conflict with default attributes.",
            ),
        ),
        ({"attribute_display_name": ""}, ("attribute_display_name", "Attribute display name can't be blank")),
        ({"attribute_display_type": None}, ("attribute_display_type", "Attribute display type can't be blank")),
        ({"attribute_model": ""}, ("attribute_model", "Attribute model can't be blank")),
    ],
)
def test_custom_attributes_are_not_made_invalid(office: Office, body: Any, problem: tuple[str, str]) -> None:
    """A key is unique for conversations and for contacts, and must not be a standard one."""
    valid = {"attribute_key": "plan", "attribute_display_name": "Plan"}
    office.json("POST", "/custom_attribute_definitions", valid)
    office.json("POST", "/custom_attribute_definitions", valid | {"attribute_model": 1})
    wrong = {"attribute_key": "other", "attribute_display_name": "Plan"} | body
    assert invalid(problem) == office.error("POST", "/custom_attribute_definitions", wrong)


def test_a_server_fails_with_unknown_types_of_custom_attributes(office: Office) -> None:
    """The server fails for unknown types, and for numbers as text."""
    body = {"attribute_key": "plan", "attribute_display_name": "Plan"}
    for wrong in ({"attribute_display_type": 8}, {"attribute_display_type": "6"}, {"attribute_model": "nope"}):
        assert office.error("POST", "/custom_attribute_definitions", body | wrong) == FAULT


def test_custom_attributes_are_listed_by_their_model(office: Office, server: FakeChatwoot) -> None:
    """By its number or name; both without one, none for an unknown one."""
    server.account.add_custom_attribute_definition("plan")
    server.account.add_custom_attribute_definition("size", attribute_model="contact_attribute")
    path = "/custom_attribute_definitions"
    queries = (
        "",
        "?attribute_model=",
        "?attribute_model=0",
        "?attribute_model=contact_attribute",
        "?attribute_model=9",
    )
    assert [office.ids(path + query) for query in queries] == [[1, 2], [1, 2], [1], [2], []]


def test_custom_attributes_hold_values(office: Office) -> None:
    """All that are given replace those before; a list with something else in it is ignored."""
    body = {"attribute_key": "plan", "attribute_display_name": "Plan", "attribute_values": ["gold"]}
    made = office.json("POST", "/custom_attribute_definitions", body)
    one = f"/custom_attribute_definitions/{made['id']}"
    assert office.json("PATCH", one, {"attribute_values": [{"no": "value"}]})["attribute_values"] == ["gold"]
    assert office.json("PATCH", one, {"attribute_values": []})["attribute_values"] == []


def test_saved_filters_are_each_ones_own(office: Office, server: FakeChatwoot) -> None:
    """Nobody lists, reads, changes or deletes those of others."""
    bob = server.account.add_agent("Bob")
    mine = office.json("POST", "/custom_filters", {"name": "mine"})["id"]
    other = office.json("POST", "/custom_filters", {"name": "Bob's"}, by=bob)["id"]
    assert [office.ids("/custom_filters"), office.ids("/custom_filters", by=bob)] == [[mine], [other]]
    for method in ("GET", "PATCH", "DELETE"):
        assert office.error(method, f"/custom_filters/{other}", {"name": "mine"}) == MISSING


def test_saved_filters_are_listed_by_type(office: Office) -> None:
    """Without `filter_type`, filters of conversations are listed; `type` is ignored."""
    kind: Any
    for kind in ({}, {"filter_type": "contact"}, {"filter_type": 2}, {"type": "contact"}):
        office.json("POST", "/custom_filters", {"name": "a filter", **kind})
    types = ("", "?filter_type=conversation", "?filter_type=contact", "?filter_type=report", "?filter_type=nope")
    assert [office.ids(f"/custom_filters{query}") for query in types] == [[1, 4], [1, 4], [2], [3], []]


def test_a_server_fails_with_a_filter_without_a_name(office: Office) -> None:
    """The server fails for a filter without a name or of an unknown type."""
    wrong: Any
    for wrong in ({"query": {"payload": []}}, {"name": "x", "filter_type": "nope"}, {"name": "x", "filter_type": None}):
        assert office.error("POST", "/custom_filters", wrong) == FAULT


def test_a_webhook_is_told_the_common_events(office: Office) -> None:
    """The default is all events except those of typing and inboxes."""
    made = inner(office.json("POST", "/webhooks", {"webhook": {"url": "https://hook.example", "name": "Hook"}}))
    assert (len(made["subscriptions"]), made["name"]) == (8, "Hook")
    assert not [event for event in made["subscriptions"] if "typing" in event or "inbox" in event]


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({"url": "https://hook.example"}, [("url", "Url has already been taken")]),
        ({"url": "ftp://hook.example"}, [("url", "Url is invalid")]),
        ({"name": "no URL"}, [("url", "Url is invalid")]),
        ({"url": "https://b.example", "subscriptions": []}, [("subscriptions", "Subscriptions Invalid events")]),
        (
            {"url": "hook", "subscriptions": ["nope"]},
            [("url", "Url is invalid"), ("subscriptions", "Subscriptions Invalid events")],
        ),
    ],
)
def test_a_webhook_needs_a_url_and_known_events(office: Office, body: Any, problems: list[tuple[str, str]]) -> None:
    """The URL must be http or https, and unique."""
    office.json("POST", "/webhooks", {"webhook": {"url": "https://hook.example"}})
    assert invalid(*problems) == office.error("POST", "/webhooks", {"webhook": body})
