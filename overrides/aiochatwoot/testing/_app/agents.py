"""Invite and change agents; read and change the account."""

from __future__ import annotations

import re

from .._state.clock import Json
from .._state.entity import Draft, longest, present, validate
from .._state.people import Agent
from .._state.refusals import invalid, server_fault
from .._state.values import AS_IT_IS, TEXT, blank, read
from .call import Call, Route, for_administrators
from .crud import parameters

_ADDRESS = r"\A[^@\s]+@[^@\s]+\Z"
_LONGEST = 100  # characters of a domain
_LOCALE = (
    "en|ar|nl|fr|de|hi|it|ja|ko|pt|ru|zh|es|ml|ca|el|pt_BR|ro|ta|fa|zh_TW|vi|da|tr|cs|fi|id|sv|hu|no|zh_CN|pl|sk|uk|th"
    "|lv|is|he|lt|sr|bg"
)
_OWN = {"name": TEXT, "locale": TEXT, "domain": TEXT, "support_email": TEXT}
_CUSTOM = {"industry": TEXT, "company_size": TEXT, "timezone": TEXT}
_SETTINGS = {
    **{f"auto_resolve_{name}": AS_IT_IS for name in ("after", "message", "ignore_waiting", "label")},
    "audio_transcriptions": AS_IT_IS,
}
_FEWEST, _MOST = 10, 1_439_856  # minutes until a conversation is resolved by itself


def _create_agent(call: Call) -> Json:
    """They are not confirmed: they have not followed the invitation."""
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


def _invite(call: Call) -> None:
    """Invite several; invalid or known addresses are skipped."""
    given = call.given.get("emails")
    known = {agent.email for agent in call.account.agents.values()}
    for email in dict.fromkeys(map(str, given if isinstance(given, list) else [])):
        if re.search(_ADDRESS, email) and email not in known:
            call.account.add_agent(email.partition("@")[0], email=email).confirmed = False


def _update_agent(call: Call) -> Json:
    return _changed(call, call.find(call.account.agents, "id"), parameters(call, Agent))


def _changed(call: Call, agent: Agent, given: Json) -> Json:
    """Null changes nothing. Agents set to go offline when the app closes are offline here, since there is no app."""
    for name, value in given.items():
        if value is not None:
            setattr(agent, name, value)
    if {"availability", "auto_offline"} & given.keys():
        agent.availability_status = "offline" if agent.auto_offline else agent.availability
    return call.bodies.stored(agent)


def _account(call: Call) -> Json:
    return call.bodies.account_settings(whole=True)


def _update_account(call: Call) -> Json:
    """Invalid values and unknown languages are refused (source, not captured)."""
    account, details, given = call.account, call.account.details, call.given
    own, settings = read(_OWN, given), read(_SETTINGS, given)
    if not re.fullmatch(_LOCALE, own.get("locale", "en") or ""):
        raise server_fault()
    draft = Draft({"name": account.name, **own, **settings})
    validate(draft, ("name", present()), ("domain", longest(_LONGEST)), ("auto_resolve_after", _minutes))
    account.name = own.pop("name", account.name)
    for name, value in own.items():
        setattr(details, name, value)
    details.settings = details.settings | settings
    details.custom_attributes = details.custom_attributes | read(_CUSTOM, given)
    return call.bodies.account_settings(whole=False)


def _minutes(name: str, draft: Draft) -> str | None:
    minutes = draft.values.get(name)
    if minutes is None:
        return None
    if type(minutes) is not int:
        return "must be of type type"  # the server's own text, which lacks the name
    if minutes < _FEWEST:
        return f"must be greater than or equal to {_FEWEST}"
    return f"must be less than or equal to {_MOST}" if minutes > _MOST else None


def _active(call: Call) -> None:
    call.viewer.active_at = call.now


def _layout(call: Call) -> Json:
    return {"branded_email_layout": call.account.details.branded_email_layout}


def _set_layout(call: Call) -> Json:
    """An object is stored as text, which no mail can use as its layout."""
    given = call.given.get("branded_email_layout")
    call.account.details.branded_email_layout = None if blank(given) else str(given)
    return _layout(call)


ROUTES = [
    Route("GET", "", _account),
    Route("PATCH", "", for_administrators(_update_account)),
    Route("GET", "/cache_keys", lambda call: {"cache_keys": call.account.details.cache_keys}),
    Route("POST", "/update_active_at", _active),
    Route("GET", "/branded_email_layout", for_administrators(_layout), since="4.16.0"),
    Route("PATCH", "/branded_email_layout", for_administrators(_set_layout), since="4.16.0"),
    Route("POST", "/agents", for_administrators(_create_agent)),
    Route("POST", "/agents/bulk_create", for_administrators(_invite)),
    Route("PATCH", "/agents/{id}", for_administrators(_update_agent)),
]
