"""The audit log of an account: changes of the records that Chatwoot audits."""

from __future__ import annotations

import math
from typing import Any

from .._state.audit import AuditLog
from .._state.clock import Json
from .._state.people import AgentBot, Team, stable_uuid
from .call import AccountRouter, Call
from .queries import page_of
from .routing import ALWAYS

_ENTRY = (
    "id auditable_id auditable_type auditable associated_id associated_type user_id user_type username action"
    " audited_changes version comment request_uuid created_at:epoch remote_address"
)
_A_PAGE = 25
router = AccountRouter(admins=ALWAYS, since="enterprise")


def audit(call: Call, kind: str, record: Any, action: str, values: Json) -> None:
    """Log the caller's change of a record, if Chatwoot audits its kind (not "") and a value changes."""
    if not kind or not values:
        return
    table = call.account.all(AuditLog)
    call.account.add(
        AuditLog,
        record=record,
        auditable_type=kind,
        user=call.viewer,
        action=action,
        audited_changes=values,
        version=1 + sum(each.record is record for each in table.values()),
    )


def changes(before: Json, after: Json) -> Json:
    """Return the old and the new value of each attribute that changes."""
    return {name: [before[name], value] for name, value in after.items() if before.get(name) != value}


@router("GET /audit_logs")
def _list(call: Call) -> Json:
    entries = sorted(call.account.all(AuditLog).values(), key=lambda entry: -entry.id)
    page = page_of(call.query, _A_PAGE)
    return {
        "per_page": _A_PAGE,
        "total_entries": len(entries),
        "current_page": math.ceil(page.stop / _A_PAGE),
        "audit_logs": [_json(call, entry) for entry in entries[page]],
    }


def _json(call: Call, entry: AuditLog) -> Json:
    is_there = entry.user.id in call.account.agents
    return call.bodies.pick(
        entry,
        _ENTRY,
        auditable_id=entry.record.id,
        auditable=_shown(call, entry.record),
        associated_id=entry.account_id,
        associated_type="Account",
        user_id=entry.user.id if is_there else None,
        user_type="User" if is_there else None,
        username=entry.user.email if is_there else None,
        comment=None,
        request_uuid=stable_uuid(f"request of audit log {entry.id}"),
        remote_address="127.0.0.1",
    )


def _shown(call: Call, record: object) -> Json | None:
    """Return the visible values of a record that still exists; None for other kinds and deleted records."""
    if isinstance(record, AgentBot) and record.id in call.account.bots:
        return call.bodies.sender(record)
    if isinstance(record, Team) and record.id in call.account.teams:
        return call.bodies.pick(record, "id name icon@4.16.0 icon_color@4.16.0")
    return None
