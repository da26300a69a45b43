"""Automation rules, macros and campaigns; macros and bulk actions run immediately."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._json.inboxes import inbox_json
from .._state.clock import Json
from .._state.entity import Draft, present, validate
from .._state.people import Agent
from .._state.records import Conversation
from .._state.refusals import ErrorResponse, unauthorized
from .._state.values import by_id, epoch_time, to_integer
from .._state.workflows import AutomationRule, Campaign, Macro, macro_problems, rule_problems
from .call import Call, Empty, Route, for_administrators, number
from .conversation_events import Change
from .crud import Crud
from .messages import Unwritable, read_message, write_message

_ONE_OFF = ("Channel::TwilioSms", "Channel::Sms", "Channel::Whatsapp")


class _Rules(Crud[AutomationRule]):
    def routes(self) -> list[Route]:
        clone = Route("POST", f"{self.kind.path}/{{id}}/clone", for_administrators(self._clone))
        return [*super().routes(), clone]

    def _create(self, call: Call) -> Json:
        """Responds without the envelope of all other operations."""
        made: Json = super()._create(call)["payload"]
        return made

    def _clone(self, call: Call) -> Json:
        rule = self.found(call)
        values = {name: getattr(rule, name) for name in self.kind.attributes}
        return self._body(call, call.account.add(self.kind, **values))

    def _validate(self, call: Call, values: Json, record: AutomationRule | None) -> None:
        own_keys = {each.attribute_key for each in call.account.custom_attribute_definitions.values()}
        _refuse(rule_problems(values, own_keys))
        super()._validate(call, values, record)


class _Macros(Crud[Macro]):
    def routes(self) -> list[Route]:
        return [*super().routes(), Route("POST", f"{self.kind.path}/{{id}}/execute", self._execute)]

    def _list(self, call: Call) -> Any:
        mine = [each for _, each in sorted(call.account.all(Macro).items()) if self._may_run(call, each)]
        return {"payload": [self.json(call, each) for each in mine]}

    def _get(self, call: Call) -> Any:
        """A missing one is a 404 without a body, except for changes."""
        macro = call.account.all(Macro).get(number(call.request.path_params["id"]))
        if macro is None:
            return Empty(404)
        if not self._may_run(call, macro):
            raise unauthorized()
        return self._body(call, macro)

    def _update(self, call: Call) -> Json:
        self._need_to_own(call)
        return super()._update(call)

    def _delete(self, call: Call) -> Any:
        self._need_to_own(call)
        return super()._delete(call)

    def _given(self, call: Call) -> Json:
        """A change without a visibility resets it; an agent's macros are personal."""
        given = {"visibility": None, **super()._given(call)}
        return given if call.viewer.is_administrator else given | {"visibility": "personal"}

    def _more(self, call: Call) -> Json:
        created = {"created_by": call.viewer} if call.request.method == "POST" else {}
        return {"updated_by": call.viewer, **created}

    def _validate(self, call: Call, values: Json, record: Macro | None) -> None:
        _refuse(macro_problems(values))
        super()._validate(call, values, record)

    def _may_run(self, call: Call, macro: Macro) -> bool:
        return macro.visibility == "global" or macro.created_by is call.viewer

    def _need_to_own(self, call: Call) -> None:
        macro, caller = self.found(call), call.viewer
        if not (caller.is_administrator if macro.visibility == "global" else macro.created_by is caller):
            raise unauthorized()

    def _execute(self, call: Call) -> None:
        """A macro that does not exist is a success, too."""
        macro = call.account.all(Macro).get(to_integer(call.request.path_params["id"]))
        if macro is None:
            return
        if not self._may_run(call, macro):
            raise unauthorized()
        for conversation in _conversations(call, call.given.get("conversation_ids")):
            for action in macro.actions:
                _act(Change(call.account, conversation, call.viewer), call.viewer, action)


class _Campaigns(Crud[Campaign]):
    def json(self, call: Call, record: Campaign, keys: str = "") -> Json:
        inbox = call.account.inboxes.get(record.inbox_id or 0)
        sender = call.account.agents.get(record.sender_id or 0)
        more = {"inbox": inbox and inbox_json(call.bodies, inbox), "sender": sender and call.bodies.stored(sender)}
        return call.bodies.pick(record, keys or record.keys, **more)

    def _validate(self, call: Call, values: Json, record: Campaign | None) -> None:
        inbox = call.account.inboxes.get(values["inbox_id"] or 0)

        def no_inbox(name: str, draft: Draft) -> str | None:
            if inbox is None:
                return "must exist"
            fit = inbox.channel_type in ("Channel::WebWidget", *_ONE_OFF)
            return None if fit else "Unsupported Inbox type"

        def no_url(name: str, draft: Draft) -> str | None:
            url = str((values["trigger_rules"] or {}).get("url", "https://"))
            of_website = inbox is not None and inbox.channel_type == "Channel::WebWidget"
            return "invalid" if of_website and not url.startswith(("http://", "https://")) else None

        asked = [(name, present()) for name in ("inbox_id", "title", "message")]
        validate(Draft(values), *asked, ("inbox", no_inbox), ("url", no_url))

    def _more(self, call: Call) -> Json:
        given = self._given(call)
        inbox = call.account.inboxes.get(given.get("inbox_id") or 0)
        if inbox is None:
            return {}
        return {"campaign_type": "one_off" if inbox.channel_type in _ONE_OFF else "ongoing"}

    def of_inbox(self, call: Call) -> list[Json]:
        inbox = call.find(call.account.inboxes, "id")
        found = sorted(call.account.all(Campaign).items())
        return [self.json(call, each) for _, each in found if each.inbox_id == inbox.id]


def _refuse(problems: dict[str, list[str]]) -> None:
    if problems:
        raise ErrorResponse(422, {"error": problems})


def _conversations(call: Call, ids: object) -> list[Conversation]:
    found = by_id(call.account.conversations, ids if isinstance(ids, list) else [])
    return [each for each in found if each is not None]


def _act(change: Change, actor: Agent, action: Json) -> None:
    """Run one action of a macro; skip it if it fails. Nothing leaves this server: no mail, no webhook, no file."""
    account, conversation = change.account, change.conversation
    name, params = action.get("action_name"), action.get("action_params") or []
    first = params[0] if params else None
    try:
        match name:
            case "send_message" | "add_private_note":
                draft = read_message(conversation.inbox, {"content": first, "private": name == "add_private_note"})
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


def _bulk(call: Call) -> None:
    """An impossible action stops the work midway, without an error."""
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


_CAMPAIGNS = _Campaigns(Campaign)
ROUTES = [
    *_Rules(AutomationRule).routes(),
    *_Macros(Macro).routes(),
    *_CAMPAIGNS.routes(),
    Route("GET", "/inboxes/{id}/campaigns", for_administrators(_CAMPAIGNS.of_inbox)),
    Route("POST", "/bulk_actions", _bulk),
]
