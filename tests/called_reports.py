"""Calls of the operations of reports, surveys, service levels, search and notifications; see `called`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from aiochatwoot import Chatwoot

from .calling import CONVERSATION, TOMORROW, Call, after, new_team

MONTH: Any = {"since": dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "until": dt.datetime(2026, 12, 1, tzinfo=dt.UTC)}


async def _applied(c: Chatwoot) -> None:
    await c.conversations.update(CONVERSATION, sla_policy_id=await _policy(c))


async def _policy(c: Chatwoot) -> int:
    return (await c.sla_policies.create(name="Gold", first_response_time_threshold=60)).id


async def _notification(c: Chatwoot) -> int:
    agent = await c.agents.list()
    await c.conversations.assign_agent(CONVERSATION, assignee_id=agent[0].id)
    return (await c.notifications.list(includes=["read", "snoozed"])).payload[0].id


CALLS: Mapping[str, Call] = {
    # --- reports ---
    "reports.timeseries": lambda c: c.reports.timeseries(
        metric="avg_first_response_time", type="inbox", id=1, group_by="week", timezone_offset=-3.5, **MONTH
    ),
    "reports.summary": lambda c: c.reports.summary(type="account", **MONTH),
    "reports.bot_metrics": lambda c: c.reports.bot_metrics(**MONTH),
    "reports.conversations": lambda c: c.reports.conversations(type="agent"),
    "reports.conversations_csv": lambda c: c.reports.conversations_csv(**MONTH),
    "reports.agents_csv": lambda c: c.reports.agents_csv(**MONTH),
    "reports.inboxes_csv": lambda c: c.reports.inboxes_csv(**MONTH),
    "reports.labels_csv": lambda c: c.reports.labels_csv(**MONTH),
    "reports.teams_csv": lambda c: c.reports.teams_csv(**MONTH),
    "reports.conversation_traffic_csv": lambda c: c.reports.conversation_traffic_csv(days_before=3, timezone_offset=7),
    "reports.inbox_label_matrix": lambda c: c.reports.inbox_label_matrix(inbox_ids=[1], **MONTH),
    "reports.first_response_time_distribution": lambda c: c.reports.first_response_time_distribution(**MONTH),
    "reports.outgoing_messages_count": lambda c: c.reports.outgoing_messages_count(group_by="label", **MONTH),
    "summary_reports.agent": lambda c: c.summary_reports.agent(**MONTH),
    "summary_reports.team": lambda c: c.summary_reports.team(**MONTH),
    "summary_reports.inbox": lambda c: c.summary_reports.inbox(business_hours=True, **MONTH),
    "summary_reports.label": lambda c: c.summary_reports.label(**MONTH),
    "summary_reports.channel": lambda c: c.summary_reports.channel(**MONTH),
    "live_reports.conversation_metrics": lambda c: c.live_reports.conversation_metrics(),
    "live_reports.grouped_conversation_metrics": lambda c: c.live_reports.grouped_conversation_metrics(
        group_by="assignee_id"
    ),
    "reporting_events.list": lambda c: c.reporting_events.list(name="reply_time", **MONTH),
    "conversations.reporting_events": lambda c: c.conversations.reporting_events(CONVERSATION),
    "conversations.unread_counts": lambda c: c.conversations.unread_counts(),
    "csat_survey_responses.list": lambda c: c.csat_survey_responses.list(sort="-created_at"),
    "csat_survey_responses.metrics": lambda c: c.csat_survey_responses.metrics(rating=5),
    "csat_survey_responses.csv": lambda c: c.csat_survey_responses.csv(**MONTH),
    "csat_survey_responses.update": lambda c: c.csat_survey_responses.update(1, csat_review_notes="Called back"),
    "sla_policies.list": lambda c: c.sla_policies.list(),
    "sla_policies.create": lambda c: c.sla_policies.create(name="Gold", resolution_time_threshold=3600.0),
    "sla_policies.get": after(_policy, lambda c, policy: c.sla_policies.get(policy)),
    "sla_policies.update": after(_policy, lambda c, policy: c.sla_policies.update(policy, name="Silver")),
    "sla_policies.delete": after(_policy, lambda c, policy: c.sla_policies.delete(policy)),
    "applied_slas.list": after(_applied, lambda c, _: c.applied_slas.list()),
    "applied_slas.metrics": after(_applied, lambda c, _: c.applied_slas.metrics()),
    "applied_slas.csv": after(_applied, lambda c, _: c.applied_slas.csv()),
    "audit_logs.list": after(new_team, lambda c, _: c.audit_logs.list()),
    # --- search and notifications ---
    "search.all": lambda c: c.search.all(q="putri"),
    "search.messages": lambda c: c.search.messages(q="batik", from_="agent:1", inbox_id=2, **MONTH),
    "search.contacts": lambda c: c.search.contacts(q="putri"),
    "search.articles": lambda c: c.search.articles(q="parcel"),
    "notifications.list": lambda c: c.notifications.list(sort_order="asc"),
    "notifications.unread_count": lambda c: c.notifications.unread_count(),
    "notifications.mark_all_read": lambda c: c.notifications.mark_all_read(),
    "notifications.delete_all": lambda c: c.notifications.delete_all(type="read"),
    "notifications.mark_read": after(_notification, lambda c, told: c.notifications.mark_read(told)),
    "notifications.mark_unread": after(_notification, lambda c, told: c.notifications.mark_unread(told)),
    "notifications.snooze": after(_notification, lambda c, told: c.notifications.snooze(told, snoozed_until=TOMORROW)),
    "notifications.delete": after(_notification, lambda c, told: c.notifications.delete(told)),
    "notification_settings.get": lambda c: c.notification_settings.get(),
    "notification_settings.update": lambda c: c.notification_settings.update(
        selected_email_flags=["email_conversation_mention"], selected_push_flags=[]
    ),
}
