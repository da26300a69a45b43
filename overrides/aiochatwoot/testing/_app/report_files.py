"""Reports as CSV, with times as English text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from .._state.clock import Json
from .._state.records import Inbox
from .._state.values import is_true, to_integer
from .call import AccountRouter, Call
from .report_scopes import SUBJECTS, Range, Scope, Subject, csv_text, reporting_period, zone_of
from .reports import summary
from .routing import ALWAYS

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


def _duration(seconds: float | None) -> str:
    """Such as "10 minutes 18 seconds"; of less than a second "N/A"."""
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
def _conversations(call: Call) -> str:
    of = _figures(call, None)
    counts = (of["conversations_count"], of["incoming_messages_count"], of["outgoing_messages_count"])
    times = (_duration(of["avg_first_response_time"]), _duration(of["avg_resolution_time"]))
    row = (*counts, *times, of["resolutions_count"], _duration(of["reply_time"]))
    return _file(reporting_period(call.query), [_TITLES["conversations"], row])


@router("GET /reports/agents", "GET /reports/inboxes", "GET /reports/labels", "GET /reports/teams")
def _each(call: Call) -> str:
    rows = [_row(call, subject) for subject in SUBJECTS[call.kind](call.account)]
    return _file(reporting_period(call.query), [_TITLES[call.kind], *rows])


def _row(call: Call, subject: Any) -> list[Any]:
    of = _figures(call, subject)
    names = [subject.title] if hasattr(subject, "title") else [subject.name]
    if isinstance(subject, Inbox):
        kind = subject.channel_type
        names.append(_CHANNELS.get(kind, kind.removeprefix("Channel::")))
    times = (of["avg_first_response_time"], of["avg_resolution_time"], of["reply_time"])
    return [*names, of["conversations_count"], *map(_duration, times), of["resolutions_count"]]


@router("GET /reports/conversation_traffic")
def _traffic(call: Call) -> str:
    """The conversations that began in each hour of the days before today."""
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
