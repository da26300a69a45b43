from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class GroupedOpenConversations(Model):
    """Number of open conversations of an assignee or a team.

    Attributes:
        unattended: Number of conversations without a first reply or waiting for a reply.
        unassigned: Number of conversations without an assignee.
        assignee_id: ID of the agent; null for unassigned conversations; absent when grouped by team.
        team_id: ID of the team; null for conversations without a team; absent when grouped by assignee.
    """

    open: int = field(Plain("integer"))
    unattended: int = field(Plain("integer"))
    unassigned: int = field(Plain("integer"))
    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    team_id: int | None = field(Plain("integer", nullable=True), default=None)
