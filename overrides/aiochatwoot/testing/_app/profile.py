"""The caller's profile. Its paths name no account."""

from __future__ import annotations

from .._state.clock import Json
from .._state.refusals import ErrorResponse, missing, not_found
from .._state.values import FLAG, OBJECT, TEXT, enum, is_true, read
from .call import Call, open_call
from .routing import Empty, Router

_TEXTS = dict.fromkeys(("name", "display_name", "email", "message_signature"), TEXT)
_AVAILABILITY = enum("online", "offline", "busy")
router = Router("/api/v1/profile", open_call)


def _given(call: Call) -> Json:
    """Return the body's parameters, from `profile` or, in JSON, from the top level; 422 without any."""
    given = call.given.get("profile", call.given if call.is_json else None)
    if not isinstance(given, dict) or not given:
        raise missing("profile")
    return given


def _of_account(call: Call) -> Json:
    """Return the body's parameters, whose `account_id` must be the caller's account, else a 404."""
    given = _given(call)
    if given.get("account_id") not in (call.account.id, str(call.account.id)):
        raise not_found()
    return given


@router("GET")
def _get(call: Call) -> Json:
    return call.bodies.profile(call.viewer)


@router("PUT")
def _update(call: Call) -> Json:
    """Change the profile. The fake server has no passwords, so every current password is wrong."""
    given = _given(call)
    if "password" in given:
        raise ErrorResponse(422, {"error": "Invalid current password"})
    for name, value in read(_TEXTS | {"ui_settings": OBJECT}, given).items():
        setattr(call.viewer, name, value)
    return _get(call)


@router("POST /availability")
def _set_availability(call: Call) -> Json:
    agent, given = call.viewer, _of_account(call)
    agent.availability = _AVAILABILITY.read(given.get("availability")) or agent.availability
    agent.be_present()
    return _get(call)


@router("POST /auto_offline")
def _set_auto_offline(call: Call) -> Json:
    agent, given = call.viewer, _of_account(call)
    agent.auto_offline = is_true(FLAG.read(given.get("auto_offline")))
    agent.be_present()
    return _get(call)


@router("DELETE /avatar")
def _delete_avatar(call: Call) -> Json:
    call.viewer.thumbnail = ""
    return _get(call)


@router("PUT /set_active_account")
def _set_active_account(call: Call) -> Empty:
    _of_account(call)
    call.viewer.active_at = call.now
    return Empty()
