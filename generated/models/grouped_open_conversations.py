from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class GroupedOpenConversations(Model):
    """How many conversations an assignee or a team has open now.

    Attributes:
        unattended: Conversations that have no first reply or wait for one.
        unassigned: Conversations without an assignee.
        assignee_id: The agent; null for nobody, absent where teams are counted.
        team_id: The team; null for none, absent where assignees are counted.
    """

    open: int = field(Plain("integer"))
    unattended: int = field(Plain("integer"))
    unassigned: int = field(Plain("integer"))
    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    team_id: int | None = field(Plain("integer", nullable=True), default=None)
