"""Members of teams and inboxes, and participants of conversations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .._state.clock import Json
from .._state.people import Agent, Team
from .._state.records import Conversation, Inbox
from .._state.refusals import ErrorResponse, invalid, not_found, refused, server_fault
from .call import AccountRouter, Call
from .routing import ALWAYS

router = AccountRouter()


def _team(call: Call) -> Team:
    return call.find(call.account.teams, "team_id")


def _inbox(call: Call) -> Inbox:
    """Return the inbox that the path names, or else the body."""
    if "inbox_id" not in call.request.path_params:
        return call.named(call.account.inboxes, call.given.get("inbox_id"))
    inbox = call.find(call.account.inboxes, "inbox_id")
    call.need_to_see(inbox)
    return inbox


def _known(call: Call, unknown: ErrorResponse) -> list[Agent]:
    """Return the agents with `user_ids`; raise `unknown` if one is not in the account."""
    agents = call.agents()
    if None in agents:
        raise unknown
    return [agent for agent in agents if agent]


def _participants(call: Call, conversation: Conversation) -> list[Agent]:
    """Return the agents with `user_ids`.

    Raises:
        ErrorResponse: 422 if a participant is unknown or not eligible; before 4.16.2 500 for an unknown one.
    """
    if not call.has("4.16.2"):
        return _known(call, server_fault())
    agents = _known(call, refused("Invalid participant IDs"))
    if not all(_may_take_part(agent, conversation) for agent in agents):
        raise refused("Invalid participant IDs")
    return agents


def _may_take_part(agent: Agent, conversation: Conversation) -> bool:
    return agent.is_administrator or agent in (*conversation.inbox.members, *conversation.participants)


@dataclass(frozen=True)
class Group:
    """A group of agents that callers read and change.

    Attributes:
        path: The path of requests that add, replace and remove agents.
        name: The attribute of the owner with the agents.
        owner: Returns the group's owner: a team, an inbox or a conversation.
        wanted: Returns the agents with `user_ids`, who must exist.
        leaving: Returns the agents to remove.
        may_be_in: Returns whether an agent may be in the group; others are not stored.
        answers_with_all: Whether the response to an addition has all agents, or only the new ones.
        in_order: Whether responses are sorted by id, or in the order in which agents were added.
        wrap: Puts the agents in the envelope of the response.
    """

    path: str
    name: str
    owner: Callable[[Call], Any]
    wanted: Callable[[Call, Any], list[Agent]]
    leaving: Callable[[Call, Any], list[Any]] = lambda call, _: call.agents()
    may_be_in: Callable[[Agent, Any], bool] = lambda _, __: True
    answers_with_all: bool = False
    in_order: bool = True
    wrap: Callable[[list[Json]], Any] = list

    def declare(self, reading: str = "", *, admins: str = "") -> None:
        """Declare the group's routes.

        Args:
            reading: The path of requests that read the group, if different.
            admins: The version since which only administrators may change the group; "" for none.
        """
        router(f"GET {reading or self.path}")(self.read)
        for method, handler in (("POST", self.add), ("PATCH", self.set), ("DELETE", self.remove)):
            router(f"{method} {self.path}", admins=admins)(handler)

    def read(self, call: Call) -> Any:
        return self._body(call, getattr(self.owner(call), self.name))

    def add(self, call: Call) -> Any:
        owner = self.owner(call)
        members: list[Agent] = getattr(owner, self.name)
        added = [agent for agent in self.wanted(call, owner) if agent not in members]
        members += [agent for agent in added if self.may_be_in(agent, owner)]
        return self._body(call, members if self.answers_with_all else added)

    def set(self, call: Call) -> Any:
        """Replace the agents; remaining agents keep their positions."""
        owner = self.owner(call)
        wanted = [agent for agent in self.wanted(call, owner) if self.may_be_in(agent, owner)]
        stay = [agent for agent in getattr(owner, self.name) if agent in wanted]
        setattr(owner, self.name, stay + [agent for agent in wanted if agent not in stay])
        return self.read(call)

    def remove(self, call: Call) -> None:
        owner = self.owner(call)
        leaving = self.leaving(call, owner)
        setattr(owner, self.name, [agent for agent in getattr(owner, self.name) if agent not in leaving])

    def _body(self, call: Call, agents: list[Agent]) -> Any:
        return self.wrap(call.json_of(sorted(agents, key=lambda agent: agent.id) if self.in_order else agents))


@router("GET /assignable_agents", "GET /inboxes/{inbox_id}/assignable_agents")
def _assignable_agents(call: Call) -> Json:
    """List the agents who are members of every inbox in the path or the query, then the other administrators."""
    if "inbox_id" in call.request.path_params:
        inboxes = [_inbox(call)]
    else:
        inboxes = [call.named(call.account.inboxes, each) for each in call.query.getlist("inbox_ids[]")]
    if not inboxes:
        raise not_found()
    for inbox in inboxes:
        call.need_to_see(inbox)
    everyone = [agent for _, agent in sorted(call.account.agents.items())]
    agents = [agent for agent in everyone if all(agent in inbox.members for inbox in inboxes)]
    administrators = [agent for agent in everyone if agent.is_administrator and agent not in agents]
    return {"payload": call.json_of(agents + administrators)}


def _payload(rows: list[Json]) -> Json:
    return {"payload": rows}


def _of_team(call: Call, _: object) -> list[Agent]:
    return _known(call, ErrorResponse(401, {"error": "Invalid User IDs"}))


def _of_inbox(call: Call, _: object) -> list[Agent]:
    return _known(call, invalid(("user", "must exist")))


Group("/teams/{team_id}/team_members", "members", _team, _of_team, leaving=_of_team).declare(admins=ALWAYS)
Group("/inbox_members", "members", _inbox, _of_inbox, answers_with_all=True, wrap=_payload).declare(
    "/inbox_members/{inbox_id}", admins=ALWAYS
)
Group(
    "/conversations/{conversation_id}/participants",
    "participants",
    lambda call: call.conversation,
    _participants,
    may_be_in=_may_take_part,
    in_order=False,
).declare()
