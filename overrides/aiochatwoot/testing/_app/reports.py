"""Reports as JSON and CSV, computed from the account's conversations (from captures, otherwise from source)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from .._state.clock import Json, epoch
from .._state.people import AgentBot
from .._state.records import OUTGOING, STATUSES, Conversation, Inbox
from .._state.refusals import refused, server_fault
from .._state.reporting import all_events
from .._state.values import is_true, to_integer
from .call import AccountRouter, Call
from .queries import page_of
from .report_scopes import AVERAGES, SUBJECTS, Range, Scope, Subject, csv_text, figure, reporting_period, zone_of
from .routing import ALWAYS, Empty

_A_PAGE = 25
_HOUR = 3600
_BUCKETS = {"0-1h": 1, "1-4h": 4, "4-8h": 8, "8-24h": 24, "24h+": math.inf}
_EVENT = (
    "id name value value_in_business_hours start=event_start_time end=event_end_time"
    " conversation.account_id=account_id conversation.inbox.id=inbox_id user.id=user_id"
    " conversation.id=conversation_id end=created_at end=updated_at"
)
_SUMMARY = (
    *("conversations_count", "incoming_messages_count", "outgoing_messages_count", "avg_first_response_time"),
    *("avg_resolution_time", "resolutions_count", "reply_time"),
)
_ROW = {
    "conversations_count": "conversations_count",
    "resolved_conversations_count": "resolutions_count",
    "avg_resolution_time": "avg_resolution_time",
    "avg_first_response_time": "avg_first_response_time",
    "avg_reply_time": "reply_time",
}
_OF_BOTS = {
    "conversations": "conversations_count",
    "messages": "outgoing_messages_count",
    "resolutions": "bot_resolutions_count",
    "handoffs": "bot_handoffs_count",
}
_UNITS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
_TITLES = {
    "conversations": (
        *("Conversations", "Messages received", "Messages sent", "Avg first response time", "Avg resolution time"),
        *("Resolution count", "Avg customer waiting time"),
    ),
    "agents": (
        *("Agent name", "Assigned conversations", "Avg first response time", "Avg resolution time"),
        *("Avg customer waiting time", "Resolution Count"),
    ),
    # Chatwoot names five columns and fills seven.
    "inboxes": ("Inbox name", "Inbox type", "No. of conversations", "Avg first response time", "Avg resolution time"),
    "labels": (
        *("Label", "No. of conversations", "Avg first response time", "Avg resolution time", "Avg reply time"),
        "Resolution Count",
    ),
    "teams": (
        *("Team name", "Conversations count", "Avg first response time", "Avg resolution time"),
        *("Avg customer waiting time", "Resolution Count"),
    ),
}
_CHANNELS = {"Channel::WebWidget": "Website", "Channel::Api": "API"}
router = AccountRouter(api="v2", admins=ALWAYS)
_events_of_account = AccountRouter(admins=ALWAYS, since="enterprise")


@router("GET /reports")
def _timeseries(call: Call) -> Any:
    """Return a metric by period; an empty object for an unknown metric, an empty list without a range."""
    scope, between, metric = Scope.of(call), Range.of(call.query), call.query.get("metric", "")
    values = scope.values(metric, between)
    if values is None:
        return {}
    if between is None:
        return []
    zone = zone_of(call.query)
    starts = list(between.periods(call.query.get("group_by") or "day", zone))
    points = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        inside = [each for each in values if start <= each.time and (end is None or each.time < end)]
        about = {"count": len(inside)} if metric in AVERAGES else {}
        points.append({"value": figure(metric, inside) or 0, "timestamp": epoch(start)} | about)
    return points


def summary(scope: Scope, between: Range | None) -> Json:
    """Return the summary's metrics in a range."""
    return scope.figures(dict(zip(_SUMMARY, _SUMMARY, strict=True)), between)


@router("GET /reports/summary")
def _summary(call: Call) -> Json:
    scope, between = Scope.of(call), Range.of(call.query)
    return summary(scope, between) | {"previous": summary(scope, between and between.before)}


@router("GET /reports/bot_metrics")
def _bot_metrics(call: Call) -> Json:
    between, count = Range.of(call.query), Counter[str]()
    for inbox in call.account.inboxes.values():
        if inbox.bot is not None:
            count.update(Scope(call.account, inbox).figures(_OF_BOTS, between))
    conversations = count["conversations"]
    return {
        "conversation_count": conversations,
        "message_count": count["messages"],
        "resolution_rate": count["resolutions"] * 100 // conversations if conversations else 0,
        "handoff_rate": count["handoffs"] * 100 // conversations if conversations else 0,
    }


def _open(rows: Iterable[Conversation]) -> Counter[str]:
    """Count open conversations, and the unattended and unassigned ones of them."""
    found = Counter({"open": 0, "unattended": 0, "unassigned": 0})
    for row in rows:
        if row.status == "open":
            is_unattended = row.first_reply_created_at is None or row.waiting_since is not None
            found.update(open=1, unattended=is_unattended, unassigned=row.assigned_agent is None)
    return found


@router("GET /reports/conversations")
def _conversations(call: Call) -> Any:
    """Count open conversations of the account, with 0 pending ones; or of every agent, ignoring `user_id`."""
    rows = call.account.conversations.values()
    match call.query.get("type", ""):
        case "":
            return Empty(422)
        case "account":
            return {**_open(rows), "pending": 0}
        case "agent":
            agents = [
                (agent, _open(Scope(call.account, agent).conversations())) for agent in SUBJECTS["agents"](call.account)
            ]
            agents.sort(key=lambda each: -each[1]["open"])
            return [
                call.bodies.pick(agent, "id name email thumbnail availability_status=availability")
                | {"metric": {"open": count["open"], "unattended": count["unattended"]}}
                for agent, count in agents[page_of(call.query, _A_PAGE)]
            ]
        case _:
            raise server_fault()


@router("GET /live_reports/conversation_metrics")
def _live(call: Call) -> Json:
    rows = list(call.account.conversations.values())
    if call.query.get("team_id"):
        wanted = to_integer(call.query["team_id"])
        rows = [row for row in rows if row.team is not None and row.team.id == wanted]
    return {**_open(rows), "pending": sum(row.status == "pending" for row in rows)}


@router("GET /live_reports/grouped_conversation_metrics")
def _live_groups(call: Call) -> list[Json]:
    by = call.query.get("group_by", "")
    if by not in ("assignee_id", "team_id"):
        raise refused("invalid group_by")
    groups: dict[int | None, list[Conversation]] = {}
    for row in call.account.conversations.values():
        of = row.assigned_agent if by == "assignee_id" else row.team
        if row.status == "open":
            groups.setdefault(None if of is None else of.id, []).append(row)
    return [{**_open(rows), by: id} for id, rows in groups.items()]


# --- one row each ---


def _row(call: Call, subject: Subject) -> Json:
    scope = Scope(call.account, subject, is_true(call.query.get("business_hours")))
    return {"id": subject and subject.id, **scope.figures(_ROW, Range.of(call.query))}


@router("GET /summary_reports/agent", "GET /summary_reports/team", "GET /summary_reports/inbox")
def _rows(call: Call) -> list[Json]:
    kind = {"agent": "agents", "team": "teams", "inbox": "inboxes"}[call.kind]
    return [_row(call, subject) for subject in SUBJECTS[kind](call.account)]


@router("GET /summary_reports/label")
def _labels(call: Call) -> list[Json]:
    rows = [(label, _row(call, label)) for label in SUBJECTS["labels"](call.account)]
    return [{"name": label.title, **{key: value or 0 for key, value in row.items()}} for label, row in rows]


@router("GET /summary_reports/channel")
def _channels(call: Call) -> Json:
    between, found = Range.of(call.query), dict[str, Counter[str]]()
    for row in call.account.conversations.values():
        if between is not None and row.created_at in between:
            count = found.setdefault(row.inbox.channel_type, Counter(dict.fromkeys(STATUSES, 0) | {"total": 0}))
            count.update([row.status, "total"])
    return {channel: dict(count) for channel, count in found.items()}


@router("GET /reports/inbox_label_matrix", since="4.11.0")
def _matrix(call: Call) -> Json:
    is_inside = Range.filter(call.query)
    inboxes = sorted(_wanted(call, "inbox_ids", call.account.inboxes), key=lambda inbox: inbox.name)
    labels = sorted(_wanted(call, "label_ids", call.account.labels), key=lambda label: label.title)
    rows = [row for row in call.account.conversations.values() if is_inside(row.created_at)]
    return {
        "inboxes": [{"id": inbox.id, "name": inbox.name} for inbox in inboxes],
        "labels": [{"id": label.id, "title": label.title} for label in labels],
        "matrix": [
            [sum(row.inbox is inbox and label.title in row.labels for row in rows) for label in labels]
            for inbox in inboxes
        ],
    }


def _wanted(call: Call, name: str, records: dict[int, Any]) -> list[Any]:
    ids = set(map(to_integer, call.query.getlist(f"{name}[]")))
    return [record for id, record in records.items() if not ids or id in ids]


@router("GET /reports/first_response_time_distribution", since="4.11.0")
def _first_responses(call: Call) -> Json:
    is_inside, found = Range.filter(call.query), dict[str, Counter[str]]()
    for event in Scope(call.account, None).events("first_response"):
        if is_inside(event.end):
            count = found.setdefault(event.conversation.inbox.channel_type, Counter(dict.fromkeys(_BUCKETS, 0)))
            count[next(name for name, hours in _BUCKETS.items() if event.value < hours * _HOUR)] += 1
    return {channel: dict(count) for channel, count in found.items()}


@router("GET /reports/outgoing_messages_count", since="4.11.0")
def _outgoing(call: Call) -> Any:
    """Count outgoing messages by sender, without bots, or by their conversation's team, inbox or label."""
    is_inside, found = Range.filter(call.query), Counter[tuple[int | None, str]]()
    by = call.query.get("group_by")
    if by not in ("agent", "team", "inbox", "label"):
        return Empty(422)
    labels = {label.title: label.id for label in call.account.labels.values()}
    for row in call.account.conversations.values():
        for message in row.messages:
            if message.message_type == OUTGOING and is_inside(message.created_at):
                sender = message.sender if not isinstance(message.sender, AgentBot) else None
                of = {"agent": sender, "team": row.team, "inbox": row.inbox}.get(by)
                found.update([] if of is None else [(of.id, of.name)])
                found.update([(labels.get(title), title) for title in row.labels] if by == "label" else [])
    return [{"id": id, "name": name, "outgoing_messages_count": count} for (id, name), count in found.items()]


# --- events ---


@_events_of_account("GET /reporting_events")
def _events(call: Call) -> Json:
    """List events, newest first."""
    query, is_inside = call.query, Range.filter(call.query)
    found = [
        event
        for event in reversed(all_events(call.account.conversations.values()))
        if is_inside(event.end)
        and query.get("name") in (None, "", event.name)
        and call.fits(inbox_id=event.conversation.inbox, user_id=event.user)
    ]
    page = page_of(query, _A_PAGE)
    pages = {"current_page": math.ceil(page.stop / _A_PAGE), "total_pages": math.ceil(len(found) / _A_PAGE)}
    return {"payload": [call.bodies.pick(each, _EVENT) for each in found[page]], "meta": {"count": len(found), **pages}}


@_events_of_account("GET /conversations/{conversation_id}/reporting_events")
def _events_of_conversation(call: Call) -> list[Json]:
    conversation = call.conversation
    found = all_events(call.account.conversations.values())
    return [call.bodies.pick(each, _EVENT) for each in found if each.conversation is conversation]


@router("GET /reports/bot_summary")
def _fault(call: Call) -> Json:
    raise server_fault()


# --- CSV, with times as English text ---


def _duration(seconds: float | None) -> str:
    """Return a duration such as "10 minutes 18 seconds"; "N/A" if it is shorter than a second."""
    left, words = int(seconds or 0), []
    for unit, length in _UNITS.items():
        count, left = divmod(left, length)
        if count:
            words.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(words) or "N/A"


def _file(title: str, rows: Iterable[Iterable[Any]]) -> str:
    return f"{title}\n\n\n{csv_text(rows)}\n"


def _figures(call: Call, subject: Subject) -> Json:
    scope = Scope(call.account, subject, is_true(call.query.get("business_hours")))
    return summary(scope, Range.of(call.query))


@router("GET /reports/conversations_summary")
def _conversations_file(call: Call) -> str:
    of = _figures(call, None)
    counts = (of["conversations_count"], of["incoming_messages_count"], of["outgoing_messages_count"])
    times = (_duration(of["avg_first_response_time"]), _duration(of["avg_resolution_time"]))
    row = (*counts, *times, of["resolutions_count"], _duration(of["reply_time"]))
    return _file(reporting_period(call.query), [_TITLES["conversations"], row])


@router("GET /reports/agents", "GET /reports/inboxes", "GET /reports/labels", "GET /reports/teams")
def _each(call: Call) -> str:
    rows = [_line(call, subject) for subject in SUBJECTS[call.kind](call.account)]
    return _file(reporting_period(call.query), [_TITLES[call.kind], *rows])


def _line(call: Call, subject: Any) -> list[Any]:
    of = _figures(call, subject)
    names = [subject.title] if hasattr(subject, "title") else [subject.name]
    if isinstance(subject, Inbox):
        kind = subject.channel_type
        names.append(_CHANNELS.get(kind, kind.removeprefix("Channel::")))
    times = (of["avg_first_response_time"], of["avg_resolution_time"], of["reply_time"])
    return [*names, of["conversations_count"], *map(_duration, times), of["resolutions_count"]]


@router("GET /reports/conversation_traffic")
def _traffic(call: Call) -> str:
    """Count the conversations that began in each hour of the days before today."""
    zone, days = zone_of(call.query), to_integer(call.query.get("days_before") or 6)
    today = call.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [today - dt.timedelta(days=number) for number in range(days, 0, -1)]
    begun = [each.created_at for each in call.account.conversations.values()]
    rows: list[list[Any]] = [["Start of the hour", *(start.date().isoformat() for start in starts)]]
    for hour in range(24):
        hours = [start + dt.timedelta(hours=hour) for start in starts]
        counts = [sum(start <= time < start + dt.timedelta(hours=1) for time in begun) for start in hours]
        rows.append([f"{hour:02}:00", *counts])
    return _file(f"Timezone,(GMT{today.isoformat()[-6:]})", rows)
