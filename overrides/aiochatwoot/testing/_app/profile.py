"""The profile of the caller: the only paths that name no account."""

from __future__ import annotations

from .._state.clock import Json
from .._state.people import Agent
from .._state.refusals import ErrorResponse, missing, not_found
from .._state.values import FLAG, OBJECT, TEXT, enum, is_true, read
from .call import Call, Empty, Route

_PATH = "/api/v1/profile"
_AVAILABILITY = enum("online", "offline", "busy")


def _given(call: Call) -> Json:
    """The body's parameters, in `profile` or, in JSON, without an envelope."""
    given = call.given.get("profile", call.given if call.is_json else None)
    if not isinstance(given, dict) or not given:
        raise missing("profile")
    return given


def _get(call: Call) -> Json:
    return call.bodies.profile(call.viewer)


def _update(call: Call) -> Json:
    """There are no passwords here, so every current password is wrong."""
    agent, given = call.viewer, _given(call)
    if "password" in given:
        raise ErrorResponse(422, {"error": "Invalid current password"})
    texts = dict.fromkeys(("name", "display_name", "email", "message_signature"), TEXT)
    for name, value in read(texts | {"ui_settings": OBJECT}, given).items():
        setattr(agent, name, value)
    return _get(call)


def _of_account(call: Call, given: Json) -> None:
    if given.get("account_id") not in (call.account.id, str(call.account.id)):
        raise not_found()


def _set_availability(call: Call) -> Json:
    agent, given = call.viewer, _given(call)
    _of_account(call, given)
    agent.availability = _AVAILABILITY.read(given.get("availability")) or agent.availability
    return _presence(call, agent)


def _set_auto_offline(call: Call) -> Json:
    agent, given = call.viewer, _given(call)
    _of_account(call, given)
    agent.auto_offline = is_true(FLAG.read(given.get("auto_offline")))
    return _presence(call, agent)


def _presence(call: Call, agent: Agent) -> Json:
    agent.availability_status = "offline" if agent.auto_offline else agent.availability
    return _get(call)


def _delete_avatar(call: Call) -> Json:
    call.viewer.thumbnail = ""
    return _get(call)


def _set_active_account(call: Call) -> Empty:
    _of_account(call, _given(call))
    call.viewer.active_at = call.now
    return Empty()


ROUTES = [
    Route("GET", _PATH, _get),
    Route("PUT", _PATH, _update),
    Route("POST", f"{_PATH}/availability", _set_availability),
    Route("POST", f"{_PATH}/auto_offline", _set_auto_offline),
    Route("DELETE", f"{_PATH}/avatar", _delete_avatar),
    Route("PUT", f"{_PATH}/set_active_account", _set_active_account),
]
