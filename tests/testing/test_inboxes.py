"""Inboxes, their channels, working hours and bots."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot.testing import FakeChatwoot

from .conftest import Clock
from .office import FAULT, MISSING, NOT_ALLOWED, Office, as_in_the_contract, invalid

SECRETS = {"hmac_token", "imap_password", "smtp_password", "imap_login", "smtp_login"}
WEBSITE = {"type": "web_widget", "website_url": "https://shop.example"}
MAIL = {"type": "email", "email": "help@batik.example"}


def make(office: Office, channel: Any, name: str = "Shop", **more: Any) -> Any:
    return as_in_the_contract("Inbox", office.json("POST", "/inboxes", {"name": name, "channel": channel, **more}))


def change(office: Office, number: int, **what: Any) -> Any:
    return as_in_the_contract("Inbox", office.json("PATCH", f"/inboxes/{number}", what))


def test_an_api_inbox_has_a_webhook(office: Office) -> None:
    """An API inbox has a webhook URL, and the identifiers and secrets of the program behind it."""
    body = make(office, {"type": "api", "webhook_url": "https://h.example", "additional_attributes": {"a": 1}})
    assert (
        body["channel_type"],
        body["webhook_url"],
        body["additional_attributes"],
        body["hmac_mandatory"],
    ) == ("Channel::Api", "https://h.example", {"a": 1}, False)
    assert body["inbox_identifier"]


def test_a_website_has_a_widget(office: Office, server: FakeChatwoot) -> None:
    """The script of a website inbox has the server's address and the widget's token."""
    body = make(office, WEBSITE | {"welcome_title": "Hi", "reply_time": "in_a_day"}, greeting_enabled=True)
    assert (
        body["welcome_title"],
        body["reply_time"],
        body["widget_color"],
        body["greeting_enabled"],
    ) == ("Hi", "in_a_day", "#1f93ff", True)
    assert f'BASE_URL="{server.base_url}"' in body["web_widget_script"]
    assert body["website_token"] in body["web_widget_script"]


def test_a_mailbox_has_an_address(office: Office) -> None:
    """An email inbox has an address, and typed settings of its mail servers."""
    body = make(office, MAIL | {"imap_enabled": "true", "imap_port": "993"})
    assert (body["email"], body["imap_enabled"], body["imap_port"]) == ("help@batik.example", True, 993)


def test_other_inboxes_have_nothing_of_their_own(office: Office, server: FakeChatwoot) -> None:
    """Tests can add inboxes of any channel; they can be read and changed."""
    added = server.account.add_inbox("Chat", "Channel::Whatsapp")
    body = change(office, added.id, name="WhatsApp", channel={"webhook_url": "https://h.example"})
    assert body["name"] == "WhatsApp"
    assert not {"webhook_url", "email", "hmac_token"} & body.keys()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"channel": {"type": "api"}}, ("name", "Name can't be blank")),
        ({"name": "X", "channel": {"type": "pigeon"}}, ("channel", "Channel must exist")),
        ({"name": "X", "channel": {"type": "web_widget"}}, ("website_url", "Website url can't be blank")),
        ({"name": "X", "channel": WEBSITE | {"widget_color": ""}}, ("widget_color", "Widget color can't be blank")),
        ({"name": "X", "channel": MAIL}, ("email", "Email has already been taken")),
        ({"name": "X", "channel": WEBSITE, "timezone": "moon"}, ("timezone", "Timezone is not included in the list")),
    ],
)
def test_an_inbox_is_not_made_invalid(office: Office, body: Any, problem: tuple[str, str]) -> None:
    """The response names the problem, and no inbox is created."""
    make(office, MAIL)
    assert invalid(problem) == office.error("POST", "/inboxes", body)
    assert office.ids("/inboxes") == [1]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "X"},
        {"name": "X", "channel": {"type": "email"}},
        {"name": "X", "channel": WEBSITE | {"reply_time": "never"}},
        {"name": "X", "channel": WEBSITE, "sender_name_type": "rude"},
    ],
)
def test_a_server_fails_with_inboxes_that_it_does_not_look_at(office: Office, body: Any) -> None:
    """The server fails without a channel, without an address, and with unknown values."""
    assert office.error("POST", "/inboxes", body) == FAULT


def test_an_inbox_is_changed_by_what_is_named(office: Office, clock: Clock, server: FakeChatwoot) -> None:
    """Other values stay, also of its channel; settings of other channels are ignored."""
    made = make(office, WEBSITE, csat_config={"message": "How was it?"})
    clock.now += 60
    flags = ["attachments"]
    body = change(
        office,
        made["id"],
        name="Store",
        timezone="Asia/Jakarta",
        greeting_message="Hello!",
        auto_assignment_config={"max": 1},
        channel={"selected_feature_flags": flags, "webhook_url": "https://h.example", "type": "api"},
    )
    expected = {"timezone": "Asia/Jakarta", "greeting_message": "Hello!", "selected_feature_flags": flags}
    assert made | expected | {"name": "Store"} == body == office.json("GET", "/inboxes/1")
    assert (server.account.inboxes[1].updated_at or server.installation.now()).timestamp() == clock.now
    assert change(office, 1, channel="text") == body


def test_a_mailbox_may_keep_its_address(office: Office) -> None:
    """An address is unique among other inboxes only."""
    make(office, MAIL)
    make(office, MAIL | {"email": "second@batik.example"})
    assert change(office, 1, channel={"email": "help@batik.example"})["email"] == "help@batik.example"
    taken = {"channel": {"email": "help@batik.example"}}
    assert invalid(("email", "Email has already been taken")) == office.error("PATCH", "/inboxes/2", taken)


def day(number: int, *hours: int | None, closed: bool = False, all_day: bool = False) -> dict[str, Any]:
    names = ("open_hour", "open_minutes", "close_hour", "close_minutes")
    times = dict(zip(names, hours, strict=False))
    return {"day_of_week": number, "closed_all_day": closed, "open_all_day": all_day, **times}


def test_working_hours_change_by_day(office: Office) -> None:
    """An all-day day is from midnight to 23:59; other days stay."""
    make(office, WEBSITE)
    days = [day(1, 8, 30, 12, 0), day(2, closed=True), day(0, all_day=True), {"day_of_week": "6", **day(6, 9, 0, 9, 1)}]
    week = change(office, 1, working_hours=days)["working_hours"]
    assert tuple(week[1].values())[2:6] == (8, 30, 12, 0)
    assert (week[2]["closed_all_day"], week[2]["open_hour"]) == (True, 9)
    assert tuple(week[0].values())[2:] == (0, 0, 23, 59, True)
    assert (tuple(week[3].values())[2:6], tuple(week[6].values())[2:6]) == ((9, 0, 17, 0), (9, 0, 9, 1))
    assert list(range(7)) == [each["day_of_week"] for each in week]


@pytest.mark.parametrize(
    "wrong",
    [day(1, 17, 0, 9, 0), day(1, 9, 0, 24, 0), day(1, 9, None, 17, 0), day(1, closed=True, all_day=True), "monday"],
)
def test_impossible_days_stay_as_they_were(office: Office, wrong: Any) -> None:
    """Invalid days are ignored silently."""
    made = make(office, WEBSITE)
    assert change(office, 1, working_hours=[wrong]) == made


def test_a_server_fails_with_an_eighth_day(office: Office) -> None:
    """The server fails with an eighth day, and with a day without a number."""
    make(office, WEBSITE)
    for wrong in (day(7), {"open_hour": 8}):
        assert office.error("PATCH", "/inboxes/1", {"working_hours": [wrong]}) == FAULT


def test_agents_see_their_inboxes_without_secrets(office: Office, server: FakeChatwoot) -> None:
    """Agents see the inboxes that they are members of, and cannot change them."""
    bob = server.account.add_agent("Bob")
    for channel in ({"type": "api"}, WEBSITE, MAIL, {"type": "api"}):
        make(office, channel)
    for number in (1, 2, 3):
        server.account.inboxes[number].members = [bob]
    assert (office.ids("/inboxes", by=bob), office.ids("/inboxes")) == ([1, 2, 3], [1, 2, 3, 4])
    for row in office.json("GET", "/inboxes", by=bob)["payload"]:
        assert not SECRETS & as_in_the_contract("Inbox", row).keys()
        assert SECRETS & office.json("GET", f"/inboxes/{row['id']}").keys()
    assert office.error("GET", "/inboxes/4", by=bob) == NOT_ALLOWED
    assert office.error("POST", "/inboxes", {"name": "X", "channel": WEBSITE}, by=bob) == NOT_ALLOWED
    for method, path in (("PATCH", ""), ("DELETE", ""), ("POST", "/set_agent_bot")):
        assert office.error(method, f"/inboxes/1{path}", {"agent_bot": None}, by=bob) == NOT_ALLOWED


def test_a_deleted_inbox_takes_its_conversations_with_it(office: Office, server: FakeChatwoot) -> None:
    """Conversations of other inboxes stay, and so do the contacts."""
    first, second = server.account.add_inbox(), server.account.add_inbox()
    for inbox in (first, second):
        server.account.add_conversation(inbox=inbox)
    assert as_in_the_contract("InboxDeletion", office.json("DELETE", f"/inboxes/{first.id}"))
    assert (office.ids("/inboxes"), office_ids(office), len(server.account.contacts)) == ([second.id], [2], 2)
    assert [each.inbox for each in server.account.contact_inboxes.values()] == [second]
    assert MISSING == office.error("GET", "/conversations/1") == office.error("DELETE", f"/inboxes/{first.id}")


def office_ids(office: Office) -> list[int]:
    return [row["id"] for row in office.json("GET", "/conversations")["data"]["payload"]]


def test_an_inbox_can_have_a_bot(office: Office, server: FakeChatwoot) -> None:
    """The bot's whole record, with token, is returned; null removes the bot, an unknown one changes nothing."""
    make(office, WEBSITE)
    bot, path = server.account.add_bot("Robo"), "/inboxes/1/set_agent_bot"
    assert office.json("GET", "/inboxes/1/agent_bot") == {}
    assert office.json("POST", path, {"agent_bot": bot.id}) is None
    assert office.error("POST", path, {"agent_bot": 9}) == MISSING
    body = as_in_the_contract("InboxAgentBotEnvelope", office.json("GET", "/inboxes/1/agent_bot"))["agent_bot"]
    assert ("Robo", bot.token) == (body["name"], body["access_token"]["token"])
    office.json("POST", path, {"agent_bot": None})
    assert office.json("GET", "/inboxes/1/agent_bot") == {}
