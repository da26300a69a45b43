"""Behaviour in which the fake once differed from real servers, and differences between 4.10.0 and 4.16.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot, SlaPolicy

from .callers import member
from .office import FAULT, MISSING, NOT_ALLOWED, Office, invalid

OLD, NEW = "4.10.0", "4.16.2"
ONE = "/conversations/1"
Servers: TypeAlias = Callable[..., Office]


@pytest.fixture
def at(http: httpx.Client) -> Iterator[Servers]:
    """Requests to a server of a version, which has an open conversation 1 of contact 1 in inbox 1."""
    servers: list[FakeChatwoot] = []

    def start(version: str = NEW, **options: Any) -> Office:
        server = FakeChatwoot(sample=False, version=version, **options)
        servers.append(server)
        server.start()
        server.account.add_conversation()
        return Office(server, http)

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def office(at: Servers) -> Office:
    """Requests to a server of 4.16.2."""
    return at()


@pytest.mark.parametrize(("version", "has_more"), [(OLD, {}), (NEW, {"has_more": None})])
def test_a_search_for_nothing(at: Servers, version: str, has_more: Any) -> None:
    """The search finds nothing, and the count is null."""
    body = at(version).json("GET", "/contacts/search?q=")
    assert body == {"meta": {"count": None, "current_page": 1} | has_more, "payload": []}


def test_a_search_has_more(at: Servers) -> None:
    """Since 4.11.0 the count is the page's."""
    for version, meta in ((OLD, {"count": 17}), (NEW, {"count": 15, "has_more": True})):
        office = at(version)
        for number in range(17):
            office.server.account.add_contact(email=f"{number}@x.example")
        assert office.json("GET", "/contacts/search?q=x.example")["meta"] == meta | {"current_page": 1}
    assert office.json("GET", "/contacts/search?q=x.example&page=2")["meta"] == {
        "count": 2,
        "current_page": "2",
        "has_more": False,
    }


def test_nulls_in_arrays_are_dropped(office: Office) -> None:
    """Nulls in arrays are dropped; a null as the value of a key stays."""
    given = {"a": [1, None, {"b": [None]}], "c": None}
    body = office.json("POST", f"{ONE}/custom_attributes", {"custom_attributes": given})
    assert body["custom_attributes"] == {"a": [1, {"b": []}], "c": None}
    contact = office.json("PUT", "/contacts/1", {"custom_attributes": {"d": [None]}})["payload"]
    assert contact["custom_attributes"] == {"d": []}


def test_participants_who_are_no_members(at: Servers) -> None:
    """4.10.0 reports them and stores none; 4.16.2 refuses them, unless they participate already."""
    for version in (OLD, NEW):
        office = at(version)
        bob = office.server.account.add_agent("Bob")
        body = {"user_ids": [1, bob.id]}
        if version == OLD:
            assert [row["id"] for row in office.json("POST", f"{ONE}/participants", body)] == [1, 2]
            assert office.ids(f"{ONE}/participants") == [1]
            assert [row["id"] for row in office.json("PATCH", f"{ONE}/participants", body)] == [1]
            assert office.error("POST", f"{ONE}/participants", {"user_ids": [9]}) == FAULT
        else:
            refused = (422, {"error": "Invalid participant IDs"})
            assert office.error("POST", f"{ONE}/participants", body) == refused
            assert office.error("PATCH", f"{ONE}/participants", body) == refused
            office.server.account.conversations[1].participants = [bob]
            assert [row["id"] for row in office.json("POST", f"{ONE}/participants", body)] == [1]


def test_agents_need_the_inbox(office: Office) -> None:
    """Agents without membership can neither read nor write its conversations."""
    bob = office.server.account.add_agent("Bob")
    assert office.error("GET", ONE, by=bob) == NOT_ALLOWED
    assert office.error("POST", f"{ONE}/messages", {"content": "x"}, by=bob) == NOT_ALLOWED
    assert office.json("GET", "/conversations", by=bob)["data"]["payload"] == []
    assert office.send("GET", ONE, by=member(office.server, "Cyd")).status_code == 200


@pytest.mark.parametrize(
    ("path", "key"), [("/agent_bots", "thumbnail"), ("/inboxes", "avatar_url"), ("/contacts/1", "thumbnail")]
)
def test_pictures_are_kept(office: Office, path: str, key: str) -> None:
    """Images of bots, inboxes and contacts are stored on creation and on change."""
    files = {"avatar": ("a.png", b"png", "image/png")}
    data: dict[str, str] = {"name": "Robo", "channel[type]": "api"}
    method = "PATCH" if path.startswith("/contacts") else "POST"
    made = office.json(method, path, files=files, data=data)
    made = made.get("payload", made)
    assert made[key].endswith("/a.png")
    if method == "POST":
        changed = office.json("PATCH", f"{path}/{made['id']}", files=files, data={"description": "x"})
        assert made[key] != changed[key]
        assert office.json("PATCH", f"{path}/{made['id']}", {"name": "Robo 2"})[key] == changed[key]


def test_reporting_events(at: Servers) -> None:
    """A list for administrators; a route of the enterprise code."""
    office = at()
    assert office.json("GET", f"{ONE}/reporting_events") == []
    assert office.error("GET", f"{ONE}/reporting_events", by=member(office.server)) == NOT_ALLOWED
    assert at(enterprise=False).send("GET", f"{ONE}/reporting_events").status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"content_type": "input_select"}, "undefined method `reject' for nil"),
        ({"content_type": "cards", "content_attributes": {"items": 5}}, "undefined method `reject' for 5"),
        (
            {"content_type": "input_select", "content_attributes": {"items": [{"nope": 1, "title": "T"}, 5]}},
            "Validation failed: Content attributes contains invalid keys for items : [:nope]",
        ),
        ({"content": "a\0b"}, "string contains null byte"),
    ],
)
def test_messages_that_are_refused(office: Office, body: Any, words: str) -> None:
    """Some content types need items, with known keys; content must not contain a null byte."""
    assert office.error("POST", f"{ONE}/messages", {"content": "x"} | body) == (422, {"error": words})


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.exe", 1, "Validation failed: Attachments file type not supported"),
        ("a", 1, "Validation failed: Attachments file type not supported"),
        ("a.pdf", 40 * 2**20 + 1, "Validation failed: Attachments file size is too big"),
    ],
)
def test_files_that_are_refused(office: Office, name: str, size: int, words: str) -> None:
    """Executables, names without an extension, and more than 40 MiB are refused."""
    files = {"attachments[]": (name, b"x" * size, "application/octet-stream")}
    assert office.error("POST", f"{ONE}/messages", files=files) == (422, {"error": words})


def test_a_reply_to_a_message(office: Office) -> None:
    """A reply has the other message's `source_id`; a message of another conversation is ignored."""
    first = office.json("POST", f"{ONE}/messages", {"content": "x", "source_id": "s-1"})
    for wanted, expected in ((first["id"], (first["id"], "s-1")), (99, (None, None))):
        body = {"content": "y", "content_attributes": {"in_reply_to": wanted}}
        given = office.json("POST", f"{ONE}/messages", body)["content_attributes"]
        assert (given["in_reply_to"], given["in_reply_to_external_id"]) == expected


def test_cursors_have_64_bits(office: Office) -> None:
    """Larger numbers are a server error."""
    for name in ("before", "after"):
        assert office.json("GET", f"{ONE}/messages?{name}=9223372036854775807")["payload"] == []
        assert office.error("GET", f"{ONE}/messages?{name}=9223372036854775808") == FAULT


@pytest.mark.parametrize("source_id", ["taken", None])
def test_a_source_id_of_another_contact(office: Office, source_id: str | None) -> None:
    """The conflict is a server error, and no contact is created; without a `source_id` there is none."""
    account = office.server.account
    account.add_contact_inbox(account.contacts[1], account.inboxes[1], source_id="taken")
    body = {"name": "x", "inbox_id": 1, "source_id": source_id}
    assert office.send("POST", "/contacts", body).status_code == (500 if source_id else 200)
    assert len(account.contacts) == (1 if source_id else 2)


def test_an_empty_identifier_is_one(office: Office) -> None:
    """An empty identifier is stored, and unique; a null byte in one is a server error, too."""
    assert office.json("PUT", "/contacts/1", {"identifier": ""})["payload"]["identifier"] == ""
    assert office.error("POST", "/contacts", {"name": "x", "identifier": ""}) == FAULT
    assert office.error("POST", "/contacts", {"name": "x", "identifier": "a\0b"}) == FAULT


def test_a_service_level_of_the_account(office: Office) -> None:
    """The account's agreement is part of the conversation; another account's is refused."""
    refused = invalid(("sla_policy", "Sla policy sla policy account mismatch"))
    assert office.error("PATCH", ONE, {"sla_policy_id": 999}) == refused
    gold = office.server.account.add(SlaPolicy, name="Gold", first_response_time_threshold=60.0)
    body = office.json("PATCH", ONE, {"sla_policy_id": gold.id})
    sla = body["applied_sla"]
    assert (gold.id, "Gold", 60.0) == (
        body["sla_policy_id"],
        sla["sla_name"],
        sla["sla_first_response_time_threshold"],
    )


@pytest.mark.parametrize("zone", ["Nowhere/Land", "europe/berlin"])
def test_an_unknown_time_zone(office: Office, zone: str) -> None:
    """An unknown time zone is refused; known ones are accepted."""
    refused = invalid(("timezone", "Timezone is not included in the list"))
    assert office.error("PATCH", "/inboxes/1", {"timezone": zone}) == refused
    assert office.json("PATCH", "/inboxes/1", {"timezone": "Europe/Berlin"})["timezone"] == "Europe/Berlin"


def test_an_agent_without_a_name(at: Servers) -> None:
    """A missing name is a server error of 4.10.0; 4.16.2 uses the address as name."""
    assert at(OLD).error("POST", "/agents", {"email": "q@x.example"}) == FAULT
    assert at(NEW).json("POST", "/agents", {"email": "q@x.example"})["name"] == "q"


@pytest.mark.parametrize("path", ["/conversations", "/contacts"])
def test_labels_in_other_letters_are_the_same(office: Office, path: str) -> None:
    """Responses have the sent spelling, the first one is stored, and search ignores case."""
    office.server.account.contacts[1].email = "x@x.example"
    office.json("POST", f"{path}/1/labels", {"labels": ["vip"]})
    assert office.json("POST", f"{path}/1/labels", {"labels": ["Vip", "vip"]})["payload"] == ["Vip"]
    assert office.json("GET", f"{path}/1/labels")["payload"] == ["vip"]
    found = office.json("GET", f"{path}?labels[]=VIP")
    assert [row["id"] for row in found.get("data", found)["payload"]] == [1]


def test_a_form_has_no_wrapper(office: Office) -> None:
    """Only JSON parameters are wrapped, not those of a form."""
    missing = (422, {"error": "param is missing or the value is empty: label"})
    assert office.error("POST", "/labels", data={"title": "form"}) == missing
    assert office.json("POST", "/labels", data={"label[title]": "form"})["title"] == "form"


def test_a_slash_at_the_end(office: Office) -> None:
    """A trailing slash is removed."""
    assert office.json("GET", "") == office.json("GET", "/")
    assert office.json("GET", ONE) == office.json("GET", f"{ONE}/")


def test_keys_of_the_enterprise_code(at: Servers) -> None:
    """Users, the profile, the account and conversations have them, unless the server is without it."""
    for office, there in ((at(), True), (at(enterprise=False), False)):
        profile = office.json("GET", "/api/v1/profile")["accounts"][0]
        account, agent = office.json("GET", ""), office.json("GET", "/agents")[0]
        found = ["custom_role" in profile, "custom_role_id" in profile, "custom_role_id" in agent]
        found += ["custom_attributes" in account, "subscribed_features" in account]
        found += ["sla_events" in office.json("GET", ONE)]
        assert [there] * 6 == found


def test_a_fresh_contact_has_no_activity(office: Office) -> None:
    """A new contact has no activity until it writes."""
    assert "last_activity_at" not in office.json("GET", ONE)["meta"]["sender"]
    office.json("POST", f"{ONE}/messages", {"content": "x", "message_type": "incoming"})
    assert "last_activity_at" in office.json("GET", ONE)["meta"]["sender"]


def test_bots_read_more_since_4_15(at: Servers) -> None:
    """Bots read one conversation, unless it has a team, and labels, but no lists or messages."""
    refused = (401, {"error": "Access to this endpoint is not authorized for bots"})
    for version in (OLD, NEW):
        office = at(version)
        account = office.server.account
        robo = account.add_bot()
        if version == OLD:
            assert refused == office.error("GET", ONE, by=robo) == office.error("GET", f"{ONE}/labels", by=robo)
            continue
        assert office.json("GET", ONE, by=robo)["id"] == 1
        assert office.json("GET", f"{ONE}/labels", by=robo) == {"payload": []}
        account.conversations[1].team = account.add_team()
        assert office.error("GET", ONE, by=robo) == FAULT
        for path in ("/conversations", f"{ONE}/messages", "/contacts", "/api/v1/profile"):
            assert office.error("GET", path, by=robo) == refused


def test_messages_to_translate_that_are_missing(at: Servers) -> None:
    """Translating a missing message is a 404, since 4.16.2 a server error."""
    assert at(OLD).error("POST", f"{ONE}/messages/9/translate", {}) == MISSING
    assert at(NEW).error("POST", f"{ONE}/messages/9/translate", {}) == FAULT


def test_an_external_time(office: Office) -> None:
    """The external time is stored in addition to the message's own time."""
    body = {"content": "old", "message_type": "incoming", "external_created_at": 1_577_836_800}
    message = office.json("POST", f"{ONE}/messages", body)
    assert message["content_attributes"] == {"external_created_at": 1_577_836_800}
    assert message["created_at"] > 1_577_836_800


NEW_KEYS: list[tuple[str, str, Callable[[Any], Any]]] = [
    ("/teams", "icon", lambda body: body[0]),
    ("/teams", "icon_color", lambda body: body[0]),
    ("/webhooks", "secret", lambda body: body["payload"]["webhooks"][0]),
    ("/agent_bots", "secret", lambda body: body[0]),
    ("/inboxes/1", "secret", lambda body: body),
    ("/contacts/1", "company_id", lambda body: body["payload"]),
    ("/api/v1/profile", "api_and_webhooks", lambda body: body["accounts"][0]),
    ("/api/v1/profile", "onboarding_step", lambda body: body["accounts"][0]),
]


@pytest.mark.parametrize(("path", "key", "read"), NEW_KEYS)
def test_keys_that_4_10_does_not_have(at: Servers, path: str, key: str, read: Callable[[Any], Any]) -> None:
    """Each of these keys was added in a later version."""
    for version in (OLD, NEW):
        office = at(version)
        account = office.server.account
        account.add_team()
        account.add_webhook()
        account.add_bot()
        account.contacts[1].email = "x@x.example"
        assert (key in read(office.json("GET", path))) == (version == NEW)


FILTERS: list[tuple[str, tuple[Any, ...], int, int]] = [
    ("conversations", ("created_at", "days_before", 1), 200, 500),
    ("conversations", ("created_at", "is_greater_than", "yesterday"), 500, 422),
    ("conversations", ("contact_id", "equal_to", 1), 422, 200),
    ("conversations", ("display_id", "contains", "1"), 500, 200),
    ("conversations", ("assignee_id", "equal_to", "x"), 500, 500),
    ("contacts", ("company", "equal_to", "x"), 200, 422),
    ("contacts", ("company_name", "equal_to", "x"), 422, 200),
]


@pytest.mark.parametrize(("of", "given", "old", "new"), FILTERS)
def test_filters_of_both_versions(at: Servers, of: str, given: tuple[Any, ...], old: int, new: int) -> None:
    """Keys were added and removed, and bugs fixed and introduced."""
    key, operator, value = given
    body = {"payload": [{"attribute_key": key, "filter_operator": operator, "values": [value]}]}
    assert tuple(at(each).send("POST", f"/{of}/filter", body).status_code for each in (OLD, NEW)) == (old, new)


def test_what_was_seen_is_written_hourly(at: Servers) -> None:
    """Since 4.11.0, the times of last views are stored at most hourly, if nothing is unread."""
    for version, again in ((OLD, 60), (NEW, 0)):
        now = [1_795_161_600.0]
        office = at(version, clock=lambda now=now: now[0])
        first = office.json("POST", f"{ONE}/update_last_seen")["agent_last_seen_at"]
        now[0] += 60
        assert office.json("POST", f"{ONE}/update_last_seen")["agent_last_seen_at"] == first + again
        now[0] += 3600
        assert office.json("POST", f"{ONE}/update_last_seen")["agent_last_seen_at"] == now[0]


def test_who_defines_custom_attributes(at: Servers) -> None:
    """Before 4.16.2, agents may define custom attributes; since then only administrators."""
    body = {"attribute_key": "plan", "attribute_display_name": "Plan"}
    for version, status in ((OLD, 200), (NEW, 401)):
        office = at(version)
        bob = office.server.account.add_agent("Bob")
        assert office.send("POST", "/custom_attribute_definitions", body, by=bob).status_code == status


def test_a_picture_that_is_no_file(office: Office) -> None:
    """The signed id of a stored file, which does not exist here, is a server error."""
    assert office.error("POST", "/agent_bots", {"name": "Robo", "avatar": "signed"}) == FAULT
    assert office.json("POST", "/agent_bots", {"name": "Robo", "avatar": ""})["thumbnail"] == ""


def test_an_invalid_change_is_refused(office: Office) -> None:
    """A refused change changes nothing."""
    label = office.json("POST", "/labels", {"title": "vip"})
    refused = invalid(("title", "Title must not be blank"), ("title", "Title is invalid"))
    assert office.error("PATCH", f"/labels/{label['id']}", {"title": ""}) == refused
    assert office.json("GET", f"/labels/{label['id']}") == label
