"""Service level agreements of conversations (from captures, otherwise from source)."""

from __future__ import annotations

from .._state.clock import Json
from .._state.records import Conversation
from .._state.service_levels import ServiceLevel
from .call import AccountRouter, Call
from .queries import page_of
from .report_scopes import Range, csv_text, link_of
from .routing import ALWAYS

_A_PAGE = 25
_COLUMNS = (
    "Conversation ID",
    "SLA Policy",
    "Assignee",
    "Team",
    "Inbox",
    "Labels",
    "Link to the Conversation",
    "Breached Events",
)
_MISSED = {"frt": "First response time", "nrt": "Next response time", "rt": "Resolution time"}
router = AccountRouter(admins=ALWAYS, since="enterprise")


def _applied(call: Call) -> list[tuple[Conversation, ServiceLevel]]:
    query, is_inside = call.query, Range.filter(call.query)
    labels = {each.strip() for each in query.get("label_list", "").split(",")} - {""}
    found = []
    for conversation in call.account.conversations.values():
        if (
            conversation.sla is not None
            and is_inside(conversation.created_at)
            and (not labels or labels & set(conversation.labels))
            and call.fits(
                sla_policy_id=conversation.sla,
                assigned_agent_id=conversation.assigned_agent,
                inbox_id=conversation.inbox,
                team_id=conversation.team,
            )
        ):
            found.append((conversation, ServiceLevel.of(conversation, call.now)))
    return found


def _missed(call: Call) -> list[tuple[Conversation, ServiceLevel]]:
    return [(conversation, level) for conversation, level in _applied(call) if level.missed]


@router("GET /applied_slas")
def _list(call: Call) -> Json:
    found = _missed(call)
    rows = [_row(call, conversation) for conversation, _ in found[page_of(call.query, _A_PAGE)]]
    return {"payload": rows, "meta": {"count": len(found), "current_page": call.query.get("page", 1)}}


def _row(call: Call, conversation: Conversation) -> Json:
    about: Json = {
        "id": conversation.id,
        "contact": {"name": conversation.contact.name},
        "labels": ", ".join(conversation.labels),
    }
    if conversation.assigned_agent is not None:
        about["assignee"] = call.bodies.sender(conversation.assigned_agent)
    return call.bodies.service_level(conversation) | {"conversation": about}


@router("GET /applied_slas/metrics")
def _metrics(call: Call) -> Json:
    total, missed = len(_applied(call)), len(_missed(call))
    rate = "100%" if not missed else f"{round((total - missed) / total * 100, 2)}%"
    return {"total_applied_slas": total, "number_of_sla_misses": missed, "hit_rate": rate}


@router("GET /applied_slas/download")
def _download(call: Call) -> str:
    rows = [
        [
            conversation.id,
            conversation.sla.name if conversation.sla else "",
            conversation.assigned_agent.name if conversation.assigned_agent else "",
            conversation.team.name if conversation.team else "",
            conversation.inbox.name,
            ", ".join(conversation.labels),
            link_of(call, conversation),
            ", ".join(_MISSED[name] for name in level.missed),
        ]
        for conversation, level in _missed(call)
    ]
    return f"{csv_text([_COLUMNS, *rows])}\n\n"
