"""Policies that assign conversations to agents. The fake server only stores them."""

from __future__ import annotations

from dataclasses import field

from .clock import Json
from .entity import ALL, WRITES, Check, Stored, View, attribute, longest, present, unique
from .people import Agent
from .records import Inbox
from .values import FLAG, NUMBER, OBJECT, TEXT, enum


def _positive(text: str = "must be greater than 0") -> Check:
    return lambda name, draft: None if (draft.values[name] or 0) > 0 else text


class AssignmentPolicy(
    Stored,
    path="/assignment_policies",
    wrapper="assignment_policy",
    admins=ALL,
    keys="id name description assignment_order conversation_priority fair_distribution_limit fair_distribution_window"
    " exclude_older_than_hours@4.16.0 enabled assigned_inbox_count created_at:epoch updated_at:epoch",
):
    """An assignment policy.

    Attributes:
        inboxes: The inboxes with this policy.
    """

    name: str = attribute(TEXT, present(), unique())
    description: str | None = attribute(TEXT, default=None)
    assignment_order: str = attribute(enum("round_robin", "balanced"), default="round_robin")
    conversation_priority: str = attribute(enum("earliest_created", "longest_waiting"), default="earliest_created")
    fair_distribution_limit: int = attribute(NUMBER, _positive(), default=100)
    fair_distribution_window: int = attribute(NUMBER, _positive(), default=3600)
    exclude_older_than_hours: int | None = attribute(NUMBER, default=168)
    enabled: bool = attribute(FLAG, default=True)
    inboxes: list[Inbox] = field(default_factory=list)

    @property
    def assigned_inbox_count(self) -> int:
        """The number of inboxes with this policy."""
        return len(self.inboxes)


class AgentCapacityPolicy(
    Stored,
    path="/agent_capacity_policies",
    wrapper="agent_capacity_policy",
    admins=ALL,
    since="enterprise",
    keys="id name description exclusion_rules created_at:epoch updated_at:epoch account_id assigned_agent_count()"
    " inbox_capacity_limits()",
):
    """The maximum number of conversations of an agent.

    Attributes:
        users: The agents with this policy.
    """

    name: str = attribute(TEXT, present(), longest(255))
    description: str | None = attribute(TEXT, default=None)
    exclusion_rules: Json = attribute(OBJECT, default_factory=dict)
    users: list[Agent] = field(default_factory=list)

    def assigned_agent_count(self, view: View) -> int:
        """Return the number of existing agents with this policy."""
        return sum(each.id in view.account.agents for each in self.users)

    def inbox_capacity_limits(self, view: View) -> list[Json]:
        """Return the limits of existing inboxes."""
        limits = view.account.all(InboxCapacityLimit).items()
        return [view.stored(each) for _, each in sorted(limits) if each.policy is self and each._exists_for(view)]


class InboxCapacityLimit(
    Stored,
    path="/agent_capacity_policies/{policy_id}/inbox_limits",
    verbs=WRITES,
    admins=ALL,
    gone=204,
    parent="policy",
    since="enterprise",
    keys="id inbox.id=inbox_id inbox.name=inbox_name policy.id=agent_capacity_policy_id conversation_limit"
    " created_at:epoch updated_at:epoch",
):
    """The maximum number of an inbox's conversations that an agent with the policy can have."""

    inbox: Inbox
    policy: AgentCapacityPolicy
    conversation_limit: int = attribute(NUMBER, _positive())

    @classmethod
    def _read(cls, given: Json, view: View) -> Json:
        """Return the parameters; an absent limit is null, so that a change also needs it."""
        return {"conversation_limit": None, **given}

    def _exists_for(self, view: View) -> bool:
        return self.inbox.id in view.account.inboxes
