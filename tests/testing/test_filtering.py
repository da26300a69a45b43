"""Filters of conversations: results, refusals and failures of the server's SQL."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from ..conftest import load_capture
from .callers import ContactCaller, assert_alike
from .conftest import Clock
from .filtering import DAY, Filters, condition, define, refusal
from .office import FAULT
from .test_against_captures import START, many


@pytest.fixture
def conversations(old_server: FakeChatwoot, http: httpx.Client) -> Filters:
    """Three conversations: 1 open and mine, 2 resolved and unassigned, 3 pending and a bot's."""
    account = old_server.account
    team = account.add_team("billing")
    account.add_conversation(
        assignee=old_server.agent,
        team=team,
        labels=["vip", "new"],
        priority="urgent",
        additional_attributes={"referer": "https://Shop.example/100%_off", "browser_language": "en", "mail_subject": 5},
        custom_attributes={"plan": "Gold", "seats": 12, "paid": True, "since": "2026-11-01T00:00:00.000Z"},
        created_at=START - 2 * DAY,
    )
    account.add_conversation(
        status="resolved",
        labels=["old"],
        priority="low",
        inbox=account.add_inbox("Second"),
        additional_attributes={"referer": "https://other.example", "browser_language": "id"},
        custom_attributes={"plan": "silver", "seats": 3, "paid": False, "since": "2026-11-10"},
        created_at=START - DAY,
    )
    account.add_conversation(status="pending", assignee=account.add_bot(), created_at=START)
    return Filters(ContactCaller(old_server, http), "/conversations/filter")


# --- captures ---


def test_the_recorded_filter(http: httpx.Client) -> None:
    """With 65 open conversations, counts, page and shape equal the recording."""
    real = load_capture("filter")
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        many(server)
        fake = ContactCaller(server, http).send(
            real.method, real.path, {"payload": [condition("status", "equal_to", "open")]}
        )
    assert_alike(real, fake)
    assert fake.json()["meta"] == real.body["meta"]
    ids = [[row["id"] for row in body["payload"]] for body in (real.body, fake.json())]
    assert ids[0] == ids[1]


def test_the_recorded_refusal(http: httpx.Client) -> None:
    """An unknown attribute is refused with the known ones."""
    real = load_capture("filter_bad")
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        fake = ContactCaller(server, http).send(
            real.method, real.path, {"payload": [condition("nope", "equal_to", "x")]}
        )
    assert_alike(real, fake)


# --- conversations ---


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("status", "equal_to", "open", "pending"), [1, 3]),
        (("status", "equal_to", "all"), [1, 2, 3]),
        (("status", "equal_to", "nope"), []),
        (("status", "not_equal_to", "open"), [2, 3]),
        (("status", "not_equal_to", "open", "nope"), []),
        (("assignee_id", "equal_to", 1), [1]),
        (("assignee_id", "equal_to", "1", None), [1]),
        (("assignee_id", "not_equal_to", 9), [1]),
        (("assignee_id", "not_equal_to", 9, None), [1]),
        (("assignee_id", "is_present"), [1]),
        (("assignee_id", "is_not_present"), [2, 3]),
        (("inbox_id", "equal_to", 2), [2]),
        (("inbox_id", "equal_to", 1.5), []),
        (("team_id", "is_present"), [1]),
        (("priority", "equal_to", "urgent", "low"), [1, 2]),
        (("priority", "not_equal_to", "urgent"), [2]),
        (("display_id", "equal_to", 3, " 2"), [2, 3]),
        (("campaign_id", "is_present"), []),
        (("labels", "equal_to", "vip", "old"), [1, 2]),
        (("labels", "not_equal_to", "vip"), [2, 3]),
        (("labels", "is_present"), [1, 2]),
        (("labels", "is_not_present"), [3]),
        (("browser_language", "equal_to", "en", "de"), [1]),
        (("browser_language", "equal_to", "EN"), []),
        (("browser_language", "not_equal_to", "en"), [2]),
        (("referer", "contains", " SHOP "), [1]),
        (("referer", "contains", "shop", "other"), [1, 2]),
        (("referer", "contains", "s%p_example"), [1]),
        (("referer", "contains", r"100\%\_off"), [1]),
        (("referer", "contains", r"\shop"), [1]),
        (("referer", "does_not_contain", "shop"), [2]),
        (("mail_subject", "equal_to", "5"), [1]),
        (("created_at", "is_greater_than", "2026-11-21"), [2, 3]),
        (("created_at", "is_less_than", "2026-11-22T23:00:00Z"), [1]),
        (("last_activity_at", "days_before", "0"), []),
    ],
)
def test_conversations(conversations: Filters, given: Any, found: list[int]) -> None:
    """The results of each operator; missing values match no `not_` operator, except for labels."""
    assert conversations.ids(*given) == found


def test_days_before(conversations: Filters, clock: Clock) -> None:
    """`days_before` means before the day so many days before today in UTC; a later time is a server error."""
    clock.now = (START + 5 * DAY).timestamp()
    found = {days: conversations.ids("created_at", "days_before", days) for days in (4, "5", "6", "7x")}
    assert found == {4: [1, 2, 3], "5": [1, 2], "6": [1], "7x": []}
    assert conversations.error("created_at", "days_before", 10**9) == FAULT


def test_pages_and_counts(conversations: Filters, old_server: FakeChatwoot) -> None:
    """There are 25 per page, the most recently active first, with counts of all matches, without assigned_count."""
    for number in range(30):
        old_server.account.add_conversation(created_at=START + number * DAY, assignee=old_server.agent)
    body = conversations.send(condition("status", "equal_to", "open"), query="?page=2").json()
    assert body["meta"] == {"mine_count": 31, "unassigned_count": 0, "all_count": 31}
    assert [row["id"] for row in body["payload"]][-6:] == [8, 7, 6, 5, 4, 1]
    assert conversations.send().json()["meta"]["all_count"] == 33


def test_conjunctions(conversations: Filters) -> None:
    """AND binds before OR in any order; lower case is accepted, and the last may be empty."""
    first, second, third = (("status", "equal_to", name) for name in ("open", "resolved", "pending"))
    urgent = condition("priority", "equal_to", "urgent", then="")
    assert conversations.ids(condition(*first, then="or"), condition(*second)) == [1, 2]
    assert conversations.ids(condition(*first, then="AND"), condition(*second)) == []
    assert conversations.ids(condition(*second, then="OR"), condition(*third, then="AND"), urgent) == [2]
    assert conversations.ids(condition(*first, then="AND"), urgent | {"query_operator": "OR"}, condition(*second)) == [
        1,
        2,
    ]
    wrong = refusal('Query operator must be either "AND" or "OR".')
    assert conversations.error(condition(*first), condition("nope", "equal_to", then="XOR")) == wrong


def test_what_is_no_sql(conversations: Filters) -> None:
    """A trailing conjunction, or a missing one, is a server error."""
    first = ("status", "equal_to", "open")
    assert conversations.error(condition(*first, then="AND")) == FAULT
    assert conversations.error(condition(*first), condition(*first)) == FAULT
    assert conversations.error(condition(*first), condition(*first), condition(*first)) == FAULT
    assert conversations.error(condition(*first, then=5)) == FAULT


@pytest.mark.parametrize("payload", [None, "x", {"a": 1}, [5]])
def test_what_is_no_payload(conversations: Filters, payload: Any) -> None:
    """A payload that is not a list of conditions is a server error."""
    assert conversations.call.error("POST", conversations.path, {"payload": payload}) == FAULT


def test_refused_operators_and_values(conversations: Filters) -> None:
    """A 422 names the attribute's operators, or the missing value; only the first problem is reported."""
    allowed = "Invalid operator. The allowed operators for status are [equal_to,not_equal_to]."
    assert refusal(allowed) == conversations.error("status", "contains")
    assert refusal(allowed) == conversations.error(condition("status", None, "open"))
    invalid = "Invalid value. The values provided for status are invalid"
    blanks: list[Any] = [[], None, "", " ", {}]
    for values in blanks:
        assert refusal(invalid) == conversations.error(condition("status", "equal_to", values=values))
    assert refusal(invalid) == conversations.error("status", "equal_to", None)
    assert refusal("Invalid value. The values provided for nope are invalid") == conversations.error("nope", "equal_to")
    assert conversations.error(condition(None, "is_present"))[0] == 422


@pytest.mark.parametrize(
    ("given"),
    [
        ("status", "equal_to", 1),
        ("assignee_id", "equal_to", "x"),
        ("assignee_id", "equal_to", True),
        ("display_id", "contains", "1"),
        ("browser_language", "equal_to", 5),
        ("labels", "equal_to", 5),
        ("referer", "contains", 5),
        ("referer", "equal_to", {"a": 1}),
        ("created_at", "is_greater_than", "yesterday"),
        ("created_at", "is_less_than", 1_795_410_373),
    ],
)
def test_what_the_database_fails_with(conversations: Filters, given: Any) -> None:
    """Values that cannot be compared with the attribute are server errors."""
    assert conversations.error(*given) == FAULT


def test_a_value_that_is_no_list(conversations: Filters) -> None:
    """A value that is not a list is accepted unless the server reads its items: a text's first letter is no date."""
    assert conversations.ids(condition("assignee_id", "equal_to", values="1")) == [1]
    assert conversations.ids(condition("inbox_id", "equal_to", values=2)) == [2]
    assert conversations.ids(condition("status", "equal_to", values="all")) == [1, 2, 3]
    assert conversations.ids(condition("referer", "contains", values="shop")) == [1]
    for key, operator, values in (
        ("status", "equal_to", "open"),
        ("status", "equal_to", {"a": 1}),
        ("inbox_id", "equal_to", {"a": 1}),
        ("created_at", "is_greater_than", "2026-01-01"),
        ("created_at", "is_greater_than", 5),
    ):
        assert conversations.error(condition(key, operator, values=values)) == FAULT, (key, values)


# --- custom attributes ---


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("plan", "equal_to", "GOLD", "silver"), [1]),
        (("plan", "not_equal_to", "gold"), [2, 3]),
        (("plan", "contains", "il"), [2]),
        (("plan", "does_not_contain", "il"), [1]),
        (("plan", "is_present"), [1, 2]),
        (("plan", "is_not_present"), [3]),
        (("plan", "is_greater_than", "h"), [2]),
        (("plan", "whatever", "gold"), [1]),
        (("seats", "equal_to", 12, 3), [1, 2]),
        (("seats", "equal_to", "12"), [1]),
        (("seats", "is_greater_than", 3), [1]),
        (("seats", "is_less_than", "12.0"), [2]),
        (("seats", "whatever", 12), [1]),
        (("paid", "equal_to", True), [1]),
        (("paid", "not_equal_to", "true"), [2, 3]),
        (("since", "is_less_than", "2026-11-05"), [1]),
        (("since", "days_before", 12), [1]),
        (("since", "equal_to", "2026-11-10"), [2]),
    ],
)
def test_custom_attributes(conversations: Filters, old_server: FakeChatwoot, given: Any, found: list[int]) -> None:
    """Values compare by type; only one text counts, in lower case; a missing value is `not_equal_to` any."""
    define(old_server)
    assert conversations.ids(*given) == found


@pytest.mark.parametrize(
    "given",
    [
        ("plan", "equal_to", 5),
        ("seats", "equal_to", "many"),
        ("seats", "contains", "1"),
        ("seats", "days_before", 1),
        ("paid", "equal_to", 1),
        ("paid", "equal_to", "maybe"),
        ("since", "equal_to", 20_261_110),
        ("cost", "equal_to", 5),
    ],
)
def test_custom_attributes_that_fail(conversations: Filters, old_server: FakeChatwoot, given: Any) -> None:
    """Values of another type, and types without a comparison, are server errors."""
    define(old_server)
    assert conversations.error(*given) == FAULT


def test_stored_values_that_fail(conversations: Filters, old_server: FakeChatwoot) -> None:
    """One stored value of another type makes every filter by the attribute fail."""
    define(old_server)
    old_server.account.conversations[3].custom_attributes = {"seats": "many"}
    assert conversations.error("seats", "is_greater_than", 1) == FAULT


def test_custom_attributes_are_of_their_owner(conversations: Filters, old_server: FakeChatwoot) -> None:
    """Attributes of contacts only, or without a definition, are unknown, whatever is stored."""
    define(old_server, "contact_attribute")
    status, body = conversations.error(condition("plan", "equal_to", "gold", custom_attribute_type="contact_attribute"))
    assert (status, body["error"].startswith("Invalid attribute key - [plan]. The key should be one of")) == (422, True)


def test_a_loose_not_equal_to(conversations: Filters, old_server: FakeChatwoot) -> None:
    """The server writes `OR ... IS NULL` after the conjunction: correct only alone and last."""
    define(old_server)
    silver, is_open = ("plan", "not_equal_to", "silver"), ("status", "equal_to", "open")
    assert conversations.ids(condition(*is_open, then="AND"), condition(*silver)) == [1, 3]
    assert conversations.ids(condition(*is_open, then="OR"), condition(*silver)) == [1, 3]
    assert conversations.error(condition(*silver, then="AND"), condition(*is_open)) == FAULT
    assert conversations.error(condition(*silver, then="OR"), condition(*is_open)) == FAULT


def test_after_a_custom_attribute(conversations: Filters, old_server: FakeChatwoot) -> None:
    """Only the first of several texts counts, in lower case; numbers, statuses and priorities are not affected."""
    define(old_server)
    custom = condition("seats", "is_present", then="AND")
    assert conversations.ids(custom, condition("labels", "equal_to", "VIP", "old")) == [1]
    assert conversations.ids(condition("labels", "equal_to", "vip", "old")) == [1, 2]
    assert conversations.ids(custom, condition("browser_language", "equal_to", values="EN")) == [1]
    assert conversations.ids(custom, condition("display_id", "equal_to", 1, 2)) == [1, 2]
    assert conversations.ids(custom, condition("status", "equal_to", "open", "resolved")) == [1, 2]
    assert conversations.error(custom, condition("labels", "is_present", values=None)) == FAULT
