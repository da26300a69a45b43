"""SLA policies, the audit log and unread counts of FakeChatwoot."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest

from aiochatwoot import Chatwoot, NotFoundError, ServerError, UnprocessableError
from aiochatwoot.testing import FakeChatwoot

from .conftest import Clock

pytestmark = pytest.mark.usefixtures("one_attempt")


async def test_policies(chatwoot: Chatwoot) -> None:
    """A policy has a name and thresholds in seconds; an unknown one is a 500, which the error explains."""
    made = await chatwoot.sla_policies.create(name="Gold", first_response_time_threshold=60)
    assert (made.first_response_time_threshold, made.resolution_time_threshold) == (60.0, None)
    assert (await chatwoot.sla_policies.get(made.id)).name == "Gold"
    with pytest.raises(UnprocessableError, match="Name can't be blank"):
        await chatwoot.sla_policies.create(name="")
    strange = {"sla_policy": {"first_response_time_threshold": "soon"}}
    path = f"/api/v1/accounts/1/sla_policies/{made.id}"
    changed = await chatwoot.request("PATCH", path, json=strange)
    assert changed["payload"]["first_response_time_threshold"] == 0.0
    with pytest.raises(ServerError, match="or no sla policy 99"):
        await chatwoot.sla_policies.get(99)


async def test_service_levels(server: FakeChatwoot, chatwoot: Chatwoot, clock: Clock) -> None:
    """A conversation is late once a threshold has passed, and counted then; it keeps its policy."""
    account, now = server.account, dt.datetime.fromtimestamp(clock.now, dt.UTC)
    gold = await chatwoot.sla_policies.create(
        name="Gold", first_response_time_threshold=60, next_response_time_threshold=60, resolution_time_threshold=3600
    )
    other = await chatwoot.sla_policies.create(name="Other")
    agent, team = account.add_agent("Bob"), account.add_team()
    late = account.add_conversation(created_at=now, assignee=agent, team=team, labels=["vip"])
    kept, done = (account.add_conversation(created_at=now) for _ in range(2))
    account.add_message(kept, "At once", "outgoing", created_at=now)
    account.add_message(kept, "And?", created_at=now)
    account.add_message(done, "At once", "outgoing", created_at=now)
    for each in (late, kept, done):
        await chatwoot.conversations.update(each.id, sla_policy_id=gold.id)
    with pytest.raises(UnprocessableError, match="already has a different sla"):
        await chatwoot.conversations.update(late.id, sla_policy_id=other.id)
    await chatwoot.conversations.set_status(done.id, status="resolved")
    assert (await chatwoot.applied_slas.list()).payload == []
    assert (await chatwoot.applied_slas.metrics()).hit_rate == "100%"
    statuses = [str((await chatwoot.conversations.get(each.id)).applied_sla.sla_status) for each in (late, done)]  # type: ignore[union-attr]
    assert statuses == ["active", "hit"]

    clock.now += 61
    found = await chatwoot.conversations.get(kept.id)
    assert found.applied_sla
    assert ("active_with_misses", now + dt.timedelta(seconds=60)) == (
        found.applied_sla.sla_status,
        found.applied_sla.sla_nrt_due_at,
    )
    await chatwoot.conversations.set_status(late.id, status="resolved")
    row = (await chatwoot.applied_slas.list(label_list="vip, gold", assigned_agent_id=agent.id)).payload[0]
    assert (late.id, "missed", ["frt"]) == (
        row.conversation.id,
        row.applied_sla.sla_status,
        [event.event_type for event in row.sla_events],
    )
    assert (await chatwoot.applied_slas.metrics()).hit_rate == "33.33%"
    assert not (await chatwoot.applied_slas.list()).payload[1].conversation.has("assignee")
    day = dt.timedelta(days=1)
    filters: list[dict[str, Any]] = [
        {"label_list": "x"},
        {"inbox_id": 9},
        {"team_id": 9},
        {"sla_policy_id": other.id},
        {"since": now - 2 * day, "until": now - day},
    ]
    for wanted in filters:
        assert (await chatwoot.applied_slas.metrics(**wanted)).total_applied_slas == 0
    lines = list(csv.reader((await chatwoot.applied_slas.csv()).splitlines()))
    assert [str(late.id), "Gold", "Bob", "support", "API inbox", "vip"] == lines[1][:6]
    assert lines[1][-1] == "First response time"


async def test_the_audit_log(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """The log has changes of teams, bots, webhooks and inboxes, newest first; requests without changes are omitted."""
    team = await chatwoot.teams.create(name="night")
    await chatwoot.teams.update(team.id, description="From ten")
    await chatwoot.teams.update(team.id, description="From ten")
    await chatwoot.agent_bots.create(name="Robo")
    inbox = await chatwoot.inboxes.create(name="New", channel={"type": "api"})
    await chatwoot.inboxes.update(inbox.id, name="Newer")
    await chatwoot.inboxes.delete(inbox.id)
    await chatwoot.labels.create(title="vip")
    await chatwoot.teams.delete(team.id)
    page = await chatwoot.audit_logs.list()
    assert [(row.auditable_type, row.action, row.version) for row in page.audit_logs] == [
        ("Team", "destroy", 3),
        ("Inbox", "destroy", 3),
        ("Inbox", "update", 2),
        ("Inbox", "create", 1),
        ("AgentBot", "create", 1),
        ("Team", "update", 2),
        ("Team", "create", 1),
    ]
    assert page.audit_logs[2].audited_changes == {"name": ["New", "Newer"]}
    assert [row.auditable and row.auditable["name"] for row in page.audit_logs[3:5]] == [None, "Robo"]
    assert (page.total_entries, page.per_page, page.current_page) == (7, 25, 1)
    assert (await chatwoot.audit_logs.list(page=2)).audit_logs == []


async def test_who_left_has_no_name_in_the_audit_log(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """An entry stays when its user is deleted; existing teams are shown."""
    other = server.account.add_agent("Cy", role="administrator")
    async with Chatwoot(server.base_url, token=other.token, account_id=1) as theirs:
        await theirs.teams.create(name="night")
    await chatwoot.agents.delete(other.id)
    (entry,) = (await chatwoot.audit_logs.list()).audit_logs
    assert (entry.username, (entry.auditable or {})["name"]) == (None, "night")


async def test_the_enterprise_code(clock: Clock) -> None:
    """A server without it has no policies, no audit log and no reporting events."""
    with FakeChatwoot(sample=False, clock=clock, enterprise=False) as server:
        server.account.add_conversation()
        async with Chatwoot(server.base_url, token=server.token, account_id=1) as chatwoot:
            for call in (
                chatwoot.sla_policies.list(),
                chatwoot.applied_slas.list(),
                chatwoot.audit_logs.list(),
                chatwoot.reporting_events.list(),
                chatwoot.conversations.reporting_events(1),
            ):
                with pytest.raises(NotFoundError):
                    await call


async def test_unread_counts(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Counts of open conversations with unread messages, by inbox, label, team and the user's saved filters."""
    account = server.account
    label, team = account.add_label("vip"), account.add_team()
    talk = account.add_conversation(labels=["vip", "unknown"], team=team)
    account.add_message(talk, "Hello?")
    account.add_message(account.add_conversation(status="resolved"), "Hello?")
    account.add_conversation()
    talk.participants.append(server.agent)
    condition = {"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]}
    saved = account.add_custom_filter(server.agent, query={"payload": [condition]})
    nothing = [condition | {"values": ["snoozed"]}]
    account.add_custom_filter(server.agent, query={"payload": nothing})
    account.add_custom_filter(server.agent)
    counts = await chatwoot.conversations.unread_counts()
    assert (
        counts.all_count,
        counts.mentions_count,
        counts.participating_count,
        counts.unattended_count,
    ) == (1, 0, 1, 1)
    assert ({"1": 1}, {str(label.id): 1}, {str(team.id): 1}, {str(saved.id): 1}) == (
        counts.inboxes,
        counts.labels,
        counts.teams,
        counts.folders,
    )
