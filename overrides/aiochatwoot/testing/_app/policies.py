"""Assignment policies and their inboxes; capacity policies with their limits and users."""

from __future__ import annotations

from typing import Any

from .._state.clock import Json
from .._state.people import Agent
from .._state.policies import AgentCapacityPolicy, AssignmentPolicy, InboxCapacityLimit
from .._state.records import Inbox
from .._state.refusals import ErrorResponse, invalid
from .call import AccountRouter, Call
from .crud import Crud
from .routing import ALWAYS

router = AccountRouter(admins=ALWAYS)
_enterprise = AccountRouter(admins=ALWAYS, since="enterprise")


class Limits(Crud[InboxCapacityLimit], kind=InboxCapacityLimit, one="limit_id"):
    """The routes of a capacity policy's limits, each for one inbox."""

    def _create(self, call: Call, **more: Any) -> Any:
        inbox = call.named(call.account.inboxes, call.given.get("inbox_id"))
        if any(each.inbox is inbox for each in self.visible(call).values()):
            raise invalid(("inbox_id", "has already been taken"))
        limit = super()._create(call, inbox=inbox)
        del limit["inbox_name"]
        return limit


@router("GET /assignment_policies/{id}/inboxes")
def _inboxes(call: Call) -> Json:
    policy = call.find(call.account.all(AssignmentPolicy), "id")
    return {"inboxes": [call.bodies.inbox(each) for each in policy.inboxes if each.id in call.account.inboxes]}


def _assigned(call: Call) -> tuple[Inbox, AssignmentPolicy]:
    """Return the inbox that the path names and its policy; 404 without a policy."""
    inbox = call.find(call.account.inboxes, "id")
    for policy in call.account.all(AssignmentPolicy).values():
        if inbox in policy.inboxes:
            return inbox, policy
    raise ErrorResponse(404, {"error": "Assignment policy not found"})


@router("GET /inboxes/{id}/assignment_policy")
def _of_inbox(call: Call) -> Json:
    return call.bodies.stored(_assigned(call)[1])


@router("POST /inboxes/{id}/assignment_policy")
def _set_for_inbox(call: Call) -> Json:
    inbox, policies = call.find(call.account.inboxes, "id"), call.account.all(AssignmentPolicy)
    policy = call.named(policies, call.given.get("assignment_policy_id"))
    for each in policies.values():
        if inbox in each.inboxes:
            each.inboxes.remove(inbox)
    policy.inboxes.append(inbox)
    return call.bodies.stored(policy)


@router("DELETE /inboxes/{id}/assignment_policy")
def _remove_from_inbox(call: Call) -> None:
    inbox, policy = _assigned(call)
    policy.inboxes.remove(inbox)


@_enterprise("GET /agent_capacity_policies/{policy_id}/users")
def _users(call: Call) -> list[Json]:
    return [call.bodies.profile(each) for each in call.policy.users if each.id in call.account.agents]


@_enterprise("POST /agent_capacity_policies/{policy_id}/users")
def _add_user(call: Call) -> Json:
    policy, agent = call.policy, call.named(call.account.agents, call.given.get("user_id"))
    _leave(call, agent)
    policy.users.append(agent)
    return call.bodies.profile(agent)


@_enterprise("DELETE /agent_capacity_policies/{policy_id}/users/{user_id}")
def _remove_user(call: Call) -> None:
    _ = call.policy
    _leave(call, call.find(call.account.agents, "user_id"))


def _leave(call: Call, agent: Agent) -> None:
    for policy in call.account.all(AgentCapacityPolicy).values():
        if agent in policy.users:
            policy.users.remove(agent)
