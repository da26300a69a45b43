from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class GroupedOpenConversations(Model):
    """Number of an assignee's or a team's open conversations.

    Attributes:
        unattended: Number of conversations without a first reply or waiting for a reply.
        unassigned: Number of conversations without an assignee.
        assignee_id: Id of the agent; null for unassigned conversations; absent if teams are counted.
        team_id: Id of the team; null for conversations without a team; absent if assignees are counted.
    """

    open: int = field(Plain("integer"))
    unattended: int = field(Plain("integer"))
    unassigned: int = field(Plain("integer"))
    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    team_id: int | None = field(Plain("integer", nullable=True), default=None)
