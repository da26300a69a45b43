"""Reports of FakeChatwoot are computed from its conversations."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    InvalidRequestError,
    NotFoundError,
    ServerError,
    UnprocessableError,
)
from aiochatwoot.testing import Agent, Conversation, FakeChatwoot

from .conftest import Clock

pytestmark = pytest.mark.usefixtures("one_attempt")

MONDAY = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
WEEK: Any = {"since": MONDAY - dt.timedelta(days=1), "until": MONDAY + dt.timedelta(days=4)}


def minutes(number: float) -> dt.datetime:
    """Return the time so many minutes after Monday morning."""
    return MONDAY + dt.timedelta(minutes=number)


@pytest.fixture
def talk(server: FakeChatwoot, bob: Agent) -> Conversation:
    """A question at 9:00 with a reply at 9:10, and one at 10:00 with a reply at 10:30."""
    account = server.account
    team = account.add_team("support")
    account.add_label("vip")
    talk = account.add_conversation(assignee=bob, team=team, labels=["vip", "unknown"], created_at=MONDAY)
    for minute, kind in ((0, "incoming"), (10, "outgoing"), (60, "incoming"), (61, "incoming"), (90, "outgoing")):
        account.add_message(talk, "Hi", "incoming" if kind == "incoming" else "outgoing", created_at=minutes(minute))
    account.add_message(talk, "A note", "outgoing", private=True, created_at=minutes(100))
    return talk


async def test_a_summary(chatwoot: Chatwoot, talk: Conversation, bob: Agent) -> None:
    """A summary has counts, averages in seconds, and the previous range; an agent's values are the agent's."""
    found = await chatwoot.reports.summary(type="account", **WEEK)
    assert (
        found.conversations_count,
        found.incoming_messages_count,
        found.outgoing_messages_count,
    ) == (1, 3, 3)
    assert (found.avg_first_response_time, found.reply_time, found.avg_resolution_time) == (600.0, 1800.0, None)
    assert found.previous.conversations_count == 0
    of_bob = await chatwoot.reports.summary(type="agent", id=bob.id, **WEEK)
    assert (of_bob.conversations_count, of_bob.incoming_messages_count, of_bob.outgoing_messages_count) == (1, 0, 3)
    of_ada = await chatwoot.reports.summary(type="agent", id=1, **WEEK)
    assert (of_ada.conversations_count, of_ada.avg_first_response_time) == (0, None)


@pytest.mark.parametrize(
    ("group_by", "offset", "first", "count"),
    [
        ("hour", None, "2026-11-15T09:00", 121),
        ("day", None, "2026-11-15T00:00", 6),
        ("day", 7, "2026-11-14T17:00", 6),
        ("week", None, "2026-11-15T00:00", 1),
        ("month", None, "2026-11-01T00:00", 1),
        ("year", None, "2026-01-01T00:00", 1),
        (None, None, "2026-11-15T00:00", 6),
    ],
)
async def test_periods(
    chatwoot: Chatwoot, talk: Conversation, group_by: Any, offset: Any, first: str, count: int
) -> None:
    """Each period that overlaps the range is listed, in the requested zone."""
    points = await chatwoot.reports.timeseries(
        metric="conversations_count", type="account", group_by=group_by, timezone_offset=offset, **WEEK
    )
    assert (len(points), sum(point.value or 0 for point in points)) == (count, 1)
    assert first == f"{points[0].timestamp:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("kind", ["inbox", "team", "label"])
async def test_scopes(chatwoot: Chatwoot, talk: Conversation, kind: Any) -> None:
    """An average has the number of its events; business hours count while the inbox is open."""
    points = await chatwoot.reports.timeseries(
        metric="avg_first_response_time", type=kind, id=1, group_by="year", business_hours=True, **WEEK
    )
    assert [(point.value, point.count) for point in points] == [(600.0, 1)]


async def test_ranges_and_metrics_that_are_not_there(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """The client refuses what servers silently accept; an unknown record, no scope and an invalid zone fail."""
    with pytest.raises(InvalidRequestError, match="metric"):
        await chatwoot.reports.timeseries(metric="nope", type="account", **WEEK)  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match="since"):
        await chatwoot.reports.summary(type="account", since=MONDAY.replace(tzinfo=None), until=MONDAY)
    with pytest.raises(TypeError, match="since"):
        await chatwoot.reports.summary(type="account")  # type: ignore[call-arg]
    path = "/api/v2/accounts/1/reports"
    assert await chatwoot.request("GET", path, params={"metric": "nope", "type": "account"}) == {}
    for params in ({}, {"type": "account", "timezone_offset": "x", "since": "1", "until": "2", "metric": "reply_time"}):
        with pytest.raises(ServerError):
            await chatwoot.request("GET", path, params=params)
    with pytest.raises(ServerError):
        await chatwoot.request("GET", f"{path}/conversations", params={"type": "nope"})
    with pytest.raises(ServerError):
        await chatwoot.request("GET", f"{path}/bot_summary")
    grouped = "/api/v2/accounts/1/live_reports/grouped_conversation_metrics"
    with pytest.raises(UnprocessableError, match="invalid group_by"):
        await chatwoot.request("GET", grouped, params={"group_by": "x"})


async def test_resolutions(server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation, clock: Clock) -> None:
    """Resolving, reopening and resolving again are events, with the time since the start or the resolution."""
    clock.now = minutes(120).timestamp()
    for status in ("resolved", "pending", "open", "resolved"):
        await chatwoot.conversations.set_status(talk.id, status=status)
        clock.now += 60
    events = await chatwoot.reporting_events.list(**WEEK)
    assert [(event.name, event.value) for event in events.payload] == [
        ("conversation_resolved", 7380.0),
        ("conversation_opened", 120.0),
        ("conversation_resolved", 7200.0),
        ("reply_time", 1800.0),
        ("first_response", 600.0),
    ]
    assert (events.meta.count, events.meta.current_page, events.meta.total_pages) == (5, 1, 1)
    of = await chatwoot.reporting_events.list(name="conversation_resolved", inbox_id=1, user_id=talk.assignee.id)  # type: ignore[union-attr]
    assert [event.id for event in of.payload] == [5, 3]
    assert (await chatwoot.reporting_events.list(inbox_id=9)).payload == []
    assert len(await chatwoot.conversations.reporting_events(talk.id)) == 5


async def test_what_bots_do(server: FakeChatwoot, chatwoot: Chatwoot, clock: Clock) -> None:
    """A conversation without an agent's reply is resolved by the bot; a bot that opens one hands it over."""
    account, clock.now = server.account, minutes(5).timestamp()
    bot = account.add_bot("Robo", token="token-of-robo")
    account.add_inbox().bot = bot
    first, second = (account.add_conversation(status="pending", created_at=MONDAY) for _ in range(2))
    account.add_conversation(status="resolved", created_at=MONDAY)
    await chatwoot.conversations.set_status(first.id, status="resolved")
    async with Chatwoot(server.base_url, token="token-of-robo", account_id=1) as robo:
        await robo.conversations.set_status(second.id, status="open")

    found = await chatwoot.reports.bot_metrics(**WEEK)
    assert (
        found.conversation_count,
        found.message_count,
        found.resolution_rate,
        found.handoff_rate,
    ) == (3, 0, 66, 33)


async def test_rows(server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation, bob: Agent) -> None:
    """There is a row for each agent, team, inbox, label and channel."""
    account = server.account
    account.add_inbox("Site", "Channel::WebWidget")
    account.add_label("calm")
    assert [(row.id, row.conversations_count) for row in await chatwoot.summary_reports.agent(**WEEK)] == [
        (1, 0),
        (bob.id, 1),
    ]
    assert [row.avg_first_response_time for row in await chatwoot.summary_reports.team(**WEEK)] == [600.0]
    assert [row.conversations_count for row in await chatwoot.summary_reports.inbox(**WEEK)] == [1, 0]
    labels = await chatwoot.summary_reports.label(**WEEK)
    assert [(row.name, row.avg_reply_time) for row in labels] == [("calm", 0), ("vip", 1800.0)]
    channels = await chatwoot.summary_reports.channel(**WEEK)
    assert {name: (each.open, each.total) for name, each in channels.items()} == {"Channel::Api": (1, 1)}
    matrix = await chatwoot.reports.inbox_label_matrix(**WEEK)
    assert matrix.matrix == [[0, 1], [0, 0]]
    assert (await chatwoot.reports.inbox_label_matrix(inbox_ids=[1], label_ids=[1])).matrix == [[1]]
    spread = await chatwoot.reports.first_response_time_distribution()
    assert spread["Channel::Api"] == {"0-1h": 1, "1-4h": 0, "4-8h": 0, "8-24h": 0, "24h+": 0}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("agent", [(2, "Bob", 3)]),
        ("team", [(1, "support", 3)]),
        ("inbox", [(1, "API inbox", 4)]),
        ("label", [(1, "vip", 3), (None, "unknown", 3)]),
    ],
)
async def test_outgoing_messages(
    server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation, by: Any, expected: list[Any]
) -> None:
    """Messages of bots count for inboxes, not for agents; those without a team count for none."""
    other = server.account.add_conversation(created_at=MONDAY)
    server.account.add_message(other, "Beep", "outgoing", sender=server.account.add_bot(), created_at=MONDAY)
    found = await chatwoot.reports.outgoing_messages_count(group_by=by, **WEEK)
    assert [(row.id, row.name, row.outgoing_messages_count) for row in found] == expected


async def test_what_is_open(server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation, bob: Agent) -> None:
    """Counts of open, unattended, unassigned and pending conversations, by account, team, agent and unassigned."""
    server.account.add_conversation(created_at=MONDAY)
    server.account.add_conversation(status="pending", created_at=MONDAY)
    live = await chatwoot.live_reports.conversation_metrics()
    assert (live.open, live.unattended, live.unassigned, live.pending) == (2, 1, 1, 1)
    assert (await chatwoot.live_reports.conversation_metrics(team_id=1)).open == 1
    account = await chatwoot.reports.conversations(type="account")
    assert not isinstance(account, list)
    assert account.pending == 0
    agents = await chatwoot.reports.conversations(type="agent")
    assert isinstance(agents, list)
    assert [(row.name, row.metric.open) for row in agents] == [("Bob", 1), ("Ada Lestari", 0)]
    for by, expected in (("assignee_id", {bob.id: 1, None: 1}), ("team_id", {1: 1, None: 1})):
        rows = await chatwoot.live_reports.grouped_conversation_metrics(group_by=by)  # type: ignore[arg-type]
        assert {getattr(row, by): row.open for row in rows} == expected


async def test_files(server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation) -> None:
    """The CSV can be read by `csv`: a title, the columns, and rows with times as text."""
    server.account.add_inbox("Mail, and more", "Channel::Email")
    agents = list(csv.reader((await chatwoot.reports.agents_csv(**WEEK)).splitlines()))
    assert agents[0] == ["Reporting period 2026-11-15 to 2026-11-20"]
    assert ["Bob", "1", "10 minutes", "N/A", "30 minutes", "0"] in agents
    inboxes = list(csv.reader((await chatwoot.reports.inboxes_csv(**WEEK)).splitlines()))
    assert ["Mail, and more", "Email", "0", "N/A", "N/A", "N/A", "0"] in inboxes
    assert "vip,1,10 minutes" in await chatwoot.reports.labels_csv(**WEEK)
    assert "support,1,10 minutes" in await chatwoot.reports.teams_csv(**WEEK)
    assert "\n1,3,3,10 minutes,N/A,0,30 minutes\n" in await chatwoot.reports.conversations_csv(**WEEK)
    traffic = list(csv.reader((await chatwoot.reports.conversation_traffic_csv(timezone_offset=1)).splitlines()))
    assert traffic[0] == ["Timezone", "(GMT+01:00)"]
    assert traffic[3] == ["Start of the hour", "2026-11-14", *(f"2026-11-{day}" for day in range(15, 20))]
    assert traffic[14] == ["10:00", "0", "0", "1", "0", "0", "0"]


async def test_a_long_time_in_words(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A duration has days, hours, minutes and seconds, with singular forms; without a range the title has none."""
    talk = server.account.add_conversation(created_at=MONDAY)
    server.account.add_message(talk, "Hi", "outgoing", created_at=MONDAY + dt.timedelta(days=1, hours=2, seconds=3))
    assert "1 day 2 hours 3 seconds" in await chatwoot.reports.conversations_csv(**WEEK)


async def test_surveys(server: FakeChatwoot, chatwoot: Chatwoot, talk: Conversation, bob: Agent) -> None:
    """Responses are filtered by range, agent, inbox, team and rating, sorted, counted and exported; each can have a
    note.
    """
    account = server.account
    account.add_csat_response(talk, 4, "Fine", created_at=minutes(100))
    account.add_csat_response(account.add_conversation(created_at=MONDAY), 2, created_at=minutes(101))
    listed = chatwoot.csat_survey_responses
    assert [row.rating for row in await listed.list(sort="-created_at", **WEEK)] == [2, 4]
    assert [row.rating for row in await listed.list(user_ids=[bob.id], inbox_id=1, team_id=1, rating=4)] == [4]
    assert await listed.list(since=minutes(200), until=minutes(300)) == []
    metrics = await listed.metrics(**WEEK)
    assert (metrics.total_count, metrics.total_sent_messages_count) == (2, 2)
    noted = await listed.update(1, csat_review_notes="Called back")
    assert (noted.review_notes_updated_by and noted.review_notes_updated_by.name) == "Ada Lestari"
    rows = list(csv.reader((await listed.csv()).splitlines()))
    assert rows[1][:3] == ["Bob (agent2@company.example)", "4", "Fine"]
    assert rows[1][-1] == "Called back"
    assert "Reporting period" in await listed.csv(**WEEK)


async def test_surveys_of_an_older_server(clock: Clock) -> None:
    """Features that 4.10.0 lacks are absent: notes, reports of 4.11.0 and counts of 4.15.0."""
    with FakeChatwoot(sample=False, clock=clock, version="4.10.0") as server:
        server.account.add_csat_response(server.account.add_conversation(), 5)
        async with Chatwoot(server.base_url, token=server.token, account_id=1, drift="strict") as chatwoot:
            (row,) = await chatwoot.csat_survey_responses.list()
            assert not row.has("csat_review_notes")
            assert "Review Notes" not in await chatwoot.csat_survey_responses.csv()
            for call in (
                chatwoot.reports.inbox_label_matrix(),
                chatwoot.conversations.unread_counts(),
                chatwoot.csat_survey_responses.update(1, csat_review_notes="x"),
            ):
                with pytest.raises(NotFoundError):
                    await call


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v2/accounts/1/reports/agents", "/api/v2/accounts/1/summary_reports/agent"),
        *("/api/v2/accounts/1/live_reports/conversation_metrics", "/api/v1/accounts/1/reporting_events"),
        *("/api/v1/accounts/1/csat_survey_responses", "/api/v1/accounts/1/applied_slas/metrics"),
        "/api/v1/accounts/1/audit_logs",
    ],
)
async def test_reports_are_for_administrators(server: FakeChatwoot, bob: Agent, path: str) -> None:
    """An agent who is not an administrator is refused."""
    async with Chatwoot(server.base_url, token=bob.token, account_id=1) as chatwoot:
        with pytest.raises(AuthenticationError, match="not authorized to do this action"):
            await chatwoot.request("GET", path)
