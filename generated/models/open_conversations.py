from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class OpenConversations(Model):
    """Numbers of open conversations.

    Attributes:
        unattended: Open conversations without a first reply or waiting for a reply.
        unassigned: Open conversations without an assignee; absent in an agent's metrics.
        pending: Pending conversations; absent in an agent's metrics.
    """

    open: int = field(Plain("integer"))
    unattended: int = field(Plain("integer"))
    unassigned: int | None = field(Plain("integer"), default=None)
    pending: int | None = field(Plain("integer"), default=None)
