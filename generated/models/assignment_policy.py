from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .assignment_order import AssignmentOrder
from .assignment_priority import AssignmentPriority


@declare
class AssignmentPolicy(Model):
    """How the server assigns the conversations of an inbox to agents.

    Attributes:
        assignment_order: Which agent is assigned next.
        conversation_priority: Which conversation is assigned next.
        fair_distribution_limit: Maximum number of conversations assigned to one agent in a time window.
        fair_distribution_window: The window's length in seconds.
        enabled: Whether the policy is active.
        assigned_inbox_count: Number of inboxes with this policy.
        exclude_older_than_hours: Conversations without activity for this number of hours are not assigned;
            null for no limit. Since Chatwoot 4.16.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    assignment_order: AssignmentOrder = field(Enumeration(AssignmentOrder))
    conversation_priority: AssignmentPriority = field(Enumeration(AssignmentPriority))
    fair_distribution_limit: int = field(Plain("integer"))
    fair_distribution_window: int = field(Plain("integer"))
    enabled: bool = field(Plain("boolean"))
    assigned_inbox_count: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
    exclude_older_than_hours: int | None = field(Plain("integer", nullable=True), default=None)
