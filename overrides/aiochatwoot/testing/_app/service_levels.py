"""Service level agreements that conversations missed (source, where not captured)."""

from __future__ import annotations

import csv
import io

from .._state.clock import Json
from .._state.records import Conversation
from .._state.service_levels import ServiceLevel
from .._state.values import to_integer
from .call import Call, Route, for_administrators
from .queries import page_of
from .report_scopes import Range

_A_PAGE = 25
_COLUMNS = ("Conversation ID", "SLA Policy", "Assignee", "Team", "Inbox", "Labels", "Link to the Conversation")
_MISSED = {"frt": "First response time", "nrt": "Next response time", "rt": "Resolution time"}


def _applied(call: Call) -> list[tuple[Conversation, ServiceLevel]]:
    query, between = call.query, Range.of(call.query)
    labels = [each.strip() for each in query.get("label_list", "").split(",") if each.strip()]
    found = []
    for conversation in call.account.conversations.values():
        agent, team = conversation.assigned_agent, conversation.team
        ids = {
            "sla_policy_id": conversation.sla and conversation.sla.id,
            "assigned_agent_id": agent and agent.id,
            "inbox_id": conversation.inbox.id,
            "team_id": team and team.id,
        }
        if (
            conversation.sla is not None
            and (between is None or conversation.created_at in between)
            and (not labels or set(labels) & set(conversation.labels))
            and all(not query.get(name) or to_integer(query[name]) == number for name, number in ids.items())
        ):
            found.append((conversation, ServiceLevel.of(conversation, call.now)))
    return found


def _missed(call: Call) -> list[tuple[Conversation, ServiceLevel]]:
    return [(conversation, level) for conversation, level in _applied(call) if level.missed]


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


def _metrics(call: Call) -> Json:
    total, missed = len(_applied(call)), len(_missed(call))
    rate = "100%" if not missed else f"{round((total - missed) / total * 100, 2)}%"
    return {"total_applied_slas": total, "number_of_sla_misses": missed, "hit_rate": rate}


def _download(call: Call) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_COLUMNS, "Breached Events"])
    for conversation, level in _missed(call):
        agent, team = conversation.assigned_agent, conversation.team
        writer.writerow(
            [
                conversation.id,
                conversation.sla.name if conversation.sla else "",
                agent.name if agent else "",
                team.name if team else "",
                conversation.inbox.name,
                ", ".join(conversation.labels),
                f"{call.bodies.base_url}/app/accounts/{call.account.id}/conversations/{conversation.id}",
                ", ".join(_MISSED[name] for name in level.missed),
            ]
        )
    return f"{text.getvalue()}\n\n"


ROUTES = [
    Route("GET", "/applied_slas", for_administrators(_list), since="enterprise"),
    Route("GET", "/applied_slas/metrics", for_administrators(_metrics), since="enterprise"),
    Route("GET", "/applied_slas/download", for_administrators(_download), since="enterprise"),
]
