from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationCounts(Model):
    """How many conversations match, whatever the page.

    Attributes:
        mine_count: Assigned to the token's user.
        unassigned_count: Assigned to nobody.
        all_count: All of them.
        assigned_count: Assigned to anybody; absent in responses to a filter or a search.
    """

    mine_count: int = field(Plain("integer"))
    unassigned_count: int = field(Plain("integer"))
    all_count: int = field(Plain("integer"))
    assigned_count: int | None = field(Plain("integer"), default=None)
