from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class OpenConversations(Model):
    """How many conversations are open now.

    Attributes:
        unattended: Open ones that have no first reply or wait for one.
        unassigned: Open ones without an assignee; absent for an agent.
        pending: Absent for an agent.
    """

    open: int = field(Plain("integer"))
    unattended: int = field(Plain("integer"))
    unassigned: int | None = field(Plain("integer"), default=None)
    pending: int | None = field(Plain("integer"), default=None)
