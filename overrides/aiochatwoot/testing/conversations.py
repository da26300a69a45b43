"""Conversations and their messages: reading, answering, routing."""

from __future__ import annotations

from . import writes
from .calls import Call, Entry
from .finders import Found, find_conversations, find_messages
from .records import Json


def entries(*, legacy: bool) -> list[Entry]:
    """The routes below an account.

    Args:
        legacy: As before 2.16: `after` is ignored where messages are listed.
    """

    def messages_list(call: Call) -> Json:
        conversation = call.conversation
        messages = find_messages(conversation, call.request.query_params, legacy=legacy)
        return call.bodies.message_list(conversation, messages)

    one = "/conversations/{conversation_id}"
    return [
        Entry("GET", "/conversations", _list),
        Entry("GET", "/conversations/meta", _meta),
        Entry("GET", one, _get),
        Entry("GET", f"{one}/messages", messages_list),
        Entry("POST", f"{one}/messages", _messages_create, bots=True),
    ]


def _get(call: Call) -> Json:
    return call.bodies.conversation(call.conversation)


def _messages_create(call: Call) -> Json:
    message = writes.create_message(call.account, call.conversation, call.caller, call.given)
    return call.bodies.message_created(message, call.given.get("echo_id"))


def _list(call: Call) -> Json:
    found = _find(call)
    rows = [call.bodies.conversation(row) for row in found.rows]
    return {"data": {"meta": found.counts, "payload": rows}}


def _meta(call: Call) -> Json:
    return {"meta": _find(call).counts}


def _find(call: Call) -> Found:
    query = call.request.query_params
    labels = [*query.getlist("labels[]"), *query.getlist("labels")]
    now = call.account.installation.now()
    return find_conversations(call.account, call.viewer, query, labels, now)
