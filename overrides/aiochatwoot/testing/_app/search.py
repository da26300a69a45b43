"""Search of conversations, contacts, messages and articles; counts of unread conversations."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from .._state.clock import Json
from .._state.help_center import Article, Category
from .._state.records import Conversation, Message
from .._state.refusals import server_fault
from .._state.settings import CustomFilter
from .._state.values import epoch_time, to_integer
from .call import AccountRouter, Call
from .filters import filter_conversations
from .queries import find_matching_messages, matching_contacts, page_of

_A_PAGE = 15
_MONTHS = dt.timedelta(days=90)
_ARTICLE = "id title locale content slug portal.slug=portal_slug account_id category_name status updated_at:epoch"
_CONTACT = "email id name phone_number identifier additional_attributes last_activity_at:epoch"
router = AccountRouter()


def _text(call: Call) -> str:
    return call.query.get("q", "").strip()


def _messages(call: Call) -> list[Json]:
    """Search messages, by default of the last 90 days, newest first."""
    query, found = call.query, list[Message]()
    kind, _, number = query.get("from", "").partition(":")
    sender = {"contact": "Contact", "agent": "User"}.get(kind)
    since = epoch_time(query["since"]) if query.get("since") else call.now - _MONTHS
    until = epoch_time(query["until"]) if query.get("until") else None
    for row in call.conversations:
        if not call.fits(inbox_id=row.inbox):
            continue
        for message in find_matching_messages(row, _text(call)):
            if (
                message.created_at >= since
                and (until is None or message.created_at <= until)
                and (sender is None or _is_from(message, sender, number))
            ):
                found.append(message)
    found.sort(key=lambda message: message.order, reverse=True)
    return [call.bodies.message_listed(message) for message in found[page_of(query, _A_PAGE)]]


def _is_from(message: Message, kind: str, number: str) -> bool:
    return message.sender is not None and (message.sender_type, message.sender.id) == (kind, to_integer(number))


def _contacts(call: Call) -> list[Json]:
    """Search contacts, newest activity first."""
    found = matching_contacts(call.account, _text(call), visitors=False)
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    found.sort(key=lambda contact: (contact.last_activity_at or never, contact.id), reverse=True)
    return [call.bodies.pick(contact, _CONTACT) for contact in found[page_of(call.query, _A_PAGE)]]


def _conversations(call: Call) -> list[Json]:
    """Search conversations whose id or contact contains the text, newest first (source, not captured)."""
    text, contacts = _text(call), matching_contacts(call.account, _text(call), visitors=True)
    found = [row for row in call.conversations if row.contact in contacts or text in str(row.id)]
    found.sort(key=lambda row: (row.created_at, row.id), reverse=True)
    return [_conversation(call, row) for row in found[page_of(call.query, _A_PAGE)]]


def _conversation(call: Call, row: Conversation) -> Json:
    first = min(row.messages, key=lambda message: message.order, default=None)
    return call.bodies.pick(
        row,
        "id account_id created_at:epoch message contact inbox agent",
        message=call.bodies.message_listed(first) if first else {},
        contact=call.bodies.pick(row.contact, _CONTACT),
        inbox=call.bodies.pick(row.inbox, "id name channel_type channel_id"),
        agent=call.bodies.sender(row.assigned_agent) if row.assigned_agent else {},
    )


def _articles(call: Call) -> list[Json]:
    """Search published articles, last changed first."""
    text, categories = _text(call), call.account.all(Category)
    found = [each for each in call.account.all(Article).values() if each.status == "published" and each.has(text)]
    found.sort(key=lambda article: (article.updated_at, article.id), reverse=True)
    return [
        call.bodies.pick(
            article,
            _ARTICLE,
            locale=article.locale or article.portal.default_locale,
            slug=article.slug or article.named(),
            category_name=categories[article.category_id].name if article.category_id in categories else None,
        )
        for article in found[page_of(call.query, _A_PAGE)]
    ]


_SEARCHES = {"conversations": _conversations, "contacts": _contacts, "messages": _messages, "articles": _articles}


@router("GET /search")
def _all(call: Call) -> Json:
    return {"payload": {kind: search(call) for kind, search in _SEARCHES.items()}}


@router("GET /search/contacts", "GET /search/messages", "GET /search/articles")
def _one_kind(call: Call) -> Json:
    return {"payload": {call.kind: _SEARCHES[call.kind](call)}}


@router("GET /search/conversations")
def _fault(call: Call) -> Json:
    """Fail with a 500, as in the captures of a search for conversations only."""
    raise server_fault()


@router("GET /conversations/unread_counts", since="4.15.0")
def _unread_counts(call: Call) -> Json:
    """Count the open conversations with unread messages that the caller may see (source, not captured)."""
    viewer, account = call.viewer, call.account
    rows = [row for row in call.conversations if row.status == "open" and row.unread_count]
    labels = {label.title: label.id for label in account.labels.values()}
    folders = {
        each.id: sum(row in rows for row in filter_conversations(account, each.query.get("payload")))
        for each in account.all(CustomFilter).values()
        if each.user is viewer and each.filter_type == "conversation" and each.query.get("payload")
    }
    counts: Json = {
        "all_count": len(rows),
        "inboxes": _by(row.inbox.id for row in rows),
        "labels": _by(labels[title] for row in rows for title in row.labels if title in labels),
        "teams": _by(row.team.id for row in rows if row.team is not None),
        "mentions_count": sum(viewer in row.mentioned for row in rows),
        "participating_count": sum(viewer in row.participants for row in rows),
        "unattended_count": sum(row.first_reply_created_at is None or row.waiting_since is not None for row in rows),
        "folders": {str(id): count for id, count in folders.items() if count},
    }
    return {"payload": counts}


def _by(ids: Iterable[int]) -> dict[str, int]:
    return {str(id): count for id, count in Counter(ids).items()}
