"""Queries: filter, sort and page conversations, messages and contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from starlette.datastructures import QueryParams

from .._state.account import Account
from .._state.clock import epoch
from .._state.people import Agent, Contact
from .._state.records import ACTIVITY, INCOMING, OUTGOING, PRIORITIES, Attachment, Conversation, Message
from .._state.refusals import not_found, server_fault
from .._state.values import contains, to_integer
from .call import Call
from .sql import is_like, json_text

T = TypeVar("T", Conversation, Contact)
CONVERSATIONS_A_PAGE = 25
CONTACTS_A_PAGE = 15
_ATTACHMENTS_A_PAGE = 100
_LARGEST_ID = 2**63 - 1


def find_conversations(call: Call) -> tuple[list[Conversation], list[Conversation]]:
    """Return a page of a query's conversations (all with `updated_within`), and its matches with any assignee."""
    viewer, query, found = call.viewer, call.query, _matching(call)
    rows = _sorted(_assigned(found, viewer, query.get("assignee_type")), query.get("sort_by", ""))
    if query.get("updated_within"):
        since = call.now - dt.timedelta(seconds=to_integer(query["updated_within"]))
        return [row for row in rows if row.updated_at > since], found
    return rows[page_of(query, CONVERSATIONS_A_PAGE)], found


def counts(found: list[Conversation], viewer: Agent) -> dict[str, int]:
    """Count conversations by kind of assignee."""
    assignees = [conversation.assigned_agent for conversation in found]
    unassigned = assignees.count(None)
    return {
        "mine_count": assignees.count(viewer),
        "assigned_count": len(found) - unassigned,
        "unassigned_count": unassigned,
        "all_count": len(found),
    }


def counts_of_search(found: list[Conversation], viewer: Agent) -> dict[str, int]:
    """Count conversations like `counts`, without `assigned_count`."""
    return {name: count for name, count in counts(found, viewer).items() if name != "assigned_count"}


def tagged(rows: Iterable[T], query: QueryParams) -> list[T]:
    """Return the rows with one of the query's labels, ignoring case; all if the query names none."""
    wanted = {name.lower() for key in ("labels[]", "labels") for name in query.getlist(key)}
    return [row for row in rows if not wanted or any(label.lower() in wanted for label in row.labels)]


def _matching(call: Call) -> list[Conversation]:
    """Return the query's matches in inboxes that the caller may see (source, not captured)."""
    account, viewer, query, rows = call.account, call.viewer, call.query, call.conversations
    if "inbox_id" in query:
        inbox_id = to_integer(query["inbox_id"])
        rows = [row for row in rows if row.inbox.id == inbox_id]
    if "team_id" in query:
        team = account.teams.get(to_integer(query["team_id"]))
        if team is None:
            raise not_found()
        rows = [row for row in rows if row.team is team]
    involved = _INVOLVEMENT.get(query.get("conversation_type", ""))
    if involved is not None:
        rows = [row for row in rows if involved(row, viewer)]
    rows = tagged(rows, query)
    if "q" in query:  # searches conversations of every status
        return [row for row in rows if find_matching_messages(row, query["q"])]
    status = query.get("status", "open")
    return rows if status == "all" else [row for row in rows if row.status == status]


_INVOLVEMENT: dict[str, Callable[[Conversation, Agent], bool]] = {
    "mention": lambda row, viewer: viewer in row.mentioned,
    "participating": lambda row, viewer: viewer in row.participants,
    "unattended": lambda row, _: row.first_reply_created_at is None or row.waiting_since is not None,
}


def newest(rows: Iterable[Conversation]) -> list[Conversation]:
    """Sort conversations by activity, newest first."""
    return sorted(rows, key=lambda row: (row.last_activity_at, row.id), reverse=True)


def find_matching_messages(conversation: Conversation, text: str) -> list[Message]:
    """Return the incoming and outgoing messages that contain the text, oldest first."""
    return [
        message
        for message in sorted(conversation.messages, key=lambda message: message.order)
        if message.message_type in (INCOMING, OUTGOING) and contains(text, message.content)
    ]


def _assigned(rows: list[Conversation], viewer: Agent, kind: str | None) -> list[Conversation]:
    match kind:
        case "me":
            return [row for row in rows if row.assigned_agent is viewer]
        case "unassigned":
            return [row for row in rows if row.assigned_agent is None]
        case "assigned":
            return [row for row in rows if row.assigned_agent is not None]
        case _:
            return rows


def _sorted(rows: list[Conversation], order: str) -> list[Conversation]:
    """Sort by `<key>_asc` or `<key>_desc`, else by newest activity; rows without a value come last."""
    name, _, direction = order.rpartition("_")
    if name not in _SORT_KEYS or direction not in ("asc", "desc"):
        name, direction = "last_activity_at", "desc"
    key, sign = _SORT_KEYS[name], -1 if direction == "desc" else 1

    def place(row: Conversation) -> tuple[bool, float, float, int]:
        value = key(row)
        return value is None, sign * (value or 0), -row.last_activity_at.timestamp(), -row.id

    return sorted(rows, key=place)


_SORT_KEYS: dict[str, Callable[[Conversation], float | None]] = {
    "last_activity_at": lambda row: row.last_activity_at.timestamp(),
    "created_at": lambda row: row.created_at.timestamp(),
    "priority": lambda row: PRIORITIES.index(row.priority) if row.priority else None,
    "waiting_since": lambda row: epoch(row.waiting_since) if row.waiting_since else None,
}


def find_messages(conversation: Conversation, query: Mapping[str, str], *, legacy: bool = False) -> list[Message]:
    """Return a window of messages, selected by `id` and sorted by `created_at`, oldest first.

    - neither `before` nor `after`: the newest 20
    - `before=B`: the newest 20 with id < B
    - `after=A`: the oldest 100 with id > A
    - both: the oldest 1000 with A <= id < B

    Args:
        legacy: Whether the server is older than 2.16 and ignores `after`.
    """
    messages = sorted(conversation.messages, key=lambda message: message.order)
    if query.get("filter_internal_messages"):
        messages = [message for message in messages if not message.private and message.message_type != ACTIVITY]
    before = _cursor(query.get("before"))
    after = None if legacy else _cursor(query.get("after"))
    if after is not None and before is not None:
        return [message for message in messages if after <= message.id < before][:1000]
    if before is not None:
        return [message for message in messages if message.id < before][-20:]
    if after is not None:
        return [message for message in messages if message.id > after][:100]
    return messages[-20:]


def find_attachments(
    conversation: Conversation, query: Mapping[str, str]
) -> tuple[list[tuple[Attachment, Message]], int]:
    """Return one page of a conversation's attachments with their messages, newest first, and the total count."""
    found = [(attachment, message) for message in conversation.messages for attachment in message.attachments]
    found.sort(key=lambda each: (each[1].created_at, each[0].id), reverse=True)
    return found[page_of(query, _ATTACHMENTS_A_PAGE)], len(found)


def page_of(query: Mapping[str, str], size: int) -> slice:
    """Return the slice of the wanted page; of the first page if `page` is not a number above 0."""
    start = (max(1, to_integer(query.get("page", ""))) - 1) * size
    return slice(start, start + size)


def _cursor(text: str | None) -> int | None:
    if not text:
        return None
    number = to_integer(text)
    if number > _LARGEST_ID:  # the database fails
        raise server_fault()
    return number


def resolved_contacts(account: Account) -> list[Contact]:
    """Return contacts with an email, a phone number or an identifier; the others are visitors (source)."""
    return [row for row in account.contacts.values() if row.email or row.phone_number or row.identifier]


def matching_contacts(account: Account, text: str, *, visitors: bool) -> list[Contact]:
    """Return contacts whose name, email, phone number or (case-sensitive) identifier contains the text (source)."""
    pattern = f"%{text.strip()}%"
    return [
        row
        for row in (account.contacts.values() if visitors else resolved_contacts(account))
        if any(is_like(value, pattern) for value in (row.name, row.email, row.phone_number))
        or is_like(row.identifier, pattern, ignore_case=False)
    ]


def ordered_contacts(rows: Iterable[Contact], sort: str) -> list[Contact]:
    """Sort contacts by the names in `sort`, with a minus for descending; ignore unknown names.

    Without a name a real server has the database's order; here contacts are sorted by id, which also breaks ties. Rows
    without a value come last, but first for descending emails and phone numbers (source, not captured).
    """
    wanted = {name.removeprefix("-"): name.startswith("-") for name in sort.split(",")}
    found = sorted(rows, key=lambda row: row.id)
    for name, read in reversed(_ORDERS.items()):
        if name in wanted:
            descending = wanted[name]
            valued = sorted((row for row in found if read(row) is not None), key=read, reverse=descending)
            without = [row for row in found if read(row) is None]
            nulls_first = descending and name in ("email", "phone_number")
            found = without + valued if nulls_first else valued + without
    return found


def _additional(key: str) -> Callable[[Contact], Any]:
    return lambda row: json_text(row.additional_attributes.get(key))


# If `sort` names several, the first one here takes precedence.
_ORDERS: dict[str, Callable[[Contact], Any]] = {
    "email": lambda row: row.email,
    "name": lambda row: row.name.lower(),
    "phone_number": lambda row: row.phone_number,
    "last_activity_at": lambda row: row.last_activity_at,
    "created_at": lambda row: row.created_at,
    "company_name": _additional("company_name"),
    "city": _additional("city"),
    "country": _additional("country"),
}
