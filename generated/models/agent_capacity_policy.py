from __future__ import annotations

import datetime

from ..._wire.kinds import ListOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .capacity_exclusions import CapacityExclusions
from .inbox_capacity_limit import InboxCapacityLimit


@declare
class AgentCapacityPolicy(Model):
    """Maximum number of conversations for one agent.

    Attributes:
        exclusion_rules: Conversations that do not count towards the limit.
        assigned_agent_count: Number of users with this policy.
        inbox_capacity_limits: Limits of the policy, by inbox.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    exclusion_rules: CapacityExclusions = field(Object(CapacityExclusions))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
    account_id: int = field(Plain("integer"))
    assigned_agent_count: int = field(Plain("integer"))
    inbox_capacity_limits: list[InboxCapacityLimit] = field(ListOf(Object(InboxCapacityLimit)))
