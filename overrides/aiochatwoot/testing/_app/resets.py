"""Deleting pictures and resetting secrets of bots and inboxes."""

from __future__ import annotations

from .._json.inboxes import inbox_json
from .._state.clock import Json
from .._state.people import AgentBot, stable_uuid
from .._state.records import Inbox
from .call import AccountRouter, Call
from .routing import ALWAYS

_BOT, _INBOX = "/agent_bots/{id}", "/inboxes/{id}"
router = AccountRouter(admins=ALWAYS)


def _bot(call: Call) -> AgentBot:
    return call.find(call.account.bots, "id")


def _inbox(call: Call) -> Inbox:
    return call.find(call.account.inboxes, "id")


def _fresh(call: Call, what: str) -> str:
    return stable_uuid(f"{what} {call.account.installation.next_id(what)}")


@router("DELETE /agent_bots/{id}/avatar")
def _delete_avatar_of_bot(call: Call) -> Json:
    bot = _bot(call)
    bot.thumbnail = ""
    return call.bodies.stored(bot)


@router("POST /agent_bots/{id}/reset_access_token")
def _reset_token(call: Call) -> Json:
    bot = _bot(call)
    bot.token = _fresh(call, "bot token").replace("-", "")[:24]
    return call.bodies.stored(bot)


@router("POST /agent_bots/{id}/reset_secret", since="4.16.0")
def _reset_secret_of_bot(call: Call) -> Json:
    bot = _bot(call)
    bot.new_secret = _fresh(call, "bot secret")
    return call.bodies.stored(bot)


@router("DELETE /inboxes/{id}/avatar")
def _delete_avatar_of_inbox(call: Call) -> None:
    _inbox(call).avatar_url = ""


@router("POST /inboxes/{id}/reset_secret", since="4.16.0")
def _reset_secret_of_inbox(call: Call) -> Json:
    inbox = _inbox(call)
    inbox.new_secret = _fresh(call, "inbox secret").replace("-", "")[:24]
    return inbox_json(call.bodies, inbox)
