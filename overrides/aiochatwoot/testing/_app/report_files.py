"""Reports as CSV, with times as English text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from typing import Any

from .._state.clock import Json
from .._state.people import Agent
from .._state.records import Inbox
from .._state.values import is_true, to_integer
from .call import Call, Route, for_administrators
from .report_scopes import Range, Scope, Subject, zone_of
from .reports import summary

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


def _duration(seconds: float | None) -> str:
    """Such as "10 minutes 18 seconds"; of less than a second "N/A"."""
    left, words = int(seconds or 0), []
    for unit, length in _UNITS.items():
        count, left = divmod(left, length)
        if count:
            words.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(words) or "N/A"


def _file(title: str, rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return f"{title}\n\n\n{text.getvalue()}\n"


def _title(call: Call) -> str:
    between = Range.of(call.query)
    return f"Reporting period {between.since.date()} to {between.until.date()}" if between else "Reporting period"


def _figures(call: Call, subject: Subject) -> Json:
    scope = Scope(call.account, subject, is_true(call.query.get("business_hours")))
    return summary(scope, Range.of(call.query))


def _conversations(call: Call) -> str:
    of = _figures(call, None)
    counts = (of["conversations_count"], of["incoming_messages_count"], of["outgoing_messages_count"])
    times = (_duration(of["avg_first_response_time"]), _duration(of["avg_resolution_time"]))
    row = (*counts, *times, of["resolutions_count"], _duration(of["reply_time"]))
    return _file(_title(call), [_TITLES["conversations"], row])


def _each(name: str, read: Callable[[Call], Iterable[Any]]) -> Callable[[Call], str]:
    def report(call: Call) -> str:
        return _file(_title(call), [_TITLES[name], *(_row(call, subject) for subject in read(call))])

    return report


def _row(call: Call, subject: Any) -> list[Any]:
    of = _figures(call, subject)
    names = [subject.title] if hasattr(subject, "title") else [subject.name]
    if isinstance(subject, Inbox):
        kind = subject.channel_type
        names.append(_CHANNELS.get(kind, kind.removeprefix("Channel::")))
    times = (of["avg_first_response_time"], of["avg_resolution_time"], of["reply_time"])
    return [*names, of["conversations_count"], *map(_duration, times), of["resolutions_count"]]


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


def _agents(call: Call) -> Iterable[Agent]:
    return call.account.agents.values()


def _csv(name: str, handler: Callable[[Call], str]) -> Route:
    return Route("GET", f"/reports/{name}", for_administrators(handler), api="v2")


ROUTES = [
    _csv("conversations_summary", _conversations),
    _csv("agents", _each("agents", _agents)),
    _csv("inboxes", _each("inboxes", lambda call: call.account.inboxes.values())),
    _csv("labels", _each("labels", lambda call: sorted(call.account.labels.values(), key=lambda each: each.title))),
    _csv("teams", _each("teams", lambda call: call.account.teams.values())),
    _csv("conversation_traffic", _traffic),
]
