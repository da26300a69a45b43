from __future__ import annotations

from ...declarations import Plain, declare, field
from ...decoding import Model


@declare
class ConversationCounts(Model):
    """How many conversations match, whatever the page.

    Attributes:
        mine_count: Assigned to the token's user.
        assigned_count: Assigned to anybody.
        unassigned_count: Assigned to nobody.
        all_count: All of them.
    """

    mine_count: int = field(Plain("integer"))
    assigned_count: int = field(Plain("integer"))
    unassigned_count: int = field(Plain("integer"))
    all_count: int = field(Plain("integer"))
