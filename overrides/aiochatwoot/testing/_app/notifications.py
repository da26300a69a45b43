"""The caller's notifications and notification settings."""

from __future__ import annotations

from typing import Any

from .._state.clock import Json, iso
from .._state.notifications import KINDS, Notification, settings_of
from .._state.refusals import server_fault
from .._state.values import blank, epoch_time
from .call import AccountRouter, Call
from .queries import page_of

_A_PAGE = 15
router = AccountRouter()


def _mine(call: Call) -> dict[int, Notification]:
    return {id: each for id, each in call.account.all(Notification).items() if each._exists_for(call.bodies)}


@router("GET /notifications")
def _list(call: Call) -> Json:
    """List the caller's notifications; read or snoozed ones only on request."""
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
    return {"data": {"meta": meta, "payload": call.json_of(found[page_of(query, _A_PAGE)])}}


@router("GET /notifications/unread_count")
def _unread(call: Call) -> int:
    return sum(each.read_at is None for each in _mine(call).values())


def _changed(call: Call, **values: Any) -> Json:
    """Change the notification that the path names."""
    found = call.find(_mine(call), "id")
    for name, value in {**values, "updated_at": call.now}.items():
        setattr(found, name, value)
    return call.bodies.stored(found, found.changed_keys)


@router("PATCH /notifications/{id}")
def _read(call: Call) -> Json:
    return _changed(call, read_at=call.now)


@router("POST /notifications/{id}/unread")
def _unread_again(call: Call) -> Json:
    return _changed(call, read_at=None)


@router("POST /notifications/{id}/snooze")
def _snooze(call: Call) -> Json:
    """Snooze a notification until a time in epoch seconds; without a time end the snooze."""
    found, until = call.find(_mine(call), "id"), call.given.get("snoozed_until")
    meta = found.meta | {"last_snoozed_at": iso(found.snoozed_until)}
    return _changed(call, meta=meta, snoozed_until=None if blank(until) else epoch_time(until))


@router("POST /notifications/read_all")
def _read_all(call: Call) -> None:
    given = call.given
    is_about_one = given.get("primary_actor_type") == "Conversation"
    for each in _mine(call).values():
        if not is_about_one or each.conversation.id == given.get("primary_actor_id"):
            each.read_at = each.read_at or call.now


@router("POST /notifications/destroy_all")
def _delete_all(call: Call) -> None:
    for id, each in _mine(call).items():
        if each.read_at is not None or call.given.get("type") != "read":
            del call.account.all(Notification)[id]


@router("GET /notification_settings")
def _settings(call: Call) -> Json:
    return call.bodies.stored(settings_of(call.account, call.viewer))


@router("PATCH /notification_settings")
def _update_settings(call: Call) -> Json:
    """Replace both lists; a list that is left out becomes empty."""
    settings = settings_of(call.account, call.viewer)
    given = call.object("notification_settings", required=True)
    for name in ("selected_email_flags", "selected_push_flags"):
        wanted = given.get(name) or []
        way = name.removeprefix("selected_").removesuffix("_flags")
        known = [f"{way}_{kind}" for kind in KINDS]
        if not isinstance(wanted, list) or not set(wanted) <= set(known):
            raise server_fault()
        setattr(settings, name, [each for each in known if each in wanted])
    return call.bodies.stored(settings)
