"""Automation rules, macros, campaigns and bulk actions; macros and bulk actions run at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._state.clock import Json
from .._state.people import Agent
from .._state.records import Conversation
from .._state.refusals import ErrorResponse, unauthorized
from .._state.values import by_id, epoch_time, to_integer
from .._state.workflows import AutomationRule, Campaign, Macro
from .call import AccountRouter, Call, number
from .conversation_events import Change
from .crud import Crud
from .messages import Unwritable, read_message, write_message
from .routing import ALWAYS, Empty

router = AccountRouter()


@router("POST /automation_rules/{id}/clone", admins=ALWAYS)
def _clone(call: Call) -> Json:
    crud = Crud(AutomationRule)
    rule = crud.found(call)
    values = {name: getattr(rule, name) for name in AutomationRule.attributes}
    return crud.body(call, call.account.add(AutomationRule, **values))


class Macros(Crud[Macro], kind=Macro):
    """The routes of macros; callers can read only macros that they may run."""

    def _list(self, call: Call) -> Any:
        return {
            "payload": call.json_of(each for each in self.visible(call).values() if each.may_be_run_by(call.viewer))
        }

    def _get(self, call: Call) -> Any:
        """Return a macro; a missing one is a 404 without a body."""
        macro = call.account.all(Macro).get(number(call.path("id")))
        if macro is None:
            return Empty(404)
        _need_to_run(call, macro)
        return self.body(call, macro)


def _need_to_run(call: Call, macro: Macro) -> None:
    if not macro.may_be_run_by(call.viewer):
        raise unauthorized()


@router("POST /macros/{id}/execute")
def _execute(call: Call) -> None:
    """Run a macro on conversations; a missing macro is a success without effect."""
    macro = call.account.all(Macro).get(to_integer(call.path("id")))
    if macro is None:
        return
    _need_to_run(call, macro)
    for conversation in _conversations(call, call.given.get("conversation_ids")):
        for action in macro.actions:
            _act(Change(call.account, conversation, call.viewer), call.viewer, action)


@router("GET /inboxes/{id}/campaigns", admins=ALWAYS)
def _campaigns(call: Call) -> list[Json]:
    inbox = call.find(call.account.inboxes, "id")
    return call.json_of(each for _, each in sorted(call.account.all(Campaign).items()) if each.inbox_id == inbox.id)


def _conversations(call: Call, ids: object) -> list[Conversation]:
    found = by_id(call.account.conversations, ids if isinstance(ids, list) else [])
    return [each for each in found if each is not None]


def _act(change: Change, actor: Agent, action: Json) -> None:
    """Run one action of a macro; ignore its failure. Actions that send email, webhooks or files do nothing here."""
    account, conversation = change.account, change.conversation
    name, params = action.get("action_name"), action.get("action_params") or []
    first = params[0] if params else None
    try:
        match name:
            case "send_message" | "add_private_note":
                about = {"content": first, "private": name == "add_private_note"}
                draft = read_message(account, conversation.inbox, about)
                write_message(account, conversation, actor, draft)
            case "add_label":
                _label(change, params)
            case "remove_label":
                change.set_labels([each for each in conversation.labels if each not in params])
            case "assign_agent" if first in ("nil", "self") or first in account.agents:
                agent = actor if first == "self" else account.agents.get(to_integer(first))
                if agent is None or agent.is_administrator or agent in conversation.inbox.members:
                    change.assign_agent(agent)
            case "assign_team" if first in (None, "nil", 0, "0") or first in account.teams:
                change.assign_team(account.teams.get(to_integer(first)))
            case "remove_assigned_agent":
                change.assign_agent(None)
            case "remove_assigned_team":
                change.assign_team(None)
            case "mute_conversation":
                change.mute()
            case "resolve_conversation" | "snooze_conversation":
                change.set_status("resolved" if name == "resolve_conversation" else "snoozed")
            case "change_status":
                change.set_status(first)
            case "change_priority":
                change.set_priority(None if first == "nil" else first)
            case _:
                pass
    except (ErrorResponse, Unwritable):
        return


def _label(change: Change, titles: Iterable[Any]) -> None:
    labels = change.conversation.labels
    added = change.account.tags([str(each) for each in titles])
    change.set_labels([*labels, *(each for each in added if each not in labels)])


@router("POST /bulk_actions")
def _bulk(call: Call) -> None:
    """Change conversations or contacts; an impossible change stops the work midway, without an error."""
    kind, labels = str(call.given.get("type")), call.given.get("labels")
    labels = labels if isinstance(labels, dict) else {}
    if kind.capitalize() not in ("Conversation", "Contact"):
        raise ErrorResponse(422, {"success": False})
    if kind.capitalize() == "Contact":
        for contact in filter(None, by_id(call.account.contacts, call.given.get("ids") or [])):
            added = call.account.tags([str(each) for each in labels.get("add") or []])
            contact.labels = list(dict.fromkeys([*contact.labels, *added]))
        return
    for conversation in _conversations(call, call.given.get("ids")):
        change = Change(call.account, conversation, call.viewer)
        removed = labels.get("remove") or []
        change.set_labels([each for each in conversation.labels if each not in removed])
        _label(change, labels.get("add") or [])
        try:
            _set_fields(call, change)
        except ErrorResponse:
            return


def _set_fields(call: Call, change: Change) -> None:
    fields, until = call.given.get("fields"), call.given.get("snoozed_until")
    fields = fields if isinstance(fields, dict) else {}
    if fields.get("status") is not None:
        change.set_status(fields["status"], until=None if until is None else epoch_time(until))
    if "assignee_id" in fields:
        change.assign_agent(call.account.agents.get(to_integer(fields["assignee_id"])))
    if "team_id" in fields:
        change.assign_team(call.account.teams.get(to_integer(fields["team_id"])))
