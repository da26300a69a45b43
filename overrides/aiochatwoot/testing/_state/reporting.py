"""Data of reports, computed from conversations; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from .clock import epoch
from .people import Agent
from .records import INCOMING, Conversation, Inbox


@dataclass(frozen=True)
class ReportingEvent:
    """An event with a duration.

    Attributes:
        name: Chatwoot's name of the event, such as ``first_response``.
        user: The agent for whom it counts.
        id: The number of the event among the account's events.
    """

    name: str
    start: dt.datetime
    end: dt.datetime
    conversation: Conversation
    user: Agent | None
    id: int = 0

    @property
    def value(self) -> float:
        """The duration in whole seconds, as Chatwoot counts them."""
        return float(epoch(self.end) - epoch(self.start))

    @property
    def value_in_business_hours(self) -> float:
        """The seconds of the duration while the inbox was open."""
        return _business_seconds(self.conversation.inbox, self.start, self.end)


def all_events(conversations: Iterable[Conversation]) -> list[ReportingEvent]:
    """Return the events of conversations, oldest first."""
    found = [event for conversation in conversations for event in _events(conversation)]
    found.sort(key=lambda event: (event.end, event.conversation.id, event.name))
    return [replace(event, id=number) for number, event in enumerate(found, start=1)]


def _events(conversation: Conversation) -> Iterator[ReportingEvent]:
    yield from _replies(conversation)
    yield from _resolutions(conversation)
    for change in conversation.changes:
        if (change.before, change.after) == ("pending", "open") and not isinstance(change.actor, Agent):
            yield ReportingEvent(
                "conversation_bot_handoff", conversation.created_at, change.time, conversation, change.assignee
            )


def _replies(conversation: Conversation) -> Iterator[ReportingEvent]:
    """Yield replies. The first one counts from the start, others from the first message that waited for them."""
    waiting: dt.datetime | None = None
    is_first = True
    for message in sorted(conversation.messages, key=lambda each: each.order):
        if message.message_type == INCOMING:
            waiting = waiting or message.created_at
        elif message.is_reply:
            user = message.sender if isinstance(message.sender, Agent) else None
            if is_first:
                yield ReportingEvent("first_response", conversation.created_at, message.created_at, conversation, user)
            elif waiting is not None:
                yield ReportingEvent("reply_time", waiting, message.created_at, conversation, user)
            waiting, is_first = None, False


def _resolutions(conversation: Conversation) -> Iterator[ReportingEvent]:
    """Yield resolutions. A conversation added as resolved counts as resolved at its last change."""
    agent, created_at = conversation.assigned_agent, conversation.created_at
    resolved_at: dt.datetime | None = None
    times = [(change.time, change.assignee) for change in conversation.changes if change.after == "resolved"]
    if not times and conversation.status == "resolved":
        times = [(conversation.updated_at, agent)]
    for time, assignee in times:
        yield ReportingEvent("conversation_resolved", created_at, time, conversation, assignee)
        if conversation.inbox.bot is not None and not any(message.is_reply for message in conversation.messages):
            yield ReportingEvent("conversation_bot_resolved", created_at, time, conversation, assignee)
    for change in conversation.changes:
        if change.after == "resolved":
            resolved_at = change.time
        elif change.after == "open" and resolved_at is not None:
            yield ReportingEvent("conversation_opened", resolved_at, change.time, conversation, change.assignee)
            resolved_at = None


def _business_seconds(inbox: Inbox, start: dt.datetime, end: dt.datetime) -> float:
    settings, seconds = inbox.all_settings, 0.0
    zone, days = ZoneInfo(str(settings["timezone"])), settings["working_hours"]
    day = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= end:
        hours = days[day.isoweekday() % 7]
        if not hours["closed_all_day"]:
            opens = day.replace(hour=hours["open_hour"], minute=hours["open_minutes"])
            closes = day.replace(hour=hours["close_hour"], minute=hours["close_minutes"])
            seconds += max(0.0, (min(end, closes) - max(start, opens)).total_seconds())
        day += dt.timedelta(days=1)
    return float(int(seconds))
