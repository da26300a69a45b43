"""Assignment policies and their inboxes; capacity policies, with their limits and users."""

from __future__ import annotations

from .._json.inboxes import inbox_json
from .._state.clock import Json
from .._state.entity import Draft, validate
from .._state.people import Agent
from .._state.policies import AgentCapacityPolicy, AssignmentPolicy, InboxCapacityLimit
from .._state.records import Inbox
from .._state.refusals import ErrorResponse, invalid
from .._state.values import NUMBER
from .call import Call, Empty, Route, for_administrators
from .crud import Crud

_NEW_LIMIT = InboxCapacityLimit.keys.replace(" inbox_name", "")


class _CapacityPolicies(Crud[AgentCapacityPolicy]):
    def json(self, call: Call, record: AgentCapacityPolicy, keys: str = "") -> Json:
        users = [each for each in record.users if each.id in call.account.agents]
        limits = call.json_of(_limits(call, record).values())
        counts = {"assigned_agent_count": len(users), "inbox_capacity_limits": limits}
        return call.bodies.pick(record, record.keys, **counts)


def _policy(call: Call) -> AssignmentPolicy:
    return call.find(call.account.all(AssignmentPolicy), "id")


def _inboxes(call: Call) -> Json:
    found = [each for each in _policy(call).inboxes if each.id in call.account.inboxes]
    return {"inboxes": [inbox_json(call.bodies, each) for each in found]}


def _inbox(call: Call) -> tuple[Inbox, AssignmentPolicy | None]:
    """The inbox of the path, with its policy."""
    inbox = call.find(call.account.inboxes, "id")
    policies = call.account.all(AssignmentPolicy).values()
    return inbox, next((each for each in policies if inbox in each.inboxes), None)


def _of_inbox(call: Call) -> Json:
    _, policy = _inbox(call)
    if policy is None:
        raise ErrorResponse(404, {"error": "Assignment policy not found"})
    return call.bodies.stored(policy)


def _set_for_inbox(call: Call) -> Json:
    inbox, before = _inbox(call)
    policy = call.named(call.account.all(AssignmentPolicy), call.given.get("assignment_policy_id"))
    if before is not None:
        before.inboxes.remove(inbox)
    policy.inboxes.append(inbox)
    return call.bodies.stored(policy)


def _remove_from_inbox(call: Call) -> None:
    inbox, policy = _inbox(call)
    if policy is None:
        raise ErrorResponse(404, {"error": "Assignment policy not found"})
    policy.inboxes.remove(inbox)


def _capacity(call: Call) -> AgentCapacityPolicy:
    return call.find(call.account.all(AgentCapacityPolicy), "id")


def _limits(call: Call, policy: AgentCapacityPolicy) -> dict[int, InboxCapacityLimit]:
    found = sorted(call.account.all(InboxCapacityLimit).items())
    return {id: each for id, each in found if each.policy is policy and each.inbox.id in call.account.inboxes}


def _limit_given(call: Call) -> int:
    def positive(name: str, draft: Draft) -> str | None:
        return None if (draft.values[name] or 0) > 0 else "must be greater than 0"

    limit = call.given.get("conversation_limit")
    number: int | None = NUMBER.read(limit) if NUMBER.takes(limit) else None
    validate(Draft({"conversation_limit": number}), ("conversation_limit", positive))
    return number or 0


def _create_limit(call: Call) -> Json:
    policy, inbox = _capacity(call), call.named(call.account.inboxes, call.given.get("inbox_id"))
    if any(each.inbox is inbox for each in _limits(call, policy).values()):
        raise invalid(("inbox_id", "has already been taken"))
    limit = call.account.add(InboxCapacityLimit, inbox=inbox, policy=policy, conversation_limit=_limit_given(call))
    return call.bodies.stored(limit, _NEW_LIMIT)


def _limit(call: Call) -> InboxCapacityLimit:
    return call.find(_limits(call, _capacity(call)), "limit_id")


def _update_limit(call: Call) -> Json:
    limit = _limit(call)
    limit.conversation_limit, limit.updated_at = _limit_given(call), call.now
    return call.bodies.stored(limit)


def _delete_limit(call: Call) -> Empty:
    del call.account.all(InboxCapacityLimit)[_limit(call).id]
    return Empty(204)


def _users(call: Call) -> list[Json]:
    return [call.bodies.profile(each) for each in _capacity(call).users if each.id in call.account.agents]


def _add_user(call: Call) -> Json:
    policy, agent = _capacity(call), call.named(call.account.agents, call.given.get("user_id"))
    _leave(call, agent)
    policy.users.append(agent)
    return call.bodies.profile(agent)


def _remove_user(call: Call) -> None:
    _ = _capacity(call)
    _leave(call, call.find(call.account.agents, "user_id"))


def _leave(call: Call, agent: Agent) -> None:
    for policy in call.account.all(AgentCapacityPolicy).values():
        if agent in policy.users:
            policy.users.remove(agent)


_INBOX, _CAPACITY = "/inboxes/{id}/assignment_policy", "/agent_capacity_policies/{id}"
_LIMIT = f"{_CAPACITY}/inbox_limits/{{limit_id}}"
ROUTES = [
    *Crud(AssignmentPolicy).routes(),
    Route("GET", "/assignment_policies/{id}/inboxes", for_administrators(_inboxes)),
    Route("GET", _INBOX, for_administrators(_of_inbox)),
    Route("POST", _INBOX, for_administrators(_set_for_inbox)),
    Route("DELETE", _INBOX, for_administrators(_remove_from_inbox)),
    *_CapacityPolicies(AgentCapacityPolicy).routes(),
    Route("POST", f"{_CAPACITY}/inbox_limits", for_administrators(_create_limit), since="enterprise"),
    Route("PATCH", _LIMIT, for_administrators(_update_limit), since="enterprise"),
    Route("DELETE", _LIMIT, for_administrators(_delete_limit), since="enterprise"),
    Route("GET", f"{_CAPACITY}/users", for_administrators(_users), since="enterprise"),
    Route("POST", f"{_CAPACITY}/users", for_administrators(_add_user), since="enterprise"),
    Route("DELETE", f"{_CAPACITY}/users/{{user_id}}", for_administrators(_remove_user), since="enterprise"),
]
