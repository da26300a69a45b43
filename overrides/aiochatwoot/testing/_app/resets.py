"""Deleting pictures and resetting secrets of bots and inboxes."""

from __future__ import annotations

from .._json.inboxes import inbox_json
from .._state.clock import Json
from .._state.people import AgentBot, stable_uuid
from .._state.records import Inbox
from .call import Call, Route, for_administrators

_BOT, _INBOX = "/agent_bots/{id}", "/inboxes/{id}"


def _bot(call: Call) -> AgentBot:
    return call.find(call.account.bots, "id")


def _inbox(call: Call) -> Inbox:
    return call.find(call.account.inboxes, "id")


def _fresh(call: Call, what: str) -> str:
    return stable_uuid(f"{what} {call.account.installation.next_id(what)}")


def _delete_avatar_of_bot(call: Call) -> Json:
    bot = _bot(call)
    bot.thumbnail = ""
    return call.bodies.stored(bot)


def _reset_token(call: Call) -> Json:
    bot = _bot(call)
    bot.token = _fresh(call, "bot token").replace("-", "")[:24]
    return call.bodies.stored(bot)


def _reset_secret_of_bot(call: Call) -> Json:
    bot = _bot(call)
    bot.new_secret = _fresh(call, "bot secret")
    return call.bodies.stored(bot)


def _delete_avatar_of_inbox(call: Call) -> None:
    _inbox(call).avatar_url = ""


def _reset_secret_of_inbox(call: Call) -> Json:
    inbox = _inbox(call)
    inbox.new_secret = _fresh(call, "inbox secret").replace("-", "")[:24]
    return inbox_json(call.bodies, inbox)


ROUTES = [
    Route("DELETE", f"{_BOT}/avatar", for_administrators(_delete_avatar_of_bot)),
    Route("POST", f"{_BOT}/reset_access_token", for_administrators(_reset_token)),
    Route("POST", f"{_BOT}/reset_secret", for_administrators(_reset_secret_of_bot), since="4.16.0"),
    Route("DELETE", f"{_INBOX}/avatar", for_administrators(_delete_avatar_of_inbox)),
    Route("POST", f"{_INBOX}/reset_secret", for_administrators(_reset_secret_of_inbox), since="4.16.0"),
]
