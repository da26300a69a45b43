"""Common parts of reports: a time range with its periods, the counted conversations, and CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .._state.account import Account
from .._state.people import Agent, Team
from .._state.records import INCOMING, OUTGOING, Conversation, Inbox
from .._state.refusals import server_fault
from .._state.reporting import ReportingEvent, all_events
from .._state.settings import Label
from .._state.values import blank, epoch_time, is_true
from .call import Call

Subject: TypeAlias = Agent | Team | Inbox | Label | None
"""The record whose conversations count; None for the account."""
SUBJECTS: dict[str, Callable[[Account], Iterable[Any]]] = {
    "agents": lambda account: [agent for _, agent in sorted(account.agents.items())],
    "teams": lambda account: account.teams.values(),
    "inboxes": lambda account: account.inboxes.values(),
    "labels": lambda account: sorted(account.labels.values(), key=lambda label: label.title),
}
"""The records with one row each in a report, in its order."""
AVERAGES = {
    "avg_first_response_time": "first_response",
    "avg_resolution_time": "conversation_resolved",
    "reply_time": "reply_time",
}
COUNTED_EVENTS = {
    "resolutions_count": "conversation_resolved",
    "bot_resolutions_count": "conversation_bot_resolved",
    "bot_handoffs_count": "conversation_bot_handoff",
}


@dataclass(frozen=True)
class Range:
    """A range of time, both ends included."""

    since: dt.datetime
    until: dt.datetime

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Range | None:
        """Return the range of a query; None if the query does not name both ends."""
        if blank(query.get("since")) or blank(query.get("until")):
            return None
        return cls(epoch_time(query["since"]), epoch_time(query["until"]))

    @classmethod
    def filter(cls, query: Mapping[str, str]) -> Callable[[dt.datetime], bool]:
        """Return a check whether a time is in the query's range; without a range it is true for any time."""
        between = cls.of(query)
        return lambda time: between is None or time in between

    def __contains__(self, time: dt.datetime) -> bool:
        return self.since <= time <= self.until

    @property
    def before(self) -> Range:
        """The range of the same length that ends when this one begins."""
        return Range(self.since - (self.until - self.since), self.since)

    def periods(self, group_by: str, zone: dt.tzinfo) -> Iterator[dt.datetime]:
        """Yield the starts of the periods that overlap the range."""
        start = _floor(self.since.astimezone(zone), group_by)
        while start <= self.until:
            yield start
            start = _floor(start + dt.timedelta(hours=_STEPS[group_by]), group_by)


_STEPS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 32 * 24, "year": 367 * 24}


def _floor(time: dt.datetime, group_by: str) -> dt.datetime:
    """Return the start of the period that contains a time; weeks start on Sunday."""
    if group_by == "hour":
        return time.replace(minute=0, second=0, microsecond=0)
    day = time.replace(hour=0, minute=0, second=0, microsecond=0)
    if group_by == "week":
        return day - dt.timedelta(days=day.isoweekday() % 7)
    if group_by == "day":
        return day
    return day.replace(day=1) if group_by == "month" else day.replace(day=1, month=1)


def zone_of(query: Mapping[str, str]) -> dt.timezone:
    """Return the time zone of `timezone_offset`, in hours."""
    try:
        return dt.timezone(dt.timedelta(hours=float(query.get("timezone_offset") or 0)))
    except ValueError:
        raise server_fault() from None


@dataclass(frozen=True)
class Value:
    """An event's time and duration in seconds."""

    time: dt.datetime
    seconds: float = 0.0


@dataclass(frozen=True)
class Scope:
    """The conversations, messages and events of one subject."""

    account: Account
    subject: Subject
    business_hours: bool = False

    @classmethod
    def of(cls, call: Call) -> Scope:
        """Return the scope that `type` and `id` of a query name; 404 for an unknown record."""
        account, kind = call.account, call.query.get("type")
        found: Mapping[str, Mapping[int, Any]] = {
            "agent": account.agents,
            "inbox": account.inboxes,
            "label": account.labels,
            "team": account.teams,
        }
        if kind is None:
            raise server_fault()
        subject = call.named(found[kind], call.query.get("id")) if kind in found else None
        return cls(account, subject, is_true(call.query.get("business_hours")))

    def has(self, conversation: Conversation) -> bool:
        subject = self.subject
        if isinstance(subject, Agent):
            return conversation.assigned_agent is subject
        if isinstance(subject, Team):
            return conversation.team is subject
        if isinstance(subject, Inbox):
            return conversation.inbox is subject
        return subject is None or subject.title in conversation.labels

    def conversations(self) -> list[Conversation]:
        return [each for each in self.account.conversations.values() if self.has(each)]

    def _messages(self, kind: int) -> Iterator[Value]:
        """Yield the subject's messages; an agent's messages are those that the agent wrote."""
        for conversation in self.account.conversations.values():
            for message in conversation.messages:
                if message.message_type != kind:
                    continue
                if message.sender is self.subject if isinstance(self.subject, Agent) else self.has(conversation):
                    yield Value(message.created_at)

    def events(self, name: str) -> Iterator[ReportingEvent]:
        for event in all_events(self.account.conversations.values()):
            counts = event.user is self.subject if isinstance(self.subject, Agent) else self.has(event.conversation)
            if event.name == name and counts:
                yield event

    def values(self, metric: str, between: Range | None) -> list[Value] | None:
        """Return a metric's items in a range; None for an unknown metric."""
        reads: dict[str, Callable[[], Iterator[Value]]] = {
            "conversations_count": lambda: (Value(each.created_at) for each in self.conversations()),
            "incoming_messages_count": lambda: self._messages(INCOMING),
            "outgoing_messages_count": lambda: self._messages(OUTGOING),
        }
        name = (AVERAGES | COUNTED_EVENTS).get(metric)
        if name is not None:
            found = [
                Value(each.end, each.value_in_business_hours if self.business_hours else each.value)
                for each in self.events(name)
            ]
        elif metric in reads:
            found = list(reads[metric]())
        else:
            return None
        return [each for each in found if between is not None and each.time in between]

    def figures(self, metrics: Mapping[str, str], between: Range | None) -> dict[str, Any]:
        """Return metrics in a range, by the names that a report gives them."""
        return {name: figure(metric, self.values(metric, between) or []) for name, metric in metrics.items()}


def figure(metric: str, values: list[Value]) -> float | None:
    """Return the average seconds of the items (None without items), or their number, depending on the metric."""
    if metric not in AVERAGES:
        return len(values)
    return sum(each.seconds for each in values) / len(values) if values else None


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """Return a table as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def reporting_period(query: Mapping[str, str]) -> str:
    """Return the line of a report that names the query's range."""
    between = Range.of(query)
    return f"Reporting period {between.since.date()} to {between.until.date()}" if between else "Reporting period"


def link_of(call: Call, conversation: Conversation) -> str:
    """Return the URL of a conversation in the app."""
    return f"{call.bodies.base_url}/app/accounts/{call.account.id}/conversations/{conversation.id}"
