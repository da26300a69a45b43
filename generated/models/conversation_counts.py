from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationCounts(Model):
    """Number of matching conversations on all pages.

    Attributes:
        mine_count: Number of conversations assigned to the token's user.
        unassigned_count: Number of unassigned conversations.
        all_count: Number of all conversations.
        assigned_count: Number of assigned conversations; absent in responses to a filter or a search.
    """

    mine_count: int = field(Plain("integer"))
    unassigned_count: int = field(Plain("integer"))
    all_count: int = field(Plain("integer"))
    assigned_count: int | None = field(Plain("integer"), default=None)
