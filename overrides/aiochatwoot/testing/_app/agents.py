"""Invite and change agents; read and change the account; reset tokens and secrets of bots."""

from __future__ import annotations

import re

from .._state.clock import Json
from .._state.entity import Draft, longest, present, validate
from .._state.people import Agent, AgentBot, stable_key
from .._state.refusals import invalid, server_fault
from .._state.settings import ACCOUNT_TEXTS
from .._state.values import AS_IT_IS, TEXT, blank, read
from .call import AccountRouter, Call
from .crud import parameters
from .routing import ALWAYS

_ADDRESS = r"\A[^@\s]+@[^@\s]+\Z"
_LONGEST = 100  # maximum characters of a domain
_LOCALE = (
    "en|ar|nl|fr|de|hi|it|ja|ko|pt|ru|zh|es|ml|ca|el|pt_BR|ro|ta|fa|zh_TW|vi|da|tr|cs|fi|id|sv|hu|no|zh_CN|pl|sk|uk|th"
    "|lv|is|he|lt|sr|bg"
)
_CUSTOM = {"industry": TEXT, "company_size": TEXT, "timezone": TEXT}
_SETTINGS = {
    **{f"auto_resolve_{name}": AS_IT_IS for name in ("after", "message", "ignore_waiting", "label")},
    "audio_transcriptions": AS_IT_IS,
}
_FEWEST, _MOST = 10, 1_439_856  # minutes until a conversation is resolved automatically
router = AccountRouter()


@router("POST /agents", admins=ALWAYS)
def _create_agent(call: Call) -> Json:
    """Add an agent who is not confirmed, since nobody has followed the invitation."""
    given = parameters(call, Agent, email=TEXT)
    email = (given.pop("email", None) or "").strip().lower()
    if not email:
        raise invalid(("email", "can't be blank"))
    if not re.search(_ADDRESS, email):
        raise invalid(("email", "is invalid"), ("email", "is not an email"))
    if any(agent.email.lower() == email for agent in call.account.agents.values()):
        raise invalid(("user_id", "has already been taken"))
    name = given.pop("name", None)
    if not name:
        if not call.has("4.16.2"):
            raise server_fault()
        name = email.partition("@")[0]
    agent = call.account.add_agent(name, email=email)
    agent.confirmed = False
    return _changed(call, agent, given)


@router("POST /agents/bulk_create", admins=ALWAYS)
def _invite(call: Call) -> None:
    """Invite several agents; skip invalid or known addresses."""
    given = call.given.get("emails")
    known = {agent.email for agent in call.account.agents.values()}
    for email in dict.fromkeys(map(str, given if isinstance(given, list) else [])):
        if re.search(_ADDRESS, email) and email not in known:
            call.account.add_agent(email.partition("@")[0], email=email).confirmed = False


@router("PATCH /agents/{id}", admins=ALWAYS)
def _update_agent(call: Call) -> Json:
    return _changed(call, call.find(call.account.agents, "id"), parameters(call, Agent))


def _changed(call: Call, agent: Agent, given: Json) -> Json:
    """Change an agent; a null changes nothing."""
    for name, value in given.items():
        if value is not None:
            setattr(agent, name, value)
    if {"availability", "auto_offline"} & given.keys():
        agent.be_present()
    return call.bodies.stored(agent)


@router("GET")
def _account(call: Call) -> Json:
    return call.bodies.account_settings(whole=True)


@router("PATCH", admins=ALWAYS)
def _update_account(call: Call) -> Json:
    """Change the account; refuse invalid values and unknown languages (source, not captured)."""
    account, given = call.account, call.given
    own, settings = read(ACCOUNT_TEXTS, given), read(_SETTINGS, given)
    if not re.fullmatch(_LOCALE, own.get("locale", "en") or ""):
        raise server_fault()
    draft = Draft({"name": account.name, **own, **settings})
    validate(draft, ("name", present()), ("domain", longest(_LONGEST)), ("auto_resolve_after", _minutes))
    account.change(own | {"settings": settings, "custom_attributes": read(_CUSTOM, given)})
    return call.bodies.account_settings(whole=False)


def _minutes(name: str, draft: Draft) -> str | None:
    minutes = draft.values.get(name)
    if minutes is None:
        return None
    if type(minutes) is not int:
        return "must be of type type"  # a real server's text, which lacks the type's name
    if minutes < _FEWEST:
        return f"must be greater than or equal to {_FEWEST}"
    return f"must be less than or equal to {_MOST}" if minutes > _MOST else None


@router("GET /cache_keys")
def _cache_keys(call: Call) -> Json:
    return {"cache_keys": call.account.details.cache_keys}


@router("POST /update_active_at")
def _active(call: Call) -> None:
    call.viewer.active_at = call.now


@router("GET /branded_email_layout", since="4.16.0", admins=ALWAYS)
def _layout(call: Call) -> Json:
    return {"branded_email_layout": call.account.details.branded_email_layout}


@router("PATCH /branded_email_layout", since="4.16.0", admins=ALWAYS)
def _set_layout(call: Call) -> Json:
    """Store the layout; an object is stored as text, which is no usable layout."""
    given = call.given.get("branded_email_layout")
    call.account.details.branded_email_layout = None if blank(given) else str(given)
    return _layout(call)


@router("POST /agent_bots/{id}/reset_access_token", admins=ALWAYS)
def _reset_token(call: Call) -> Json:
    bot = _bot(call)
    bot.token = stable_key(call.fresh("bot token"))
    return call.bodies.stored(bot)


@router("POST /agent_bots/{id}/reset_secret", admins=ALWAYS, since="4.16.0")
def _reset_secret(call: Call) -> Json:
    bot = _bot(call)
    bot.new_secret = call.fresh("bot secret")
    return call.bodies.stored(bot)


def _bot(call: Call) -> AgentBot:
    return call.find(call.account.bots, "id")
