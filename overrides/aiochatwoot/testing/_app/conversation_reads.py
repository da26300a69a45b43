"""Conversations: listing, counting and searching them, and the routes of all that is done with them."""

from __future__ import annotations

from .._state.records import Json
from . import conversations as conversation_writes
from . import message_routes as messages
from .call import Call, Route
from .queries import Found, find_attachments, find_conversations, find_matching_messages


def entries(*, legacy: bool) -> list[Route]:
    """The routes below an account.

    Args:
        legacy: As before 2.16: `after` is ignored where messages are listed.
    """
    one = "/conversations/{conversation_id}"
    return [
        Route("GET", "/conversations", _list),
        Route("GET", "/conversations/meta", _meta),
        Route("GET", "/conversations/search", _search),
        Route("GET", one, _get),
        Route("GET", f"{one}/attachments", _attachments),
        *conversation_writes.ENTRIES,
        *messages.entries(legacy=legacy),
    ]


def _get(call: Call) -> Json:
    return call.bodies.conversation(call.conversation)


def _list(call: Call) -> Json:
    found = _find(call)
    rows = [call.bodies.conversation(row) for row in found.rows]
    return {"data": {"meta": found.counts, "payload": rows}}


def _meta(call: Call) -> Json:
    return {"meta": _find(call).counts}


def _search(call: Call) -> Json:
    """Rows with the messages that match; without a text every open conversation with all that was said in it."""
    found, text = _find(call), call.request.query_params.get("q", "")
    counts = {name: count for name, count in found.counts.items() if name != "assigned_count"}
    rows = [call.bodies.conversation_found(row, find_matching_messages(row, text)) for row in found.rows]
    return {"meta": counts, "payload": rows}


def _attachments(call: Call) -> Json:
    found, count = find_attachments(call.conversation, call.request.query_params)
    rows = [call.bodies.attachment_listed(attachment, message) for attachment, message in found]
    return {"meta": {"total_count": count}, "payload": rows}


def _find(call: Call) -> Found:
    query = call.request.query_params
    labels = [*query.getlist("labels[]"), *query.getlist("labels")]
    now = call.account.installation.now()
    return find_conversations(call.account, call.viewer, query, labels, now)
