"""Who is in a team, in an inbox, and who takes part in a conversation."""

from __future__ import annotations

from .._state.clock import Json
from .._state.people import Agent, Team
from .._state.records import Conversation, Inbox
from .._state.refusals import ErrorResponse, invalid, not_found, refused, server_fault
from .call import Call, Route, for_administrators


def _members_json(call: Call, agents: list[Agent]) -> list[Json]:
    return call.json_of(sorted(agents, key=lambda agent: agent.id))


def _known(call: Call, unknown: ErrorResponse) -> list[Agent]:
    """The agents with `user_ids`, all of whom the account has to have."""
    agents = call.agents()
    if None in agents:
        raise unknown
    return [agent for agent in agents if agent]


def _without(group: list[Agent], leaving: list[Agent | None]) -> list[Agent]:
    return [agent for agent in group if agent not in leaving]


def _team(call: Call) -> Team:
    return call.find(call.account.teams, "team_id")


def _of_team(call: Call) -> list[Agent]:
    return _known(call, ErrorResponse(401, {"error": "Invalid User IDs"}))


def _list_team(call: Call) -> list[Json]:
    return _members_json(call, _team(call).members)


def _add_to_team(call: Call) -> list[Json]:
    """Answers with those who were not in it."""
    team = _team(call)
    added = [agent for agent in _of_team(call) if agent not in team.members]
    team.members += added
    return _members_json(call, added)


def _set_team(call: Call) -> list[Json]:
    team = _team(call)
    team.members = _of_team(call)
    return _members_json(call, team.members)


def _remove_from_team(call: Call) -> None:
    team = _team(call)
    team.members = _without(team.members, [*_of_team(call)])


def _inbox(call: Call) -> Inbox:
    return call.named(call.account.inboxes, call.given.get("inbox_id"))


def _of_inbox(call: Call) -> list[Agent]:
    return _known(call, invalid(("user", "must exist")))


def _list_inbox(call: Call) -> Json:
    inbox = call.find(call.account.inboxes, "inbox_id")
    call.need_to_see(inbox)
    return {"payload": _members_json(call, inbox.members)}


def _add_to_inbox(call: Call) -> Json:
    inbox = _inbox(call)
    inbox.members += [agent for agent in _of_inbox(call) if agent not in inbox.members]
    return {"payload": _members_json(call, inbox.members)}


def _set_inbox(call: Call) -> Json:
    inbox = _inbox(call)
    inbox.members = _of_inbox(call)
    return {"payload": _members_json(call, inbox.members)}


def _remove_from_inbox(call: Call) -> None:
    inbox = _inbox(call)
    inbox.members = _without(inbox.members, call.agents())


def _assignable_agents(call: Call) -> Json:
    """Those who are in all of the inboxes, then the administrators."""
    inboxes = [call.named(call.account.inboxes, each) for each in call.query.getlist("inbox_ids[]")]
    if not inboxes:
        raise not_found()
    for inbox in inboxes:
        call.need_to_see(inbox)
    everyone = call.account.agents.values()
    agents = [agent for agent in everyone if all(agent in inbox.members for inbox in inboxes)]
    administrators = [agent for agent in everyone if agent.is_administrator and agent not in agents]
    return {"payload": _members_json(call, agents) + _members_json(call, administrators)}


def _list_participants(call: Call) -> list[Json]:
    return call.json_of(call.conversation.participants)


def _add_participants(call: Call) -> list[Json]:
    """Answers with those who were not there before; those who cannot be stored, too, before 4.16.2."""
    conversation = call.conversation
    added = [agent for agent in _participants(call, conversation) if agent not in conversation.participants]
    conversation.participants += [agent for agent in added if _may_take_part(agent, conversation)]
    return call.json_of(added)


def _set_participants(call: Call) -> list[Json]:
    conversation = call.conversation
    wanted = [agent for agent in _participants(call, conversation) if _may_take_part(agent, conversation)]
    stay = [agent for agent in conversation.participants if agent in wanted]
    conversation.participants = stay + _without(wanted, [*stay])
    return call.json_of(conversation.participants)


def _remove_participants(call: Call) -> None:
    conversation = call.conversation
    conversation.participants = _without(conversation.participants, call.agents())


def _participants(call: Call, conversation: Conversation) -> list[Agent]:
    """The agents with `user_ids`.

    Raises:
        ErrorResponse: 422, one who does not take part yet cannot, or is unknown; before 4.16.2 500 for an unknown one.
    """
    if not call.has("4.16.2"):
        return _known(call, server_fault())
    agents = _known(call, refused("Invalid participant IDs"))
    if not all(_may_take_part(agent, conversation) for agent in agents):
        raise refused("Invalid participant IDs")
    return agents


def _may_take_part(agent: Agent, conversation: Conversation) -> bool:
    known = (*conversation.inbox.members, *conversation.participants)
    return agent.is_administrator or agent in known


_TEAM = "/teams/{team_id}/team_members"
_PARTICIPANTS = "/conversations/{conversation_id}/participants"
ROUTES = [
    Route("GET", _TEAM, _list_team),
    Route("POST", _TEAM, for_administrators(_add_to_team)),
    Route("PATCH", _TEAM, for_administrators(_set_team)),
    Route("DELETE", _TEAM, for_administrators(_remove_from_team)),
    Route("GET", "/inbox_members/{inbox_id}", _list_inbox),
    Route("POST", "/inbox_members", for_administrators(_add_to_inbox)),
    Route("PATCH", "/inbox_members", for_administrators(_set_inbox)),
    Route("DELETE", "/inbox_members", for_administrators(_remove_from_inbox)),
    Route("GET", "/assignable_agents", _assignable_agents),
    Route("GET", _PARTICIPANTS, _list_participants),
    Route("POST", _PARTICIPANTS, _add_participants),
    Route("PATCH", _PARTICIPANTS, _set_participants),
    Route("DELETE", _PARTICIPANTS, _remove_participants),
]
