"""Agents of an account, and who of them is in which team and inbox (where not captured, by the source)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._json import people
from .._state.records import Agent, Inbox, Json
from .answers import ErrorResponse, not_found, server_fault
from .call import Call, NoContent, Route
from .conversation_events import forget_sender
from .params import FLAG, TEXT, Draft, enum, invalid, read_wrapped
from .permissions import for_administrators, need_to_see
from .values import to_integer

_FIELDS = {
    "name": TEXT,
    "role": enum(("agent", "administrator")),
    "availability": enum(("online", "offline", "busy")),
    "auto_offline": FLAG,
}


def _list(call: Call) -> list[Any]:
    return [people.agent(agent) for agent in sorted(call.account.agents.values(), key=lambda agent: agent.name.lower())]


def _create(call: Call) -> Json:
    """They are not confirmed: they have not followed the invitation."""
    given = read_wrapped("agent", {"email": TEXT, **_FIELDS}, call.given)
    email = (given.pop("email", None) or "").strip().lower()
    draft = Draft({"email": email})
    draft.present("email")
    if email:
        draft.matches("email", r"\A[^@\s]+@[^@\s]+\Z")
    draft.refuse()
    if any(agent.email.lower() == email for agent in call.account.agents.values()):
        raise invalid(("user_id", "has already been taken"))
    agent = call.account.add_agent(given.get("name") or "", email=email)
    agent.confirmed = False
    _change(agent, given)
    return people.agent(agent)


def _update(call: Call) -> Json:
    agent = call.find(call.account.agents, "id")
    _change(agent, read_wrapped("agent", _FIELDS, call.given))
    return people.agent(agent)


def _change(agent: Agent, given: Json) -> None:
    """Null changes nothing; who is offline when the app is closed is so here, where there is no app."""
    for name, value in given.items():
        if value is not None:
            setattr(agent, name, value)
    if {"availability", "auto_offline"} & given.keys():
        agent.availability_status = "offline" if agent.auto_offline else agent.availability


def _delete(call: Call) -> NoContent:
    account = call.account
    agent = call.find(account.agents, "id")
    del account.agents[agent.id]
    forget_sender(account, agent)
    groups = [
        *(team.members for team in account.teams.values()),
        *(inbox.members for inbox in account.inboxes.values()),
    ]
    for conversation in account.conversations.values():
        groups += [conversation.participants, conversation.mentioned]
    for group in groups:
        if agent in group:
            group.remove(agent)
    account.custom_filters = {id: each for id, each in account.custom_filters.items() if each.user is not agent}
    return NoContent()


def _team_members(call: Call) -> list[Any]:
    return _bodies(call.find(call.account.teams, "team_id").members)


def _add_team_members(call: Call) -> list[Any]:
    """Answers with those who were not in it."""
    team = call.find(call.account.teams, "team_id")
    added = [agent for agent in _users_of_team(call) if agent not in team.members]
    team.members += added
    return _bodies(added)


def _set_team_members(call: Call) -> list[Any]:
    team = call.find(call.account.teams, "team_id")
    team.members = _users_of_team(call)
    return _bodies(team.members)


def _remove_team_members(call: Call) -> NoContent:
    team = call.find(call.account.teams, "team_id")
    leaving = _users_of_team(call)
    team.members = [agent for agent in team.members if agent not in leaving]
    return NoContent()


def _users_of_team(call: Call) -> list[Agent]:
    agents = _users(call)
    if None in agents:
        raise ErrorResponse(401, {"error": "Invalid User IDs"})
    return [agent for agent in agents if agent]


def _inbox_members(call: Call) -> Json:
    inbox = call.find(call.account.inboxes, "inbox_id")
    need_to_see(call, inbox)
    return {"payload": _bodies(inbox.members)}


def _add_inbox_members(call: Call) -> Json:
    inbox = _inbox(call, call.given.get("inbox_id"))
    inbox.members += [agent for agent in _users_of_inbox(call) if agent not in inbox.members]
    return {"payload": _bodies(inbox.members)}


def _set_inbox_members(call: Call) -> Json:
    inbox = _inbox(call, call.given.get("inbox_id"))
    inbox.members = _users_of_inbox(call)
    return {"payload": _bodies(inbox.members)}


def _remove_inbox_members(call: Call) -> NoContent:
    inbox, leaving = _inbox(call, call.given.get("inbox_id")), _users(call)
    inbox.members = [agent for agent in inbox.members if agent not in leaving]
    return NoContent()


def _assignable_agents(call: Call) -> Json:
    """Those who are in all of the inboxes, then the administrators."""
    wanted = call.request.query_params.getlist("inbox_ids[]")
    inboxes = [_inbox(call, each) for each in wanted]
    if not inboxes:
        raise not_found()
    agents = list(call.account.agents.values())
    for inbox in inboxes:
        need_to_see(call, inbox)
        agents = [agent for agent in agents if agent in inbox.members]
    administrators = (agent for agent in call.account.agents.values() if agent.role == "administrator")
    return {"payload": _bodies(agents) + _bodies(agent for agent in administrators if agent not in agents)}


def _inbox(call: Call, id: object) -> Inbox:
    inbox = call.account.inboxes.get(to_integer(id))
    if inbox is None:
        raise not_found()
    return inbox


def _users_of_inbox(call: Call) -> list[Agent]:
    agents = _users(call)
    if None in agents:
        raise invalid(("user", "must exist"))
    return [agent for agent in agents if agent]


def _users(call: Call) -> list[Agent | None]:
    """Each of `user_ids` once; None is whom the account does not have."""
    given = call.given.get("user_ids")
    if not isinstance(given, list):
        raise server_fault()
    return [call.account.agents.get(id) for id in dict.fromkeys(map(to_integer, given))]


def _bodies(agents: Iterable[Agent]) -> list[Json]:
    return [people.agent(agent) for agent in sorted(agents, key=lambda agent: agent.id)]


_TEAM_MEMBERS = "/teams/{team_id}/team_members"

ENTRIES = [
    Route("GET", "/agents", _list),
    Route("POST", "/agents", for_administrators(_create)),
    Route("PATCH", "/agents/{id}", for_administrators(_update)),
    Route("DELETE", "/agents/{id}", for_administrators(_delete)),
    Route("GET", _TEAM_MEMBERS, _team_members),
    Route("POST", _TEAM_MEMBERS, for_administrators(_add_team_members)),
    Route("PATCH", _TEAM_MEMBERS, for_administrators(_set_team_members)),
    Route("DELETE", _TEAM_MEMBERS, for_administrators(_remove_team_members)),
    Route("GET", "/inbox_members/{inbox_id}", _inbox_members),
    Route("POST", "/inbox_members", for_administrators(_add_inbox_members)),
    Route("PATCH", "/inbox_members", for_administrators(_set_inbox_members)),
    Route("DELETE", "/inbox_members", for_administrators(_remove_inbox_members)),
    Route("GET", "/assignable_agents", _assignable_agents),
]
