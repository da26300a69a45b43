from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class InboxCapacityLimit(Model):
    """Maximum number of conversations of an inbox for one agent."""

    id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    conversation_limit: int = field(Plain("integer"))
    inbox_name: str | None = field(Plain("string"), default=None)
    agent_capacity_policy_id: int | None = field(Plain("integer"), default=None)
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
