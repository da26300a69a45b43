"""Notifications of the caller, and their settings."""

from __future__ import annotations

from .._json.notifications import notification_json, record_json
from .._state.clock import Json, iso
from .._state.notifications import KINDS, Notification, NotificationSettings, settings_of
from .._state.refusals import server_fault
from .._state.values import blank, epoch_time
from .call import Call, Route
from .queries import page_of

_A_PAGE = 15


def _mine(call: Call) -> dict[int, Notification]:
    """The caller's notifications about existing conversations."""
    there = call.account.conversations
    return {
        id: each
        for id, each in call.account.all(Notification).items()
        if each.user is call.viewer and there.get(each.conversation.id) is each.conversation
    }


def _list(call: Call) -> Json:
    """Without read or snoozed ones, unless requested."""
    query, mine = call.query, _mine(call).values()
    included = query.getlist("includes[]")
    found = [
        each
        for each in mine
        if (each.read_at is None or "read" in included) and (each.snoozed_until is None or "snoozed" in included)
    ]
    newest_first = query.get("sort_order", "desc") != "asc"
    found.sort(key=lambda each: (each.last_activity_at, each.id), reverse=newest_first)
    meta = {"unread_count": _unread(call), "count": len(found), "current_page": query.get("page", 1)}
    rows = [notification_json(call.bodies, each) for each in found[page_of(query, _A_PAGE)]]
    return {"data": {"meta": meta, "payload": rows}}


def _unread(call: Call) -> int:
    return sum(each.read_at is None for each in _mine(call).values())


def _found(call: Call) -> Notification:
    return call.find(_mine(call), "id")


def _read(call: Call) -> Json:
    found = _found(call)
    found.read_at = found.updated_at = call.now
    return record_json(call.bodies, found)


def _unread_again(call: Call) -> Json:
    found = _found(call)
    found.read_at, found.updated_at = None, call.now
    return record_json(call.bodies, found)


def _snooze(call: Call) -> Json:
    """Until a time in seconds; without one it ends."""
    found, until = _found(call), call.given.get("snoozed_until")
    found.meta = found.meta | {"last_snoozed_at": iso(found.snoozed_until)}
    found.snoozed_until = None if blank(until) else epoch_time(until)
    found.updated_at = call.now
    return record_json(call.bodies, found)


def _read_all(call: Call) -> None:
    given = call.given
    is_about_one = given.get("primary_actor_type") == "Conversation"
    for each in _mine(call).values():
        if not is_about_one or each.conversation.id == given.get("primary_actor_id"):
            each.read_at = each.read_at or call.now


def _delete(call: Call) -> None:
    del call.account.all(Notification)[_found(call).id]


def _delete_all(call: Call) -> None:
    for id, each in _mine(call).items():
        if each.read_at is not None or call.given.get("type") != "read":
            del call.account.all(Notification)[id]


def _settings(call: Call) -> Json:
    return _settings_json(call, settings_of(call.account, call.viewer))


def _update_settings(call: Call) -> Json:
    """Both lists; one that is left out is emptied."""
    settings, given = settings_of(call.account, call.viewer), call.given.get("notification_settings")
    if not isinstance(given, dict):
        raise server_fault()
    for name in ("selected_email_flags", "selected_push_flags"):
        wanted = given.get(name) or []
        way = name.removeprefix("selected_").removesuffix("_flags")
        known = [f"{way}_{kind}" for kind in KINDS]
        if not isinstance(wanted, list) or not set(wanted) <= set(known):
            raise server_fault()
        setattr(settings, name, [each for each in known if each in wanted])
    return _settings_json(call, settings)


def _settings_json(call: Call, settings: NotificationSettings) -> Json:
    return {
        "id": settings.id,
        "user_id": settings.user.id,
        "account_id": settings.account_id,
        "all_email_flags": [f"email_{kind}" for kind in KINDS],
        "selected_email_flags": settings.selected_email_flags,
        "all_push_flags": [f"push_{kind}" for kind in KINDS],
        "selected_push_flags": settings.selected_push_flags,
    }


_ALL = "/notifications"
ROUTES = [
    Route("GET", _ALL, _list),
    Route("GET", f"{_ALL}/unread_count", _unread),
    Route("POST", f"{_ALL}/read_all", _read_all),
    Route("POST", f"{_ALL}/destroy_all", _delete_all),
    Route("PATCH", f"{_ALL}/{{id}}", _read),
    Route("DELETE", f"{_ALL}/{{id}}", _delete),
    Route("POST", f"{_ALL}/{{id}}/unread", _unread_again),
    Route("POST", f"{_ALL}/{{id}}/snooze", _snooze),
    Route("GET", "/notification_settings", _settings),
    Route("PATCH", "/notification_settings", _update_settings),
]
