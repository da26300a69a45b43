"""The tools that only read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from ..client import Chatwoot
from ._text import FRAME, Refused, about, clean, cut, line, marked, moment, name_of, numeral, one_of, span, tokens

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Budget = Annotated[int, Field(ge=500, le=8000)]
_COUNTS = {"me": "mine_count", "unassigned": "unassigned_count", "anyone": "all_count"}
"""The key of a page's count for each assignee filter; servers count before they filter by assignee."""
_EMPTY: tuple[object, ...] = (None, "", [], {})
_MOST_ROWS = 25
_ROLES = {0: "customer", 1: "agent", 3: "automation"}


class Reading:
    """Tools that change nothing."""

    def __init__(self, chatwoot: Chatwoot) -> None:
        self._chatwoot = chatwoot

    @property
    def tools(self) -> list[Callable[..., Any]]:
        """Return the functions of these tools."""
        return [
            self.find_conversations,
            self.read_conversation,
            self.find_customers,
            self.customer_history,
            self.search_help_center,
            self.report,
            self.list_names,
        ]

    async def find_conversations(
        self,
        status: Literal["open", "pending", "snoozed", "resolved", "all"] = "open",
        text: Text | None = None,
        assignee: Literal["me", "unassigned", "anyone"] = "anyone",
        inbox: Text | None = None,
        team: Text | None = None,
        label: Text | None = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> str:
        """Find conversations, most recently active first. `text` is part of a message; inbox and team by name."""
        chatwoot = self._chatwoot
        found = chatwoot.conversations.iter(
            status=status,
            assignee_type=None if assignee == "anyone" else assignee,
            inbox_id=one_of("inbox", await chatwoot.inboxes.list(), inbox).id if inbox else None,
            team_id=one_of("team", await chatwoot.teams.list(), team).id if team else None,
            labels=[label] if label else None,
            q=text,
            limit=limit,
        )
        rows: list[str] = []
        count = "0"
        async for page in found.pages():
            rows += [about(each) for each in page.payload]
            count = numeral(getattr(page.meta, _COUNTS[assignee]))
        return marked(f"{min(len(rows), limit)} of {count} conversations", rows[:limit])

    async def read_conversation(self, conversation_id: Id, max_tokens: Budget = 2000, before: Id | None = None) -> str:
        """Read a conversation's messages, oldest first: the newest that fit, or those before a message id."""
        head = about(await self._chatwoot.conversations.get(conversation_id))
        rows: list[str] = []
        is_newer = before is not None
        left, last, more = max_tokens - FRAME - tokens(head), 0, ""
        async for message in self._chatwoot.conversations.history(conversation_id, newest_first=True):
            if is_newer:  # by position: an imported message is older than some with a smaller id
                is_newer = message.id != before
                continue
            row = _said(message)
            if rows and tokens(row) > left:
                more = f"Older messages were left out; read them with before={numeral(last)}."
                break
            rows.append(cut(row, left))
            left, last = left - tokens(row) - 1, message.id
        if is_newer:
            raise Refused(f"conversation {conversation_id} has no message {before}")
        return marked(f"Conversation {conversation_id}", [head, *reversed(rows)], more)

    async def find_customers(self, text: Text, limit: Annotated[int, Field(ge=1, le=20)] = 5) -> str:
        """Find customers by part of their name, email, phone number or identifier."""
        page = await self._chatwoot.contacts.search(q=text)
        return marked(
            f"{len(page.payload[:limit])} of {numeral(page.meta.count)} customers", map(_who, page.payload[:limit])
        )

    async def customer_history(self, contact_id: Id, limit: Annotated[int, Field(ge=1, le=20)] = 10) -> str:
        """A customer's details, attributes, notes and newest conversations."""
        chatwoot = self._chatwoot
        contact = await chatwoot.contacts.get(contact_id)
        attributes = {**(contact.additional_attributes or {}), **(contact.custom_attributes or {})}
        given = [f"{line(key, 15)}: {line(value)}" for key, value in attributes.items() if value not in _EMPTY]
        notes = [
            f"note of {name_of(each.user)}, {moment(each.created_at)}: {line(each.content)}"
            for each in await chatwoot.contact_notes.list(contact_id)
        ]
        rows = [_who(contact), *_some(given, "attributes"), *_some(notes, "notes")]
        rows += [about(each) for each in (await chatwoot.contacts.conversations(contact_id))[:limit]]
        return marked(f"Customer {contact_id}", rows)

    async def search_help_center(
        self, text: Text, limit: Annotated[int, Field(ge=1, le=5)] = 3, max_tokens: Budget = 1500
    ) -> str:
        """Find published help center articles that contain a text, with their content."""
        found = (await self._chatwoot.search.articles(q=text))[:limit]
        share = (max_tokens - FRAME) // max(len(found), 1) - 60  # for the text before the content
        rows = [
            f"article {each.id} | {line(each.title)} | {line(each.category_name)} | {line(each.locale)}\n"
            + cut(clean(each.content), share)
            for each in found
        ]
        return marked(f"{len(rows)} articles", rows)

    async def report(self, days: Annotated[int, Field(ge=1, le=365)] = 7) -> str:
        """Figures of the last days compared with the days before, and the open conversations. For administrators."""
        now = dt.datetime.now(dt.UTC)
        figures = await self._chatwoot.reports.summary(type="account", since=now - dt.timedelta(days=days), until=now)
        open_now = await self._chatwoot.conversations.counts(status="open")
        before = figures.previous
        counts = {
            "New conversations": "conversations_count",
            "Messages of customers": "incoming_messages_count",
            "Messages to customers": "outgoing_messages_count",
            "Resolutions": "resolutions_count",
        }
        times = {
            "First response": "avg_first_response_time",
            "Reply": "reply_time",
            "Resolution": "avg_resolution_time",
        }
        return "\n".join(
            [
                f"Last {days} days (in brackets: the {days} days before)",
                *(
                    f"{title}: {numeral(getattr(figures, key))} ({numeral(getattr(before, key))})"
                    for title, key in counts.items()
                ),
                *(
                    f"{title} on average: {span(getattr(figures, key))} ({span(getattr(before, key))})"
                    for title, key in times.items()
                ),
                f"Open now: {numeral(open_now.all_count)}, of these {numeral(open_now.unassigned_count)} unassigned",
            ]
        )

    async def list_names(self) -> str:
        """The agents, teams, inboxes and labels of the account, with their ids."""
        chatwoot = self._chatwoot
        kinds = {
            "agents": [f"{each.id} {name_of(each)}" for each in await chatwoot.agents.list()],
            "teams": [f"{each.id} {name_of(each)}" for each in await chatwoot.teams.list()],
            "inboxes": [f"{each.id} {name_of(each)}" for each in await chatwoot.inboxes.list()],
            "labels": [line(each.title) for each in await chatwoot.labels.list()],
        }
        return marked("Names of the account", (f"{kind}: {'; '.join(names)}" for kind, names in kinds.items()))


def _said(message: Any) -> str:
    """Return a message with its author; its further lines are indented, so that none looks like another message."""
    sender = getattr(message, "sender", None)
    role = "private note of agent" if message.private else _ROLES.get(message.message_type, "event")
    who = f" {name_of(sender)}" if sender is not None else ""
    files = " ".join(f"[{line(each.file_type)}]" for each in message.attachments or [])
    said = "\n    ".join(clean(message.content).split("\n"))
    return f"[{moment(message.created_at)} {message.id}] {role}{who}: {' '.join(filter(None, (said, files)))}"


def _some(rows: list[str], kind: str) -> list[str]:
    """Limit rows so that others fit, since a customer can have any number of attributes."""
    left_out = len(rows) - _MOST_ROWS
    return [*rows[:_MOST_ROWS], f"({left_out} more {kind})"] if left_out > 0 else rows


def _who(contact: Any) -> str:
    fields = [f"contact {contact.id}", name_of(contact)]
    fields += [line(each) for each in (contact.email, contact.phone_number, contact.identifier) if each]
    return " | ".join([*fields, "blocked"] if contact.blocked else fields)
